"""What goes into the store about an appraisal and what comes out of it, as values."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from danvan_metrics.plan.verdicts import Lane, Role, Stage, Verdict


@dataclass(frozen=True, slots=True)
class AppraisalKey:
    """One appraisal: a school's return for a period, in a round of the plan."""

    plan: str
    school: str
    period: str
    round: str


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a team; `workplace` is the code of the school they work in, else words (“Phòng GD&ĐT”)."""

    name: str
    role: Role
    workplace: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """A team as it stands; `id` of its last row."""

    id: int
    round: str
    name: str
    members: tuple[Member, ...]
    dissolved: bool = False


@dataclass(frozen=True, kw_only=True)
class Step:
    """What was done to an appraisal: the stage it came to, and what was said then.

    due: until when the school may answer. detail: the opinion of the school, the conclusion, the two independent appraisers …
    """

    stage: Stage
    version: int
    at: datetime
    actor: str
    team: int | None = None
    submission: int | None = None
    due: date | None = None
    reason: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class VerdictRecord:
    """A decision on a line as kept; `revision` counts those of its lane, `submission` is the hand-in it was made on.

    sheet_sha256: of the phiếu it came in with; None: entered at the desk.
    """

    verdict: Verdict
    lane: Lane
    revision: int
    version: int
    submission: int
    at: datetime
    sheet_sha256: str | None = None


@dataclass(frozen=True)
class SheetFile:
    """A phiếu as it was handed in."""

    name: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """What it is known by."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, kw_only=True)
class AppraisalRecord:
    """An appraisal with everything that was done to it, oldest first; no step: nobody has been assigned."""

    key: AppraisalKey
    steps: tuple[Step, ...] = ()
    verdicts: tuple[VerdictRecord, ...] = ()  # every one, in the order they were kept
    seen: Mapping[str, bool] = field(default_factory=dict)  # pieces of evidence ticked, by code

    @property
    def stage(self) -> Stage:
        """Where it stands."""
        return self.steps[-1].stage if self.steps else Stage.UNASSIGNED

    @property
    def version(self) -> int:
        """1, and one more with every reopening."""
        return self.steps[-1].version if self.steps else 1

    @property
    def team(self) -> int | None:
        """The number of the team it was given to last, as it was named then."""
        return next((step.team for step in reversed(self.steps) if step.team is not None), None)

    @property
    def appraisers(self) -> tuple[str, ...]:
        """The two who judge without seeing each other's verdicts; empty: the whole team writes in one lane."""
        return tuple(next(_find_told(reversed(self.steps), "appraisers"), ()))

    @property
    def sent(self) -> Step | None:
        """When it was last laid before the school under this version; its `due` is the last day for the school's opinion."""
        return next((step for step in reversed(self._current) if step.stage is Stage.WITH_SCHOOL and step.due), None)

    @property
    def opinion(self) -> Mapping[str, object] | None:
        """What the school said since then: agrees, text, lines, by; None: nothing yet."""
        since = self._current[self._current.index(self.sent) :] if self.sent else ()
        return next(_find_told(reversed(since), "opinion"), None)

    @property
    def conclusion(self) -> Mapping[str, object] | None:
        """What was signed last, day as ISO text: held_on, place, attendees, signers …; None before the first conclusion."""
        return next(_find_told(reversed(self.steps), "conclusion"), None)

    @property
    def concluded(self) -> tuple[Step, ...]:
        """The steps that concluded it, one a version, oldest first."""
        return tuple(step for step in self.steps if step.stage is Stage.CONCLUDED)

    def go_back(self, version: int) -> AppraisalRecord:
        """It as it stood when this version was concluded; StopIteration where it was not."""
        last = next(place for place, step in enumerate(self.steps) if step.stage is Stage.CONCLUDED and step.version == version)
        judged = tuple(one for one in self.verdicts if one.version <= version)
        return replace(self, steps=self.steps[: last + 1], verdicts=judged)

    def list_objections(self) -> dict[str, datetime]:
        """The lines the school objected to under this version, and when that was kept."""
        return {
            line: step.at
            for step in self._current
            for opinion in _find_told([step], "opinion")
            for line in opinion.get("lines", ())
        }

    @property
    def _current(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.version == self.version)


def _find_told(steps: Iterable[Step], what: str) -> Iterator[Any]:
    """What was said under this name, step by step; JSON as it was kept."""
    return (step.detail[what] for step in steps if what in step.detail)
