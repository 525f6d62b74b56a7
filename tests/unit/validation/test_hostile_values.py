"""Whatever stands in a cell, a rule judges it and a check tells of it; nothing is raised."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.cell import coordinate_to_tuple

from danvan_metrics.plan.entries import fact_rule, model_rules, models_question_rule, rules_for
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.rules import ChoiceRule, Refusal, TextRule
from danvan_metrics.raw import format_raw
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.checks import run_checks
from danvan_metrics.validation.messages import MESSAGES
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.answering.returns import interpret
from danvan_metrics.workbook.answers import Identity
from tests.builders_reader import FACTS, ITEMS, MODELS, PLAN, ROSTER, TASKS, fill_workbook

RAW = st.one_of(
    st.none(),
    st.booleans(),
    st.floats(),
    st.integers(),
    st.dates(),
    st.datetimes(),
    st.text(max_size=40),
    st.text(st.sampled_from("0123456789.,-/ %+eE١٢³½"), max_size=12),
    st.sampled_from(
        ["Có", "không", "ĐẠT", "Không áp dụng", "31/02/2022", "01/01/0001", "8/10", "1e400", "{found}", "\ud800", "x" * 3000]
    ),
)
CELL = st.one_of(RAW.map(lambda raw: "" if raw is None else raw), st.just(time(8, 10)), st.just(timedelta(days=2)))
RULES = {
    "line": [rule for item in PLAN.indicators for rule in rules_for(PLAN, item).values()],
    "fact": [fact_rule(PLAN, fact) for fact in PLAN.facts],
    "model": [*model_rules(PLAN).values(), models_question_rule()],
}
FORM = {question.line.code: question for question in prepare_form(PLAN, Reporter.SCHOOL).questions}
IDENTITY = Identity(PLAN.code, PLAN.version, "TH01", "hk1", "1")


@pytest.mark.parametrize("kind", RULES)
@settings(max_examples=150)
@given(raw=RAW)
def test_every_rule_takes_a_value_refuses_it_or_finds_it_blank(kind, raw):
    for rule in RULES[kind]:
        verdict = rule.check(raw)
        if isinstance(verdict, Refusal):
            assert MESSAGES[verdict.code].text.format(found=verdict.found, expected=verdict.expected, line="T1")
        else:
            assert verdict is None or isinstance(verdict, (float, str, date))
            assert not isinstance(verdict, datetime)


WRITTEN = st.one_of(
    RAW,
    st.sampled_from(["x", "✓", "k", "0", "đang làm", "12 buổi", "12 hội viên", "1\u00a0234", "１２", "12,0", "12/12", "95 %"]),
    st.sampled_from(["14.6.2022", "2022-06-14", "ngày 14 tháng 6 năm 2022", "14/6/22", "44726", 44726.0]),
)


@pytest.mark.parametrize("kind", RULES)
@settings(max_examples=200)
@given(raw=WRITTEN)
def test_whatever_a_rule_reads_otherwise_than_written_it_retells(kind, raw):
    for rule in RULES[kind]:
        taken = rule.check(raw)
        if taken is not None and not isinstance(taken, Refusal) and rule.retell(raw, taken) is None:
            assert reads_plainly(rule, raw, taken)


@settings(max_examples=120, deadline=None)
@given(raw=WRITTEN, cell=st.sampled_from(["E6", "F6", "F7", "F9", "F11", "F12", "F13", "G7"]))
def test_an_answer_read_otherwise_than_written_is_told_with_its_cell(raw, cell):
    sheets = overwrite(blank_template(), TASKS, position_of(cell), ["" if raw is None else raw])
    returned = interpret(PLAN, ROSTER, sheets, IDENTITY)
    answer = next(answer for answer in returned.answers if any(place.cell == cell for place in answer.cells.values()))
    (field,) = [field for field, place in answer.cells.items() if place.cell == cell]
    rule = FORM[answer.line].rules[field]
    taken = answer.choice or answer.dated or answer.done if field == "done" else getattr(answer, field)
    told = {normalised.place.cell for normalised in returned.normalised}
    refused = {rejected.place.cell for rejected in returned.rejected}
    assert not told & refused
    assert taken is None or cell in told or reads_plainly(rule, raw, taken)


CODES = ["T2", "t 2", "T2.", "T3,1", "T3.1", "T7 - Lượt đọc", "M1", "x", ""]
TEXTS = [
    "Tổ chức ít nhất 5 buổi nói chuyện",
    "Sổ tay",
    "Lượt người đọc sách",
    "Lượt người đọc sach",
    "Có tủ sách tại nhà trường",
    "",
]


@settings(max_examples=120, deadline=None)
@given(
    codes=st.lists(st.sampled_from(CODES), max_size=12),
    texts=st.lists(st.sampled_from(TEXTS), max_size=12),
    headings=st.permutations(["Mã", "Nội dung", "Đã thực hiện", "Phải thực hiện", "Minh chứng", "Ghi chú", "Đã thực hiện (số)"]),
)
def test_however_codes_wordings_and_headings_changed_no_two_lines_share_a_row(codes, texts, headings):
    sheets = overwrite(blank_template(), TASKS, position_of("A4"), headings)
    for column, values in (("A", codes), ("B", texts)):
        for row, value in enumerate(values, start=6):
            sheets = overwrite(sheets, TASKS, position_of(f"{column}{row}"), [value])
    returned = interpret(PLAN, ROSTER, sheets, IDENTITY)
    rows = [answer.cells["done"] for answer in returned.answers if answer.line in FORM and answer.line[0] == "T"]
    assert len(set(rows)) == len(rows)
    missed = {what for what, _ in returned.missing} & set(FORM)
    assert {answer.line for answer in returned.answers} | missed == set(FORM)
    assert {answer.line for answer in returned.answers} & missed == set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    values=st.lists(CELL, min_size=1, max_size=40),
    start=st.integers(0, 400),
    sheet=st.sampled_from([FACTS, TASKS, ITEMS, MODELS]),
)
def test_a_sheet_overwritten_from_any_cell_on_is_still_judged(values, start, sheet):
    sheets = overwrite(blank_template(), sheet, start, values)
    returned = interpret(PLAN, ROSTER, sheets, IDENTITY)
    for issue in run_checks(
        Case(PLAN, ROSTER, ROSTER.by_code["TH01"], sheets, returned, {answer.line: answer.done for answer in returned.answers})
    ):
        assert issue.message
        assert issue.remedy
        assert issue.place.sheet == sheet


@pytest.mark.parametrize("reporter", Reporter)
def test_a_workbook_full_of_one_value_is_judged(reporter):
    for value in ("Có", 7.0, "", date(2022, 3, 1), True, float("nan")):
        sheets = blank_template()
        for sheet in (FACTS, TASKS, ITEMS, MODELS):
            sheets = overwrite(sheets, sheet, 0, [value] * 2000)
        returned = interpret(PLAN, ROSTER, sheets, IDENTITY)
        unit = ROSTER.office if reporter is Reporter.OFFICE else ROSTER.by_code["TH01"]
        assert all(issue.message for issue in run_checks(Case(PLAN, ROSTER, unit, sheets, returned)))


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def reads_plainly(rule, raw, taken) -> bool:
    """Whether anybody would read the cell so: the same number, day or label, but for points, case and spaces."""
    if isinstance(rule, TextRule):
        return True
    if isinstance(rule, ChoiceRule):
        return fold(format_raw(raw)) == fold(rule.label(taken))
    if isinstance(taken, float):
        return raw == taken if not isinstance(raw, str) else re.sub("[^-0-9]", "", raw).lstrip("0") == f"{taken:.0f}".lstrip("0")
    if isinstance(raw, str):
        return [int(part) for part in re.findall("[0-9]+", raw)] == [taken.day, taken.month, taken.year]
    return taken == (raw.date() if isinstance(raw, datetime) else raw)


def position_of(address: str) -> int:
    """Where a cell of the sheet of tasks stands, counted row by row."""
    grid = blank_template().grids[TASKS]
    row, column = coordinate_to_tuple(address)
    return (row - grid.first_row) * len(grid.cells[0]) + column - grid.first_column


@cache
def blank_template() -> Sheets:
    return read_workbook(fill_workbook())


def overwrite(sheets: Sheets, name: str, start: int, values: list) -> Sheets:
    """The same sheets with these values in one of them, cell after cell, row after row."""
    grid = sheets.grids[name]
    cells = [list(row) for row in grid.cells]
    width = len(cells[0])
    for position, value in enumerate(values, start=start % (len(cells) * width)):
        if position < len(cells) * width:
            cells[position // width][position % width] = value
    return Sheets({**sheets.grids, name: Grid(name, grid.first_row, grid.first_column, cells)})
