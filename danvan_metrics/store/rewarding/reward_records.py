"""What goes into the store about recognition and reward and what comes out of it, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class ModelKey:
    """One registered model, by its name on the return of a school and period."""

    plan: str
    school: str
    period: str
    model: str


@dataclass(frozen=True, kw_only=True)
class NewRecognition:
    """What a model is recognised as by a decision, or (`withdrawn`) that it is recognised no more, and why."""

    key: ModelKey
    level: str
    exemplary: bool
    decision: str
    decided_on: date
    withdrawn: bool = False
    reason: str = ""
    actor: str = ""


@dataclass(frozen=True, kw_only=True)
class RecognitionRecord(NewRecognition):
    """A recognition as kept, numbered in the order they came; the last one of a model counts."""

    id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NewCouncil:
    """A meeting of the council; `present` are the names and titles of those of its `members` (a number) who came."""

    plan: str
    period: str
    held_on: date
    place: str
    members: int
    present: tuple[tuple[str, str], ...]
    chair: str
    secretary: str
    conclusion: str = ""
    actor: str = ""


@dataclass(frozen=True, kw_only=True)
class CouncilRecord(NewCouncil):
    """A meeting as kept."""

    id: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class NewProposal:
    """Somebody proposed for a reward; `figures` are JSON, opaque here."""

    plan: str
    period: str
    owner: str
    school: str
    name: str
    title: str
    model: str
    form: str
    summary: str
    figures: Mapping[str, object] = field(default_factory=dict)
    actor: str = ""


@dataclass(frozen=True, kw_only=True)
class NewRewardStep:
    """What was done to a proposal: “considered” (meeting, votes), “decided”, “withdrawn” or “dropped” (reason)."""

    step: str
    meeting: int | None = None
    votes_for: int | None = None
    votes_cast: int | None = None
    decision: str = ""
    decided_on: date | None = None
    reason: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
    actor: str = ""


@dataclass(frozen=True, kw_only=True)
class RewardStepRecord(NewRewardStep):
    """A step as kept."""

    id: int
    proposal: int
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ProposalRecord(NewProposal):
    """A proposal as kept, with everything that was done to it, oldest first."""

    id: int
    at: datetime
    steps: tuple[RewardStepRecord, ...] = ()

    @property
    def step(self) -> str:
        """How far it has come: “proposed” where nothing was done to it."""
        return self.steps[-1].step if self.steps else "proposed"


@dataclass(frozen=True, slots=True)
class RewardHistory:
    """Everything of a plan that was recognised, held and proposed, oldest first."""

    recognitions: tuple[RecognitionRecord, ...] = ()
    councils: tuple[CouncilRecord, ...] = ()
    proposals: tuple[ProposalRecord, ...] = ()
