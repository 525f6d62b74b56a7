"""Where fewer than three schools told something no percentage is said of it: they are named, each with its own words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import pandas as pd

from danvan_metrics.metrics.bands import BandLimits, band_shares, set_limits
from danvan_metrics.metrics.completion import divide
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marking import name_reading
from danvan_metrics.metrics.marks import Mark, name_mark
from danvan_metrics.metrics.rollup.node_units import FEWEST, NodeUnit, load_sums
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_ratio

_MOST_SCHOOLS: Final = 12  # among more nobody can be told from sums
_KEY: Final = ["level", "model"]


@dataclass(frozen=True)
class FewSchools:
    """The schools of small units, found among the sums by their level and by whether they are model schools."""

    dataset: Dataset
    scope: Scope

    def describe(self, unit: NodeUnit, group: str) -> tuple[str, ...]:
        """“MN Cù Mông: rất chậm, 5/27”, “TH&THCS Cù Mông: trả lại, chờ sửa”; who is silent only where all stand there."""
        if unit.schools > _MOST_SCHOOLS:
            return ()
        rows, marks = self._groups.get((unit.code, group), ()), self._marks
        schools = self._list_schools(unit)
        told = [
            line
            for row in rows
            if row.told or unit.named
            for line in self._tell(row, schools[row.level, row.model], marks.get((unit.code, group, row.level, row.model), {}))
        ]
        return tuple(told)

    def list_marked(self, units: Sequence[NodeUnit], indicator: str) -> dict[str, str]:
        """Of the units with few schools, by code: “MN Cù Mông: đạt; TH&THCS Cù Mông: trả lại, chờ sửa”, on one indicator."""
        marks = self._index_marks([indicator])
        return {unit.code: "; ".join(self._name_marks(unit, indicator, marks)) for unit in units if unit.named}

    def _name_marks(
        self, unit: NodeUnit, indicator: str, marks: Mapping[tuple[str, str, str, bool], dict[str, int]]
    ) -> Iterator[str]:
        for (level, model), schools in self._list_schools(unit).items():
            found = marks.get((unit.code, indicator, level, model), {})
            words = {name_reading(Mark(mark), self.scope.lens, self._limits): count for mark, count in found.items()}
            told = next(iter(words)) if len(words) == 1 else ", ".join(f"{count} {word}" for word, count in words.items())
            yield f"{', '.join(school.short_name for school in schools)}: {told}"

    def _tell(self, row: Any, schools: Sequence[School], marks: Mapping[str, int]) -> Iterator[str]:
        """One level's schools: alone with its band, several with their sum; of some nobody knows which, one of which."""
        names = ", ".join(school.short_name for school in schools)
        if row.told:
            among = names if row.told == len(schools) else f"{int(row.told)} trong {names}"
            band = f"{self._limits.name(Mark(row.band))}, " if row.told == 1 and row.base else ""
            yield f"{among}: {band}{format_ratio(row.n, row.N)}"
        elif len(marks) == 1:
            yield f"{names}: {name_mark(Mark(next(iter(marks))), self.scope.lens)}"
        else:
            yield f"{names}: chưa có số liệu"

    def _list_schools(self, unit: NodeUnit) -> Mapping[tuple[str, bool], list[School]]:
        last, roster = self.scope.find_period(self.dataset).last_day_on_time, self.dataset.roster
        under = unit.named or (roster.group_by_unit(last).get(unit.code, ()) if unit.own else roster.list_under(unit.code, last))
        found: dict[tuple[str, bool], list[School]] = defaultdict(list)
        for school in under:
            found[school.level, school.model].append(school)
        return found

    @cached_property
    def _limits(self) -> BandLimits:
        return set_limits(self.dataset.plan, self.scope.period)

    @cached_property
    def _groups(self) -> Mapping[tuple[str, str], list[Any]]:
        groups = load_sums(self.dataset, self.scope).groups
        return _gather(
            groups.assign(band=band_shares(divide(groups["weighted"], groups["base"]), self._limits)), ["unit", "group"]
        )

    @cached_property
    def _marks(self) -> Mapping[tuple[str, str, str, bool], dict[str, int]]:
        return self._index_marks([group.code for group in self.dataset.plan.groups])

    def _index_marks(self, subjects: Sequence[str]) -> dict[tuple[str, str, str, bool], dict[str, int]]:
        marks = load_sums(self.dataset, self.scope).marks
        own = marks[marks["subject"].isin(subjects) & marks["schools"].gt(0)]
        found = _gather(own, ["unit", "subject", *_KEY])
        return {key: {row.mark: int(row.schools) for row in rows} for key, rows in found.items()}


def _gather(frame: pd.DataFrame, columns: list[str]) -> dict[Any, list[Any]]:
    found: dict[Any, list[Any]] = defaultdict(list)
    for row in iterate_rows(frame):
        found[tuple(getattr(row, column) for column in columns)].append(row)
    return found


def is_few(told: float) -> bool:
    """Whether so many schools are named instead of a percentage; nobody is no few."""
    return 0 < told < FEWEST
