"""What the sums under a node come to: counts of schools, the groups and the indicators, of all units together or each apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import pandas as pd

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.rollup.node_units import load_sums
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.lens import Lens
from danvan_metrics.units.unit_sums import GROUP_SUMS, INDICATOR_SUMS

_GROUPS: Final = list(GROUP_SUMS)
_INDICATORS: Final = list(INDICATOR_SUMS)


@dataclass(frozen=True, slots=True)
class NodeCounts:
    """Counts of schools as UnitSums.counts has them; told: with a figure in the group that most have one in, through the lens."""

    schools: int
    received: int
    on_time: int
    late: int
    missing: int
    not_due: int
    sent_back: int
    incomplete: int
    complete: int
    appraised: int
    told: int

    @property
    def taken(self) -> int:
        """Schools with a return that figures come from."""
        return self.incomplete + self.complete


_COUNTED: Final = [one.name for one in fields(NodeCounts)][:-1]


def count_node(dataset: Dataset, scope: Scope) -> NodeCounts:
    """The schools of the scope under the node, all units together; returns are counted whatever the lens."""
    return dataset.once(("node counts", scope), lambda: _count(dataset, scope))


def _count(dataset: Dataset, scope: Scope) -> NodeCounts:
    counts = load_sums(dataset, scope, Lens.DECLARED).counts[_COUNTED].sum().astype(int)
    told = load_sums(dataset, scope).groups.groupby("group", sort=False)["told"].sum()
    return NodeCounts(**{name: int(counts[name]) for name in _COUNTED}, told=int(told.max()) if len(told) else 0)


def total_group_sums(groups: pd.DataFrame, by: Sequence[str] = ("unit",)) -> pd.DataFrame:
    """Rows of UnitSums.groups added up by group and these columns, then mean, low and high (0…1).

    mean = weighted ÷ base of the schools that told; low and high: of all of which it is due, if what is open were 0, or complete.
    NaN where nobody told, or nothing is due.
    """
    totals = groups.groupby([*by, "group"], sort=False)[_GROUPS].sum()
    whole = totals["base"] + totals["unknown_base"]
    totals["mean"] = _divide(totals["weighted"], totals["base"])
    totals["low"] = _divide(totals["weighted"], whole)
    totals["high"] = _divide(totals["weighted"] + totals["gain"], whole)
    return totals.reset_index()


def total_indicator_sums(dataset: Dataset, scope: Scope, by: Sequence[str] = ()) -> pd.DataFrame:
    """The columns of `completion.total_indicators` out of the sums under a node, by indicator and these columns of KEY."""
    sums = load_sums(dataset, scope)
    totals = sums.indicators.groupby([*by, "indicator"], sort=False)[_INDICATORS].sum()
    totals["met_low"] = _divide(totals["met_n"], totals["met_N"])
    totals["met_high"] = _divide(totals["met_n"] + totals["open"], totals["met_N"])
    told = totals["reported"].gt(0)
    for name in ("done", "to_do", "credited", "amount"):
        totals[name] = totals[name].where(told)
    totals["value"] = _divide(totals["credited"], totals["to_do"])
    marks = sums.marks.rename(columns={"subject": "indicator"}).pivot_table(
        "schools", [*by, "indicator"], "mark", aggfunc="sum", fill_value=0.0, observed=True
    )
    marks = marks.reindex(index=totals.index, columns=[str(mark) for mark in Mark], fill_value=0.0).fillna(0.0)
    return totals.join(marks).reset_index()


def total_tracked_sums(dataset: Dataset, scope: Scope) -> pd.DataFrame:
    """The rows of `derivation.total_tracked` out of the sums under a node."""
    summed = load_sums(dataset, scope, Lens.DECLARED).tracked.groupby("line")[["done", "reported"]].sum()
    tracked = [one for one in dataset.plan.indicators_for(Reporter.SCHOOL) if one.tracked]
    totals = pd.DataFrame([(one.code, line.code) for one in tracked for line in one.rows], columns=["indicator", "line"])
    totals = totals.join(summed, on="line")
    told = totals["reported"].fillna(0).astype(int)
    return totals.assign(reported=told, schools=count_node(dataset, scope).schools)


def _divide(n: pd.Series, total: pd.Series) -> pd.Series:
    """n ÷ N; NaN where N is 0."""
    return n.div(total.where(total.ne(0)))
