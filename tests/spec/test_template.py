"""The report template: what a school finds when it opens the workbook the office sent (indicators.md, “The report template”)."""

from __future__ import annotations

import io
from datetime import date
from functools import lru_cache

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries

from danvan_metrics.folders import DATA, SHIPPED
from danvan_metrics.plan.entries import evidence_rules, fact_rule, model_rules, models_question_rule, rules_for
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.units.roster import load_roster
from danvan_metrics.workbook.answers import Answer, FactAnswer, Identity, ModelEntry, Place, Return, State
from danvan_metrics.workbook.labels import name_template
from danvan_metrics.workbook.layout import (
    CODE_COLUMN,
    EVIDENCE_ROWS_ASKED,
    FACT_COLUMN,
    FACT_LABEL_COLUMN,
    PREVIOUS_COLUMN,
    SHEET_EVIDENCE,
    SHEET_FACTS,
    SHEET_GUIDE,
    SHEET_IDENTITY,
    SHEET_ITEMS,
    SHEET_MODELS,
    SHEET_TASKS,
    TASK_COLUMNS,
    TEXT_COLUMN,
    build_layout,
)
from danvan_metrics.workbook.template.build import build_template

PLAN = load_plan(DATA / "plans" / "2020")
ROSTER = load_roster(DATA / "schools.csv", PLAN)
SMALL_PLAN = load_plan(SHIPPED / "tests" / "plans" / "small")
SMALL_ROSTER = load_roster(SHIPPED / "tests" / "plans" / "small_schools.csv", SMALL_PLAN)
SIX_MONTHS, NINE_MONTHS, YEAR = PLAN.periods
SCHOOL = ROSTER.by_code["MN-DAPTHANH"]
LAYOUT = build_layout(PLAN, Reporter.SCHOOL)
IDENTITY = {
    "kind": "danvan-bao-cao",
    "plan": "dan-van-2020",
    "plan_version": PLAN.version,
    "school": "MN-DAPTHANH",
    "period": "9m",
    "template_version": "2",
}
BOTH = pytest.mark.parametrize("plan", [PLAN, SMALL_PLAN], ids=lambda plan: plan.code)


class TestSheets:
    def test_a_school_gets_six_sheets_and_a_hidden_one(self):
        seen = [SHEET_GUIDE, SHEET_FACTS, SHEET_TASKS, SHEET_ITEMS, SHEET_MODELS, SHEET_EVIDENCE]
        assert open_template().sheetnames == [*seen, SHEET_IDENTITY]
        assert [sheet.title for sheet in open_template() if sheet.sheet_state == "visible"] == [*LAYOUT.sheets]

    def test_the_office_is_asked_no_level_and_gets_no_sheet_for_them(self):
        workbook = read(build_template(PLAN, ROSTER.office, SIX_MONTHS))
        assert SHEET_ITEMS not in workbook.sheetnames
        codes = {cell.value for cell in workbook[SHEET_TASKS]["A"]}
        assert {"PH1", "CT1.1"} < codes
        assert "NV1.1" not in codes

    def test_another_district_s_plan_needs_no_code(self):
        for school in (*SMALL_ROSTER.schools, SMALL_ROSTER.office):
            workbook = read(build_template(SMALL_PLAN, school, SMALL_PLAN.periods[1]))
            layout = build_layout(SMALL_PLAN, school.reporter)
            places = layout.lines.values()
            assert [*layout.sheets, SHEET_IDENTITY] == workbook.sheetnames
            assert [workbook[place.sheet].cell(place.row, CODE_COLUMN).value for place in places] == [*layout.lines]

    def test_the_file_name_says_plan_period_and_school(self):
        assert name_template(PLAN, SCHOOL, SIX_MONTHS) == "bao-cao-dan-van-2020_6-thang_MN-DAPTHANH.xlsx"
        assert name_template(PLAN, SCHOOL, YEAR) == "bao-cao-dan-van-2020_ca-nam_MN-DAPTHANH.xlsx"


class TestIdentity:
    def test_the_workbook_knows_whose_it_is_on_a_sheet_nobody_sees(self):
        sheet = open_template(NINE_MONTHS.code)[SHEET_IDENTITY]
        assert sheet.sheet_state == "veryHidden"
        assert {row[0].value: row[1].value for row in sheet.iter_rows(max_row=6)} == IDENTITY

    def test_and_in_its_properties(self):
        properties = open_template(NINE_MONTHS.code).custom_doc_props
        assert {item.name: item.value for item in properties.props} == IDENTITY

    def test_school_and_deadline_stand_locked_on_thong_tin(self):
        sheet = open_template()[SHEET_FACTS]
        said = {sheet.cell(row, FACT_LABEL_COLUMN).value: sheet.cell(row, FACT_COLUMN) for row in range(4, 11)}
        assert said["Đơn vị báo cáo"].value == "Trường Mầm non Đạp Thanh"
        assert said["Hạn nộp"].value == "Trước ngày 14/06/2020, tức chậm nhất hết ngày 13/06/2020"
        assert all(cell.protection.locked for cell in said.values())

    def test_the_guide_says_who_by_when_and_whom_to_ask(self):
        text = "\n".join(str(cell.value) for row in open_template()[SHEET_GUIDE].iter_rows() for cell in row if cell.value)
        assert "Trường Mầm non Đạp Thanh (mã MN-DAPTHANH)" in text
        assert "trước ngày 14/06/2020, tức chậm nhất hết ngày 13/06/2020" in text
        assert "cộng dồn từ ngày 01/01/2020" in text
        assert PLAN.office.contact in text


class TestWording:
    @BOTH
    def test_every_line_stands_at_its_place_in_the_plan_s_words(self, plan: Plan):
        workbook = open_any(plan)
        for code, place in build_layout(plan, Reporter.SCHOOL).lines.items():
            line = next(line for line in plan.indicator_of_line[code].rows if line.code == code)
            row = workbook[place.sheet][place.row]
            assert (row[CODE_COLUMN - 1].value, row[TEXT_COLUMN - 1].value) == (code, line.text)

    @BOTH
    def test_every_fact_stands_at_its_place(self, plan: Plan):
        sheet = open_any(plan)[SHEET_FACTS]
        for fact in plan.facts:
            row = sheet[build_layout(plan, Reporter.SCHOOL).facts[fact.key].cell].row
            assert sheet.cell(row, FACT_LABEL_COLUMN).value == fact.label + (" (*)" if fact.required else "")

    def test_a_checklist_s_lines_stand_under_its_wording(self):
        sheet = open_template()[SHEET_TASKS]
        first = LAYOUT.lines["CT1.2.1"].row
        assert [sheet.cell(first - 1, column).value for column in (1, 2)] == ["CT1.2", PLAN.indicator_by_code["CT1.2"].text]

    def test_a_group_s_heading_stands_above_its_criteria(self):
        codes = [cell.value for cell in open_template()[SHEET_ITEMS]["A"]]
        assert codes[4:7] == ["HP", "HP1", "HP1.1"]

    def test_every_wrapped_text_has_the_height_it_needs(self):
        """Programs do not grow locked rows: a line of Times New Roman holds at most 1.3 letters per unit of width."""
        for sheet in list(open_template())[:-1]:
            for cell in list_wrapped(sheet):
                letters = sheet.column_dimensions[cell.column_letter].width * 1.3 * 12 / cell.font.sz
                lines = -(-len(cell.value) // letters)
                assert sheet.row_dimensions[cell.row].height >= lines * cell.font.sz * 1.2, (sheet.title, cell.coordinate)


class TestEntryCells:
    @BOTH
    def test_only_what_is_asked_is_unlocked(self, plan: Plan):
        workbook = open_any(plan)
        unlocked = {
            (sheet.title, cell.coordinate)
            for sheet in workbook
            for row in sheet.iter_rows()
            for cell in row
            if not cell.protection.locked
        }
        assert unlocked == set(list_entries(plan))

    @BOTH
    def test_excel_enforces_the_very_rule_the_reader_checks(self, plan: Plan):
        workbook = open_any(plan)
        validations = {sheet.title: spread_validations(sheet) for sheet in workbook}
        for (sheet, cell), rule in list_entries(plan).items():
            excel, found = rule.excel(), validations[sheet][cell]
            limits = (excel.operator, excel.first, excel.second)
            assert found.type == excel.type
            if excel.type == "list":
                assert read_options(workbook, found.formula1) == excel.options
            else:
                assert (found.operator or "between", found.formula1, found.formula2) == limits

    @BOTH
    def test_every_entry_cell_prompts_and_refuses_in_vietnamese(self, plan: Plan):
        for sheet in open_any(plan):
            for validation in sheet.data_validations.dataValidation:
                assert validation.showInputMessage
                assert validation.showErrorMessage
                assert validation.allowBlank, "a blank is “not reported”, never refused"
                assert validation.errorTitle == "Chưa đúng cách ghi"
                assert 0 < len(validation.prompt) <= 255
                assert 0 < len(validation.promptTitle) <= 32
                assert 0 < len(validation.error) <= 225

    def test_no_rule_stands_on_a_cell_nobody_fills_in(self):
        entries = set(list_entries(PLAN))
        ruled = {(sheet.title, cell) for sheet in open_template() for cell in spread_validations(sheet)}
        assert ruled == entries

    def test_the_prompt_of_a_number_of_people_names_the_fact_that_bounds_it(self):
        done = LAYOUT.lines["CT2.1"].cell(Field.DONE).cell
        staff = next(fact.label for fact in PLAN.facts if fact.key == "staff")
        assert f"Không quá “{staff}”" in spread_validations(open_template()[SHEET_TASKS])[done].prompt

    def test_cells_a_line_does_not_take_say_so_and_are_grey(self):
        sheet = open_template()[SHEET_TASKS]
        for code, columns in {"CT3.1": {Field.TO_DO}, "NV4.3": {Field.TO_DO, Field.EVIDENCE_COUNT, Field.EVIDENCE}}.items():
            for field, column in TASK_COLUMNS.items():
                cell = sheet.cell(LAYOUT.lines[code].row, column)
                assert (cell.value == "không điền") is (field in columns), (code, field)

    def test_lines_read_from_the_models_are_not_filled_in(self):
        sheet = open_template()[SHEET_TASKS]
        for code in ("CT3.2", "NV8.1"):
            row = sheet[LAYOUT.lines[code].row]
            assert row[2].value == "Tự tính từ sheet Mô hình"
            assert {cell.value for cell in row[4:9]} == {"tự tính"}
            assert all(cell.protection.locked for cell in row)

    def test_what_is_typed_into_a_text_cell_stays_text(self):
        """So that 8/10 becomes no date, a phone number keeps its 0, and “=…” no formula."""
        workbook = open_template()
        assert workbook[SHEET_FACTS][LAYOUT.facts["phone"].cell].number_format == "@"
        assert workbook[SHEET_TASKS][LAYOUT.lines["CT1.1"].cell(Field.EVIDENCE).cell].number_format == "@"


class TestLocks:
    def test_every_sheet_is_locked_without_a_password(self):
        for sheet in open_template():
            assert sheet.protection.sheet
            assert sheet.protection.password is None

    def test_columns_and_rows_may_be_resized_and_filters_work(self):
        for sheet in open_template():
            lock = sheet.protection
            assert (lock.formatColumns, lock.formatRows, lock.autoFilter, lock.sort) == (False, False, False, False)

    def test_both_tables_of_lines_have_a_filter_and_frozen_headings(self):
        workbook = open_template()
        assert workbook[SHEET_TASKS].auto_filter.ref == f"A4:J{max(row.row for row in LAYOUT.rows_on(SHEET_TASKS))}"
        assert [workbook[sheet].freeze_panes for sheet in (SHEET_TASKS, SHEET_ITEMS, SHEET_MODELS)] == ["C5", "C5", "C7"]


class TestPrinting:
    def test_every_sheet_prints_on_a4_one_page_wide(self):
        for sheet in list(open_template())[:-1]:
            assert (sheet.page_setup.orientation, int(sheet.page_setup.paperSize)) == ("landscape", 9)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage
            assert sheet.page_setup.fitToWidth in (None, 1)

    def test_headings_repeat_on_every_page(self):
        workbook = open_template()
        repeated = [workbook[sheet].print_title_rows for sheet in (SHEET_TASKS, SHEET_ITEMS, SHEET_MODELS)]
        assert repeated == ["$4:$4", "$4:$4", "$6:$6"]

    def test_header_and_footer_say_whose_report_it_is(self):
        sheet = open_template()[SHEET_TASKS]
        assert sheet.oddHeader.left.text == "Trường Mầm non Đạp Thanh"
        assert sheet.oddHeader.right.text == "Báo cáo 6 tháng năm 2020"
        assert sheet.oddFooter.right.text == "Trang &P/&N"


class TestModels:
    def test_the_question_stands_above_a_table_of_thirty_rows(self):
        sheet = open_template()[SHEET_MODELS]
        assert sheet["B4"].value == "Đơn vị có đăng ký mô hình không?"
        assert [sheet.cell(row, 1).value for row in (7, 36)] == [1, 30]

    def test_long_lists_stand_on_the_hidden_sheet(self):
        """Excel caps a list written into the validation at 255 characters, and cuts it at every comma."""
        validation = spread_validations(open_template()[SHEET_MODELS])[LAYOUT.models.cell(7, "field").cell]
        assert validation.formula1.startswith(f"{SHEET_IDENTITY}!")
        assert read_options(open_template(), validation.formula1) == tuple(field.name for field in PLAN.fields_of_models)


class TestLastPeriod:
    def test_last_period_s_answers_stand_in_grey_as_a_person_reads_them(self):
        sheet = read(build_template(PLAN, SCHOOL, NINE_MONTHS, previous_return()))[SHEET_TASKS]
        said = {
            code: sheet.cell(LAYOUT.lines[code].row, PREVIOUS_COLUMN[SHEET_TASKS]) for code in LAYOUT.lines if code[:2] != "HP"
        }
        assert said["CT1.1"].value == "12/15 · 2 minh chứng"
        assert said["CT1.2.1"].value == "Có · 1 minh chứng"
        assert said["CT1.2.2"].value == "không áp dụng · đơn vị mới thành lập"
        assert said["CT3.1"].value == "chưa báo cáo"
        assert said["CT3.2"].value == "2 mô hình"
        assert said["NV8.1"].value == "1/2 mô hình"
        assert said["NV2.2.2"].value == "1.234"
        assert said["NV4.3"].value == "0", "a true 0 is an answer"
        assert said["BC1.1"].value == "28/04/2020 · 1 minh chứng"
        assert said["NV1.1"].value == "không hợp lệ"
        assert all(cell.protection.locked for cell in said.values())

    def test_levels_facts_and_models_too(self):
        workbook = read(build_template(PLAN, SCHOOL, NINE_MONTHS, previous_return()))
        level = workbook[SHEET_ITEMS].cell(LAYOUT.lines["HP1.1"].row, PREVIOUS_COLUMN[SHEET_ITEMS])
        fact = workbook[SHEET_FACTS].cell(workbook[SHEET_FACTS][LAYOUT.facts["staff"].cell].row, PREVIOUS_COLUMN[SHEET_FACTS])
        models = [workbook[SHEET_MODELS].cell(row, PREVIOUS_COLUMN[SHEET_MODELS]).value for row in (7, 8, 9)]
        assert (level.value, fact.value) == ("Đang thực hiện", "35")
        assert models == ["Trường học hạnh phúc · đang thực hiện · 2 minh chứng", "=SUM(A1:A9) · đăng ký", None]

    def test_the_sheet_says_why_the_column_is_empty(self):
        assert "đây là kỳ báo cáo đầu tiên" in open_template()[SHEET_TASKS]["A3"].value
        assert "chưa có báo cáo 6 tháng" in open_template(NINE_MONTHS.code)[SHEET_TASKS]["A3"].value

    def test_no_cell_is_a_formula_whatever_was_reported(self):
        workbook = read(build_template(PLAN, SCHOOL, NINE_MONTHS, previous_return()))
        assert {cell.data_type for sheet in workbook for row in sheet.iter_rows() for cell in row} == {"s", "n"}


@lru_cache
def open_template(period: str = "6m") -> Workbook:
    return read(build_template(PLAN, SCHOOL, PLAN.find_period(period)))


@lru_cache
def open_small() -> Workbook:
    return read(build_template(SMALL_PLAN, SMALL_ROSTER.schools[0], SMALL_PLAN.periods[0]))


def open_any(plan: Plan) -> Workbook:
    return open_small() if plan is SMALL_PLAN else open_template()


def read(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def list_entries(plan: Plan) -> dict:
    """Every cell a school fills in, with its rule, as the plan and the layout say."""
    layout = build_layout(plan, Reporter.SCHOOL)
    entries = {(SHEET_FACTS, layout.facts[fact.key].cell): fact_rule(plan, fact) for fact in plan.facts}
    for code, place in layout.lines.items():
        for field, rule in rules_for(plan, plan.indicator_of_line[code]).items():
            entries[place.sheet, place.cell(field).cell] = rule
    entries[SHEET_MODELS, layout.models.question.cell] = models_question_rule()
    for row in range(layout.models.first_row, layout.models.last_row + 1):
        for key, rule in model_rules(plan).items():
            entries[SHEET_MODELS, layout.models.cell(row, key).cell] = rule
    for row in range(layout.evidence.first_row, layout.evidence.first_row + EVIDENCE_ROWS_ASKED) if layout.evidence else ():
        for key, rule in evidence_rules(plan).items():
            entries[SHEET_EVIDENCE, layout.evidence.cell(row, key).cell] = rule
    return entries


def list_wrapped(sheet) -> list:
    """The cells of a sheet whose text wraps within their column."""
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.coordinate not in sheet.merged_cells)
    return [cell for cell in cells if isinstance(cell.value, str) and cell.alignment.wrap_text]


def spread_validations(sheet) -> dict:
    """The validation on each single cell of a sheet."""
    return {
        sheet.cell(row, column).coordinate: validation
        for validation in sheet.data_validations.dataValidation
        for cells in validation.sqref.ranges
        for row in range(cells.min_row, cells.max_row + 1)
        for column in range(cells.min_col, cells.max_col + 1)
    }


def read_options(workbook: Workbook, source: str) -> tuple[str, ...]:
    """The options of a drop-down, written out or listed on another sheet."""
    if source.startswith('"'):
        return tuple(source.strip('"').split(","))
    sheet, cells = source.split("!")
    left, top, right, bottom = range_boundaries(cells)
    return tuple(workbook[sheet].cell(row, left).value for row in range(top, bottom + 1)) if left == right else ()


def previous_return() -> Return:
    """A six-month return with one answer of every kind and state."""
    answers = (
        Answer("CT1.1", State.VALUE, to_do=15, done=12, evidence_count=2),
        Answer("CT1.2.1", State.VALUE, choice="yes", evidence_count=1),
        Answer("CT1.2.2", State.NOT_APPLICABLE, choice="not_applicable", note="đơn vị mới thành lập"),
        Answer("CT3.1", State.NOT_REPORTED),
        Answer("NV1.1", State.INVALID),
        Answer("NV2.2.2", State.VALUE, done=1234),
        Answer("NV4.3", State.VALUE, done=0),
        Answer("BC1.1", State.VALUE, dated=date(2020, 4, 28), evidence_count=1),
        Answer("HP1.1", State.VALUE, choice="doing"),
    )
    models = (
        ModelEntry(Place(SHEET_MODELS), "Trường học hạnh phúc", status="doing", result="Đã làm", evidence_count=2),
        ModelEntry(Place(SHEET_MODELS), "=SUM(A1:A9)", status="registered"),
    )
    identity = Identity(PLAN.code, PLAN.version, SCHOOL.code, "6m", "1")
    return Return(identity, (FactAnswer("staff", 35.0, Place(SHEET_FACTS)),), answers, models, True, ())
