"""A unit's sums as they are kept, made right for what came since: exact at any moment, and nobody waits for them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Final, NamedTuple

import numpy as np

from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.same_object import SameObject
from danvan_metrics.scoring.figure_layout import Figures, RowKey, lay_out, unpack
from danvan_metrics.scoring.lately import LATELY, ScoredMoment
from danvan_metrics.scoring.school_scores import score_absence, score_schools
from danvan_metrics.scoring.score_new import AT_ONCE, OWN, load_frames
from danvan_metrics.scoring.summing_places import NOWHERE, SchoolPlaces, place_schools, read_place
from danvan_metrics.scoring.waiting import find_waiting
from danvan_metrics.store.records import Frames
from danvan_metrics.store.repository import Repository
from danvan_metrics.store.scoring.score_keeping import ScoreView
from danvan_metrics.store.scoring.score_records import Scored, SumKey
from danvan_metrics.units.roster import Roster
from danvan_metrics.units.unit_sums import UnitSums

_TOGETHER: Final = (Lens.DECLARED, Lens.EVIDENCED)  # Tổng quan tells what has evidence beside what is declared


class _LookedUp(NamedTuple):
    """What the store holds of one moment: sums, the scores in them that hold no more, and what to score instead.

    known: what was scored instead before; events: of what is scored now, the last event about each school's period.
    """

    sums: Mapping[SumKey, bytes]
    outdated: Sequence[Scored]
    known: Mapping[ScoredMoment, Figures | None]
    parts: Sequence[tuple[Frames, Sequence[str]]]
    events: Mapping[str, int]


@dataclass(frozen=True)
class KeptSums:
    """The sums of the units directly under one, and of its own schools (a SumsSource). It never writes, and never waits.

    as_of: the day on which it is judged whether what did not come is late.
    """

    repository: Repository
    plan: Plan
    roster: Roster
    unit: str
    as_of: date

    def load(self, period: str, lens: Lens) -> UnitSums:
        """The sums through a lens: those that are kept, and in place of what changed since, what it is now.

        What is read and computed grows with the units below and with what has changed, not with the schools.
        """
        with self.repository.scores.view() as view:
            looked_up = self._look_up(view, period, lens)
        rows = _Rows(self.unit)
        for key, packed in looked_up.sums.items():
            rows.add(key.unit, key.level, key.model, unpack(packed))
        for one in looked_up.outdated:
            if one.figures:
                rows.take_away(one.place, self._list_units(period), unpack(one.figures[lens]))
        for moment, own in {**looked_up.known, **self._score(looked_up, period, lens)}.items():
            if own is not None and moment.lens == lens:
                rows.add_school(self._places.find(moment.school, period), own)
        return self._read_rows(rows, period, lens)

    def list_reported(self) -> frozenset[str]:
        """The periods of which anything has come in; nothing is scored for it where what is kept leaves no doubt."""
        with self.repository.scores.view() as view:
            waiting = find_waiting(view, self.plan, self._places)
            kept = {one.code: self._count_received(view, one.code) for one in self.plan.periods} if waiting.state else {}
        changing = Counter(key.period for key in waiting.events)
        return frozenset(
            one.code
            for one in self.plan.periods
            if kept.get(one.code, 0) > changing[one.code] or (changing[one.code] and self._has_received(one.code))
        )

    def _count_received(self, view: ScoreView, period: str) -> float:
        column = lay_out(SameObject(self.plan)).find_column("counts", "received")
        sums = view.load_sums(self.plan.code, period, Lens.DECLARED, {self.unit})
        return sum(float(unpack(packed)[column]) for packed in sums.values())

    def _has_received(self, period: str) -> bool:
        return bool(self.load(period, Lens.DECLARED).counts["received"].sum() > 0)

    def _score(self, looked_up: _LookedUp, period: str, lens: Lens) -> dict[ScoredMoment, Figures | None]:
        """Through the lens asked for, and the one that is shown beside it: each costs as much, a page's first look most."""
        found: dict[ScoredMoment, Figures | None] = {}
        for frames, schools in looked_up.parts:
            lenses = _TOGETHER if lens in _TOGETHER else (lens,)
            figures = score_schools(self.plan, self.roster, frames, period, schools, lenses)
            for one, seen in product(schools, lenses):
                found[self._name_moment(one, period, looked_up.events[one], seen)] = figures.get(one, {}).get(seen)
        # Without an event nobody knows of which moment they are.
        LATELY.keep({moment: own for moment, own in found.items() if moment.event})
        return found

    def _name_moment(self, school: str, period: str, event: int, lens: Lens) -> ScoredMoment:
        same = SameObject(self.repository), SameObject(self.plan), SameObject(self.roster)
        return ScoredMoment(*same, school, period, event, lens)

    @property
    def _places(self) -> SchoolPlaces:
        return place_schools(SameObject(self.roster), SameObject(self.plan))

    def _look_up(self, view: ScoreView, period: str, lens: Lens) -> _LookedUp:
        waiting, places, code = find_waiting(view, self.plan, self._places), self._places, self.plan.code
        asked = {key for key in waiting.events if key.period == period}
        kept = view.load_scored(code, asked, (lens,)) if waiting.state else {}
        changed = [key for key in asked if waiting.waits(key, kept.get(key), places)]
        events = {key.school: waiting.events[key] for key in changed if self._sees(places.find(*key))}
        known = LATELY.find([self._name_moment(school, period, event, lens) for school, event in events.items()])
        new = sorted(events.keys() - {moment.school for moment in known})
        split = [new[start : start + AT_ONCE] for start in range(0, len(new), AT_ONCE)]
        return _LookedUp(
            self._load_sums(view, period, lens) if waiting.state else {},
            [kept[key] for key in changed if key in kept],
            known,
            [(load_frames(view, self.plan, part), part) for part in split],
            events,
        )

    def _load_sums(self, view: ScoreView, period: str, lens: Lens) -> dict[SumKey, bytes]:
        """Of the units below all, of the unit itself its own schools'."""
        sums = view.load_sums(self.plan.code, period, lens, self._list_units(period))
        return {key: packed for key, packed in sums.items() if key.unit != self.unit or key.part == OWN}

    def _list_units(self, period: str) -> set[str]:
        """Those seen in the period: units directly below with a school, and the unit itself where schools stand under it."""
        return {unit for unit, *_ in self._places.rosters[period].get(self.unit, {})}

    def _sees(self, place: str) -> bool:
        return place != NOWHERE and read_place(place).find_below(self.unit) is not None

    def _read_rows(self, rows: _Rows, period: str, lens: Lens) -> UnitSums:
        """With the schools of which nothing came: how many they are says the roster."""
        layout = lay_out(SameObject(self.plan))
        absence, counted = score_absence(self.plan, period, lens, self.as_of), layout.find_column("counts", "schools")
        for key, schools in self._places.rosters[period].get(self.unit, {}).items():
            came = rows.figures[key][counted] if key in rows.figures else 0.0
            rows.add(*key, (schools - came) * absence)
        keys = self._sort(rows.figures)
        return layout.read_sums(keys, np.array([rows.figures[key] for key in keys]).reshape(len(keys), layout.size))

    def _sort(self, keys: Iterable[RowKey]) -> list[RowKey]:
        """Units as the tree has them, the unit's own schools last; levels as the plan has them, model schools first."""
        units = {unit.code: rank for rank, unit in enumerate(self.roster.tree.units)} | {self.unit: len(self.roster.tree.units)}
        levels = {level: rank for rank, level in enumerate(self.plan.levels)}
        return sorted(keys, key=lambda key: (units[key[0]], levels.get(key[1], len(levels)), not key[2]))


class _Rows:
    """Figures by the unit seen, level and model school."""

    def __init__(self, node: str) -> None:
        self.figures: dict[RowKey, Figures] = {}
        self._node = node

    def add(self, unit: str, level: str, model: bool, figures: Figures) -> None:  # noqa: FBT001 - a row's key
        """Add to one row."""
        key = (unit, level, bool(model))
        self.figures[key] = self.figures[key] + figures if key in self.figures else figures

    def take_away(self, written: str, units: Collection[str], figures: Figures) -> None:
        """Take figures out of the sums of these units that a school's were added to when it was summed at this place."""
        if written == NOWHERE:
            return
        place = read_place(written)
        for storey, unit in enumerate(place.path):
            if unit in units and (unit != self._node or storey == 0):
                self.add(unit, place.level, place.model, -figures)

    def add_school(self, written: str, figures: Figures) -> None:
        """Add to the row in which a school at this place is seen, if it is."""
        if written == NOWHERE:
            return
        place = read_place(written)
        unit = place.find_below(self._node)
        if unit is not None:
            self.add(unit, place.level, place.model, figures)
