"""Score what came or changed since the last time, and let the sums follow: however many schools there are besides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.same_object import SameObject
from danvan_metrics.scoring.figure_layout import Figures, pack, unpack
from danvan_metrics.scoring.plan_lines import keep_lines, list_model_sources
from danvan_metrics.scoring.rule import name_rule
from danvan_metrics.scoring.school_scores import score_schools
from danvan_metrics.scoring.summing_places import NOWHERE, SchoolPlaces, place_schools, read_place
from danvan_metrics.scoring.waiting import Waiting, find_waiting
from danvan_metrics.store.records import Frames
from danvan_metrics.store.repository import Repository
from danvan_metrics.store.scoring.score_keeping import ScoreView
from danvan_metrics.store.scoring.score_records import Scored, ScoredKey, SumKey, Summed
from danvan_metrics.units.roster import Roster

Progress = Callable[[int, int], None]
AT_ONCE: Final = 700  # schools whose rows are in memory together
OWN: Final = "own"
UNDER: Final = "under"


def score_new(repository: Repository, plan: Plan, roster: Roster, tell: Progress | None = None) -> int:
    """Score what waits, and add it to the sums of the units above; how many schools' periods that were.

    Computed first and then kept, some hundred schools at a time: each time the sums are those of the scores that are kept, so
    that it may end anywhere and go on later, or in two processes at once. `tell` hears how many of how many are done. Nothing
    where schools stand under the office alone. StoreError as the repository.
    """
    if not roster.tree.units:
        return 0
    return Scorer(repository, plan, roster).score_waiting(tell)


def score_anew(repository: Repository, plan: Plan, roster: Roster, tell: Progress | None = None) -> int:
    """Throw away the scores and sums of a plan, and compute all of them again."""
    scorer = Scorer(repository, plan, roster)
    scorer.begin_anew()
    return scorer.score_waiting(tell)


def waits_for_first(repository: Repository, plan: Plan, roster: Roster) -> bool:
    """Whether the sums of a plan are still to be made for the first time, or anew by another rule: every page computes them."""
    if not roster.tree.units:
        return False
    with repository.scores.view() as view:
        state = view.find_summed(plan.code)
        built = state is not None and state.built and state.rule == name_rule(SameObject(plan))
        return not built and view.find_last_event() > 0


@dataclass(frozen=True)
class Scorer:
    """Who scores the returns of a plan, for a roster."""

    repository: Repository
    plan: Plan
    roster: Roster

    @property
    def places(self) -> SchoolPlaces:
        """Where the schools are summed."""
        return place_schools(SameObject(self.roster), SameObject(self.plan))

    @property
    def rule(self) -> str:
        """By which they are scored."""
        return name_rule(SameObject(self.plan))

    def begin_anew(self, until: int | None = None) -> None:
        """Throw away what is kept: everything waits then, and what comes after the event `until` (None: after now)."""
        with self.repository.scores.keep() as keeping:
            event = keeping.find_last_event() if until is None else until
            keeping.begin_anew(self.plan.code, Summed(self.rule, self.places.digest, event, built=False))

    def score_waiting(self, tell: Progress | None = None) -> int:
        """As `score_new`."""
        with self.repository.scores.view() as view:
            waiting = find_waiting(view, self.plan, self.places)
            keys = self._choose(view, waiting)
        if waiting.state is None:
            self.begin_anew(waiting.until)
        done = 0
        for part in split_schools(keys):
            self.keep(self.score(part))
            done += len(part)
            if tell:
                tell(done, len(keys))
        self._settle(waiting)
        return len(keys)

    def score(self, keys: Iterable[ScoredKey]) -> dict[ScoredKey, Scored]:
        """These schools' periods, scored as they stand now."""
        by_period: dict[str, list[str]] = defaultdict(list)
        for key in keys:
            by_period[key.period].append(key.school)
        schools = {school for own in by_period.values() for school in own}
        with self.repository.scores.view() as view:
            event, force = view.find_last_event(), view.list_in_force(self.plan.code, schools)
            frames = load_frames(view, self.plan, schools)
        found = {}
        for period, own in by_period.items():
            figures = score_schools(self.plan, self.roster, frames, period, own)
            for school in own:
                key, rows = ScoredKey(school, period), figures.get(school, {})
                packed = {str(lens): pack(row) for lens, row in rows.items()}
                found[key] = Scored(self.rule, self.places.find(*key), event, force.get(key), packed)
        return found

    def _choose(self, view: ScoreView, waiting: Waiting) -> list[ScoredKey]:
        """Schools of one unit together, so that its sums are touched once."""
        kept = view.load_scored(self.plan.code, waiting.events.keys(), ()) if waiting.state else {}
        keys = (key for key in waiting.events if waiting.waits(key, kept.get(key), self.places))
        return sorted(keys, key=lambda key: (_find_path(self.places.find(*key))[::-1], key))

    def keep(self, found: Mapping[ScoredKey, Scored]) -> None:
        """Keep them, but for those of which somebody kept later ones, and let the sums follow; in one transaction."""
        code = self.plan.code
        with self.repository.scores.keep() as keeping:
            state = keeping.find_summed(code)
            if state is None or state.rule != self.rule:
                return  # somebody scores by another rule now
            kept = keeping.load_scored(code, found.keys(), list(Lens))
            new = {key: one for key, one in found.items() if _is_latest(one, kept.get(key), state)}
            changes = Changes()
            for key, one in new.items():
                changes.add(key.period, kept.get(key), -1)
                changes.add(key.period, one, 1)
            keeping.replace_sums(code, dict(changes.apply(keeping, code)))
            keeping.replace_scores(code, new)

    def _settle(self, waiting: Waiting) -> None:
        """Everything up to the last event looked at is in the sums now, unless somebody else has begun anew meanwhile."""
        with self.repository.scores.keep() as keeping:
            state = keeping.find_summed(self.plan.code)
            if state and state.rule == self.rule and (state.built or self._has_all(keeping)):
                now = replace(state, event=max(state.event, waiting.until), places=self.places.digest, built=True)
                if now != state:
                    keeping.keep_summed(self.plan.code, now)

    def _has_all(self, view: ScoreView) -> bool:
        missing = view.list_known(self.plan.code) - view.list_scored(self.plan.code).keys()
        return not any(key.period in self.places.by_period for key in missing)


def load_frames(view: ScoreView, plan: Plan, schools: Iterable[str]) -> Frames:
    """What is in force of these schools, of the plan's lines alone."""
    frames = view.load_frames(plan.code, list_model_sources(plan), set(schools))
    return keep_lines(frames, plan) if plan.unit_lines else frames


class Changes:
    """What is added to sums, and taken away from them."""

    def __init__(self) -> None:
        self.figures: dict[SumKey, Figures] = {}

    def add(self, period: str, one: Scored | None, sign: int) -> None:
        """Add a school's figures, or with sign -1 take them away, at its unit and at all units above."""
        if one is None or one.place == NOWHERE:
            return
        level, model, path = read_place(one.place)
        for lens, packed in (one.figures or {}).items():
            figures = sign * unpack(packed)
            for storey, unit in enumerate(path):
                key = SumKey(period, lens, unit, UNDER if storey else OWN, level, model)
                self.figures[key] = self.figures[key] + figures if key in self.figures else figures

    def apply(self, view: ScoreView, plan: str) -> Iterator[tuple[SumKey, bytes | None]]:
        """The sums as they are with the changes."""
        units: dict[tuple[str, str], set[str]] = defaultdict(set)
        for key in self.figures:
            units[key.period, key.lens].add(key.unit)
        for (period, lens), own in units.items():
            kept = view.load_sums(plan, period, lens, own)
            for key, change in self.figures.items():
                if (key.period, key.lens) == (period, lens):
                    after = unpack(kept[key]) + change if key in kept else change
                    yield key, pack(after) if np.any(after) else None


def _is_latest(one: Scored, kept: Scored | None, state: Summed) -> bool:
    """Whether it is to be kept; what was scored before all was thrown away comes too late, and is scored once more."""
    return one.event >= state.event if kept is None else one.event >= kept.event


def _find_path(place: str) -> tuple[str, ...]:
    return () if place == NOWHERE else read_place(place).path


def split_schools(keys: list[ScoredKey]) -> Iterator[list[ScoredKey]]:
    """The same in parts of not more than AT_ONCE schools, and no school in two."""
    part: list[ScoredKey] = []
    schools: set[str] = set()
    by_school: dict[str, list[ScoredKey]] = defaultdict(list)
    for key in keys:
        by_school[key.school].append(key)
    for school, own in by_school.items():
        if len(schools) == AT_ONCE:
            yield part
            part, schools = [], set()
        part.extend(own)
        schools.add(school)
    if part:
        yield part
