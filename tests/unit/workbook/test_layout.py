"""Where lines stand: one place per line, headings before what they head, columns only for what is asked."""

from __future__ import annotations

from datetime import date

from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.loader import parse_plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.layout import (
    SHEET_FACTS,
    SHEET_GUIDE,
    SHEET_ITEMS,
    SHEET_MODELS,
    SHEET_TASKS,
    build_layout,
    name_column,
    number_column,
)


def test_lines_stand_below_their_groups_in_the_plan_s_order():
    assert describe_rows(SHEET_TASKS) == [
        (5, "group A"),
        (6, "line A1"),
        (7, "stem A2"),
        (8, "line A2.1"),
        (9, "line A2.2"),
        (10, "line A3"),
        (11, "line A4"),
    ]


def test_a_parent_s_heading_stands_once_before_its_first_child_wherever_the_plan_names_it():
    assert describe_rows(SHEET_ITEMS) == [
        (5, "group P"),
        (6, "group P1"),
        (7, "line P1.1"),
        (8, "group P2"),
        (9, "line P2.1"),
    ]


def test_a_line_has_a_column_for_what_it_takes_only():
    lines = build_layout(PLAN, Reporter.SCHOOL).lines
    assert set(lines["A1"].columns) == {Field.TO_DO, Field.DONE, Field.EVIDENCE_COUNT, Field.EVIDENCE, Field.NOTE}
    assert set(lines["A2.1"].columns) == {Field.DONE, Field.EVIDENCE_COUNT, Field.EVIDENCE, Field.NOTE}
    assert set(lines["A3"].columns) == {Field.DONE, Field.NOTE}, "a limit needs no evidence"
    assert set(lines["A4"].columns) == set(), "nothing is entered where the models tell"


def test_the_place_of_a_field_is_its_cell_and_of_a_field_not_taken_the_code():
    lines = build_layout(PLAN, Reporter.SCHOOL).lines
    assert lines["A1"].cell(Field.TO_DO) == Place(SHEET_TASKS, "E6")
    assert lines["A3"].cell(Field.TO_DO) == Place(SHEET_TASKS, "A10")
    assert lines["P1.1"].cell(Field.DONE) == Place(SHEET_ITEMS, "C7")


def test_facts_stand_below_the_identity_which_is_shorter_for_the_office():
    school, office = (build_layout(PLAN, reporter) for reporter in (Reporter.SCHOOL, Reporter.OFFICE))
    # rows 4 …: school, code, level, commune, plan, period, deadline; a blank row; the headings
    assert school.facts == {"staff": Place(SHEET_FACTS, f"C{4 + 7 + 2}"), "phone": Place(SHEET_FACTS, f"C{4 + 7 + 3}")}
    assert office.facts["staff"] == Place(SHEET_FACTS, f"C{4 + 5 + 2}")
    assert "level" not in office.identity


def test_a_sheet_without_a_row_for_the_reporter_is_left_out():
    assert build_layout(PLAN, Reporter.SCHOOL).sheets == (SHEET_GUIDE, SHEET_FACTS, SHEET_TASKS, SHEET_ITEMS, SHEET_MODELS)
    office = build_layout(PLAN, Reporter.OFFICE)
    assert office.sheets == (SHEET_GUIDE, SHEET_FACTS, SHEET_TASKS)
    assert office.models is None
    assert [*office.lines] == ["A3"]


def test_a_plan_that_lists_fields_of_models_asks_for_models():
    plan = parse_plan({**DOCUMENT, "model_fields": [{"name": "Khác", "area": "Khác"}]})
    assert build_layout(plan, Reporter.OFFICE).models is not None


def test_the_table_of_models_stands_below_its_question():
    table = build_layout(PLAN, Reporter.SCHOOL).models
    assert table.question == Place(SHEET_MODELS, "C4")
    assert (table.header_row, table.first_row, table.last_row) == (6, 7, 7 + 30 - 1)
    assert table.cell(7, "name") == Place(SHEET_MODELS, "B7")
    assert table.cell(36, "proposed_for_award") == Place(SHEET_MODELS, "L36")


def test_columns_are_named_as_spreadsheets_name_them():
    names = {1: "A", 26: "Z", 27: "AA", 52: "AZ", 53: "BA", 702: "ZZ", 703: "AAA", 16384: "XFD"}
    assert {number: name_column(number) for number in names} == names
    assert {number_column(letters): letters for letters in names.values()} == names


def describe_rows(sheet: str) -> list[tuple[int, str]]:
    rows = build_layout(PLAN, Reporter.SCHOOL).rows_on(sheet)
    return [(row.row, describe(row)) for row in rows]


def describe(row) -> str:
    if row.group:
        return f"group {row.group.code}"
    return f"line {row.line.code}" if row.line else f"stem {row.indicator.code}"


def group(code: str, parent: str | None = None) -> dict:
    return {"code": code, "title": code, "short": code, "section": "1", "parent": parent}


def indicator(code: str, group: str, kind: str, **more) -> dict:
    return {"code": code, "group": group, "title": code, "text": code, "kind": kind, "section": "1", **more}


DOCUMENT = {
    "code": "p",
    "version": "1",
    "title": "Kế hoạch",
    "short_title": "KH",
    "year": 2021,
    "issued_on": date(2021, 1, 4),
    "office": dict.fromkeys(("code", "name", "short", "parent", "district", "contact"), "PGD"),
    "levels": ["Tiểu học"],
    "periods": [{"code": "k1", "title": "Kỳ I", "deadline": date(2021, 6, 1), "share": 1.0}],
    "groups": [group("A"), group("P1", "P"), group("P2", "P"), group("P"), group("E")],
    "facts": [
        {"key": "staff", "label": "Số người", "kind": "number"},
        {"key": "phone", "label": "Điện thoại", "kind": "text"},
    ],
    "thresholds": {"notable_rung": {"value": 1, "note": "do Phòng đặt", "set_on": date(2021, 1, 4)}},
    "indicators": [
        indicator("P1.1", "P1", "level"),
        indicator("A1", "A", "ratio"),
        indicator("A2", "A", "checklist", lines=[{"code": "A2.1", "text": "một"}, {"code": "A2.2", "text": "hai"}]),
        indicator("P2.1", "P2", "level"),
        indicator("A3", "A", "limit", target=0, reporters=["school", "office"]),
        indicator("A4", "A", "count", target=1, source="models_registered"),
    ],
}
PLAN = parse_plan(DOCUMENT)
