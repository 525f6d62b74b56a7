"""What was agreed in a meeting about a weak cell: who does what by when, and how that stands on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class ActionState(StrEnum):
    """How an action stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    DONE = "done"
    DROPPED = "dropped"


STATE_WORDS: Final = {
    ActionState.OPEN: "đang làm",
    ActionState.OVERDUE: "quá hạn",
    ActionState.DONE: "đã xong",
    ActionState.DROPPED: "thôi không làm",
}


class Deed(StrEnum):
    """What can happen to an action."""

    AGREED = "agreed"
    CHANGED = "changed"
    DONE = "done"
    DROPPED = "dropped"
    TAKEN_UP = "open"


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing that happened to an action: on which day, what, by whom (“” where nobody said), with what result or why.

    The action's task, person and due are as they read from then on.
    """

    day: date
    deed: Deed
    task: str
    person: str
    due: date
    actor: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do (product.md, point 13).

    period: the report it was agreed on; subject: the code of a group or indicator, the weak cell's column. `closed_as` is DONE or
    DROPPED, None while it is open; `closed_on` and `closing_note` belong to it. history: everything that happened, the agreement
    first; () of one fixed before it was kept.
    """

    id: int
    period: str
    school: str
    subject: str
    task: str
    person: str
    due: date
    agreed_on: date
    closed_as: ActionState | None = None
    closed_on: date | None = None
    closing_note: str = ""
    history: tuple[Happening, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.closed_as is None

    def judge(self, day: date) -> ActionState:
        """How it stands on a day; due is the last day, so that it is overdue from the day after."""
        if self.closed_as is not None:
            return self.closed_as
        return ActionState.OVERDUE if day > self.due else ActionState.OPEN
