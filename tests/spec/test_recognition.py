"""Whose return is this, and by what was it told (issue 3, point 2): agreeing signals settle it, others ask the officer.

The workbooks are the shipped plan's template of MN Đồn Đạc for 6 months, with this or that taken out of it or written over.
"""

from __future__ import annotations

import io
from functools import cache

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.validation.report import CheckedFile, validate_file
from danvan_metrics.workbook.layout import SHEET_FACTS, SHEET_IDENTITY, SHEET_ITEMS, SHEET_MODELS, SHEET_TASKS
from danvan_metrics.workbook.reader import read_workbook
from danvan_metrics.workbook.recognise import BY_HIDDEN_IDENTITY, Told, recognise
from tests.builders_officer import PLAN, ROSTER, fill_workbook

SCHOOL, OTHER = "MN-DONDAC", "MN-NAMSON"
NAME_CELL, CODE_CELL, PERIOD_CELL = "C4", "C5", "C9"
TABLES = (SHEET_TASKS, SHEET_ITEMS, SHEET_MODELS)


class TestAgreeing:
    def test_by_what_the_template_hid_whatever_the_file_is_called(self):
        found = look(leave, "báo cáo 9 tháng MN Nam Sơn.xlsx")
        assert (found.identity.school, found.identity.period, found.reason) == (SCHOOL, "6m", BY_HIDDEN_IDENTITY)

    @pytest.mark.parametrize("written", ["TRƯỜNG MẦM NON ĐỒN ĐẠC", "MN Đồn Đạc", "mam non xa don dac, huyen Ba Che"])
    def test_another_way_to_write_the_same_school_is_no_disagreement(self, written):
        found = look(lambda book: put(book, SHEET_FACTS, NAME_CELL, written))
        assert (found.identity.school, found.reason) == (SCHOOL, BY_HIDDEN_IDENTITY)

    def test_by_the_sheet_thong_tin_where_the_hidden_sheet_is_gone(self):
        found = look(lambda book: book.remove(book[SHEET_IDENTITY]))
        assert (found.identity.school, found.identity.period) == (SCHOOL, "6m")
        assert found.reason == ("theo sheet Thông tin ghi “Trường Mầm non Đồn Đạc”, sheet Thông tin ghi kỳ “6 tháng năm 2020”")
        assert (found.identity.plan_version, found.identity.template_version) == (PLAN.version, "?")

    def test_by_the_titles_where_thong_tin_is_gone_too(self):
        found = look(lambda book: (book.remove(book[SHEET_IDENTITY]), book.remove(book[SHEET_FACTS])))
        assert (found.identity.school, found.identity.period) == (SCHOOL, "6m")
        assert found.reason.startswith(f"theo sheet {SHEET_TASKS} ghi “Trường Mầm non Đồn Đạc · mã MN-DONDAC”")

    @pytest.mark.parametrize(
        "name", ["bao cao MN don dac 6 thang.xlsx", "MN Đồn Đạc/bc 6 tháng.xlsx", "bao-cao_6-thang_MN-DONDAC (2).xlsx"]
    )
    def test_by_the_files_name_where_the_inside_is_silent(self, name):
        found = look(silence, name)
        assert (found.identity.school, found.identity.period) == (SCHOOL, "6m")
        assert found.reason == f"theo tên tệp “{name.rpartition('/')[2]}”"

    def test_a_part_of_the_hidden_identity_still_speaks(self):
        def wipe(book):
            silence(book, but=(SHEET_IDENTITY,))
            for row in book[SHEET_IDENTITY].iter_rows(max_col=2):
                row[1].value = None if row[0].value in {"kind", "template_version"} else row[1].value

        found = look(wipe)
        assert (found.identity.school, found.identity.period) == (SCHOOL, "6m")

    def test_what_is_recognised_by_weaker_signs_is_read_and_checked_like_any_other(self):
        checked = check(edit(lambda book: book.remove(book[SHEET_IDENTITY])))
        assert checked.errors == ()
        assert checked.answered == checked.askable


class TestDisagreeing:
    def test_hidden_identity_and_thong_tin_name_two_schools(self):
        found = look(lambda book: put(book, SHEET_FACTS, NAME_CELL, "Trường Mầm non Nam Sơn"))
        assert found.identity is None
        assert [one.code for one in found.doubt.schools] == [SCHOOL, OTHER]
        assert [one.code for one in found.doubt.periods] == ["6m"]
        assert found.doubt.why == "Chưa rõ trường: có thể là MN Đồn Đạc hay MN Nam Sơn."
        assert "mã nhận dạng trong tệp: MN-DONDAC, 6m" in found.doubt.schools[0].signals
        assert found.doubt.schools[1].signals == ("sheet Thông tin ghi “Trường Mầm non Nam Sơn”",)

    def test_two_periods(self):
        found = look(lambda book: put(book, SHEET_FACTS, PERIOD_CELL, "9 tháng năm 2020"))
        assert [one.code for one in found.doubt.periods] == ["6m", "9m"]
        assert found.doubt.why == "Chưa rõ kỳ báo cáo: có thể là 6 tháng hay 9 tháng."

    def test_a_sheet_copied_from_another_school(self):
        found = look(lambda book: put(book, SHEET_ITEMS, "A2", "Trường Mầm non Nam Sơn · mã MN-NAMSON"))
        assert [one.code for one in found.doubt.schools] == [SCHOOL, OTHER]

    def test_a_name_that_fits_two_schools(self):
        found = look(silence, "Thanh Sơn 6 tháng.xlsx")
        assert [one.code for one in found.doubt.schools] == ["MN-THANHSON", "THTHCS-THANHSON"]

    def test_an_unknown_hidden_code_beside_a_known_name(self):
        found = look(lambda book: hide(book, "school", "MN-CU"))
        assert "đơn vị “MN-CU”, không có trong danh sách" in found.doubt.why
        assert [one.code for one in found.doubt.schools] == [SCHOOL]

    def test_nothing_tells_at_all(self):
        found = look(silence, "bao cao.xlsx")
        assert (found.doubt.schools, found.doubt.periods) == ((), ())
        assert found.doubt.why == ("Trong tệp không có chỗ nào cho biết trường. Trong tệp không có chỗ nào cho biết kỳ báo cáo.")

    def test_a_file_in_doubt_is_neither_read_nor_refused(self):
        checked = check(edit(silence))
        assert checked.readable
        assert (checked.issues, checked.returned) == ((), None)
        assert checked.doubt


class TestTold:
    def test_the_officers_answer_settles_it_and_is_the_reason(self):
        content = edit(lambda book: put(book, SHEET_FACTS, NAME_CELL, "Trường Mầm non Nam Sơn"))
        checked = check(content, told=Told(OTHER, "6m"))
        assert checked.identity.school == OTHER
        assert checked.recognised_by == "do cán bộ Phòng xác nhận là của MN Nam Sơn, kỳ 6 tháng"
        assert checked.errors == (), "what the officer has confirmed is not sent back for saying something else"

    def test_a_strangers_workbook_stays_one(self):
        assert check(save(openpyxl.Workbook()), told=Told(SCHOOL, "6m")).issues[0].code == "foreign_workbook"

    def test_a_return_of_another_plan_stays_one(self):
        content = edit(lambda book: hide(book, "plan", "dan-van-2019"))
        assert check(content, told=Told(SCHOOL, "6m")).issues[0].code == "other_plan"


@given(text=st.text(max_size=40), cell=st.sampled_from([NAME_CELL, CODE_CELL, PERIOD_CELL]), name=st.text(max_size=40))
def test_whatever_stands_there_it_is_recognised_or_asked_and_never_raised(text, cell, name):
    sheets = read_blank()
    grid = sheets.grids[SHEET_FACTS]
    row, column = int(cell[1:]), ord(cell[0]) - ord("A") + 1
    cells = [list(each) for each in grid.cells]
    cells[row - grid.first_row][column - grid.first_column] = text
    changed = type(grid)(grid.name, grid.first_row, grid.first_column, cells)
    found = recognise(PLAN, ROSTER, type(sheets)({**sheets.grids, SHEET_FACTS: changed}), file_name=name)
    assert (found.identity is None) != (found.doubt is None)


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


@cache
def filled() -> bytes:
    return fill_workbook(SCHOOL, "6m")


@cache
def read_blank():
    return read_workbook(filled())


def edit(change) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(filled()))
    change(book)
    return save(book)


def save(book) -> bytes:
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def look(change, file_name: str = "bao-cao.xlsx"):
    return recognise(PLAN, ROSTER, read_workbook(edit(change)), file_name=file_name)


def check(content: bytes, told: Told | None = None) -> CheckedFile:
    return validate_file(content, plan=PLAN, roster=ROSTER, find_previous=lambda *_: None, told=told)


def leave(_book) -> None:
    """Change nothing."""


def put(book, sheet: str, cell: str, text: str) -> None:
    book[sheet][cell].value = text


def hide(book, key: str, value: str) -> None:
    for row in book[SHEET_IDENTITY].iter_rows(max_col=2):
        if row[0].value == key:
            row[1].value = value


def silence(book, but=()) -> None:
    """Take out everything that names a school or a period."""
    if SHEET_IDENTITY not in but:
        book.remove(book[SHEET_IDENTITY])
    for row in range(4, 11):
        book[SHEET_FACTS].cell(row, 3).value = None
    for name in (SHEET_FACTS, *TABLES):
        for row in (1, 2, 3):
            book[name].cell(row, 1).value = None
