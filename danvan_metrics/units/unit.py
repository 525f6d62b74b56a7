"""A unit that schools or other units stand under, and the facts that change with time: under whom, and what it became."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Relation(StrEnum):
    """How one stands under another: reports to it (state), or works with it (front: Mặt trận, đoàn thể, địa bàn)."""

    STATE = "state"
    FRONT = "front"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of any storey: a ministry, province, commune or district; codes are unique among units and schools together.

    kind: as the office says it (“tỉnh”, “xã”, “phường”). head, signer and recipients (“Nơi nhận”) stand on its papers; send_to:
    where its schools' returns are to be sent. decision: the paper it was set up by.
    """

    code: str
    name: str
    short_name: str
    kind: str = ""
    other_names: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None
    decision: str = ""
    head: str = ""
    signer: str = ""
    recipients: tuple[str, ...] = ()
    send_to: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Whether the unit existed that day."""
        return is_within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Membership:
    """Under whom a unit or school (`child`) stands, from the first to the last day, both included; None: not bounded."""

    child: str
    parent: str
    relation: Relation = Relation.STATE
    valid_from: date | None = None
    valid_to: date | None = None
    decision: str = ""

    def is_valid_on(self, day: date) -> bool:
        """Whether it held that day."""
        return is_within(day, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class Succession:
    """A unit or school (`before`) that went on as another (`after`) from this day: merged, split, or set up anew.

    One that took in others and stays under its own code went on as itself (before == after) beside them.
    """

    before: str
    after: str
    on: date
    decision: str = ""


def is_within(day: date, first: date | None, last: date | None) -> bool:
    """Whether a day lies between two others, both included; None bounds nothing."""
    return (first is None or first <= day) and (last is None or day <= last)
