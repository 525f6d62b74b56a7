"""Where each school is summed in each period: its level, whether it is a model school, and the units above it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from hashlib import sha256
from typing import Final, NamedTuple

from danvan_metrics.plan.model import Plan
from danvan_metrics.same_object import SameObject
from danvan_metrics.scoring.figure_layout import RowKey
from danvan_metrics.units.roster import Roster

NOWHERE: Final = ""  # of a school that was not there on the period's last day on time


class SchoolPlace(NamedTuple):
    """path: the unit directly above a school, then the unit above that, up to the highest."""

    level: str
    model: bool
    path: tuple[str, ...]

    def find_below(self, node: str) -> str | None:
        """As which unit it is seen from a node: one directly under the node, or the node itself; None from beside it."""
        if node not in self.path:
            return None
        storey = self.path.index(node)
        return self.path[max(storey - 1, 0)]


@dataclass(frozen=True)
class SchoolPlaces:
    """by_period: each school's place as it is kept; rosters: by period and node, how many schools stand in each of its rows."""

    by_period: Mapping[str, Mapping[str, str]]
    rosters: Mapping[str, Mapping[str, Mapping[RowKey, int]]]
    digest: str

    def find(self, school: str, period: str) -> str:
        """A school's place as it is kept; NOWHERE where it does not count."""
        return self.by_period[period].get(school, NOWHERE)


@lru_cache(maxsize=4)  # of a country each holds tens of megabytes
def place_schools(roster: SameObject[Roster], plan: SameObject[Plan]) -> SchoolPlaces:
    """Where the schools stand on the last day on time of each of the plan's periods."""
    by_period = {period.code: _place(roster.it, period.last_day_on_time) for period in plan.it.periods}
    written = json.dumps({code: sorted(places.items()) for code, places in by_period.items()}, ensure_ascii=False)
    return SchoolPlaces(
        by_period,
        {code: _count_rows(Counter(places.values())) for code, places in by_period.items()},
        sha256(written.encode()).hexdigest(),
    )


def _place(roster: Roster, day: date) -> dict[str, str]:
    placed: dict[str, str] = {}
    for unit, schools in roster.group_by_unit(day).items():
        path = _climb(roster, unit, day)
        # written once for all alike: 41,000 schools share some thousand places
        written = {kind: _write_place(*kind, path) for kind in {(school.level, school.model) for school in schools}}
        placed |= {school.code: written[school.level, school.model] for school in schools}
    return placed


def _climb(roster: Roster, unit: str, day: date) -> list[str]:
    """A unit and those above it; nothing is summed up from a unit that did not exist that day."""
    path = [unit]
    while (own := roster.tree.by_code.get(path[-1])) and own.is_valid_on(day):
        above = roster.tree.parent_of(own.code, day)
        if above is None or above in path:
            break
        path.append(above)
    return path


def _write_place(level: str, model: bool, path: list[str]) -> str:  # noqa: FBT001 - a school's own fields
    return json.dumps([level, model, *path], ensure_ascii=False)


@lru_cache(maxsize=65_536)
def read_place(written: str) -> SchoolPlace:
    """A place as it was kept."""
    level, model, *path = json.loads(written)
    return SchoolPlace(level, model, tuple(path))


def _count_rows(places: Counter[str]) -> dict[str, dict[RowKey, int]]:
    rows: dict[str, Counter[RowKey]] = defaultdict(Counter)
    for written, schools in places.items():
        place = read_place(written)
        for node in place.path:
            rows[node][place.find_below(node) or node, place.level, place.model] += schools
    return {node: dict(counted) for node, counted in rows.items()}
