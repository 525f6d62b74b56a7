"""What goes into the store of conclusions and what comes out of it, as values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ConcludedLine:
    """One thing a meeting concluded.

    school "": said to all; subject: the code of the group or indicator it is about ("": none). `action`: the number of the task
    it was given as. What names school, subject, person and due day is a task.
    """

    text: str
    school: str = ""
    subject: str = ""
    person: str = ""
    due: date | None = None
    action: int | None = None

    @property
    def is_task(self) -> bool:
        """Whether it says who does it where and by when."""
        return bool(self.school and self.subject and self.person and self.due)


@dataclass(frozen=True, kw_only=True)
class NewConclusion:
    """What a meeting on a period's report concluded, to be kept.

    opening: the words before the numbered lines; corrects: the version this one stands in for, with the `reason`.
    """

    plan: str
    period: str
    held_on: date
    name: str
    place: str
    chair: str
    secretary: str
    present: str
    opening: str
    lines: tuple[ConcludedLine, ...]
    actor: str = ""
    corrects: int | None = None
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class ConclusionRecord(NewConclusion):
    """A meeting's conclusions as they read now; `version` counts from 1, `first_at`: when the first was kept."""

    id: int
    at: datetime
    first_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Concluded:
    """What became of a conclusion that was kept: its number, and of its tasks how many are new and how many stood already."""

    id: int
    new_tasks: int
    known_tasks: int
