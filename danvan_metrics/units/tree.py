"""The units as a tree that changes with time: who stood under whom on a day, and what became of whom (many.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Final, TypeVar

from danvan_metrics.errors import PlanError
from danvan_metrics.units.unit import Membership, Relation, Succession, Unit

Link = TypeVar("Link", Membership, Succession)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class UnitTree:
    """Units in the office's order, who stands under whom since when, and successions; of schools too, by code.

    Empty where schools stand under the office alone (the district of 2020): there is nothing to open downward.
    """

    units: tuple[Unit, ...] = ()
    memberships: tuple[Membership, ...] = ()
    successions: tuple[Succession, ...] = ()

    @cached_property
    def by_code(self) -> Mapping[str, Unit]:
        """Units by code."""
        return {unit.code: unit for unit in self.units}

    @cached_property
    def root(self) -> Unit | None:
        """The unit above all others, now or last; None where there are no units."""
        below = {one.child for one in self._memberships_by_relation[Relation.STATE]}
        return next((unit for unit in self.units if unit.code not in below), None)

    def parent_of(self, code: str, on: date, relation: Relation = Relation.STATE) -> str | None:
        """Under whom a unit or school stood that day; None where under nobody."""
        found = self._parents(relation).get(code, ())
        return next((one.parent for one in found if one.is_valid_on(on)), None)

    def list_parents(self, code: str, relation: Relation = Relation.STATE) -> Sequence[Membership]:
        """Under whom a unit or school stood and stands, with the days."""
        return self._parents(relation).get(code, ())

    def children_of(self, code: str, on: date, relation: Relation = Relation.STATE) -> tuple[Unit, ...]:
        """The units directly under one that day, in the office's order."""
        below = {one.child for one in self._children(relation).get(code, ()) if one.is_valid_on(on)}
        among = [self.by_code[code] for code in sorted(below & self.by_code.keys(), key=self._places.__getitem__)]
        return tuple(unit for unit in among if unit.is_valid_on(on))

    def has_children(self, code: str) -> bool:
        """Whether units ever stood under this one."""
        return any(one.child in self.by_code for one in self._children(Relation.STATE).get(code, ()))

    def path_to(self, code: str, on: date) -> tuple[Unit, ...]:
        """The units above a unit or school that day, the highest first, and the unit itself last (a school is no unit)."""
        path = [code]
        while (above := self.parent_of(path[-1], on)) is not None and above not in path:
            path.append(above)
        return tuple(self.by_code[one] for one in reversed(path) if one in self.by_code)

    def list_under(self, code: str, on: date) -> frozenset[str]:
        """The codes of a unit and all units under it that day, at any depth."""
        found, waiting = {code}, [code]
        while waiting:
            below = {unit.code for unit in self.children_of(waiting.pop(), on)} - found
            found |= below
            waiting += below
        return frozenset(found)

    def trace_back(self, code: str, on: date) -> frozenset[str]:
        """What a unit or school was that day: itself, where nothing had become it since, else all that went into it."""
        return self._trace_back(code, on, date.max)

    def _trace_back(self, code: str, on: date, until: date) -> frozenset[str]:
        last = max((one.on for one in self.list_origins(code) if on < one.on <= until), default=None)
        if last is None:
            return frozenset({code})
        went_in = [one.before for one in self.list_origins(code) if one.on == last]
        return frozenset().union(*(self._trace_back(one, on, last - _DAY) for one in went_in))

    def trace_forward(self, code: str, on: date) -> frozenset[str]:
        """What a unit or school has become by that day: itself, where it went on, else all that took it over."""
        return self._trace_forward(code, on, date.min)

    def _trace_forward(self, code: str, on: date, since: date) -> frozenset[str]:
        first = min((one.on for one in self.list_heirs(code) if since < one.on <= on), default=None)
        if first is None:
            return frozenset({code})
        came_out = [one.after for one in self.list_heirs(code) if one.on == first]
        return frozenset().union(*(self._trace_forward(one, on, first) for one in came_out))

    def list_origins(self, code: str) -> Sequence[Succession]:
        """Who went on as this unit or school, and when."""
        return self._successions_into.get(code, ())

    def list_heirs(self, code: str) -> Sequence[Succession]:
        """Who this unit or school went on as, and when."""
        return self._successions_of.get(code, ())

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {unit.code: place for place, unit in enumerate(self.units)}

    @cached_property
    def _memberships_by_relation(self) -> Mapping[Relation, tuple[Membership, ...]]:
        return {relation: tuple(one for one in self.memberships if one.relation == relation) for relation in Relation}

    @cached_property
    def _successions_into(self) -> Mapping[str, list[Succession]]:
        return _gather((one.after, one) for one in self.successions)

    @cached_property
    def _successions_of(self) -> Mapping[str, list[Succession]]:
        return _gather((one.before, one) for one in self.successions)

    def _parents(self, relation: Relation) -> Mapping[str, list[Membership]]:
        return self._above[relation]

    def _children(self, relation: Relation) -> Mapping[str, list[Membership]]:
        return self._below[relation]

    @cached_property
    def _above(self) -> Mapping[Relation, Mapping[str, list[Membership]]]:
        return {kind: _gather((one.child, one) for one in found) for kind, found in self._memberships_by_relation.items()}

    @cached_property
    def _below(self) -> Mapping[Relation, Mapping[str, list[Membership]]]:
        return {kind: _gather((one.parent, one) for one in found) for kind, found in self._memberships_by_relation.items()}


def _gather(pairs: Iterable[tuple[str, Link]]) -> Mapping[str, list[Link]]:
    gathered: dict[str, list[Link]] = defaultdict(list)
    for key, value in pairs:
        gathered[key].append(value)
    return dict(gathered)


def check_tree(tree: UnitTree) -> None:
    """PlanError, one sentence, where a unit stands above itself, under two at once, or under nobody beside the root."""
    if sentence := next(_find_faults(tree), None):
        raise PlanError(sentence)


def _find_faults(tree: UnitTree) -> Iterator[str]:
    known = tree.by_code
    for one in tree.memberships:
        if one.parent not in known:
            yield f"“{one.child}” đứng dưới “{one.parent}”, nhưng không có đơn vị mã “{one.parent}”; hãy thêm đơn vị hoặc sửa mã."
        days = [day for day in (one.valid_from, one.valid_to) if day]
        if any(one.parent in tree.list_under(one.child, day) for day in days or [date.max]):
            yield f"“{one.child}” vừa đứng trên vừa đứng dưới “{one.parent}”; hãy sửa đơn vị cấp trên của một trong hai."
    loose = [unit.code for unit in tree.units if not tree._above[Relation.STATE].get(unit.code)]
    if len(loose) > 1:
        yield f"“{loose[0]}” và “{loose[1]}” đều không có cấp trên; chỉ một đơn vị đứng đầu, hãy ghi cấp trên cho một trong hai."
