"""The trail, oldest to newest, narrowed to what is asked for and told line by line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.topics.audit.trace import ACT_WORDS, Trace
from danvan_metrics.topics.audit.trace_details import Namer, describe_detail


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of a trail: "" and None for all of it; both days count, as days in Viet Nam."""

    person: str = ""
    act: str = ""
    school: str = ""
    first: date | None = None
    last: date | None = None
    refused_only: bool = False

    def holds(self, trace: Trace) -> bool:
        """Whether this line belongs to it."""
        day = trace.at.astimezone(TIME_ZONE).date()
        same = self.person in {"", trace.actor} and self.act in {"", trace.act} and self.school in {"", trace.school}
        in_days = (self.first is None or self.first <= day) and (self.last is None or day <= self.last)
        return same and in_days and (trace.refused or not self.refused_only)


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One line in words: when (in Viet Nam), who, did what, to what, from what, to what, why."""

    moment: str
    person: str
    deed: str
    about: str
    before: str
    after: str
    reason: str
    refused: bool


def choose(traces: Iterable[Trace], wanted: Wanted) -> tuple[Trace, ...]:
    """The lines asked for, oldest first."""
    return tuple(sorted(filter(wanted.holds, traces), key=lambda trace: trace.at))


def tell(trace: Trace, namer: Namer) -> TrailLine:
    """One line of the trail in words; KeyError for an act that has none."""
    told = describe_detail(trace.act, trace.detail, namer)
    where = (namer.name_school(trace.school), namer.name_period(trace.period), told.about)
    moment = f"{trace.at.astimezone(TIME_ZONE):%d/%m/%Y %H:%M:%S}"
    about = " · ".join(filter(None, where))
    return TrailLine(moment, trace.actor, ACT_WORDS[trace.act], about, told.before, told.after, told.reason, trace.refused)
