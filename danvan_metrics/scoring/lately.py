"""What the sums do not hold yet, computed once: a page asks through several lenses and periods, and again with every press."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping
from threading import Lock
from typing import Final, NamedTuple

from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.same_object import SameObject
from danvan_metrics.scoring.figure_layout import Figures
from danvan_metrics.store.repository import Repository
from danvan_metrics.units.roster import Roster

_MOST: Final = 15_000  # schools' periods through a lens; each a kilobyte or two


class ScoredMoment(NamedTuple):
    """A school's period through a lens, as it was after an event about it; another plan, roster or store is another moment."""

    store: SameObject[Repository]
    plan: SameObject[Plan]
    roster: SameObject[Roster]
    school: str
    period: str
    event: int
    lens: Lens


class Lately:
    """The figures of schools' periods, those asked for last; None of those of which nothing stands. Shared by all who look."""

    def __init__(self) -> None:
        self._kept: OrderedDict[ScoredMoment, Figures | None] = OrderedDict()
        self._lock = Lock()

    def find(self, moments: Collection[ScoredMoment]) -> dict[ScoredMoment, Figures | None]:
        """Those of these that are known."""
        with self._lock:
            return {moment: self._kept[moment] for moment in moments if moment in self._kept}

    def keep(self, found: Mapping[ScoredMoment, Figures | None]) -> None:
        """Know these too, and forget what was kept first."""
        with self._lock:
            self._kept.update(found)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)


LATELY: Final = Lately()
