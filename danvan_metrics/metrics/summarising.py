"""One summary of a period, as plain JSON-ready data: what every page, export and the command line must agree with."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd

from danvan_metrics.metrics.completion import divide, score_groups, score_indicators, total_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.derivation import total_derived, total_tracked
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.timeliness import count_timeliness, judge_timeliness

_STATES = {"on_time": "reported", "late": "reported", "missing": "not_reported", "not_due": "not_due"}


def summarise(dataset: Dataset, scope: Scope) -> dict[str, Any]:
    """period, lens, as_of, received and on_time as n/N, schools with state, rung and groups, indicators.

    received: of all schools in scope. on_time: of those received. Values are 0…1 or None.
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
    }


def _list_schools(dataset: Dataset, scope: Scope, groups: pd.DataFrame) -> list[dict[str, Any]]:
    rungs: dict[str, Any] = dict(climb_ladder(dataset, scope)[["school", "rung"]].itertuples(index=False))
    judged = {row.school: row for row in iterate_rows(judge_timeliness(dataset, scope))}
    by_school = dict(iter(groups.groupby("school", sort=False)))
    return [
        {
            "school": school.code,
            "name": school.name,
            "level": school.level,
            "model": school.model,
            "state": _STATES[judged[school.code].state],
            "days_late": int(judged[school.code].days_late),
            "rung": _whole(rungs[school.code]),
            "groups": {row.group: _summarise_group(row) for row in iterate_rows(by_school[school.code])},
        }
        for school in scope.schools(dataset)
    ]


def _summarise_group(row: Any) -> dict[str, Any]:
    return {"value": _number(row.value), "n": int(row.n), "N": int(row.N), "reported": int(row.reported)}


def _list_indicators(dataset: Dataset, scope: Scope, scores: pd.DataFrame) -> list[dict[str, Any]]:
    totals = pd.concat([total_indicators(dataset, scope, scores), _with_value(total_derived(dataset, scope))], ignore_index=True)
    rows = {row.indicator: _summarise_indicator(row) for row in iterate_rows(totals)} | _summarise_tracked(
        total_tracked(dataset, scope)
    )
    return [{"code": indicator.code, **rows[indicator.code]} for indicator in dataset.plan.indicators if indicator.code in rows]


def _with_value(derived: pd.DataFrame) -> pd.DataFrame:
    return derived.assign(value=divide(derived["done"].astype(float), derived["to_do"].astype(float)))


def _summarise_indicator(row: Any) -> dict[str, Any]:
    pooled = {"done": _number(row.done), "todo": _number(row.to_do), "value": _number(row.value)}
    return {"schools_met": {"n": int(row.met_n), "N": int(row.met_N)}, "pooled": pooled}


def _summarise_tracked(tracked: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """A tracked indicator has no target: nobody meets it, and lines of different units are never added together."""
    shown: dict[str, dict[str, Any]] = {}
    for code, lines in tracked.groupby("indicator", sort=False):
        sums = [{"code": row.line, "done": _number(row.done), "reported": int(row.reported)} for row in iterate_rows(lines)]
        done = sums[0]["done"] if len(sums) == 1 else None
        shown[str(code)] = {
            "schools_met": {"n": 0, "N": 0},
            "pooled": {"done": done, "todo": None, "value": None},
            "lines": sums,
        }
    return shown


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def _whole(value: Any) -> int | None:
    return None if pd.isna(value) else int(value)
