"""What goes into the store and what comes out of it, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from danvan_metrics.workbook.answers import Return

if TYPE_CHECKING:
    import pandas as pd  # records are made of returns long before anybody wants tables of them


@dataclass(frozen=True)
class NewSubmission:
    """A return to keep: the original bytes and what was read from them.

    received_on: the day the office received it, by which on time is judged; uploaded_at: when it came in here
    (timezone-aware). recognised_by: by what its school and period were told, the officer's answer included. `detail` goes
    into the event “accepted”, which is written in the same transaction in the name of `actor`, who handed
    it in here; else it was the sender.
    """

    content: bytes
    file_name: str
    returned: Return
    received_on: date
    uploaded_at: datetime
    sender: str = ""
    actor: str = ""
    recognised_by: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Saved:
    """Where a return stands now; `stored` is False where these very bytes were there already."""

    submission: int
    revision: int
    stored: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """A day received set right: the day it was taken to be from then on, why, by whom, and when that was decided."""

    received_on: date
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Selection:
    """A revision put in force by the office: why, by whom, when, and which revision was the latest at that moment."""

    latest_revision: int
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A hand-in withdrawn by the office, or (`withdrawn` False) taken back in: why, by whom and when."""

    withdrawn: bool
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SubmissionRecord:
    """One hand-in, without its answers; `in_force` tells whether figures are computed from it.

    received_on: the day that counts, the last correction's where there is one; `received_as_entered`: the day given when it
    came in. `corrections`, `selections` and `withdrawals` stand in the order they were made.
    """

    id: int
    school: str
    period: str
    revision: int
    file_name: str
    sender: str
    received_on: date
    uploaded_at: datetime
    sha256: str
    size: int
    template_version: str
    in_force: bool
    received_as_entered: date
    recognised_by: str = ""
    corrections: tuple[Correction, ...] = ()
    selections: tuple[Selection, ...] = ()
    withdrawals: tuple[Withdrawal, ...] = ()

    @property
    def withdrawn(self) -> bool:
        """Whether it counts as if it had not come: the last of its withdrawals has not been taken back."""
        return bool(self.withdrawals) and self.withdrawals[-1].withdrawn


@dataclass(frozen=True, slots=True)
class Kept:
    """The hand-in in force, as a new file is held against it: how many lines it answers, and whether it answers about models.

    `answered` names the lines where they are more than the new file's; else nobody asks, and it is empty.
    """

    submission: int
    revision: int
    file_name: str
    received_on: date
    lines: int
    answered: tuple[str, ...]
    models_answered: bool


@dataclass(frozen=True, slots=True)
class Known:
    """The hand-in that a file is, byte for byte; `withdrawal` where it does not count any more."""

    submission: int
    revision: int
    file_name: str
    received_on: date
    withdrawal: Withdrawal | None


@dataclass(frozen=True, slots=True)
class Holding:
    """What a new file meets in the store: the hand-in in force of its school and period, and the one it is itself."""

    in_force: Kept | None
    same: Known | None

    @property
    def is_repeated(self) -> bool:
        """Whether the file is the very one in force."""
        return bool(self.in_force and self.same and self.in_force.submission == self.same.submission)


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the audit trail."""

    id: int
    at: datetime
    action: str
    school: str
    period: str
    submission: int | None
    detail: Mapping[str, object]
    actor: str


@dataclass(frozen=True)
class NewRefusal:
    """A file that was not taken: sent back with errors, of unknown origin, or unreadable (`school`, `period` None where unknown).

    `issues`: a mapping per issue with the keys code, severity, sheet, cell and line. `answered` of `askable` lines had an answer.
    """

    plan: str
    sha256: str
    file_name: str
    status: str
    school: str | None
    period: str | None
    received_on: date
    uploaded_at: datetime
    sender: str = ""
    recognised_by: str = ""
    answered: int = 0
    askable: int = 0
    issues: tuple[Mapping[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class RefusalRecord(NewRefusal):
    """A refusal as kept, numbered in the order they came; `received_on` is the last correction's where there is one."""

    id: int
    corrections: tuple[Correction, ...] = ()

    @property
    def errors(self) -> int:
        """How many of the issues are errors."""
        return sum(issue["severity"] == "error" for issue in self.issues)


@dataclass(frozen=True)
class Agreement:
    """What is to be done about a school's weak cell (`subject`: the code of its group or indicator), by whom and by when."""

    period: str
    school: str
    subject: str
    task: str
    person: str
    due: date


@dataclass(frozen=True, kw_only=True)
class NewAction(Agreement):
    """Something a meeting agreed on, to be kept."""

    plan: str
    agreed_on: date
    actor: str = ""


@dataclass(frozen=True, slots=True)
class ChangedAction:
    """How an action reads from a day on: why it was changed, by whom, and when that was written."""

    task: str
    person: str
    due: date
    on_day: date
    reason: str
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SteppedAction:
    """An action “done”, “dropped” or “open” again: with what result or why, by whom, and when that was written."""

    state: str
    on_day: date
    note: str
    actor: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class ActionRecord(Agreement):
    """An action as it reads now, with its last step: state “done” or “dropped”, or “open” without one or taken up again.

    agreed_as: how it read at first; happened: its changes and steps since, in order.
    """

    id: int
    agreed_on: date
    actor: str
    state: str = "open"
    closed_on: date | None = None
    note: str = ""
    agreed_as: ChangedAction | None = None
    happened: tuple[ChangedAction | SteppedAction, ...] = ()


@dataclass(frozen=True, kw_only=True)
class FixedFigures:
    """Figures fixed for a meeting, with everything they come from but the submissions.

    The documents are JSON, opaque here (sent_back_document: what schools had sent that was not taken; appraisals and rewards:
    the office's word then, "" of a snapshot taken before there was any); figures_sha256 is of the figures computed then.
    """

    plan: str
    name: str
    period: str
    meeting_on: date
    as_of: date
    plan_document: str
    roster_document: str
    actions_document: str
    sent_back_document: str = "[]"
    appraisals_document: str = ""
    rewards_document: str = ""
    figures_sha256: str
    actor: str = ""


@dataclass(frozen=True, kw_only=True)
class NewSnapshot(FixedFigures):
    """Figures to fix: `received` names the submissions they come from, with the day each counts as received."""

    received: Mapping[int, date]


@dataclass(frozen=True, slots=True)
class SnapshotSubmission:
    """One submission a snapshot uses; `sha256` is of its file."""

    submission: int
    school: str
    period: str
    revision: int
    file_name: str
    received_on: date
    sha256: str


@dataclass(frozen=True, kw_only=True)
class SnapshotRecord(FixedFigures):
    """A snapshot as kept, with the submissions it uses in the order they came in."""

    id: int
    at: datetime
    submissions: tuple[SnapshotSubmission, ...]


class Frames(NamedTuple):
    """Everything in force, of one moment; its fields are those of metrics' Dataset.

    Columns ANSWER_COLUMNS, MODEL_COLUMNS, RECEIPT_COLUMNS, SENT_BACK_COLUMNS, APPRAISAL_COLUMNS, VERDICT_COLUMNS and
    EVIDENCE_COLUMNS.
    """

    answers: pd.DataFrame
    models: pd.DataFrame
    receipts: pd.DataFrame
    sent_back: pd.DataFrame
    appraisals: pd.DataFrame
    verdicts: pd.DataFrame
    evidence: pd.DataFrame
