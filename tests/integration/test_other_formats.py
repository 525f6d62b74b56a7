"""A return filled in with LibreOffice and saved in each of its formats is read alike, and comes back marked as an .xlsx.

No program at hand writes .xlsb; tests/builders_xlsb.py does.
"""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import Font

from danvan_metrics.plan.rules import Field
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.validation.sent_back import mark_return
from danvan_metrics.validation.verdict import CheckedFile, validate_file
from danvan_metrics.workbook.answers import Return
from danvan_metrics.workbook.layout import SHEET_FIXES, SHEET_IDENTITY, SHEET_TASKS, build_layout
from danvan_metrics.workbook.marking.cell_marks import ERROR_TINT
from danvan_metrics.workbook.template.build import build_template
from tests.builders_officer import PLAN, ROSTER, list_answers
from tests.builders_xlsb import save_as_xlsb
from tests.e2e.spreadsheet import save_as, type_into

SCHOOL = ROSTER.by_code["MN-DONDAC"]
PERIOD = PLAN.find_period("6m")
LAYOUT = build_layout(PLAN, SCHOOL.reporter)
MEETINGS = LAYOUT.lines["NV2.3"].cell(Field.DONE)
PROOF = LAYOUT.lines["NV1.1"].cell(Field.EVIDENCE)
NOTE = LAYOUT.lines["NV1.1"].cell(Field.NOTE)
FORMATS = ("xlsm", "xls", "ods", "xlsb")
OLD_FONTS = ("xlsx", "xls", "ods", "xlsb")


@pytest.fixture(scope="module")
def typed(tmp_path_factory) -> bytes:
    """Every cell filled in rightly, as a person types."""
    folder = tmp_path_factory.mktemp("typed")
    return type_into(build_template(PLAN, SCHOOL, PERIOD), folder, list_answers(LAYOUT))


@pytest.fixture(scope="module")
def wrong(tmp_path_factory) -> bytes:
    """The same with one wrong cell, which no drop-down or limit keeps out when it is pasted."""
    folder = tmp_path_factory.mktemp("wrong")
    return type_into(build_template(PLAN, SCHOOL, PERIOD), folder, list_answers(LAYOUT), {MEETINGS: "hai cuộc"})


@pytest.fixture(scope="module")
def save(tmp_path_factory):
    """Saves a workbook in a format, once."""

    @cache
    def save_once(content: bytes, ending: str) -> bytes:
        if ending == "xlsx":
            return content
        return save_as_xlsb(content) if ending == "xlsb" else save_as(content, tmp_path_factory.mktemp(ending), ending)

    return save_once


@pytest.mark.parametrize("ending", FORMATS)
def test_every_answer_comes_back_the_same(typed, save, ending):
    there, back = check(typed), check(save(typed, ending))
    assert there.answered == there.askable
    assert back.returned == there.returned
    assert back.issues == there.issues


@pytest.mark.parametrize("ending", FORMATS)
def test_the_same_cell_is_wrong_in_each(wrong, save, ending):
    assert [(issue.code, issue.place) for issue in check(save(wrong, ending)).errors] == [("not_a_number", MEETINGS)]


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsb"])
def test_the_marked_copy_is_an_xlsx_with_the_marks_in_their_places_and_the_values_untouched(wrong, save, ending):
    checked = check(save(wrong, ending))
    marked = mark(save(wrong, ending), checked)
    book = openpyxl.load_workbook(io.BytesIO(marked))
    assert book.sheetnames[0] == SHEET_FIXES
    assert book[SHEET_IDENTITY].sheet_state == "veryHidden"
    cell = book[MEETINGS.sheet][MEETINGS.cell]
    assert (cell.value, cell.fill.fgColor.rgb) == ("hai cuộc", ERROR_TINT)
    assert "hai cuộc" in cell.comment.text
    again = check(marked)
    assert again.returned == checked.returned
    assert again.issues == checked.issues


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsb"])
def test_the_marked_copy_has_the_template_s_drop_downs_and_widths_again(wrong, save, ending):
    book = openpyxl.load_workbook(io.BytesIO(mark(save(wrong, ending), check(save(wrong, ending)))))
    sent = openpyxl.load_workbook(io.BytesIO(build_template(PLAN, SCHOOL, PERIOD)))
    for sheet in sent.worksheets:
        ours = book[sheet.title]
        assert len(ours.data_validations.dataValidation) == len(sheet.data_validations.dataValidation)
        assert {key: column.width for key, column in ours.column_dimensions.items()} == {
            key: column.width for key, column in sheet.column_dimensions.items()
        }


def test_a_sheet_that_was_moved_about_is_marked_on_a_plain_one(wrong, save):
    """Three rows put in above: nothing stands where the template has it."""
    book = openpyxl.load_workbook(io.BytesIO(wrong))
    for sheet in book.worksheets:
        sheet.protection.sheet = False
    book[SHEET_TASKS].insert_rows(2, 3)
    moved = io.BytesIO()
    book.save(moved)
    content = save(moved.getvalue(), "ods")
    checked = check(content)
    [error] = checked.errors
    assert error.place.cell == f"{MEETINGS.cell[0]}{int(MEETINGS.cell[1:]) + 3}"
    marked = mark(content, checked)
    assert openpyxl.load_workbook(io.BytesIO(marked))[SHEET_TASKS][error.place.cell].fill.fgColor.rgb == ERROR_TINT
    assert check(marked).returned == checked.returned


@pytest.mark.parametrize("ending", OLD_FONTS)
def test_words_in_old_fonts_are_read_as_they_were_meant(typed, save, ending):
    book = openpyxl.load_workbook(io.BytesIO(typed))
    for place, text, font in ((PROOF, "Biªn b¶n häp ngµy 02/3", ".VnTime"), (NOTE, "Ñaõ hoïp phuï huynh", "VNI-Times")):
        book[place.sheet][place.cell].value = text
        book[place.sheet][place.cell].font = Font(name=font)
    written = io.BytesIO()
    book.save(written)
    content = save(written.getvalue(), ending)
    answer = next(one for one in read(content).answers if one.line == "NV1.1")
    assert (answer.evidence, answer.note) == ("Biên bản họp ngày 02/3", "Đã họp phụ huynh")
    assert set(read_workbook(content).grid(PROOF.sheet).fonts.values()) == {".VnTime", "VNI-Times"}


@pytest.mark.parametrize("ending", ["xlsx", *FORMATS])
def test_errors_percentages_and_dates_made_numbers_are_refused_alike(typed, save, ending):
    book = openpyxl.load_workbook(io.BytesIO(typed))
    sheet = book[MEETINGS.sheet]
    sheet[MEETINGS.cell].value, sheet[MEETINGS.cell].data_type = "#N/A", "e"
    done = sheet[LAYOUT.lines["CT1.1"].cell(Field.DONE).cell]
    done.value, done.number_format = 1, "0%"
    numbered = LAYOUT.lines["NV1.2"].cell(Field.DONE)
    sheet[numbered.cell].value = 44112  # 08/10/2020
    written = io.BytesIO()
    book.save(written)
    assert {(issue.code, issue.place.cell) for issue in check(save(written.getvalue(), ending)).errors} == {
        ("error_value", MEETINGS.cell),
        ("percent_in_number", done.coordinate),
        ("date_in_number", numbered.cell),
    }


@pytest.mark.parametrize("ending", ["xls", "ods", "xlsb"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_a_file_of_any_format_with_bytes_flipped_ends_as_sentences(typed, save, ending, data):
    content = bytearray(save(typed, ending))
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    for issue in check(bytes(content)).issues:
        assert issue.message.endswith(".")
        assert issue.remedy.endswith(".")


def check(content: bytes) -> CheckedFile:
    return validate_file(content, plan=PLAN, roster=ROSTER, find_previous=lambda *_: None)


def read(content: bytes) -> Return:
    returned = check(content).returned
    assert returned
    return replace(returned, normalised=())


def mark(content: bytes, checked: CheckedFile) -> bytes:
    return mark_return(content, checked.issues, plan=PLAN, school=SCHOOL, period=PERIOD)
