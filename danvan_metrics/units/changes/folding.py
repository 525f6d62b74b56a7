"""The roster that comes of its files and the changes kept since: a pure fold, so that it can be made anew at any time."""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any, Final, TypeVar

from danvan_metrics.units.changes.roster_change import SCHOOL_FIELDS, UNIT_FIELDS, RosterChange, RosterDeed
from danvan_metrics.units.following import Following
from danvan_metrics.units.roster import Roster, School, place_school
from danvan_metrics.units.tree import UnitTree
from danvan_metrics.units.unit import Membership, Relation, Succession, Unit

_DAY: Final = timedelta(days=1)
_LISTS: Final = frozenset({"other_names", "recipients"})
Named = TypeVar("Named", Unit, School)


@dataclass(frozen=True)
class Folded:
    """The roster, and the changes that have nothing to stand on any more because the files say otherwise now."""

    roster: Roster
    unplaced: tuple[RosterChange, ...] = ()


def fold_changes(listed: Roster, changes: Sequence[RosterChange], levels: Sequence[str], today: date) -> Folded:
    """What the files list, with every change in the order they were kept.

    Names and particulars that are to hold from a day after `today` wait for it; everything else carries its day with it.
    """
    if not changes:
        return Folded(listed)
    draft = _Draft(listed, today)
    unplaced = tuple(change for change in changes if not draft.apply(change))
    return Folded(draft.finish(levels), unplaced)


class _Draft:
    """A roster while changes are written into it."""

    def __init__(self, listed: Roster, today: date) -> None:
        self._listed, self._today = listed, today
        tree = listed.tree
        self._schools = {school.code: school for school in listed.schools}
        self._units = dict(tree.by_code)
        self._under: dict[str, list[Membership]] = defaultdict(list)
        for one in tree.memberships:
            if one.relation is Relation.STATE:
                self._under[one.child].append(one)
        self._others = [one for one in tree.memberships if one.relation is not Relation.STATE]
        self._successions = list(tree.successions)
        self._below: dict[str, set[str]] = defaultdict(set)  # everything that ever stood directly under a unit
        for school in listed.schools:
            self._below[school.unit].add(school.code)
        for one in tree.memberships:
            self._below[one.parent].add(one.child)
        self._acts: Mapping[RosterDeed, Callable[[RosterChange], None]] = {
            RosterDeed.ADDED: self._add,
            RosterDeed.RENAMED: self._rename,
            RosterDeed.MERGED: self._merge,
            RosterDeed.SPLIT: self._split,
            RosterDeed.CLOSED: self._close,
            RosterDeed.MOVED: self._move,
            RosterDeed.CORRECTED: self._correct,
        }

    def apply(self, change: RosterChange) -> bool:
        """Write a change in; False where it names what is not there, or adds what is there already."""
        named = {change.code, *change.detail.get("among", ()), *change.detail.get("into", ())}
        if change.deed is RosterDeed.ADDED:
            if self._knows(change.code) or not self._has_place(change):
                return False
        elif not all(map(self._knows, named)) or not self._has_place(change):
            return False
        self._acts[change.deed](change)
        return True

    def finish(self, levels: Sequence[str]) -> Roster:
        """The roster as it is now, in the office's order."""
        tree = UnitTree(
            tuple(self._units.values()),
            (*(one for links in self._under.values() for one in links), *self._others),
            tuple(self._successions),
        )
        return Roster(self._order_schools(partial(place_school, levels)), self._listed.office, tree)

    def _order_schools(self, place: Callable[[School], Any]) -> tuple[School, ...]:
        """As they were listed; only who is new, or is called or ranked otherwise now, is put in its place."""
        kept = [now for was in self._listed.schools if _stands_alike(was, now := self._schools[was.code])]
        same = {school.code for school in kept}
        for school in self._schools.values():
            if school.code not in same:
                kept.insert(bisect(kept, place(school), key=place), school)
        return tuple(kept)

    def _knows(self, code: str) -> bool:
        return code in self._schools or code in self._units

    def _has_place(self, change: RosterChange) -> bool:
        parent = change.detail.get("parent")
        return not parent or parent in self._units

    def _add(self, change: RosterChange) -> None:
        detail, parent = dict(change.detail), str(change.detail.get("parent") or "")
        fields = _take(detail, ("name", "short_name", *(UNIT_FIELDS if detail["is"] == "unit" else SCHOOL_FIELDS)))
        if detail["is"] == "unit":
            self._units[change.code] = Unit(change.code, **{"decision": change.decision} | fields, valid_from=change.on)
            self._place_unit(change, parent)
        else:
            self._schools[change.code] = School(change.code, **fields, valid_from=change.on, unit=parent)
            self._below[parent].add(change.code)

    def _place_unit(self, change: RosterChange, parent: str) -> None:
        """The first unit of all stood above the schools from the beginning."""
        if parent:
            self._put_under(change.code, parent, change.on, change.decision)
        elif len(self._units) == 1:
            self._units[change.code] = replace(self._units[change.code], valid_from=None)
            self._schools = {code: replace(one, unit=one.unit or change.code) for code, one in self._schools.items()}
            self._below[change.code] |= set(self._schools)

    def _rename(self, change: RosterChange) -> None:
        if change.on <= self._today:
            self._update(change.code, partial(_rename, detail=change.detail))

    def _correct(self, change: RosterChange) -> None:
        if change.on <= self._today:
            known = UNIT_FIELDS if change.code in self._units else SCHOOL_FIELDS
            self._update(change.code, partial(_replace, fields=_take(change.detail, known)))

    def _merge(self, change: RosterChange) -> None:
        stayed = self._first_day(change.code) is None or self._first_day(change.code) != change.on
        ending = [code for code in change.detail["among"] if code != change.code]
        for code in (*ending, *([change.code] if stayed else ())):
            self._successions.append(Succession(code, change.code, change.on, change.decision))
        for code in ending:
            self._end(code, change.on)
            for child in self._list_below(code, change.on):
                self._redirect(child, code, change.code, change)

    def _split(self, change: RosterChange) -> None:
        parts = list(change.detail["into"])
        for part in parts:
            self._successions.append(Succession(change.code, part, change.on, change.decision))
        if change.code not in parts:
            self._end(change.code, change.on)
        places = change.detail.get("places", {})
        for child in self._list_below(change.code, change.on):
            self._redirect(child, change.code, places.get(child, parts[0]), change)

    def _close(self, change: RosterChange) -> None:
        above = self._find_above(change.code, change.on - _DAY)
        self._end(change.code, change.on)
        for child in self._list_below(change.code, change.on) if above else ():
            self._redirect(child, change.code, above, change)

    def _move(self, change: RosterChange) -> None:
        self._put_under(change.code, change.detail["parent"], change.on, change.decision)

    def _update(self, code: str, make: Callable[[Any], Any]) -> None:
        if code in self._units:
            self._units[code] = make(self._units[code])
        else:
            self._schools[code] = make(self._schools[code])

    def _first_day(self, code: str) -> date | None:
        return (self._units.get(code) or self._schools[code]).valid_from

    def _end(self, code: str, on: date) -> None:
        """Its last day is the one before; what held of it holds no longer."""
        self._update(code, partial(_replace, fields={"valid_to": on - _DAY}))
        if self._under[code]:
            self._under[code] = _cut(self._under[code], on)

    def _put_under(self, child: str, parent: str, on: date, decision: str) -> None:
        """From this day on under another, and under who follows that one, until the day it ends itself."""
        one = self._units.get(child) or self._schools[child]
        following = Following(self._units, self._successions)
        links = [replace(link, decision=decision) for link in following.list_memberships(child, [parent], on, one.valid_to)]
        self._link(child, [*_cut(self._list_links(child), on), *links])

    def _redirect(self, child: str, old: str, new: str, change: RosterChange) -> None:
        """Whenever from this day on it would stand under the old one, it stands under the new one."""
        links: list[Membership] = []
        for link in self._list_links(child):
            if link.parent != old or (link.valid_to is not None and link.valid_to < change.on):
                links.append(link)
                continue
            first = max(link.valid_from or date.min, change.on)
            if link.valid_from is None or link.valid_from < change.on:
                links.append(replace(link, valid_to=change.on - _DAY))
            links.append(Membership(child, new, Relation.STATE, first, link.valid_to, change.decision))
        self._link(child, links)

    def _list_links(self, child: str) -> list[Membership]:
        """Under whom it stood and stands; a school that never moved has it in its own row."""
        school = self._schools.get(child)
        if school and school.unit and not self._under[child]:
            return [Membership(child, school.unit)]
        return self._under[child]

    def _link(self, child: str, links: list[Membership]) -> None:
        self._under[child] = links
        for link in links:
            self._below[link.parent].add(child)
        if child in self._schools and links:
            self._schools[child] = replace(self._schools[child], unit=links[-1].parent)

    def _find_above(self, code: str, on: date) -> str:
        """Under whom it stood that day; "" for nobody."""
        found = next((one.parent for one in self._under[code] if one.is_valid_on(on)), "")
        school = self._schools.get(code)
        return found or (school.unit if school else "")

    def _list_below(self, unit: str, on: date) -> list[str]:
        """Who stands directly under a unit that day or comes to it later; in an order that does not change."""
        return sorted(child for child in self._below[unit] if self._comes_under(child, unit, on))

    def _comes_under(self, child: str, unit: str, on: date) -> bool:
        links = self._list_links(child)
        return any(link.parent == unit and (link.valid_to is None or link.valid_to >= on) for link in links)


def _stands_alike(was: School, now: School) -> bool:
    return (was.model, was.level, was.short_name) == (now.model, now.level, now.short_name)


def _cut(links: Iterable[Membership], on: date) -> list[Membership]:
    """Links as they were before a day: what began later is gone, what held that day ended the day before."""
    kept = [one for one in links if one.valid_from is None or one.valid_from < on]
    return [replace(one, valid_to=on - _DAY) if one.valid_to is None or one.valid_to >= on else one for one in kept]


def _take(detail: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """The fields a detail tells, lists as tuples."""
    return {name: tuple(detail[name]) if name in _LISTS else detail[name] for name in names if name in detail}


def _replace(one: Named, fields: Mapping[str, Any]) -> Named:
    return replace(one, **fields)


def _rename(one: Named, detail: Mapping[str, Any]) -> Named:
    """Under its new names; files that bear the old ones are still known by them."""
    name, short = str(detail["name"]), str(detail["short_name"])
    old: list[str] = [former for former in (one.name, one.short_name) if former not in {name, short}]
    return replace(one, name=name, short_name=short, other_names=tuple(dict.fromkeys((*one.other_names, *old))))
