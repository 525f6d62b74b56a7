"""One summary of a period, as plain JSON-ready data: what every page, export and the command line must agree with."""

from __future__ import annotations

import math
from typing import Any, Final

import pandas as pd

from danvan_metrics.metrics.appraisal import sum_appraisals
from danvan_metrics.metrics.completion import divide, score_groups, score_indicators, total_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.derivation import total_derived, total_tracked
from danvan_metrics.metrics.return_states import ReturnState, describe_return, judge_returns
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.timeliness import count_timeliness

_STATES: Final = {
    ReturnState.COMPLETE: "reported",
    ReturnState.INCOMPLETE: "reported",
    ReturnState.SENT_BACK: "sent_back",
    ReturnState.MISSING: "not_reported",
    ReturnState.NOT_DUE: "not_due",
}


def summarise(dataset: Dataset, scope: Scope) -> dict[str, Any]:
    """period, lens, as_of, received and on_time as n/N, schools with return, rung and groups, indicators, and the office's own.

    received: everything that came, a file sent back too, of all schools in scope. on_time: of those received. Of every school
    its appraisal, in lines. Values are 0…1 or None. pooled: done and todo are raw sums, value = credited ÷ todo: each unit is
    credited its target at most.
    """
    scores = score_indicators(dataset, scope)
    timeliness = count_timeliness(dataset, scope)
    return {
        "period": scope.period,
        "lens": scope.lens,
        "as_of": dataset.as_of.isoformat(),
        "received": {"n": timeliness.received, "N": timeliness.schools},
        "on_time": {"n": timeliness.on_time, "N": timeliness.received},
        "schools": _list_schools(dataset, scope, score_groups(dataset, scope, scores)),
        "indicators": _list_indicators(dataset, scope, scores),
        "office": _summarise_office(dataset, scope),
    }


def _list_schools(dataset: Dataset, scope: Scope, groups: pd.DataFrame) -> list[dict[str, Any]]:
    rungs: dict[str, Any] = dict(climb_ladder(dataset, scope)[["school", "rung"]].itertuples(index=False))
    judged = {row.school: row for row in iterate_rows(judge_returns(dataset, scope))}
    by_school = dict(iter(groups.groupby("school", sort=False)))
    appraised = {row.school: row for row in iterate_rows(sum_appraisals(dataset, scope))}
    return [
        {
            "school": school.code,
            "name": school.name,
            "level": school.level,
            "model": school.model,
            "state": _STATES[ReturnState(judged[school.code].state)],
            "days_late": int(judged[school.code].days_late),
            "return": _summarise_return(judged[school.code]),
            "rung": _whole(rungs[school.code]),
            "appraisal": summarise_appraisal(appraised[school.code]),
            "groups": {row.group: _summarise_group(row) for row in iterate_rows(by_school[school.code])},
        }
        for school in scope.schools(dataset)
    ]


def summarise_appraisal(row: Any) -> dict[str, Any]:
    """A row of sum_appraisals as plain values for JSON, in lines: n of N, and what may still be met (`high`)."""
    return {
        "state": str(row.stage),
        "checked": {"n": int(row.checked), "N": int(row.L)},
        "confirmed": {"n": int(row.confirmed_n), "N": int(row.confirmed_N)},
        "lowered": int(row.lowered),
        "raised": int(row.raised),
        "met": {"n": int(row.met), "N": int(row.L), "high": int(row.high)},
    }


def _summarise_return(row: Any) -> dict[str, Any]:
    return {
        "state": str(row.state),
        "received_on": None if pd.isna(row.received_on) else row.received_on.isoformat(),
        "unanswered": {"n": int(row.unanswered), "N": int(row.asked)},
        "errors": int(row.errors),
        "words": describe_return(row),
    }


def _summarise_office(dataset: Dataset, scope: Scope) -> dict[str, Any]:
    """The office's own checklist and its part of CT1–CT3, by the same rules as any unit's."""
    office = dataset.roster.office
    scores = score_indicators(dataset, scope, (office,))
    derived = _with_value(total_derived(dataset, Scope(scope.period, scope.lens)))
    asked = {indicator.code for indicator in dataset.plan.indicators_for(office.reporter)}
    rows = {row.indicator: _summarise_answer(row) for row in iterate_rows(scores)}
    rows |= {row.indicator: _summarise_derived(row) for row in iterate_rows(derived) if row.indicator in asked}
    return {
        "unit": office.code,
        "groups": {row.group: _summarise_group(row) for row in iterate_rows(score_groups(dataset, scope, scores))},
        "indicators": [{"code": one.code, **rows[one.code]} for one in dataset.plan.indicators if one.code in rows],
    }


def _summarise_answer(row: Any) -> dict[str, Any]:
    known = row.state == "value"
    n, total = (_number(row.n), _number(row.N)) if known else (None, None)
    return {"state": row.state, "n": n, "N": total, "value": _number(row.completion)}


def _summarise_derived(row: Any) -> dict[str, Any]:
    return {"state": "value", "n": _number(row.done), "N": _number(row.to_do), "value": _number(row.value)}


def _summarise_group(row: Any) -> dict[str, Any]:
    return {"value": _number(row.value), "n": int(row.n), "N": int(row.N), "reported": int(row.reported)}


def _list_indicators(dataset: Dataset, scope: Scope, scores: pd.DataFrame) -> list[dict[str, Any]]:
    totals = pd.concat([total_indicators(dataset, scope, scores), _with_value(total_derived(dataset, scope))], ignore_index=True)
    rows = {row.indicator: _summarise_indicator(row) for row in iterate_rows(totals)} | summarise_tracked(
        total_tracked(dataset, scope)
    )
    return [{"code": indicator.code, **rows[indicator.code]} for indicator in dataset.plan.indicators if indicator.code in rows]


def _with_value(derived: pd.DataFrame) -> pd.DataFrame:
    value = divide(derived["done"].astype(float), derived["to_do"].astype(float))
    return derived.assign(credited=derived["done"].astype(float), value=value)


def _summarise_indicator(row: Any) -> dict[str, Any]:
    parts = {"done": row.done, "todo": row.to_do, "credited": row.credited, "value": row.value}
    pooled = {name: _number(part) for name, part in parts.items()}
    return {"schools_met": {"n": int(row.met_n), "N": int(row.met_N)}, "pooled": pooled}


def summarise_tracked(tracked: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """A tracked indicator has no target: nobody meets it, and lines of different units are never added together."""
    shown: dict[str, dict[str, Any]] = {}
    for code, lines in tracked.groupby("indicator", sort=False):
        sums = [{"code": row.line, "done": _number(row.done), "reported": int(row.reported)} for row in iterate_rows(lines)]
        done = sums[0]["done"] if len(sums) == 1 else None
        shown[str(code)] = {
            "schools_met": {"n": 0, "N": 0},
            "pooled": {"done": done, "todo": None, "credited": None, "value": None},
            "lines": sums,
        }
    return shown


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
