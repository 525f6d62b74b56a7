"""An answer in two places, or in none of its own, is told or refused, never dropped in silence (issue 11, points 3, 7, 12, 15).

The workbooks are of the small plan: T2 is a count in F7, T3 a checklist whose heading is row 8, T7 tracked in F14; L1 stands in
row 7 of Trường học hạnh phúc; the models begin in row 7 of Mô hình, whose table was sent out down to row 36.
"""

from __future__ import annotations

import io
import time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from danvan_metrics.validation.bounding import MOST_ALIKE
from tests.builders_reader import (
    FACTS,
    ITEMS,
    MODELS,
    TASKS,
    check,
    fill_workbook,
    list_errors,
    list_warnings,
    read_answer,
    read_return,
    save,
)
from tests.builders_structure import ONE_MODEL, SIGNATURE, T2, copy_sheet, empty_sheet, fill_models

SHEETS = (FACTS, TASKS, ITEMS, MODELS)
ANSWERS = {FACTS: ("C14", 95), TASKS: ("F7", 4), ITEMS: ("C7", "Chưa thực hiện"), MODELS: ("C4", "Không")}
BLANK = {FACTS: {"C13": None, "C14": None}, TASKS: {"F7": None}, ITEMS: {"C7": None}, MODELS: {"C4": None}}


def fill(sheet: str, **kinds) -> bytes:
    """One answer on this sheet, and the edit that comes after it."""
    cell, value = ANSWERS[sheet]
    return fill_workbook(cells={f"{sheet}!{cell}": value}, **kinds)


def only(checked, code: str):
    """The one issue of this code."""
    (issue,) = [issue for issue in checked.issues if issue.code == code]
    return issue


def read_value(content: bytes, sheet: str):
    """What was read of the answer that `fill` puts on a sheet."""
    returned = read_return(content)
    found = {
        FACTS: lambda: returned.fact("members"),
        TASKS: lambda: next(answer.done for answer in returned.answers if answer.line == "T2"),
        ITEMS: lambda: next(answer.choice for answer in returned.answers if answer.line == "L1"),
        MODELS: lambda: returned.models_declared,
    }
    return found[sheet]()


READ = {FACTS: 95.0, TASKS: 4.0, ITEMS: "not_started", MODELS: False}
OTHER = {FACTS: 96, TASKS: 5, ITEMS: "Đang thực hiện", MODELS: "Có"}


class TestCopiesOfASheet:
    @pytest.mark.parametrize("sheet", SHEETS)
    def test_both_the_same_is_told_once_and_loses_nothing(self, sheet):
        content = fill(sheet, edit=copy_sheet(sheet, {}))
        checked = check(content)
        assert (list_errors(checked), read_value(content, sheet)) == ([], READ[sheet])
        assert only(checked, "sheet_twice").found == f"bản “{sheet} (2)” ghi giống hệt"

    @pytest.mark.parametrize("sheet", SHEETS)
    def test_a_blank_copy_is_told_and_the_original_read(self, sheet):
        content = fill(sheet, edit=copy_sheet(sheet, BLANK[sheet]))
        checked = check(content)
        assert (list_errors(checked), read_value(content, sheet)) == ([], READ[sheet])
        assert (only(checked, "sheet_twice").found, only(checked, "sheet_twice").expected) == (
            f"bản “{sheet} (2)” chưa điền",
            f"bản “{sheet}”",
        )

    @pytest.mark.parametrize("sheet", SHEETS)
    @pytest.mark.parametrize("hidden", [False, True])
    def test_a_filled_copy_of_a_blank_original_is_read_and_told(self, sheet, hidden):
        cell, value = ANSWERS[sheet]
        blank = {f"{sheet}!{address}": None for address in BLANK[sheet]}
        edit = copy_sheet(sheet, {cell: value}, hide=sheet if hidden else "")
        content = fill_workbook(cells=blank, edit=edit)
        checked = check(content)
        assert (list_errors(checked), read_value(content, sheet)) == ([], READ[sheet])
        assert only(checked, "sheet_twice").found == f"bản “{sheet}”{' (đang ẩn)' if hidden else ''} chưa điền"

    @pytest.mark.parametrize("sheet", SHEETS)
    @pytest.mark.parametrize("hidden", ["", "original", "copy"])
    def test_different_answers_are_refused_with_both_cells(self, sheet, hidden):
        cell, value = ANSWERS[sheet]
        hide = {"": "", "original": sheet, "copy": f"{sheet} (2)"}[hidden]
        checked = check(fill(sheet, edit=copy_sheet(sheet, {cell: OTHER[sheet]}, hide=hide)))
        assert f"sheets_differ {sheet}!{cell}" in list_errors(checked)
        found = only(checked, "sheets_differ").found
        assert f"“{value}” ở “{sheet}”{' (đang ẩn)' if hidden == 'original' else ''}, ô {cell}" in found
        assert f"“{OTHER[sheet]}” ở “{sheet} (2)”{' (đang ẩn)' if hidden == 'copy' else ''}, ô {cell}" in found

    def test_a_copy_under_a_name_of_its_own_is_a_copy_too(self):
        checked = check(fill(TASKS, edit=copy_sheet(TASKS, {"F7": 5}, title="Bản nháp")))
        assert list_errors(checked) == [f"sheets_differ {TASKS}!F7"]

    def test_an_answer_that_only_the_copy_has_is_refused(self):
        checked = check(fill(TASKS, edit=copy_sheet(TASKS, {"F14": 300})))
        assert list_errors(checked) == [f"sheets_differ {TASKS}!F14"]
        assert "(để trống) ở" in only(checked, "sheets_differ").found

    def test_models_that_only_the_copy_has_are_refused(self):
        edit = copy_sheet(MODELS, {"B8": "Tổ tự học", "C8": "Gia đình học tập", "D8": "Tập thể", "G8": "Đăng ký"})
        checked = check(fill_workbook(models=ONE_MODEL, registers_models="Có", edit=edit))
        assert list_errors(checked) == [f"sheets_differ {MODELS} (2)!{column}8" for column in "BCDG"]

    def test_an_extract_of_some_lines_that_says_the_same_loses_nothing(self):
        def extract(workbook):
            copy_sheet(TASKS, {}, title="Trích")(workbook)
            workbook["Trích"].delete_rows(10, 20)

        assert list_errors(check(fill(TASKS, edit=extract))) == []

    @settings(max_examples=15, deadline=None)
    @given(original=st.sampled_from([None, 4, 5]), first=st.sampled_from([None, 4, 5]), second=st.sampled_from([None, 4, 5]))
    def test_of_three_the_answers_are_read_or_refused(self, original, first, second):
        def copy_twice(workbook):
            copy_sheet(TASKS, {"F7": first})(workbook)
            copy_sheet(TASKS, {"F7": second}, title="Bản 3")(workbook)

        content = fill_workbook(cells={f"{TASKS}!F7": original}, edit=copy_twice)
        said = {value for value in (original, first, second) if value is not None}
        checked = check(content)
        assert bool(checked.errors) == (len(said) > 1)
        assert len([issue for issue in checked.issues if issue.code in {"sheet_twice", "sheets_differ"}]) == 2
        if len(said) <= 1:
            assert read_answer(content, "T2").done == (said.pop() if said else None)


class TestCellsBeside:
    @pytest.mark.parametrize("cell", ["C7", "D7", "J7", "K7", "T7"])
    def test_a_number_beside_a_blank_answer_is_refused(self, cell):
        assert list_errors(check(fill_workbook(cells={f"{TASKS}!{cell}": 12}))) == [f"answer_beside {TASKS}!{cell}"]

    def test_a_choice_beside_a_blank_level_too(self):
        assert list_errors(check(fill_workbook(cells={f"{ITEMS}!H7": "Đạt"}))) == [f"answer_beside {ITEMS}!H7"]

    def test_a_number_in_a_cell_the_line_does_not_take(self):
        checked = check(fill_workbook(cells={f"{TASKS}!E7": 12}))
        assert list_errors(checked) == [f"answer_beside {TASKS}!E7"]
        assert only(checked, "answer_beside").expected == "ô F7"

    @pytest.mark.parametrize("cell", ["D7", "E7", "J7", "K7"])
    def test_beside_an_answer_that_stands_it_is_told(self, cell):
        checked = check(fill_workbook(T2, cells={f"{TASKS}!{cell}": 12}))
        assert (list_errors(checked), list_warnings(checked)) == ([], [f"typed_aside {TASKS}!{cell}"])

    def test_a_column_of_the_schools_own_is_told_once(self):
        cells = {f"{TASKS}!K4": "Người phụ trách", **{f"{TASKS}!K{row}": "Bà Lan" for row in (6, 7, 11, 12, 13, 14)}}
        checked = check(fill_workbook(cells=cells))
        assert (list_errors(checked), list_warnings(checked)) == ([], [f"typed_aside {TASKS}!K6"])
        assert only(checked, "typed_aside").found.endswith("“Bà Lan” ở ô K12; 2 ô nữa")  # six, of which four are shown

    def test_a_number_beside_a_blank_field(self):
        checked = check(fill_workbook(facts={"members": None}, cells={f"{FACTS}!F14": 95}))
        assert list_errors(checked) == [f"answer_beside {FACTS}!F14"]

    @pytest.mark.parametrize("cell", ["E4", "C5", "B5"])
    def test_the_answer_on_models_beside_its_cell(self, cell):
        assert list_errors(check(fill_workbook(cells={f"{MODELS}!{cell}": "Có"}))) == [f"answer_beside {MODELS}!{cell}"]

    def test_beside_a_model(self):
        checked = check(fill_workbook(models=ONE_MODEL, registers_models="Có", cells={f"{MODELS}!N7": "đã gửi ảnh"}))
        assert (list_errors(checked), list_warnings(checked)) == ([], [f"typed_aside {MODELS}!N7"])


class TestHeadingRows:
    def test_an_answer_above_blank_lines_is_refused(self):
        checked = check(fill_workbook(cells={f"{TASKS}!F8": "Có"}))
        assert list_errors(checked) == [f"answer_in_heading {TASKS}!F8"]
        assert only(checked, "answer_in_heading").expected == "ghi vào từng dòng T3.1, T3.2"

    def test_above_answered_lines_it_is_told(self):
        checked = check(fill_workbook("| line | done |\n| T3.1 | Không |", cells={f"{TASKS}!F8": "Có"}))
        assert (list_errors(checked), list_warnings(checked)) == ([], [f"typed_aside {TASKS}!F8"])

    def test_a_note_in_a_heading_row_is_told(self):
        checked = check(fill_workbook(cells={f"{TASKS}!I5": "đã họp"}))
        assert (list_errors(checked), list_warnings(checked)) == ([], [f"typed_aside {TASKS}!I5"])


class TestLinesMetTwice:
    def test_a_second_table_below_is_refused_line_by_line(self):
        def repeat(workbook):
            sheet = workbook[TASKS]
            for row in range(4, 15):
                for column in range(1, 11):
                    sheet.cell(row + 20, column).value = sheet.cell(row, column).value
            sheet["F27"].value = 5

        errors = list_errors(check(fill_workbook(T2, edit=repeat)))
        assert f"duplicate_line {TASKS}!A27" in errors

    @pytest.mark.parametrize(("again", "errors"), [(95, [f"field_twice {FACTS}!C18"]), (120, []), (None, [])])
    def test_a_field_met_twice_is_refused_where_it_says_something_else(self, again, errors):
        cells = {f"{FACTS}!B18": "Tổng số hội viên", f"{FACTS}!C18": again}
        assert list_errors(check(fill_workbook(facts={"members": 120}, cells=cells))) == errors


class TestRowsBelow:
    def test_a_signature_under_the_models_is_told_once(self):
        checked = check(fill_workbook(models=ONE_MODEL, registers_models="Có", cells=SIGNATURE))
        assert (list_errors(checked), list_warnings(checked)) == ([], [f"rows_no_model {MODELS}!I38"])
        assert only(checked, "rows_no_model").found == (
            "dòng 38–41 (“Ba Chẽ, ngày 08 tháng 6 năm 2022”; “NGƯỜI LẬP BIỂU”; “HIỆU TRƯỞNG”; “(Đã ký)”)"
        )
        assert len(checked.returned.models) == 1

    @pytest.mark.parametrize("row", [9, 20, 37, 60])
    def test_so_is_one_within_the_rows_sent_out(self, row):
        cells = {
            f"{MODELS}!K{row}": "Ngày 8 tháng 6 năm 2022",
            f"{MODELS}!B{row + 1}": "Người lập",
            f"{MODELS}!K{row + 1}": "Thủ trưởng",
        }
        cells[f"{MODELS}!K{row + 3}"] = "Lò Thị Mây"
        checked = check(fill_workbook(models=ONE_MODEL, registers_models="Có", cells=cells))
        assert (list_errors(checked), list_warnings(checked)) == ([], [f"rows_no_model {MODELS}!K{row}"])

    @pytest.mark.parametrize("text", ["Tổng cộng", "Cộng", "Tổng số: 1 mô hình", "Ghi chú: số liệu tính đến 31/5"])
    def test_a_total_or_a_note_is_no_model(self, text):
        cells = {f"{MODELS}!B8": text, f"{MODELS}!H8": 40}
        checked = check(fill_workbook(models=ONE_MODEL, registers_models="Có", cells=cells))
        assert (list_errors(checked), list_warnings(checked)) == ([], [f"rows_no_model {MODELS}!B8"])

    @pytest.mark.parametrize("name", ["Cổng trường em xanh", "Hiệu trưởng thân thiện", "Tổng phụ trách giỏi", "Ngày hội sách"])
    def test_a_model_of_such_words_stays_a_model(self, name):
        content = fill_workbook(registers_models="Có", cells={f"{MODELS}!B7": name})
        assert [model.name for model in read_return(content).models] == [name]
        assert f"model_field_missing {MODELS}!C7" in list_errors(check(content))

    @pytest.mark.parametrize("row", [7, 30, 37])
    def test_a_model_without_its_name_stays_an_error(self, row):
        cells = {f"{MODELS}!C{row}": "Gia đình học tập", f"{MODELS}!D{row}": "Cá nhân", f"{MODELS}!G{row}": "Đăng ký"}
        assert list_errors(check(fill_workbook(registers_models="Có", cells=cells))) == [f"model_name_missing {MODELS}!B{row}"]

    def test_a_model_after_a_signature_is_still_read(self):
        cells = SIGNATURE | {f"{MODELS}!B45": "Tổ tự học", f"{MODELS}!C45": "Gia đình học tập", f"{MODELS}!D45": "Tập thể"}
        cells[f"{MODELS}!G45"] = "Đăng ký"
        content = fill_workbook(models=ONE_MODEL, registers_models="Có", cells=cells)
        assert [model.name for model in read_return(content).models] == ["Tủ sách", "Tổ tự học"]
        assert list_errors(check(content)) == []

    @pytest.mark.parametrize(("sheet", "row"), [(FACTS, 30), (TASKS, 20), (ITEMS, 20)])
    def test_under_the_other_tables_too(self, sheet, row):
        cells = {f"{sheet}!B{row}": "Kế toán", f"{sheet}!E{row}": "Hiệu trưởng", f"{sheet}!B{row + 3}": "Lò Thị Mây"}
        checked = check(fill_workbook(cells=cells))
        assert (list_errors(checked), list_warnings(checked)) == ([], [f"rows_not_read {sheet}!B{row}"])
        assert f"dòng {row}–{row + 3}" in only(checked, "rows_not_read").message

    def test_where_thong_tin_is_signed_names_and_the_day_are_no_remark(self):
        """The template has the place: below the fields the day, two roles, and room for a hand; row 17 is the day's."""
        assert openpyxl.load_workbook(io.BytesIO(fill_workbook()))[FACTS]["B18"].value == "NGƯỜI LẬP BIỂU"
        cells = {f"{FACTS}!D17": "Sông Mây, ngày 8 tháng 6 năm 2022", f"{FACTS}!B20": "Lò Thị Mây", f"{FACTS}!D20": "Vừ A Sử"}
        assert check(fill_workbook(cells=cells)).issues == ()

    def test_a_template_as_sent_out_holds_nothing_of_the_kind(self):
        for period in ("hk1", "hk2"):
            assert check(fill_workbook(period=period)).issues == ()


class TestEmptiedSheets:
    def test_models_emptied_are_never_no_models(self):
        checked = check(fill_workbook(models=ONE_MODEL, registers_models="Có", edit=empty_sheet(MODELS)))
        assert list_errors(checked) == [f"missing_question {MODELS}!C4", f"missing_table {MODELS}!B6"]
        assert (checked.returned.models, checked.returned.models_declared) == ((), None)

    @pytest.mark.parametrize(("sheet", "code"), [(FACTS, "missing_field"), (TASKS, "missing_line"), (ITEMS, "missing_line")])
    def test_so_is_every_other(self, sheet, code):
        errors = list_errors(check(fill_workbook(edit=empty_sheet(sheet))))
        assert {error.split(" ")[0] for error in errors} == {code}

    def test_the_question_destroyed_with_its_answer(self):
        cells = {f"{MODELS}!B4": None, f"{MODELS}!C4": None}
        errors = list_errors(check(fill_workbook(models=ONE_MODEL, cells=cells)))
        assert errors == [f"missing_question {MODELS}!C4"]

    def test_the_headings_destroyed(self):
        cells = {f"{MODELS}!{column}6": None for column in "ABCDEFGHIJKLM"}
        errors = list_errors(check(fill_workbook(models=ONE_MODEL, registers_models="Có", cells=cells)))
        assert errors == [f"missing_table {MODELS}!B6"]

    def test_a_question_left_blank_is_only_not_reported(self):
        assert list_errors(check(fill_workbook())) == []


class TestFarAndMany:
    @pytest.mark.parametrize("sheet", SHEETS)
    def test_a_cell_far_down_is_told_as_a_row_that_is_none_of_ours(self, sheet):
        content = fill_workbook(T2, cells={f"{sheet}!H850000": "x"})
        began = time.process_time()
        checked = check(content)
        assert time.process_time() - began < 5  # 13 s, when every question walked every row
        code = "rows_no_model" if sheet == MODELS else "rows_not_read"
        assert (list_errors(checked), list_warnings(checked)) == ([], [f"{code} {sheet}!H850000"])
        assert "dòng 850.000 (“x”)" in only(checked, code).message

    def test_many_models_are_told_as_far_as_a_person_reads(self):
        """Of 3,000 models without field and status: 100 of each code, and how many more there are."""
        checked = check(fill_workbook(registers_models="Có", edit=fill_models(3000, D="Cá nhân")))
        codes = [issue.code for issue in checked.issues]
        assert (codes.count("model_field_missing"), codes.count("model_status_missing")) == (MOST_ALIKE, MOST_ALIKE)
        closing = [issue for issue in checked.issues if issue.code == "more_errors"]
        assert [issue.found for issue in closing] == ["2.900 ô nữa", "2.900 ô nữa"]  # 3.000 - 100
        assert len(checked.issues) <= 2 * MOST_ALIKE + 2 + MOST_ALIKE + 1  # and the same model twice, if told


class TestHostileCells:
    @settings(max_examples=40, deadline=None)
    @given(
        st.dictionaries(
            st.tuples(st.sampled_from(SHEETS), st.integers(1, 45), st.integers(1, 16)),
            st.one_of(
                st.integers(-9, 99), st.sampled_from(["Có", "Đạt", "T2", "Tổng cộng", "HIỆU TRƯỞNG", "x", "#REF!", "=1+1"])
            ),
            max_size=6,
        )
    )
    def test_whatever_is_typed_anywhere_is_judged(self, cells):
        workbook = openpyxl.load_workbook(io.BytesIO(fill_workbook(T2)))
        for (sheet, row, column), value in cells.items():
            workbook[sheet].cell(row, column).value = value
        checked = check(save(workbook))
        assert all(issue.message and issue.remedy for issue in checked.issues)
