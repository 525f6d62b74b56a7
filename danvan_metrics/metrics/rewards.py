"""What the office recognised, proposed and decided, as plain values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final


class RewardStep(StrEnum):
    """How far a proposal has come."""

    PROPOSED = "proposed"
    CONSIDERED = "considered"
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"
    DROPPED = "dropped"


STEP_WORDS: Final = {
    RewardStep.PROPOSED: "mới đề nghị",
    RewardStep.CONSIDERED: "Hội đồng đã xét",
    RewardStep.DECIDED: "đã có quyết định khen",
    RewardStep.WITHDRAWN: "đã rút khen thưởng",
    RewardStep.DROPPED: "thôi đề nghị",
}


OPEN_STEPS: Final = frozenset({RewardStep.PROPOSED, RewardStep.CONSIDERED, RewardStep.DECIDED})
_DIGITS: Final = 4  # the plan file writes 2/3 as 0.6667, and 6 of 9 reach it


@dataclass(frozen=True, slots=True)
class RecognisedModel:
    """A registered model recognised at a level by a decision; `exemplary`: named an example (tiêu biểu). In force only."""

    school: str
    period: str
    model: str
    level: str
    exemplary: bool
    decision: str
    decided_on: date


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody present at a meeting of the council."""

    name: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class CouncilMeeting:
    """A meeting of the council: who of its `members` (a number) was present, and what was concluded."""

    id: int
    period: str
    place: str
    held_on: date
    members: int
    present: tuple[Attendee, ...]
    chair: str
    secretary: str
    conclusion: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Somebody proposed for a reward; `owner` is “collective” or “individual”, `figures` the appraisal's as they stood then.

    passed: whether the votes carried it (None: not considered yet). decision, decided_on: of the reward once signed; reason: why
    it was withdrawn or dropped.
    """

    id: int
    period: str
    owner: str
    school: str
    name: str
    title: str
    model: str
    form: str
    summary: str
    figures: dict[str, object] = field(default_factory=dict)
    step: RewardStep = RewardStep.PROPOSED
    meeting: int | None = None
    votes_for: int | None = None
    votes_cast: int | None = None
    passed: bool | None = None
    decision: str = ""
    decided_on: date | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Rewards:
    """Everything recognised and proposed, in the order it came."""

    recognised: tuple[RecognisedModel, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    meetings: tuple[CouncilMeeting, ...] = ()

    def of_period(self, period: str) -> Rewards:
        """What concerns one period."""
        return Rewards(
            tuple(one for one in self.recognised if one.period == period),
            tuple(one for one in self.proposals if one.period == period),
            tuple(one for one in self.meetings if one.period == period),
        )

    @property
    def standing(self) -> tuple[Proposal, ...]:
        """The proposals that were neither dropped nor withdrawn."""
        return tuple(one for one in self.proposals if one.step in OPEN_STEPS)

    def find_meeting(self, number: int | None) -> CouncilMeeting | None:
        """The meeting of this number."""
        return next((one for one in self.meetings if one.id == number), None)


def reaches(n: float, total: float, share: float) -> bool:
    """Whether n of `total` is at least the share the office set, both to four decimals; of nothing there is no share."""
    return bool(total) and round(n / total, _DIGITS) >= round(share, _DIGITS)


def count_considered(rewards: Rewards, period: str, schools: Collection[str]) -> tuple[int, int]:
    """“đã xét n/N trường”: of these schools, those of which the council voted on a proposal of the period."""
    considered = {one.school for one in rewards.proposals if one.period == period and one.meeting is not None}
    return len(considered & set(schools)), len(set(schools))


def count_proposed(rewards: Rewards, period: str, owner: str | None = None) -> int:
    """“đề nghị n”: proposals of the period that stand, of one owner (“collective”, “individual”) or of both.

    What the council voted down is proposed no more.
    """
    standing = rewards.of_period(period).standing
    return sum(owner in {None, one.owner} and one.passed is not False for one in standing)


def count_decided(rewards: Rewards, period: str) -> int:
    """Rewards of the period signed and not withdrawn."""
    return sum(one.period == period and one.step is RewardStep.DECIDED for one in rewards.proposals)
