"""Whatever stands in a cell, a rule judges it and a check tells of it; nothing is raised."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_metrics.plan.entries import fact_rule, model_rules, models_question_rule, rules_for
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.rules import Refusal
from danvan_metrics.validation.case import Case
from danvan_metrics.validation.checks import run_checks
from danvan_metrics.validation.messages import MESSAGES
from danvan_metrics.workbook.answers import Identity
from danvan_metrics.workbook.reader import Grid, Sheets, read_workbook
from danvan_metrics.workbook.returns import interpret
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
