"""One figure of every unit from period to period; one that others went into is followed back through them, with a break mark."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.bands import band_share, set_limits
from danvan_metrics.metrics.completion import top_groups
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.rollup.node_units import FEWEST, NodeUnit, find_node, list_node_units, load_sums
from danvan_metrics.metrics.words import NO_SCHOOL, describe_lens, describe_schools, name_file
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Period
from danvan_metrics.units.lineage import trace_periods
from danvan_metrics.vietnamese import slug

RUNG: Final = "rung"  # schools on or above the notable rung, of all
ON_TIME: Final = "on_time"  # returns on time, of those that are due
_ELSEWHERE: Final = "khi ấy đứng dưới đơn vị khác"
_UNTOLD: Final = (("missing", Mark.NOT_REPORTED), ("sent_back", Mark.SENT_BACK), ("not_due", Mark.NOT_DUE))


class UnitMeasure(NamedTuple):
    """What is followed: its code (RUNG, ON_TIME or a group's), what it is called, and what n of N counts."""

    code: str
    title: str
    counts: str


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One unit in one period. share: 0…1, None where nobody told or the schools are too few for a percentage.

    n of total is what the measure counts; schools of which `told` have a figure; mark: the share's band or why there is none.
    broken: what stood for the unit then, where that was not the unit itself (“trước 01/07/2025: xã A, xã B”).
    """

    period: str
    share: float | None
    n: int
    total: int
    told: int
    schools: int
    mark: Mark | None
    broken: str = ""


@dataclass(frozen=True, slots=True)
class UnitTrend:
    """A unit, or all of them (None), and its points in the order of the periods."""

    unit: NodeUnit | None
    points: tuple[TrendPoint, ...]

    @property
    def change(self) -> float | None:
        """How much higher the last share is than the last known before it; None where there are not two."""
        known = [point.share for point in self.points[:-1] if point.share is not None]
        last = self.points[-1].share if self.points else None
        return last - known[-1] if known and last is not None else None

    @property
    def broken(self) -> str:
        """What is to be said of the breaks, each once."""
        return "; ".join(dict.fromkeys(point.broken for point in self.points if point.broken))


@dataclass(frozen=True, kw_only=True)
class UnitTrends(FigureRecord):
    """The units, what fell most first, those that cannot be compared last; `periods`: titles; `empty`: why nothing is shown."""

    measure: UnitMeasure
    rows: tuple[UnitTrend, ...]
    total: UnitTrend
    periods: tuple[str, ...]
    lens: Lens
    empty: str = ""


def list_measures(dataset: Dataset) -> tuple[UnitMeasure, ...]:
    """What can be followed at a node: the rung, the returns, and every group that stands in no other."""
    rung = f"Trường ở bậc {dataset.plan.notable_rung} trở lên"
    groups = (
        UnitMeasure(one.code, one.title, "chỉ tiêu, nội dung đạt; phần trăm là bình quân mức hoàn thành")
        for one in top_groups(dataset.plan)
    )
    first = UnitMeasure(RUNG, rung, "trường"), UnitMeasure(ON_TIME, "Báo cáo đúng hạn", "báo cáo đã đến hạn")
    return (*first, *groups)


def collect_unit_trends(dataset: Dataset, scope: Scope, measure: str = RUNG) -> UnitTrends:
    """Follow one measure of every unit under the node from the plan's first period to the scope's.

    Rung and returns are read off what is declared, groups through the scope's lens.
    """
    chosen = next(one for one in list_measures(dataset) if one.code == measure)
    periods, units = tuple(_list_periods(dataset, scope)), list_node_units(dataset, scope)
    rows = [UnitTrend(unit, tuple(_trace_unit(dataset, scope, chosen, unit, periods))) for unit in units]
    rows.sort(key=lambda row: 2 if row.change is None else row.change)
    whole = UnitTrend(None, tuple(_read_all(dataset, scope, chosen, period) for period in periods))
    lens = "" if measure in {RUNG, ON_TIME} else f" · {describe_lens(dataset, scope)}"
    return UnitTrends(
        title=f"{chosen.title} qua các kỳ, theo đơn vị",
        subtitle=f"n/N {chosen.counts} · {describe_schools(scope)}{lens}",
        file_name=slug(name_file(f"qua cac ky theo don vi {measure}", scope), find_node(dataset).code),
        sample=dataset.sample,
        measure=chosen,
        rows=tuple(rows),
        total=whole,
        periods=tuple(period.title for period in periods),
        lens=Lens.DECLARED if measure in {RUNG, ON_TIME} else scope.lens,
        empty="" if rows else NO_SCHOOL,
    )


def _list_periods(dataset: Dataset, scope: Scope) -> Iterator[Period]:
    for period in dataset.plan.periods:
        yield period
        if period.code == scope.period:
            return


def _trace_unit(
    dataset: Dataset, scope: Scope, measure: UnitMeasure, unit: NodeUnit, periods: Iterable[Period]
) -> Iterator[TrendPoint]:
    standings = {one.period: one for one in trace_periods(dataset.roster, unit.code, dataset.plan)}
    for period in periods:
        one = standings[period.code]
        told = one.words if set(one.codes) != {unit.code} else ""
        if unit.own or _stood_here(dataset, one.codes, period):
            yield _read_point(dataset, scope.at(period.code), measure, one.codes, told)
        else:
            yield TrendPoint(period.code, None, 0, 0, 0, 0, None, told or _ELSEWHERE)


def _stood_here(dataset: Dataset, codes: Collection[str], period: Period) -> bool:
    """Whether all of them stood directly under the node then: only their sums are known here."""
    tree, node = dataset.roster.tree, find_node(dataset).code
    return all(tree.parent_of(code, period.last_day_on_time) == node for code in codes)


def _read_all(dataset: Dataset, scope: Scope, measure: UnitMeasure, period: Period) -> TrendPoint:
    """The sum of all that stood under the node then."""
    return _read_point(dataset, scope.at(period.code), measure, None, "")


def _read_point(dataset: Dataset, scope: Scope, measure: UnitMeasure, codes: Collection[str] | None, broken: str) -> TrendPoint:
    counted = _select(load_sums(dataset, scope, Lens.DECLARED).counts, codes).sum(numeric_only=True)
    schools = int(counted["schools"])
    read = {RUNG: _read_rung, ON_TIME: _read_on_time}.get(measure.code, partial(_read_group, group=measure.code))
    share, n, total, told = read(dataset, scope, codes)
    kept = share if share is not None and min(told, schools) >= FEWEST else None
    banded = kept is not None and measure.code != ON_TIME  # a return is late or not, whatever part of the year is over
    mark = band_share(kept, set_limits(dataset.plan, scope.period)) if banded and kept is not None else None
    if not told:
        mark = next((mark for name, mark in _UNTOLD if counted[name]), None)
    return TrendPoint(scope.period, kept, n, total, told, schools, mark, broken)


def _select(frame: pd.DataFrame, codes: Collection[str] | None) -> pd.DataFrame:
    return frame if codes is None else frame[frame["unit"].isin(codes)]


Reading = tuple[float | None, int, int, int]  # share, n, N, schools that told


def _read_rung(dataset: Dataset, scope: Scope, codes: Collection[str] | None) -> Reading:
    sums = load_sums(dataset, scope, Lens.DECLARED)
    rungs, schools = _select(sums.rungs, codes), int(_select(sums.counts, codes)["schools"].sum())
    told = int(rungs["schools"].sum())
    n = int(rungs.loc[rungs["rung"].ge(dataset.plan.notable_rung), "schools"].sum())
    return n / schools if told else None, n, schools, told


def _read_on_time(dataset: Dataset, scope: Scope, codes: Collection[str] | None) -> Reading:
    counts = _select(load_sums(dataset, scope, Lens.DECLARED).counts, codes)
    n, due = int(counts["on_time"].sum()), int((counts["schools"] - counts["not_due"]).sum())
    return n / due if due else None, n, due, due


def _read_group(dataset: Dataset, scope: Scope, codes: Collection[str] | None, *, group: str) -> Reading:
    rows = _select(load_sums(dataset, scope).groups, codes)
    sums = rows[rows["group"].eq(group)].sum(numeric_only=True)
    share = float(sums["weighted"] / sums["base"]) if sums["base"] else None
    return share, int(sums["n"]), int(sums["N"]), int(sums["told"])
