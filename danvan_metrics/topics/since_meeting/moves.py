"""Which schools stand on another rung or in another band than at a meeting, by the figures fixed for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from danvan_metrics.metrics.bands import BANDS, band_share, set_limits
from danvan_metrics.metrics.completion import add_parents, divide, score_groups, score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group
from danvan_metrics.topics.scorecard.figures import choose_shown
from danvan_metrics.vietnamese import format_percent, format_ratio

LADDER: Final = "ladder"
LADDER_NAME: Final = "Bậc lan tỏa"
_LINE: Final = ["school", "indicator"]


@dataclass(frozen=True, slots=True)
class Looked:
    """One side of a comparison: the figures of a selection of schools in one period and lens."""

    dataset: Dataset
    scope: Scope


@dataclass(frozen=True, slots=True)
class SchoolChange:
    """A school's rung, or its band in one group, at the meeting and now.

    column: LADDER, or the group's code, and what it is called; then and now: “19/27 · 70 %”, “bậc 3”; short: “70 % → 85 %”;
    the bands in words ("" of rungs), and the mark of the one now (None).
    """

    school: str
    name: str
    column: str
    what: str
    then: str
    now: str
    short: str
    rose: bool
    source: Reference
    band_then: str = ""
    band_now: str = ""
    mark: Mark | None = None

    @property
    def words(self) -> str:
        """“lên bậc 3 → 4”, “Trường học hạnh phúc 19/27 · 70 % (chậm) → 23/27 · 85 % (đúng tiến độ)”."""
        if not self.band_now:
            return f"{'lên' if self.rose else 'xuống'} {self.then} → {self.now.removeprefix('bậc ')}"
        return f"{self.what} {self.then} ({self.band_then}) → {self.now} ({self.band_now})"


def list_changes(then: Looked, now: Looked) -> Iterator[SchoolChange]:
    """Every change of the schools with figures on both sides, school by school in the roster's order, the rung first."""
    rungs, groups = list(_compare_rungs(then, now)), list(_compare_groups(then, now))
    for school in now.scope.schools(now.dataset):
        yield from (change for change in (*rungs, *groups) if change.school == school.code)


def list_compared(then: Looked, now: Looked) -> tuple[str, ...]:
    """Codes of the schools with a figure on both sides."""
    told = [groups.loc[groups["state"].eq("value"), "school"] for groups in map(_load_groups, (then, now))]
    return tuple(school.code for school in now.scope.schools(now.dataset) if all(one.eq(school.code).any() for one in told))


def _compare_rungs(then: Looked, now: Looked) -> Iterator[SchoolChange]:
    before = climb_ladder(then.dataset, then.scope).set_index("school")["rung"].dropna()
    for row in iterate_rows(climb_ladder(now.dataset, now.scope)):
        if row.school in before.index and not pd.isna(row.rung) and int(row.rung) != int(before[row.school]):
            rung, earlier = int(row.rung), int(before[row.school])
            told = (f"bậc {earlier}", f"bậc {rung}", f"bậc {earlier} → {rung}")
            source = Reference(Subject.LADDER, Scope(now.scope.period, Lens.DECLARED), row.school)
            yield SchoolChange(row.school, row.name, LADDER, LADDER_NAME, *told, rose=rung > earlier, source=source)


def _compare_groups(then: Looked, now: Looked) -> Iterator[SchoolChange]:
    columns = {group.code: group for group in list_columns(now.dataset)}
    filled, limits = _fill_each_other(then, now), [set_limits(side.dataset.plan, side.scope.period) for side in (then, now)]
    both = _load_groups(now).merge(_load_groups(then), on=["school", "group"], suffixes=("", "_then"))
    both = both[both["group"].isin(columns) & both["state"].eq("value") & both["state_then"].eq("value")]
    for row in iterate_rows(both):
        shares = filled.loc[(row.school, row.group)]
        pairs = (
            (Mark(row.mark_then), Mark(row.mark)),
            (band_share(shares["then"], limits[0]), band_share(shares["now"], limits[1])),
        )
        shown, alike = (BANDS.index(earlier) - BANDS.index(later) for earlier, later in pairs)
        # both rose or both fell: not because a line became blank, or was told for the first time; and who has more than then
        # has not fallen, though a later period asks for more
        if shown * alike > 0 and (shown > 0 or row.value <= row.value_then):
            yield _tell_group(row, columns[row.group], now, (limits[0].name(Mark(row.mark_then)), limits[1].name(Mark(row.mark))))


def list_columns(dataset: Dataset) -> tuple[Group, ...]:
    """The groups that are compared: those with a column on the scorecard that stand in no other."""
    return tuple(group for group in choose_shown(dataset.plan) if group.parent is None)


def _tell_group(row: Any, group: Group, now: Looked, bands: tuple[str, str]) -> SchoolChange:
    return SchoolChange(
        school=row.school,
        name=now.dataset.roster.by_code[row.school].short_name,
        column=group.code,
        what=group.short,
        then=f"{format_ratio(row.n_then, row.N_then)} · {format_percent(row.value_then)}",
        now=f"{format_ratio(row.n, row.N)} · {format_percent(row.value)}",
        short=f"{format_percent(row.value_then)} → {format_percent(row.value)}",
        rose=BANDS.index(row.mark) < BANDS.index(row.mark_then),
        source=Reference(row.group, Scope(now.scope.period, now.scope.lens), row.school),
        band_then=bands[0],
        band_now=bands[1],
        mark=Mark(row.mark),
    )


def _load_groups(side: Looked) -> pd.DataFrame:
    return score_groups(side.dataset, side.scope)


def _fill_each_other(then: Looked, now: Looked) -> pd.DataFrame:
    """By school and group the value then and now, where a line without a value on one side has there what the other side says."""
    lines = _load_lines(now).merge(_load_lines(then)[[*_LINE, "state", "completion"]], on=_LINE, suffixes=("", "_then"))
    rows = add_parents(now.dataset.plan, lines)
    applies = rows["state"].ne("not_applicable") | rows["state_then"].ne("not_applicable")
    rows["base"] = rows["weight"].where(applies, 0.0)
    rows["now"] = rows["completion"].fillna(rows["completion_then"]).fillna(0) * rows["base"]
    rows["then"] = rows["completion_then"].fillna(rows["completion"]).fillna(0) * rows["base"]
    sums = rows.groupby(["school", "group"])[["base", "now", "then"]].sum()
    return pd.DataFrame({side: divide(sums[side], sums["base"]) for side in ("then", "now")})


def _load_lines(side: Looked) -> pd.DataFrame:
    return score_indicators(side.dataset, side.scope)
