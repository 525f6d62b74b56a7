"""What a meeting concluded, as the office's paper and pages tell it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from danvan_metrics.formats.docx.decree import name_matter
from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.plan.model import Plan
from danvan_metrics.vietnamese import format_date

EVERYBODY = "Các trường"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing concluded: whom it is said to (“Các trường”: all), about what, and who does it by when ("" and None: nobody)."""

    text: str
    whom: str
    subject: str = ""
    person: str = ""
    due: date | None = None

    @property
    def is_given(self) -> bool:
        """Whether somebody is named or a day is set: it stands among what was given."""
        return bool(self.person or self.due)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludedMeeting:
    """A meeting and what it concluded, in order; `replaces`: why this version stands in for another ("": for none)."""

    plan: Plan
    period: str
    held_on: date
    name: str
    place: str
    chair: str
    secretary: str
    present: str
    opening: str
    points: tuple[Point, ...]
    as_of: date
    sample: bool
    version: int = 1
    replaces: str = ""

    @property
    def told(self) -> tuple[Point, ...]:
        """What is said without anybody who does it by a day."""
        return tuple(point for point in self.points if not point.is_given)

    @property
    def given(self) -> tuple[Point, ...]:
        """What somebody does, or what has a day."""
        return tuple(point for point in self.points if point.is_given)

    @property
    def matter(self) -> str:
        """“kết quả thực hiện năm “Dân vận khéo” kỳ 9 tháng năm 2020”."""
        return name_matter(self.plan, self.period, unbroken=True)

    @property
    def subject(self) -> str:
        """“Kết luận cuộc họp “Họp quý III” về kết quả …”."""
        return f"Kết luận cuộc họp “{self.name}” về {self.matter}"

    @property
    def imprint(self) -> Imprint:
        """What the file says of itself."""
        title = f"Thông báo kết luận cuộc họp · {self.plan.short_title}"
        footer = f"{title} · họp ngày {format_date(self.held_on)}"
        return Imprint(title, self.subject, self.plan.office.name, footer, self.as_of, self.sample)
