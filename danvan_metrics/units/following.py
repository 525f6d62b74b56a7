"""Under whom one stands when the unit above it is merged into another: under the other, from the day that began."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from danvan_metrics.units.unit import Membership, Succession, Unit

_DAY: Final = timedelta(days=1)


class Following:
    """Who went on as whom, for looking up who stands under whom since when."""

    def __init__(self, units: Mapping[str, Unit], successions: Iterable[Succession]) -> None:
        self._units = units
        self._after: dict[str, list[Succession]] = {}
        for one in successions:
            self._after.setdefault(one.before, []).append(one)

    def find_next(self, unit: str, since: date | None) -> tuple[date, tuple[str, ...]] | None:
        """When a unit was followed after a day, and by whom; None where it never was. One that stays follows itself."""
        later = [one for one in self._after.get(unit, ()) if since is None or one.on > since]
        if not later:
            return None
        day = min(one.on for one in later)
        return day, tuple(one.after for one in later if one.on == day)

    def list_memberships(
        self, child: str, listed: Sequence[str], first: date | None = None, last: date | None = None
    ) -> Iterator[Membership]:
        """Under whom one stood from its first to its last day: units as they are listed, and who followed them.

        Where a unit was split and nobody said under which part one stands now, it ends with the unit.
        """
        waiting = list(listed)
        unit, since = waiting.pop(0), first
        while True:
            step = self._step(unit, since, waiting)
            if step is None or (last is not None and step[0] > last):
                yield Membership(child, unit, valid_from=since, valid_to=last)
                return
            day, after = step
            yield Membership(child, unit, valid_from=since, valid_to=day - _DAY)
            if len(after) != 1:
                return
            unit, since = after[0], day
            waiting = waiting[1:] if waiting and waiting[0] == unit else waiting

    def _step(self, unit: str, since: date | None, waiting: Sequence[str]) -> tuple[date, tuple[str, ...]] | None:
        """The next change of the unit above: into the one listed next, else into the one that followed it."""
        if waiting and (began := self._units[waiting[0]].valid_from) is not None and (since is None or began > since):
            return began, (waiting[0],)
        found = self.find_next(unit, since)
        while found is not None and unit in found[1]:  # it stays: so do those under it
            found = self.find_next(unit, found[0])
        return found
