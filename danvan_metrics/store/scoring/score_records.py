"""What is kept of scores and sums, as values; figures are opaque bytes here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple


class ScoredKey(NamedTuple):
    """A school's period."""

    school: str
    period: str


@dataclass(frozen=True, slots=True)
class Scored:
    """How a school's period was scored: by which rule, where it was summed, up to which event; figures by lens ({}: none)."""

    rule: str
    place: str
    event: int
    submission: int | None = None
    figures: Mapping[str, bytes] | None = None


class SumKey(NamedTuple):
    """Whose sums; part: “own”, of the schools directly under the unit, or “under”, of those under its units."""

    period: str
    lens: str
    unit: str
    part: str
    level: str
    model: bool


@dataclass(frozen=True, slots=True)
class Summed:
    """What a plan's sums hold: scores by this rule at these places (a digest), all events up to `event`.

    built: nothing that stands in the store waits to be scored for the first time.
    """

    rule: str
    places: str
    event: int
    built: bool
