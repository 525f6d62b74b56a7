"""Completion per indicator, group, school and district, by lens (indicators.md, “Kinds” and “States”)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from danvan_metrics.metrics.bands import set_limits
from danvan_metrics.metrics.credit import credit_lines
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.lines import collect_lines
from danvan_metrics.metrics.marking import mark_groups, mark_indicators
from danvan_metrics.metrics.marks import UNKNOWN, Mark
from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.kinds import ITEM_KINDS, Kind, Reporter
from danvan_metrics.plan.kinds.definition import Trait
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group, Plan
from danvan_metrics.units.roster import School
from danvan_metrics.workbook.outcomes import VALUE_FIELDS

SCORE_COLUMNS = (
    "school", "indicator", "group", "kind", "state", "above", "completion", "n", "N", "reported", "met", "mark", "weight",
    "open", "gain", "answered", "lines", "done", "dated", "unproven", "unchecked",
)  # fmt: skip
GROUP_COLUMNS = (
    "school", "group", "state", "value", "n", "N", "reported", "above", "violations", "open", "mark", "weighted", "base", "gain",
)  # fmt: skip
_MAY_EXCEED = frozenset(kind for kind in Kind if Trait.EXCEEDABLE in kind.definition.traits)
_STATES_OF_ALL = ("not_appraised", "invalid", "not_due", "sent_back")  # what a group may be called where nothing has a value
_LIMITED = frozenset(kind for kind in Kind if Trait.LIMITED in kind.definition.traits)


def score_indicators(dataset: Dataset, scope: Scope, units: Sequence[School] | None = None) -> pd.DataFrame:
    """Completion of every scored indicator of every unit in scope, columns SCORE_COLUMNS.

    completion is 0…1, NaN unless the state is “value”. n and N are what it is the ratio of: done and to do of a
    ratio, the number and its target of a count (n may exceed N: above), ticked and applicable lines of a checklist,
    0 or 1 of 1 otherwise. open: not met, and would be if what is blank or not valid were complete. gain: how much
    higher its completion would be then. answered of lines: how many of its rows to fill in were. done and dated: the number or
    the date written, where it is one line. `units` replaces the schools of the scope (the office scores its own list).

    Through the office's lens a line that it has not checked is not met and never what the school declared; open: not met, and
    would be if what is not checked were as declared. unproven: one line, of which the office saw too little; unchecked: lines
    with something in them that it has not looked into.
    """
    asked = scope.schools(dataset) if units is None else tuple(units)
    return dataset.once(("scores", scope, asked), lambda: _score(dataset, scope, asked))


def _score(dataset: Dataset, scope: Scope, units: Sequence[School]) -> pd.DataFrame:
    lines = collect_lines(dataset, scope, units)
    scores = _complete(lines, scope.lens)
    scores["above"] = scores["kind"].isin(_MAY_EXCEED) & scores["reported"] & scores["n"].gt(scores["N"])
    scores["violated"] = scores["kind"].isin(_LIMITED) & scores["reported"] & ~scores["met"] & ~scores["unproven"]
    if scope.lens is Lens.APPRAISED:
        declared = collect_lines(dataset, replace(scope, lens=Lens.DECLARED), units)
        taken = _complete_as_declared(lines, declared)
        scores["open"] = taken["met"] & ~scores["met"]
        scores["gain"] = _rise(scores, taken["completion"])
    else:
        scores["open"] = _open_if_complete(scores)
        filled = divide(scores["n"] + scores["blank_N"], scores["N"]).clip(upper=1)
        scores["gain"] = _rise(scores, filled.where(scores["reported"], scores["state"].isin(UNKNOWN).astype(float)))
    scores["mark"] = mark_indicators(scores, set_limits(dataset.plan, scope.period))
    return scores[list(SCORE_COLUMNS)]


def _complete(lines: pd.DataFrame, lens: Lens) -> pd.DataFrame:
    lines["n"], lines["N"] = credit_lines(lines, lens)
    scores = _gather(lines)
    scores["completion"] = divide(scores["n"], scores["N"]).clip(upper=1).where(scores["state"].eq("value"))
    scores["reported"] = scores["state"].eq("value")
    scores["met"] = scores["completion"].ge(1)
    return scores


def _open_if_complete(scores: pd.DataFrame) -> pd.Series:
    complete = (scores["n"] + scores["blank_N"]).ge(scores["N"])
    return scores["state"].isin(UNKNOWN) | (scores["reported"] & ~scores["met"] & scores["blank_N"].gt(0) & complete)


def _rise(scores: pd.DataFrame, reach: pd.Series) -> pd.Series:
    """From the completion up to `reach`; 0 where that is no more, or nothing applies."""
    return (reach.fillna(0) - scores["completion"].fillna(0)).clip(lower=0)


def _complete_as_declared(lines: pd.DataFrame, declared: pd.DataFrame) -> pd.DataFrame:
    """The completions if all that the office has not checked were as declared."""
    unchecked = lines["state"].eq("not_appraised")
    taken = {name: lines[name].mask(unchecked, declared[name]) for name in ("state", *VALUE_FIELDS)}
    return _complete(lines.assign(**taken), Lens.APPRAISED)


def divide(n: pd.Series, total: pd.Series) -> pd.Series:
    """n ÷ N, and NaN where N is 0: nothing to do is no completion, neither 0 nor 1."""
    return n.div(total.where(total.ne(0)))


def _gather(lines: pd.DataFrame) -> pd.DataFrame:
    lines = lines.assign(
        value=lines["state"].eq("value"),
        blank=lines["state"].eq("not_reported"),
        sent_back=lines["state"].eq("sent_back"),
        invalid=lines["state"].eq("invalid"),
        not_due=lines["state"].eq("not_due"),
        unchecked=lines["state"].eq("not_appraised"),
        unproven=lines.get("unproven", False),
        doing=lines["choice"].eq(Choice.DOING) & lines["kind"].isin(ITEM_KINDS),
        answered=lines["state"].isin(["value", "not_applicable"]),
        lines=1,
        blank_N=lines["N"].where(lines["state"].isin(UNKNOWN), 0.0),
    )
    keys = ["school", "indicator", "group", "kind", "weight"]
    flags = ["value", "blank", "sent_back", "invalid", "not_due", "doing", "unproven"]
    gathered = lines.groupby(keys, sort=False)  # once: most of the time goes into finding which lines belong together
    sums, found = gathered[["n", "N", "answered", "lines", "blank_N", "unchecked"]].sum(), gathered[flags].any()
    single = sums["lines"].eq(1)
    found["unproven"] &= single
    scores = pd.concat([sums, gathered[["done", "dated"]].first().where(single), found], axis=1).reset_index()
    nothing_to_do = scores["value"] & scores["N"].eq(0)
    # The first that holds: with one line reported a checklist is reported, and its blank or refused lines count 0.
    order = [("not_due", scores["not_due"]), ("not_applicable", nothing_to_do), ("value", scores["value"])]
    order += [("not_appraised", scores["unchecked"].gt(0)), ("invalid", scores["invalid"])]
    order += [("sent_back", scores["sent_back"]), ("not_reported", scores["blank"])]
    states = np.select(
        [condition.to_numpy(dtype=bool) for _, condition in order], [name for name, _ in order], default="not_applicable"
    )
    return scores.assign(state=states, above=False, met=False)


def find_item_totals(plan: Plan) -> tuple[str, ...]:
    """The groups that a school's items of kind level add up in: their own, or the one above where there is one."""
    own = (item.group for item in plan.indicators_for(Reporter.SCHOOL) if item.is_item)
    return tuple(dict.fromkeys(plan.group_by_code[code].parent or code for code in own))


def scored_groups(plan: Plan, reporter: Reporter = Reporter.SCHOOL) -> tuple[Group, ...]:
    """Groups with something scored for this reporter, children before their parent, otherwise in the plan's order."""
    scored = {indicator.group for indicator in plan.indicators_for(reporter) if indicator.scored}
    parents = {plan.group_by_code[code].parent for code in scored} - {None}
    kept = [group for group in plan.groups if group.code in scored | parents]
    ordered: list[Group] = []
    for group in kept:
        if group.parent is None:
            ordered += [child for child in kept if child.parent == group.code]
            ordered.append(group)
    return tuple(ordered)


def top_groups(plan: Plan) -> tuple[Group, ...]:
    """The groups that stand in no other."""
    return tuple(group for group in scored_groups(plan) if group.parent is None)


def score_groups(dataset: Dataset, scope: Scope, scores: pd.DataFrame | None = None) -> pd.DataFrame:
    """One row per unit and group, columns GROUP_COLUMNS.

    n = lines fully met, N = applicable scored lines, a line not reported standing in N and counting 0; value = the
    weighted mean of completions (“bình quân”), NaN where nothing was reported; reported = how many of N were; violations = the
    numbers that passed a limit, added up; open = lines not met that may be once what is blank or not valid is told. weighted and
    base are what the value is the ratio of, gain what weighted would rise by then. mark is the band of the value.
    """
    if scores is None:
        return dataset.once(("groups", scope), lambda: _sum_groups(dataset, scope, score_indicators(dataset, scope)))
    return _sum_groups(dataset, scope, scores)


def _sum_groups(dataset: Dataset, scope: Scope, scores: pd.DataFrame) -> pd.DataFrame:
    rows = add_parents(dataset.plan, scores)
    rows["applicable"] = rows["state"].ne("not_applicable")
    rows["weighted"] = rows["completion"].fillna(0) * rows["weight"]
    rows["base"] = rows["weight"].where(rows["applicable"], 0.0)
    rows["gain"] *= rows["weight"].where(rows["applicable"], 0.0)
    rows["violations"] = rows["done"].where(rows["mark"].eq(Mark.VIOLATED), 0.0)
    for state in _STATES_OF_ALL:
        rows[state] = rows["state"].eq(state)
    sums = rows.groupby(["school", "group"], sort=False)[["weighted", "base", "gain", "violations"]].sum()
    counted = ["met", "applicable", "reported", "above", "open", *_STATES_OF_ALL]
    counts = rows.groupby(["school", "group"], sort=False)[counted].sum()
    groups = sums.join(counts).rename(columns={"met": "n", "applicable": "N"}).reset_index()
    groups["value"] = divide(groups["weighted"], groups["base"]).where(groups["reported"].gt(0))
    groups["state"] = _group_state(groups)
    groups["mark"] = mark_groups(groups, set_limits(dataset.plan, scope.period))
    return _order_groups(dataset.plan, groups)[list(GROUP_COLUMNS)]


def add_parents(plan: Plan, scores: pd.DataFrame) -> pd.DataFrame:
    """The rows of scores, and those of a group with a parent once more under it."""
    parent = scores["group"].map({group.code: group.parent for group in plan.groups})
    return pd.concat([scores, scores.assign(group=parent)[parent.notna()]], ignore_index=True)


def _group_state(groups: pd.DataFrame) -> np.ndarray:
    states = ["not_due", "sent_back", "not_applicable", "value", "not_appraised", "invalid"]
    conditions = [groups["not_due"].gt(0), groups["sent_back"].gt(0), groups["N"].eq(0)]
    conditions += [groups["reported"].gt(0), groups["not_appraised"].gt(0), groups["invalid"].gt(0)]
    return np.select([condition.to_numpy(dtype=bool) for condition in conditions], states, default="not_reported")


def _order_groups(plan: Plan, groups: pd.DataFrame) -> pd.DataFrame:
    rank = {group.code: float(position) for position, group in enumerate(plan.groups)}
    for group in plan.groups:  # a parent's total stands after its last child
        if children := plan.children_of(group.code):
            rank[group.code] = max(rank[child.code] for child in children) + 0.5
    schools = {school: position for position, school in enumerate(dict.fromkeys(groups["school"]))}
    keyed = groups.assign(_school=groups["school"].map(schools), _group=groups["group"].map(rank))
    return keyed.sort_values(["_school", "_group"], kind="stable").reset_index(drop=True)


class GroupSums(NamedTuple):
    """n of N over the schools that reported, with the lowest and highest share if all that is open were 0, or complete.

    low and high are NaN where nothing is due; reported: how many schools told it.
    """

    n: int
    total: int
    low: float
    high: float
    reported: int


def sum_groups(groups: pd.DataFrame) -> GroupSums:
    """The sums over rows of score_groups."""
    reported = groups[groups["state"].eq("value")]
    n, total = int(reported["n"].sum()), int(reported["N"].sum())
    due = total + int(groups.loc[groups["state"].isin(UNKNOWN), "N"].sum())
    # what is open: all lines of the schools without a figure, and what a return left blank; or what the office has not checked
    low, high = (n / due, (n + int(groups["open"].sum())) / due) if due else (math.nan, math.nan)
    return GroupSums(n, total, low, high, reported["school"].nunique())


class GroupMeans(NamedTuple):
    """The mean over the lines of the schools that reported, and the lowest and highest if all that is open were 0, or complete.

    NaN where nothing is due, or (mean) told.
    """

    mean: float
    low: float
    high: float


def average_groups(groups: pd.DataFrame) -> GroupMeans:
    """The means over rows of score_groups of one group."""
    reported = groups[groups["state"].eq("value")]
    weighted, base = reported["weighted"].sum(), reported["base"].sum()
    due = groups[groups["state"].isin(("value", *UNKNOWN))]
    whole, risen = due["base"].sum(), weighted + due["gain"].sum()
    low, high = (weighted / whole, risen / whole) if whole else (math.nan, math.nan)
    return GroupMeans(weighted / base if base else math.nan, low, high)


def total_groups(groups: pd.DataFrame) -> pd.DataFrame:
    """Per group over the schools that reported it: n, N, weighted, base (sums), value = n ÷ N, mean = weighted ÷ base.

    Then schools_reported and schools. The mean is of all their lines together, as a school's own value is of its lines:
    the sum stands below the schools in the same quantity.
    """
    reported = groups[groups["state"].eq("value")]
    totals = reported.groupby("group", sort=False)[["n", "N", "weighted", "base"]].sum()
    totals["schools_reported"] = reported.groupby("group", sort=False)["school"].nunique()
    totals = totals.reindex(groups["group"].unique(), fill_value=0)
    totals["schools"] = groups.groupby("group", sort=False)["school"].nunique()
    means = divide(totals["weighted"], totals["base"])
    return totals.assign(value=divide(totals["n"], totals["N"]), mean=means).reset_index()


def total_indicators(dataset: Dataset, scope: Scope, scores: pd.DataFrame | None = None) -> pd.DataFrame:
    """Per scored indicator over the schools in scope.

    met_n of met_N: schools that meet it, of all that it applies to and that are due; schools that did not report stand in N.
    met_low and met_high are the shares if all that is blank or not valid were 0, or complete. done and to_do: sums over the
    schools that reported; value = credited ÷ to_do, where each school is credited its target at most;
    amount: the numbers written, added up (of a limit: how many cases).
    Then a count of schools for every mark.
    """
    if scores is None:  # every page and file asks for these
        return dataset.once(("totals", scope), lambda: total_indicators(dataset, scope, score_indicators(dataset, scope)))
    by_indicator = scores.groupby("indicator", sort=False)
    totals = by_indicator["met"].sum().to_frame("met_n")
    totals["met_N"] = (~scores["state"].isin(["not_applicable", "not_due"])).groupby(scores["indicator"], sort=False).sum()
    unknown = by_indicator["open"].sum()
    totals["met_low"] = divide(totals["met_n"], totals["met_N"])
    totals["met_high"] = divide(totals["met_n"] + unknown, totals["met_N"])
    told = scores[scores["reported"]].assign(credited=scores[["n", "N"]].min(axis=1))
    sums = told.groupby("indicator", sort=False)[["n", "N", "credited"]].sum().reindex(totals.index)
    totals["done"], totals["to_do"], totals["credited"] = sums["n"], sums["N"], sums["credited"]
    totals["value"] = divide(totals["credited"], totals["to_do"])
    totals["amount"] = told.groupby("indicator", sort=False)["done"].sum().reindex(totals.index)
    marks = pd.crosstab(scores["indicator"], scores["mark"]).reindex(
        index=totals.index, columns=[str(mark) for mark in Mark], fill_value=0
    )
    return totals.join(marks).reset_index()
