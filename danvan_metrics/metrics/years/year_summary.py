"""One year beside the year before as plain JSON-ready data."""

from __future__ import annotations

import math
from typing import Any

from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.years.year_pairs import YearPair, compare_years, pair_years
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.lineup.differences import describe_difference


def summarise_years(dataset: Dataset, scope: Scope) -> dict[str, Any] | None:
    """plan, year and period of the year before, `compared` as n of N schools of now, and every indicator of either plan.

    Of each then and now, schools that meet it as n/N and the pooled value (0…1 or None), or `why` the two cannot be compared.
    None where there is no plan of an earlier year.
    """
    pair = None if dataset.sums else pair_years(dataset, scope)
    if pair is None:
        return None
    rows = {row.indicator: row for row in iterate_rows(compare_years(pair)) if row.families > 0}
    codes = list_asked(pair)
    return {
        "plan": pair.then.plan.code,
        "year": pair.then.plan.year,
        "period": pair.scope_then.period if pair.scope_then else None,
        "compared": {"n": len(pair.list_members(pair.reported, "now")), "N": len(pair.list_schools("now"))},
        "indicators": [{"code": code, **_summarise(pair, code, rows.get(code))} for code in codes],
    }


def list_asked(pair: YearPair) -> tuple[str, ...]:
    """The codes of all that schools are asked now, then of what they were asked in the year before alone."""
    plans = (pair.dataset.plan, pair.then.plan)
    return tuple(dict.fromkeys(one.code for plan in plans for one in plan.indicators_for(Reporter.SCHOOL)))


def find_reason(pair: YearPair, code: str, families: int) -> str:
    """Why an indicator cannot be compared; "" where it is."""
    if pair.scope_then is None:
        return f"kế hoạch năm {pair.then.plan.year} không có kỳ nào ứng với cùng phần việc của năm"
    differs = describe_difference(pair.dataset.plan, pair.then.plan, code)
    return differs or ("" if families else "không trường nào có số liệu ở cả hai năm")


def _summarise(pair: YearPair, code: str, row: Any) -> dict[str, Any]:
    if why := find_reason(pair, code, int(row.families) if row else 0):
        return {"why": why}
    return {
        "then": {"schools_met": {"n": int(row.met_then), "N": int(row.N_then)}, "value": _number(row.value_then)},
        "now": {"schools_met": {"n": int(row.met_now), "N": int(row.N_now)}, "value": _number(row.value_now)},
    }


def _number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)
