"""One indicator at a node: how many schools of every unit meet it, what they sum up to, and at which mark they stand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.bands import BandLimits, set_limits
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.rollup.node_totals import total_indicator_sums
from danvan_metrics.metrics.rollup.node_units import NodeUnit, find_node, list_node_units, load_sums
from danvan_metrics.metrics.words import Ratio, describe_received, describe_scope, name_file
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Indicator
from danvan_metrics.topics.indicators.figures import format_pooled, read_ratio
from danvan_metrics.topics.indicators.status_chart import ORDER
from danvan_metrics.topics.unit_scorecard.few_schools import FewSchools


@dataclass(frozen=True, slots=True)
class UnitIndicator:
    """One unit on one indicator, or the sum of all (`unit` is None).

    met: schools that meet it, with the range silent ones leave. pooled: the ratio of sums in words; counts: schools by mark;
    told of schools have a figure of it. named: fewer than three schools, each with its word, else "".
    """

    unit: NodeUnit | None
    met: Ratio
    pooled: str
    counts: Mapping[Mark, int]
    told: int
    schools: int
    named: str = ""

    @property
    def share(self) -> float:
        """Of the schools that it applies to and that are due, those that meet it; over 1 where there is none."""
        return self.met.n / self.met.total if self.met.total else 2.0


@dataclass(frozen=True, kw_only=True)
class IndicatorUnits(FigureRecord):
    """The units on one scored indicator, the smallest share of schools first, and their sum."""

    scope: Scope
    code: str
    rows: tuple[UnitIndicator, ...]
    total: UnitIndicator
    limits: BandLimits


def collect_indicator_units(dataset: Dataset, scope: Scope, code: str) -> IndicatorUnits:
    """Collect the units under the node on one scored indicator, of the schools in the filters."""
    item, units = dataset.plan.indicator_by_code[code], list_node_units(dataset, scope)
    by_unit = total_indicator_sums(dataset, scope, ["unit"])
    found = {row["unit"]: row for row in by_unit[by_unit["indicator"].eq(code)].to_dict("records")}
    named = FewSchools(dataset, scope).list_marked(units, code)
    rows = [_build(item, unit, found[unit.code], named.get(unit.code, "")) for unit in units if unit.code in found]
    whole = total_indicator_sums(dataset, scope)
    total = next(iter(whole[whole["indicator"].eq(code)].to_dict("records")))
    return IndicatorUnits(
        title=f"{code} {item.title}: từng đơn vị",
        subtitle=f"{describe_received(dataset, scope)} · {describe_scope(dataset, scope)}",
        scope=scope,
        code=code,
        rows=tuple(sorted(rows, key=lambda row: row.share)),
        total=_build(item, None, total, ""),
        limits=set_limits(dataset.plan, scope.period),
        file_name=name_file(f"tung don vi {find_node(dataset).code} {code}", scope),
        sample=dataset.sample,
    )


def _build(item: Indicator, unit: NodeUnit | None, total: Any, named: str) -> UnitIndicator:
    counts = {mark: int(total[mark]) for mark in ORDER}
    return UnitIndicator(
        unit, read_ratio(total), format_pooled(item, total), counts, int(total["reported"]), int(total["schools"]), named
    )


@dataclass(frozen=True, slots=True)
class UnitNumber:
    """One unit on a tracked number, or the sum of all (`unit` is None): by line its sum and how many schools wrote it."""

    unit: NodeUnit | None
    schools: int
    sums: tuple[tuple[float, int], ...]


@dataclass(frozen=True, kw_only=True)
class UnitNumbers(FigureRecord):
    """The units on one tracked indicator, in the office's order, and their sum."""

    indicator: Indicator
    rows: tuple[UnitNumber, ...]
    total: UnitNumber


def collect_unit_numbers(dataset: Dataset, scope: Scope, code: str) -> UnitNumbers:
    """Collect the units under the node on one tracked indicator: sums without a target."""
    item, units = dataset.plan.indicator_by_code[code], list_node_units(dataset, scope)
    tracked = load_sums(dataset, scope, Lens.DECLARED).tracked.groupby(["unit", "line"])[["done", "reported"]].sum()
    sums = {(row.unit, row.line): (float(row.done), int(row.reported)) for row in iterate_rows(tracked.reset_index())}
    lines = [line.code for line in item.rows]
    rows = [UnitNumber(unit, unit.schools, tuple(sums.get((unit.code, line), (0.0, 0)) for line in lines)) for unit in units]
    added = tuple(
        (sum(row.sums[place][0] for row in rows), sum(row.sums[place][1] for row in rows)) for place in range(len(lines))
    )
    return UnitNumbers(
        title=f"{code} {item.title}: từng đơn vị",
        subtitle=describe_scope(dataset, scope, lens=False),
        indicator=item,
        rows=tuple(rows),
        total=UnitNumber(None, sum(row.schools for row in rows), added),
        file_name=name_file(f"tung don vi {find_node(dataset).code} {code}", scope, lens=False),
        sample=dataset.sample,
    )
