"""What the kept sums do not hold yet, or not as it is now: told by events, so that nothing else has to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from danvan_metrics.plan.model import Plan
from danvan_metrics.same_object import SameObject
from danvan_metrics.scoring.rule import name_rule
from danvan_metrics.scoring.summing_places import SchoolPlaces
from danvan_metrics.store.scoring.score_keeping import ScoreView
from danvan_metrics.store.scoring.score_records import Scored, ScoredKey, Summed


@dataclass(frozen=True)
class Waiting:
    """state: what the sums hold; None where nothing that is kept can be used. until: the last event looked at.

    events: the schools' periods that may have to be scored, each with the last event about it (0: whatever the events).
    """

    state: Summed | None
    until: int
    events: Mapping[ScoredKey, int]

    def waits(self, key: ScoredKey, kept: Scored | None, places: SchoolPlaces) -> bool:
        """Whether what is kept of a school's period is not what it would be scored as now."""
        return kept is None or kept.place != places.find(*key) or kept.event < self.events[key]


def find_waiting(view: ScoreView, plan: Plan, places: SchoolPlaces) -> Waiting:
    """What may have to be scored of a plan's returns, as the store stands."""
    until, state = view.find_last_event(), view.find_summed(plan.code)
    if state is None or state.rule != name_rule(SameObject(plan)):
        return Waiting(None, until, _know(dict.fromkeys(view.list_known(plan.code), 0), places))
    events = dict(_spread(view.list_touched(state.event), plan))
    if state.built and state.places == places.digest:
        return Waiting(state, until, _know(events, places))
    scored = view.list_scored(plan.code)
    missing = view.list_known(plan.code) - scored.keys()
    moved = {key for key, (place, _) in scored.items() if key.period in places.by_period and place != places.find(*key)}
    return Waiting(state, until, _know(dict.fromkeys(missing | moved, 0) | events, places))


def _spread(touched: Mapping[ScoredKey, int], plan: Plan) -> Iterator[tuple[ScoredKey, int]]:
    """What was about a school in no period in particular touches all of them."""
    whole = {key.school: number for key, number in touched.items() if not key.period}
    for school, period in product(whole, plan.periods):
        yield ScoredKey(school, period.code), whole[school]
    for key, number in touched.items():
        yield key, max(number, whole.get(key.school, 0))


def _know(events: Mapping[ScoredKey, int], places: SchoolPlaces) -> dict[ScoredKey, int]:
    """Those of the plan's periods."""
    return {key: number for key, number in events.items() if key.period in places.by_period}
