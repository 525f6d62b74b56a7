"""What a school would do by hand, fill a template; and what an officer reads on a page."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date

import openpyxl
from streamlit.testing.v1 import AppTest

from danvan_metrics.folders import DATA
from danvan_metrics.plan.kinds import FactKind, Kind
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Indicator
from danvan_metrics.plan.rules import Field
from danvan_metrics.units.roster import load_roster
from danvan_metrics.vietnamese import NBSP
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.layout import IDENTITY_KEYS, SHEET_IDENTITY, Layout, LinePlace, ModelTable, build_layout
from danvan_metrics.workbook.template.build import build_template
from tests.builders_web import read_letters

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PLAN = load_plan(DATA / "plans" / "2020")
ROSTER = load_roster(DATA / "schools.csv", PLAN)
PREPARED_ON = date(2020, 6, 10)


def fill_workbook(
    school: str,
    period: str,
    changes: Mapping[tuple[str, Field], object] | None = None,
    *,
    hidden: Mapping[str, str | None] | None = None,
) -> bytes:
    """A workbook with every cell filled in rightly, but for the changes asked for by line and field, and on the hidden sheet."""
    unit = ROSTER.by_code[school]
    book = openpyxl.load_workbook(io.BytesIO(build_template(PLAN, unit, PLAN.find_period(period))))
    layout = build_layout(PLAN, unit.reporter)
    for place, value in list_answers(layout, changes or {}).items():
        book[place.sheet][place.cell].value = value
    for key, code in (hidden or {}).items():
        book[SHEET_IDENTITY].cell(IDENTITY_KEYS.index(key) + 1, 2).value = code
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def list_answers(layout: Layout, changes: Mapping[tuple[str, Field], object] | None = None) -> dict[Place, object]:
    """The cells to fill in and what goes into each: all met, with two pieces of evidence, and one finished model."""
    cells: dict[Place, object] = {layout.facts[fact.key]: _answer_fact(fact.kind) for fact in PLAN.facts}
    for code, line in layout.lines.items():
        cells |= _answer_line(PLAN.indicator_of_line[code], line)
    if layout.models:
        cells |= _answer_models(layout.models)
    for (code, field), value in (changes or {}).items():
        cells[layout.lines[code].cell(field)] = value
    return cells


def _answer_fact(kind: FactKind) -> object:
    return {FactKind.NUMBER: 20, FactKind.DATE: PREPARED_ON, FactKind.TEXT: "Nguyễn Thị Hoa"}[kind]


def _answer_line(indicator: Indicator, line: LinePlace) -> dict[Place, object]:
    all_of_them = 20 if indicator.everybody else 4
    done = {
        Kind.RATIO: all_of_them,
        Kind.COUNT: indicator.target,
        Kind.LIMIT: 0,
        Kind.TRACKED: 3,
        Kind.DATE: date(2020, 4, 20),
        Kind.LEVEL: "Đạt",
    }.get(indicator.kind, "Có")
    given = {Field.TO_DO: all_of_them, Field.DONE: done, Field.EVIDENCE_COUNT: 2, Field.EVIDENCE: "Biên bản ngày 02/3/2020"}
    return {line.cell(field): value for field, value in given.items() if field in line.columns}


def _answer_models(table: ModelTable) -> dict[Place, object]:
    given = {
        "name": "Trường học hạnh phúc",
        "field": PLAN.fields_of_models[0].name,
        "owner": "Tập thể",
        "leader": "Nguyễn Thị Hoa",
        "started_on": date(2020, 2, 3),
        "status": "Hoàn thành",
        "beneficiaries": 120,
        "result": "Trẻ vui đến trường",
        "evidence_count": 2,
        "evidence": "Ảnh, biên bản",
        "proposed_for_award": "Có",
    }
    return {table.question: "Có"} | {table.cell(table.first_row, key): value for key, value in given.items()}


def read_sentences(page: AppTest) -> str:
    """Every sentence on the page, without the signs that keep Markdown from reading it."""
    kinds = ("title", "header", "subheader", "markdown", "caption", "success", "info", "warning", "error")
    return read_letters("\n".join(element.value for kind in kinds for element in getattr(page, kind)))


def read_tables(page: AppTest) -> list[list[dict[str, str]]]:
    """Every table on the page, top to bottom: its rows as a reader sees them, by heading."""
    shown = [json.loads(element.proto.json) for element in page.get("bidi_component") if element.proto.json]
    return [_read_table(one) for one in shown if "headings" in one]  # the search box is a component too


def _read_table(table: dict) -> list[dict[str, str]]:
    headings = [heading["text"].replace(NBSP, " ") for heading in table["headings"][-1]]
    rows = [row for band in table["bands"] for row in band["rows"]]
    return [dict(zip(headings, (cell["text"] for cell in row), strict=True)) for row in rows]
