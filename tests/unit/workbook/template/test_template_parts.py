"""The template's parts: cells, bytes, text heights, validations, what survives hostile text."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from datetime import date, datetime
from html import unescape

import pytest
from openpyxl import load_workbook

from danvan_metrics.folders import DATA
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.rules import ChoiceRule, DateRule, TextRule, WholeNumberRule
from danvan_metrics.units.roster import load_roster
from danvan_metrics.workbook.answers import FactAnswer, Identity, Place, Return
from danvan_metrics.workbook.labels import name_template
from danvan_metrics.workbook.layout import SHEET_FACTS, SHEET_IDENTITY, build_layout
from danvan_metrics.workbook.template.book import join_cells, open_book
from danvan_metrics.workbook.template.build import build_template, build_workbook, write_dated_workbook
from danvan_metrics.workbook.template.hints import Prompt, describe_entry
from danvan_metrics.workbook.template.line_looks import Style
from danvan_metrics.workbook.template.previous import describe_value
from danvan_metrics.workbook.template.wrapping import Wrapped, measure_height

PLAN = load_plan(DATA / "plans" / "2020")
ROSTER = load_roster(DATA / "schools.csv", PLAN)
SCHOOL = ROSTER.schools[0]
NINE_MONTHS = PLAN.find_period("9m")


class TestBytes:
    def test_the_same_template_is_the_same_bytes(self):
        assert build_template(PLAN, SCHOOL, NINE_MONTHS) == build_template(PLAN, SCHOOL, NINE_MONTHS)

    def test_it_bears_the_plan_s_date_and_not_today_s(self):
        plan = PLAN.model_copy(update={"issued_on": date(2020, 4, 24)})
        properties = load_workbook(io.BytesIO(build_template(plan, SCHOOL, NINE_MONTHS))).properties
        assert (properties.created, properties.modified) == (datetime(2020, 4, 24), datetime(2020, 4, 24))  # noqa: DTZ001

    def test_what_is_put_into_the_workbook_before_it_is_written_is_in_its_bytes(self):
        workbook = build_workbook(PLAN, SCHOOL, NINE_MONTHS)
        cell = build_layout(PLAN, SCHOOL.reporter).facts["phone"].cell
        workbook[SHEET_FACTS][cell] = "0912"
        written = load_workbook(io.BytesIO(write_dated_workbook(workbook, moment=datetime(2020, 9, 8))))  # noqa: DTZ001
        assert (written[SHEET_FACTS][cell].value, written.properties.modified) == ("0912", datetime(2020, 9, 8))  # noqa: DTZ001

    def test_every_member_bears_the_moment_of_writing(self):
        content = write_dated_workbook(build_workbook(PLAN, SCHOOL, NINE_MONTHS), moment=datetime(2020, 9, 8, 7, 30))  # noqa: DTZ001
        members = zipfile.ZipFile(io.BytesIO(content)).infolist()
        assert {member.date_time for member in members} == {(2020, 9, 8, 7, 30, 0)}

    def test_an_ampersand_in_a_school_s_name_survives_the_page_header(self):
        school = dataclasses.replace(SCHOOL, name="Trường TH&THCS <Nam Sơn>")
        content = build_template(PLAN, school, NINE_MONTHS)
        part = unescape(zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet3.xml").decode())
        assert "Trường TH&&THCS <Nam Sơn>" in part, "&T alone would print the time"
        assert load_workbook(io.BytesIO(content))[SHEET_FACTS]["C4"].value == "Trường TH&THCS <Nam Sơn>"

    def test_a_name_that_is_no_file_name_makes_one(self):
        school = dataclasses.replace(SCHOOL, code="TH&THCS.1")
        assert name_template(PLAN, school, NINE_MONTHS) == "bao-cao-dan-van-2020_9-thang_TH-THCS-1.xlsx"


class TestHostileText:
    @pytest.mark.parametrize("said", ["=1+1", "+84 912", "@SUM(A1)", "#N/A", "</t></is></c>", " a  b ", "một\nhai"])
    def test_last_period_s_text_stays_text(self, said: str):
        cell = previous_phone(said)
        assert (cell.value, cell.data_type) == (said, "s")

    def test_characters_that_xml_forbids_are_dropped(self):
        assert previous_phone("a\x00b\x0bc\ufffed\ud800e").value == "abcde"

    def test_a_very_long_text_is_cut(self):
        assert previous_phone("chữ " * 20_000).value.endswith("chữ…")
        assert len(previous_phone("x" * 50_000).value) <= 80


class TestCells:
    @pytest.mark.parametrize(
        ("value", "data_type"),
        [("a&b", "s"), ("=1+1", "s"), ("#N/A", "s"), ("#DIV/0!", "s"), ("2020", "s"), (3, "n"), (2.5, "n"), (None, "n")],
    )
    def test_a_value_is_what_it_was_given_as_and_text_is_never_a_formula_or_an_error(self, value, data_type: str):
        cell = put(value, Style.WORDING)
        assert (cell.value, cell.data_type) == (value, data_type)

    def test_an_empty_text_leaves_a_blank_with_a_look(self):
        cell = put("", Style.GROUP)
        assert (cell.value, cell.data_type, cell.fill.fgColor.rgb) == (None, "n", "FFE7EEF5")

    @pytest.mark.parametrize("style", Style)
    def test_every_look_is_a_style_of_the_workbook_in_times_new_roman(self, style: Style):
        cell = put("a", style)
        assert (cell.style, cell.font.name) == (style, "Times New Roman")

    def test_only_entry_cells_are_unlocked(self):
        unlocked = {style for style in Style if not put(None, style).protection.locked}
        assert unlocked == {Style.ENTRY_TEXT, Style.ENTRY_NUMBER, Style.ENTRY_DATE, Style.ENTRY_CHOICE}


class TestHeights:
    def test_a_short_text_takes_the_least_height(self):
        assert measure_height(Wrapped("Có", 40), least=30) == 30
        assert measure_height(least=18) == 18

    def test_a_long_text_takes_a_line_more_for_every_column_width(self):
        one, two, three = (measure_height(Wrapped("chữ " * 20 * lines, 60), least=0) for lines in (1, 2, 3))
        assert one < two < three
        assert three - two == pytest.approx(two - one, abs=17)

    def test_a_line_break_is_a_line(self):
        assert measure_height(Wrapped("a\nb\nc", 40), least=0) == 3 * 16 + 4  # 12 points × 1.31, rounded up with the padding

    def test_a_word_longer_than_the_column_is_broken(self):
        assert measure_height(Wrapped("x" * 100, 10), least=0) > 6 * 15

    def test_bold_and_smaller_texts_are_measured_as_they_are(self):
        text = "Quán triệt, triển khai nghiêm túc các văn bản về thực hiện dân chủ ở cơ sở " * 8
        small, plain, bold = Wrapped(text, 30, 9), Wrapped(text, 30), Wrapped(text, 30, bold=True)
        assert measure_height(small) < measure_height(plain) < measure_height(bold)

    def test_no_row_is_higher_than_excel_takes(self):
        assert measure_height(Wrapped("chữ " * 5000, 10)) == 409


class TestValidations:
    def test_cells_below_one_another_become_a_range(self):
        assert [*join_cells(["F6", "F8", "F9", "G9", "F7", "F11"])] == ["F6:F9", "F11", "G9"]
        assert [*join_cells(["C4", "B7:B36"])] == ["C4", "B7:B36"]

    def test_cells_with_the_same_rule_and_prompt_share_one_validation(self):
        sheet = enforce(
            [("A1", TextRule(9), Prompt("Tên")), ("A3", TextRule(9), Prompt("Tên")), ("A2", TextRule(9), Prompt("Số"))]
        )
        assert [str(validation.sqref) for validation in sheet.data_validations.dataValidation] == ["A1 A3", "A2"]

    def test_a_list_is_written_out_where_excel_can_read_it(self):
        (validation,) = enforce([("A1", choice("Có", "Không"), Prompt("Chọn"))]).data_validations.dataValidation
        assert validation.formula1 == '"Có,Không"'

    @pytest.mark.parametrize("labels", [("Có, đủ", "Không"), ('"Có"', "Không"), tuple(f"Lĩnh vực {n:03}" for n in range(30))])
    def test_a_list_with_commas_quotes_or_too_many_letters_stands_on_the_hidden_sheet(self, labels):
        (validation,) = enforce([("A1", choice(*labels), Prompt("Chọn"))]).data_validations.dataValidation
        assert validation.formula1 == f"{SHEET_IDENTITY}!$D$1:$D${len(labels)}"

    def test_prompts_are_cut_to_what_excel_takes(self):
        (validation,) = enforce([("A1", WholeNumberRule(), Prompt("T" * 40, "p" * 300))]).data_validations.dataValidation
        assert (len(validation.promptTitle), len(validation.prompt)) == (32, 255)
        assert validation.prompt.endswith("…")

    def test_a_date_s_prompt_helps_where_excel_expects_another_order(self):
        described = describe_entry(DateRule(date(2020, 1, 1), date(2020, 12, 31)))
        assert described == "Ngày từ 01/01/2020 đến 31/12/2020, ví dụ 25/01/2020; nếu máy không nhận, hãy gõ 2020-01-25"


def test_values_are_said_as_people_write_them():
    assert [describe_value(value) for value in (None, 0.0, 1234.0, 2.5, date(2020, 4, 8))] == [
        "",
        "0",
        "1.234",
        "2,5",
        "08/04/2020",
    ]


def previous_phone(said: str):
    """The grey cell beside “Điện thoại” after a school reported this."""
    identity = Identity(PLAN.code, PLAN.version, SCHOOL.code, "6m", "1")
    previous = Return(identity, (FactAnswer("phone", said, Place(SHEET_FACTS)),), (), (), None, ())
    workbook = load_workbook(io.BytesIO(build_template(PLAN, SCHOOL, NINE_MONTHS, previous)))
    row = build_layout(PLAN, SCHOOL.reporter).facts["phone"].cell[1:]
    return workbook[SHEET_FACTS][f"E{row}"]


def put(value, style: Style):
    """One cell, written and read again."""
    book = open_book()
    book.put(book.add_sheet("a"), (2, 28), value, style)
    book.set_height(book.workbook["a"], 2, 20.5)
    workbook = load_workbook(io.BytesIO(write_dated_workbook(book.workbook, moment=datetime(2020, 4, 24))))  # noqa: DTZ001
    assert workbook["a"].row_dimensions[2].height == 20.5
    return workbook["a"]["AB2"]


def enforce(asked):
    book = open_book()
    sheet = book.add_sheet("a")
    book.put(sheet, (1, 1), None, Style.ENTRY_TEXT)
    for cells, rule, prompt in asked:
        book.ask(cells, rule, prompt)
    book.enforce(sheet)
    return sheet


def choice(*labels: str) -> ChoiceRule:
    return ChoiceRule(labels, labels)
