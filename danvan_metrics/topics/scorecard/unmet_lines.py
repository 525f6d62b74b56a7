"""What keeps a school's group from all: its lines that are not met, gravest first, as a cell lists them."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, Final

from danvan_metrics.metrics.bands import BandLimits, set_limits
from danvan_metrics.metrics.completion import add_parents
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.material import Material
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Indicator
from danvan_metrics.topics.actions.gravity import GRAVITY, describe_result

_MOST: Final = 12


def list_unmet(material: Material) -> dict[tuple[str, str], tuple[str, ...]]:
    """By school and group: “HP2.4 Tên nội dung: đang thực hiện”, at most twelve, then how many more."""
    plan, limits = material.dataset.plan, set_limits(material.dataset.plan, material.scope.period)
    order = {str(mark): place for place, mark in enumerate(GRAVITY)}
    scores = material.scores
    unmet = scores[~scores["met"] & scores["mark"].isin(order)]
    ranked = add_parents(plan, unmet).assign(gravity=lambda rows: rows["mark"].map(order)).sort_values("gravity", kind="stable")
    found = defaultdict[tuple[str, str], list[str]](list)
    for row in iterate_rows(ranked):
        indicator = plan.indicator_by_code[row.indicator]
        found[row.school, row.group].append(describe_line(indicator, row, material.scope.lens, limits))
    return {key: _cut(lines) for key, lines in found.items()}


def describe_line(indicator: Indicator, row: Any, lens: Lens, limits: BandLimits) -> str:
    """One row of score_indicators in words: “NV7.1 Báo cáo nắm tình hình: 7/12 · 58 %, chậm”."""
    return f"{indicator.code} {indicator.title}: {describe_result(indicator, row, lens, limits)}"


def _cut(lines: list[str]) -> tuple[str, ...]:
    more = len(lines) - _MOST
    return (*lines[:_MOST], f"và {more} chỉ tiêu, nội dung khác") if more > 0 else tuple(lines)
