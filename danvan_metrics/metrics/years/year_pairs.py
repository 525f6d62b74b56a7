"""One year beside the year before: the same indicators, at the same share of the year, in the schools that reported in both.

A school that went out of others stands beside all of these together, and the other way round: such a family counts where each of
its schools reported, so that no merger moves a figure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import pandas as pd

from danvan_metrics.metrics.completion import divide, score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.plan.lineup.differences import find_same_share

SIDES: Final = ("then", "now")


@dataclass(frozen=True)
class YearPair:
    """What is looked at, and the same of the year before; `scope_then`: None where that year has no period of the same share."""

    dataset: Dataset
    scope: Scope
    then: Dataset
    scope_then: Scope | None

    @cached_property
    def families(self) -> Mapping[str, str]:
        """Every school of either year by the name of its family; both years' codes are one set, for no code is given twice."""
        return find_families(self)

    @cached_property
    def reported(self) -> frozenset[str]:
        """The families of which every school has a return taken in its year's period."""
        return frozenset.intersection(*(self._list_complete(side) for side in SIDES))

    def list_schools(self, side: str) -> frozenset[str]:
        """The schools of a year that belong to its period: now those in scope, then all there were."""
        if side == "now":
            return frozenset(school.code for school in self.scope.schools(self.dataset))
        if self.scope_then is None:
            return frozenset()
        return frozenset(school.code for school in self.scope_then.schools(self.then))

    def list_members(self, families: Collection[str], side: str) -> frozenset[str]:
        """The schools of a year that are in these families."""
        return frozenset(school for school in self.list_schools(side) if self.families.get(school) in families)

    def _list_complete(self, side: str) -> frozenset[str]:
        """The families that have schools in a year, all of which reported."""
        dataset, scope = (self.dataset, self.scope) if side == "now" else (self.then, self.scope_then)
        schools = self.list_schools(side)
        received = set(dataset.receipts.loc[dataset.receipts["period"].eq(scope.period), "school"]) if scope else set()
        families = {self.families[school] for school in schools if school in self.families}
        silent = {self.families.get(school) for school in schools - received}
        return frozenset(families - silent)


def pair_years(dataset: Dataset, scope: Scope) -> YearPair | None:
    """The scope's period beside the one of the year before; None where no plan of an earlier year is known."""
    then = dataset.year_before
    if then is None:
        return None
    period = find_same_share(then.plan, scope.find_period(dataset))
    return YearPair(dataset, scope, then, Scope(period.code, scope.lens, whole=scope.whole) if period else None)


def find_families(pair: YearPair) -> dict[str, str]:
    """By school the name of its family: the schools now that one or more of then became, and those of then with them.

    A family of which a school went on as one outside the scope is left out: half of it would be held against the whole.
    """
    if pair.scope_then is None:
        return {}
    last, today = (
        scope.find_period(dataset).last_day_on_time
        for dataset, scope in ((pair.then, pair.scope_then), (pair.dataset, pair.scope))
    )
    tree, then, now = pair.dataset.roster.tree, pair.list_schools("then"), pair.list_schools("now")
    roots = {school: sorted(({school} | tree.trace_back(school, last)) & then) for school in sorted(now)}
    families = _join({school: before for school, before in roots.items() if before})
    left_out = {families[school] for school in then & families.keys() if not tree.trace_forward(school, today) <= now}
    return {school: family for school, family in families.items() if family not in left_out}


def _join(roots: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Families out of who went into whom: all that share a school with each other, each named by its first."""
    after: dict[str, list[str]] = defaultdict(list)
    for school, before in roots.items():
        for one in before:
            after[one].append(school)
    families: dict[str, str] = {}
    for first in roots:
        waiting = [] if first in families else [first]
        while waiting:
            school = waiting.pop()
            if school not in families:
                families[school] = first
                waiting += [*roots.get(school, ()), *after.get(school, ())]
    return families


def compare_years(pair: YearPair) -> pd.DataFrame:
    """Per indicator asked in both plans, over the families with a value of it in every school, then and now.

    met_then of N_then and met_now of N_now: schools that meet it, of those compared; meeting_then, meeting_now: their codes.
    value_then, value_now: credited ÷ to do over the same, each school credited its target at most (NaN: nothing to do).
    families: how many. Through the office's lens only what it has checked to the last line counts. Whether the two plans ask the
    same is for the caller (`describe_difference`).
    """
    sides = {side: _score(pair, side) for side in SIDES}
    told = [_list_told(sides[side]) for side in SIDES]
    both = told[0].intersection(told[1])
    sums = [_sum(sides[side], both).add_suffix(f"_{side}") for side in SIDES]
    table = sums[0].join(sums[1], how="outer")
    table["families"] = both.to_frame(index=False).groupby("indicator").size() if len(both) else pd.Series(dtype="int64")
    return table.reset_index()


def _score(pair: YearPair, side: str) -> pd.DataFrame:
    """A year's scores of the families that reported in both, with their family."""
    dataset, scope = (pair.dataset, pair.scope) if side == "now" else (pair.then, pair.scope_then)
    if scope is None:
        return score_indicators(dataset, pair.scope).head(0).assign(family="")
    members = pair.list_members(pair.reported, side)
    scores = score_indicators(dataset, scope)
    scores = scores[scores["school"].isin(members)]
    return scores.assign(family=scores["school"].map(pair.families))


def _list_told(scores: pd.DataFrame) -> pd.MultiIndex:
    """Family and indicator wherever each of the family's schools has a value."""
    told = scores["state"].eq("value") & scores["unchecked"].eq(0)
    whole = told.groupby([scores["family"], scores["indicator"]], sort=False).all()
    index = whole[whole].index
    return index if isinstance(index, pd.MultiIndex) else pd.MultiIndex.from_arrays([[], []], names=["family", "indicator"])


def _sum(scores: pd.DataFrame, compared: pd.MultiIndex) -> pd.DataFrame:
    keys = pd.MultiIndex.from_frame(scores[["family", "indicator"]])
    rows = scores[keys.isin(compared)]
    parts = rows.assign(credited=rows[["n", "N"]].min(axis=1), met=rows["met"].astype(int), total=1)
    sums = parts.groupby("indicator", sort=False)[["met", "total", "credited", "N"]].sum()
    meeting = rows[rows["met"]].groupby("indicator", sort=False)["school"].agg(tuple).reindex(sums.index)
    named = meeting.map(lambda codes: codes if isinstance(codes, tuple) else ())
    return pd.DataFrame({"met": sums["met"], "N": sums["total"], "value": divide(sums["credited"], sums["N"]), "meeting": named})
