"""`units list`: the tree with how many schools stand under each unit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from danvan_metrics.access.policies import check_can_manage_roster
from danvan_metrics.commands.office import find_office_actor, open_office
from danvan_metrics.commands.output import print_json
from danvan_metrics.commands.terminal.narrow_table import print_lines
from danvan_metrics.units.roster import Roster
from danvan_metrics.units.unit import Unit


def run(*, sample: bool, on: date | None, as_json: bool) -> int:
    """Print the units, each under the one it stands under; of a roster without units, its schools."""
    district = open_office(sample=sample)
    check_can_manage_roster(find_office_actor(district))
    roster, day = district.roster, on or district.today()
    rows = list(_list_rows(roster, day))
    if as_json:
        print_json([_describe(roster, depth, unit, day) for depth, unit in rows])
        return 0
    lines = [f"{'  ' * depth}{unit.name} ({unit.code}): {len(roster.list_under(unit.code, day))} trường" for depth, unit in rows]
    own = [] if rows else [f"{one.name} ({one.code})" for one in roster.select(on=day)]
    print_lines(lines or own)
    return 0


def _list_rows(roster: Roster, on: date) -> Iterator[tuple[int, Unit]]:
    """Every unit of the day with how deep it stands, those under it after it."""
    waiting = [(0, roster.tree.root)] if roster.tree.root else []
    while waiting:
        depth, unit = waiting.pop()
        yield depth, unit
        waiting += [(depth + 1, below) for below in reversed(roster.tree.children_of(unit.code, on))]


def _describe(roster: Roster, depth: int, unit: Unit, on: date) -> dict[str, Any]:
    return {
        "code": unit.code,
        "name": unit.name,
        "kind": unit.kind,
        "parent": roster.tree.parent_of(unit.code, on) or "",
        "depth": depth,
        "schools": len(roster.list_under(unit.code, on)),
    }
