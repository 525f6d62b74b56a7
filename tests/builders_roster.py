"""A small province's units and schools for changes to be made on, and the changes in one line each."""

from __future__ import annotations

from datetime import date

from danvan_metrics.units.changes.change_rules import Choices
from danvan_metrics.units.changes.folding import fold_changes
from danvan_metrics.units.changes.roster_change import RosterChange, RosterDeed
from danvan_metrics.units.roster import Roster
from tests.builders import PLAN
from tests.builders_units import build_roster

TODAY = date(2026, 1, 1)
MERGED_ON = date(2025, 7, 1)
CHOICES = Choices(PLAN.levels, PLAN.types)

UNITS = """
code | name     | short | kind | parent
T    | Tỉnh T   | T     | tỉnh |
A    | Xã A     | A     | xã   | T
B    | Xã B     | B     | xã   | T
C    | Phường C | C     | phường | T
"""
SCHOOLS = """
code | name  | level    | unit | model
A1   | MN A  | Mầm non  | A    |
A2   | TH A  | Tiểu học | A    |
B1   | MN B  | Mầm non  | B    |
C1   | MN C  | Mầm non  | C    |
C2   | TH C  | Tiểu học | C    |
"""


def province() -> Roster:
    """Tỉnh T with xã A (A1, A2), xã B (B1) and phường C (C1, C2)."""
    return build_roster(UNITS, SCHOOLS)


def add_unit(code: str, parent: str = "T", on: date = MERGED_ON, **fields: object) -> RosterChange:
    """A unit set up that day."""
    named = {"is": "unit", "name": f"Xã {code}", "short_name": code, "kind": "xã", "parent": parent}
    return change(RosterDeed.ADDED, code, on, **named | fields)


def add_school(code: str, unit: str, on: date = MERGED_ON, **fields: object) -> RosterChange:
    """A kindergarten set up that day."""
    named = {"is": "school", "name": f"Trường MN {code}", "short_name": f"MN {code}", "level": "Mầm non", "commune": unit}
    return change(RosterDeed.ADDED, code, on, parent=unit, **named | fields)


def merge(into: str, *among: str, on: date = MERGED_ON) -> RosterChange:
    """Some into one that stands."""
    return change(RosterDeed.MERGED, into, on, among=list(among))


def split(code: str, *parts: str, on: date = MERGED_ON, **places: str) -> RosterChange:
    """One into some; `places`: where what stood under it goes."""
    return change(RosterDeed.SPLIT, code, on, into=list(parts), places=places)


def move(code: str, parent: str, on: date = MERGED_ON) -> RosterChange:
    """One under another."""
    return change(RosterDeed.MOVED, code, on, parent=parent)


def change(deed: RosterDeed, code: str, on: date = MERGED_ON, **detail: object) -> RosterChange:
    """By decision NQ 1."""
    return RosterChange(deed, code, on, detail, decision="NQ 1")


def fold(*changes: RosterChange, roster: Roster | None = None, today: date = TODAY) -> Roster:
    """The province, or this roster, after changes."""
    return fold_changes(roster or province(), changes, PLAN.levels, today).roster
