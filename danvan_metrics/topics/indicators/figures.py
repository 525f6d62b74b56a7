"""The indicators of one group as rows: schools that meet each n/N with its range, pooled ratio, by level, and change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.comparison import pair_scores, total_changes
from danvan_metrics.metrics.completion import score_indicators, top_groups, total_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.derivation import total_derived, total_tracked
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.rollup.node_totals import total_indicator_sums, total_tracked_sums
from danvan_metrics.metrics.rollup.node_units import load_sums
from danvan_metrics.metrics.words import Ratio, describe_scope, name_asked, name_file
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.kinds.definition import Trait
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.vietnamese import NOTHING, format_percent, format_quantity, format_ratio


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """One indicator; `met` counts schools, `pooled` holds raw sums (total 0 for a sum without target).

    credited: of the sums, each school its target at most; change: over the `compared` schools with a value in both periods.
    """

    code: str
    title: str
    text: str
    heading: str
    met: Ratio
    pooled: Ratio
    sums: str
    change: int | None
    by_level: dict[str, Ratio]
    credited: float = 0
    compared: int = 0


@dataclass(frozen=True, kw_only=True)
class IndicatorTable(FigureRecord):
    """Rows in the plan's order, with the levels that have schools in scope."""

    scope: Scope
    rows: tuple[IndicatorRow, ...]
    levels: tuple[str, ...]
    sample: bool


def collect_indicators(dataset: Dataset, scope: Scope, group: str) -> IndicatorTable:
    """Collect every indicator of a group and of the groups under it, for the schools in scope."""
    levels = _list_levels(dataset, scope)
    found = dataset.once(("indicator totals", scope), partial(_find_totals, dataset, scope))
    asked = [item for item in dataset.plan.indicators_in(group) if Reporter.SCHOOL in item.reporters]
    return IndicatorTable(
        title=f"{dataset.plan.group_by_code[group].title}: từng {name_asked(dataset.plan, group)}",
        subtitle=describe_scope(dataset, scope),
        scope=scope,
        rows=tuple(_build_row(dataset.plan, item, group, found, levels) for item in asked),
        levels=levels,
        file_name=name_file(f"noi dung {group}", scope),
        sample=dataset.sample,
    )


def _list_levels(dataset: Dataset, scope: Scope) -> tuple[str, ...]:
    """The levels that have schools in scope."""
    if dataset.sums:
        there = set(load_sums(dataset, scope).counts["level"])
        return tuple(level for level in dataset.plan.levels if level in there)
    return tuple(dict.fromkeys(school.level for school in scope.schools(dataset)))


@dataclass(frozen=True)
class _Totals:
    """The totals that rows are cut from, each computed once; changes: how many more schools meet it, of how many compared."""

    now: dict[str, Any]
    tracked: pd.DataFrame
    by_level: dict[str, dict[str, Any]]
    changes: dict[str, tuple[int, int]]

    def change(self, code: str) -> tuple[int | None, int]:
        """How many more schools meet it than in the period before, and of how many with a value in both; None of 0 of nobody."""
        return self.changes.get(code, (None, 0))


def _find_totals(dataset: Dataset, scope: Scope) -> _Totals:
    """Above the schools nothing is compared school by school, and what is worked out from single returns is not known."""
    if dataset.sums:
        tracked = total_tracked_sums(dataset, scope)
        now, levels = _index(total_indicator_sums(dataset, scope)), total_indicator_sums(dataset, scope, ["level"])
        return _Totals(now, tracked, {str(level): _index(rows) for level, rows in levels.groupby("level")}, {})
    now = _index(pd.concat([total_indicators(dataset, scope), total_derived(dataset, scope)]))
    moved = iterate_rows(total_changes(pair_scores(dataset, scope)))
    changes = {row.indicator: (int(row.change), int(row.compared)) for row in moved}
    return _Totals(
        now, total_tracked(dataset, scope), dict(_total_levels(dataset, scope, score_indicators(dataset, scope))), changes
    )


def collect_indicator_tables(dataset: Dataset, scope: Scope) -> tuple[IndicatorTable, ...]:
    """One for each top group of the plan."""
    return tuple(collect_indicators(dataset, scope, group.code) for group in top_groups(dataset.plan))


def _index(totals: pd.DataFrame) -> dict[str, Any]:
    return {row["indicator"]: row for row in totals.to_dict("records")}


def _total_levels(dataset: Dataset, scope: Scope, scores: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    level = scores["school"].map({school.code: school.level for school in scope.schools(dataset)})
    for name, part in scores.groupby(level, sort=False):
        yield str(name), _index(total_indicators(dataset, scope, part))


def _build_row(plan: Plan, item: Indicator, group: str, found: _Totals, levels: tuple[str, ...]) -> IndicatorRow:
    heading = "" if item.group == group else plan.group_by_code[item.group].title
    if item.tracked or item.code not in found.now:  # not there: no school matches the filters
        sums = _sum_tracked(item, found.tracked) if item.tracked else NOTHING
        return IndicatorRow(item.code, item.title, item.text, heading, Ratio(), Ratio(), sums, None, {})
    total = found.now[item.code]
    by_level = {name: read_ratio(found.by_level[name][item.code]) for name in levels if item.scored}
    change, compared = found.change(item.code)
    pooled = Ratio(total["done"], total["to_do"])
    credited = total["credited"] if item.scored else total["done"]
    told = (read_ratio(total), pooled, format_pooled(item, total), change, by_level, credited, compared)
    return IndicatorRow(item.code, item.title, item.text, heading, *told)


def read_ratio(total: Any) -> Ratio:
    """Schools that meet an indicator, from a row of its totals."""
    low, high = total["met_low"], total["met_high"]
    known = not (pd.isna(low) or pd.isna(high))
    return Ratio(int(total["met_n"]), int(total["met_N"]), float(low) if known else None, float(high) if known else None)


def format_pooled(indicator: Indicator, total: Any) -> str:
    """The ratio of sums of a row of totals, “104/168 · 62 %”; the raw sum beside it where a school did more than its target.

    Of a limit it is the cases added up, “1 vụ (giới hạn 0 mỗi trường)”. Of what the office works out itself nothing is credited
    apart: its sums are what they are.
    """
    if pd.isna(total["to_do"]) or not total["to_do"]:
        return NOTHING
    if Trait.LIMITED in indicator.kind.definition.traits:
        limit = format_quantity(indicator.target or 0)
        return f"{format_quantity(total['amount'])} {indicator.unit} (giới hạn {limit} mỗi trường)"
    credited = total.get("credited")
    credited = total["done"] if credited is None or pd.isna(credited) else credited
    share = f"{format_ratio(credited, total['to_do'])} · {format_percent(credited / total['to_do'])}"
    return share if credited == total["done"] else f"{share} (cộng {format_quantity(total['done'])})"


def _sum_tracked(item: Indicator, tracked: pd.DataFrame) -> str:
    lines = tracked[tracked["indicator"].eq(item.code)]
    units = [line.unit for line in item.rows]
    parts = [
        f"{format_quantity(row.done)} {unit}".strip() if row.reported else LABELS[Mark.NOT_REPORTED]
        for row, unit in zip(iterate_rows(lines), units, strict=True)
    ]
    return " · ".join(parts)
