"""What keeps a unit's group from all: the indicators that the smallest share of its schools meets, as a cell lists them."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

import pandas as pd

from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.rollup.node_units import load_sums
from danvan_metrics.vietnamese import format_ratio

_MOST: Final = 5


def list_unit_lacks(dataset: Dataset, scope: Scope) -> dict[tuple[str, str], tuple[str, ...]]:
    """By unit and group: “HP2.4 Tên nội dung: 1/4 trường đạt”, at most five and how many more; a child's under its parent too."""
    indicators = load_sums(dataset, scope).indicators
    totals = indicators.groupby(["unit", "indicator"], sort=False)[["met_n", "met_N", "reported"]].sum().reset_index()
    lacking = totals[totals["met_n"].lt(totals["met_N"]) & totals["reported"].gt(0)]
    ordered = lacking.assign(share=lacking["met_n"] / lacking["met_N"]).sort_values(
        ["share", "met_N"], ascending=[True, False], kind="stable"
    )
    return {key: _cut(lines) for key, lines in _gather(dataset, ordered).items()}


def _gather(dataset: Dataset, rows: pd.DataFrame) -> dict[tuple[str, str], list[str]]:
    plan, found = dataset.plan, defaultdict[tuple[str, str], list[str]](list)
    for row in iterate_rows(rows):
        indicator = plan.indicator_by_code[row.indicator]
        line = f"{indicator.code} {indicator.title}: {format_ratio(row.met_n, row.met_N)} trường đạt"
        for group in filter(None, (indicator.group, plan.group_by_code[indicator.group].parent)):
            found[row.unit, group].append(line)
    return found


def _cut(lines: list[str]) -> tuple[str, ...]:
    more = len(lines) - _MOST
    return (*lines[:_MOST], f"và {more} chỉ tiêu, nội dung khác") if more > 0 else tuple(lines)
