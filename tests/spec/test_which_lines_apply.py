"""Which lines an appraisal is about (appraisal.md, “L”): what the desk asks for is what figures are shares of.

The rule stands twice, for one line in words (appraising/desk.py) and for all lines at once in tables (metrics/standing.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import pytest

from danvan_metrics.appraising.desk import is_applicable
from danvan_metrics.metrics.appraisal import compare_lines
from danvan_metrics.metrics.dataset import Scope, iterate_rows
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.plan.verdicts import WITH_VALUE, Outcome, Verdict
from danvan_metrics.workbook.answers import Answer, State
from danvan_metrics.workbook.outcomes import VALUE_FIELDS, derive_outcome, has_value
from tests.builders import PLAN, build_dataset, generate_returns, generate_verdicts

PERIOD = "12m"
SEEN = ("line", "outcome", *VALUE_FIELDS)


def read_answers(dataset) -> dict[tuple[str, str], Answer]:
    """What each school of the period says of each line."""
    return {
        (row.school, row.line): Answer(
            row.line, State(row.state), **{name: read_value(getattr(row, name)) for name in VALUE_FIELDS}
        )
        for row in iterate_rows(dataset.answers)
        if row.period == PERIOD
    }


def read_value(value):
    return None if pd.isna(value) else value


def settle(found: Verdict, declared: Answer | None) -> Verdict | None:
    """The verdict as an appraiser's act keeps it; None where it is refused: nothing there to confirm."""
    indicator = PLAN.indicator_of_line[found.line]
    if indicator.kind is Kind.RATIO and found.done is not None and found.to_do is None:
        found = replace(found, to_do=24.0)
    outcome = derive_outcome(indicator, declared, found)
    if outcome not in WITH_VALUE:
        return replace(found, outcome=outcome, **dict.fromkeys(VALUE_FIELDS))
    if not has_value(found) and (declared is None or declared.state is not State.VALUE):
        return None
    return replace(found, outcome=outcome)


def settle_all(given: list[dict], answers: dict[tuple[str, str], Answer]) -> Iterator[tuple[dict, Verdict]]:
    for one in given:
        found = Verdict(**{name: one.get(name) for name in SEEN} | {"outcome": Outcome(one["outcome"])})
        kept = settle(found, answers.get((one["school"], one["line"])))
        if kept is not None:
            yield one | {name: getattr(kept, name) for name in SEEN}, kept


@pytest.mark.parametrize("seed", range(3))
def test_desk_and_figures_ask_the_same_lines(seed):
    returns = generate_returns(seed)
    answers = read_answers(build_dataset(returns))
    generated, _ = generate_verdicts(seed + 100, returns)
    first = [one for one in generated if one["period"] == PERIOD and one["round"] == PLAN.rounds[0].code]
    settled = list(settle_all(first, answers))
    standing = {(one["school"], one["line"]): None if one["recheck"] else kept for one, kept in settled}
    dataset = build_dataset(returns, verdicts=[one for one, _ in settled])

    entered = {line.code: one for one in PLAN.indicators if one.scored and one.entered for line in one.rows}
    lines = [row for row in iterate_rows(compare_lines(dataset, Scope(PERIOD))) if row.line in entered]
    schools = {given.school for given in returns if given.period == PERIOD}
    expected = {
        (school, code)
        for school in schools
        for code, indicator in entered.items()
        if "school" in indicator.reporters and is_applicable(indicator, answers.get((school, code)), standing.get((school, code)))
    }
    assert {(row.school, row.line) for row in lines if row.in_scope} == expected
    outside = len(schools) * len({code for _, code in expected}) - len(expected)
    assert outside > 20
