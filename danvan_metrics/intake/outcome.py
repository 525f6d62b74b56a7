"""What came of a file that was handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from danvan_metrics.correspondence.mending import Mended
from danvan_metrics.intake.beside import KeptBeside
from danvan_metrics.intake.questions import Question
from danvan_metrics.validation.issues import Issue, Severity, describe_issue
from danvan_metrics.workbook.answers import Normalised
from danvan_metrics.workbook.recognising.recognise import Candidate, Doubt


class Status(StrEnum):
    """What came of a file."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    DUPLICATE = "duplicate"
    ASKED = "ask"
    BLANK = "blank"
    UNREADABLE = "unreadable"
    NOT_ALLOWED = "not_allowed"


@dataclass(frozen=True)
class FileOutcome:
    """One file's end: where it belongs, what is wrong with it, and where it is kept.

    `stored` is None when the file was only checked; `revision` and `submission` stand for accepted and duplicate files
    when storing (`revision` also for one that asks to be put in force again). `put_in_force`: nothing was kept anew, but an
    earlier revision of these very bytes put in force.
    `answered` of `askable` lines have an answer. A `doubt` (whose return it is) and `questions` are put to the officer and keep
    the file waiting. `mended` compares it with the file that was sent back before, where there is one. `beside`: what became of
    the files beside it in its zip, where there are any. `plan`: the plan it is a return of, where that is
    not the one the batch was handed in under.
    """

    file: str
    school: str | None
    period: str | None
    status: Status
    issues: tuple[Issue, ...] = ()
    stored: bool | None = None
    revision: int | None = None
    submission: int | None = None
    recognised_by: str = ""
    complete: bool = False
    answered: int = 0
    askable: int = 0
    received_on: date | None = None
    normalised: tuple[Normalised, ...] = ()
    doubt: Doubt | None = None
    mended: Mended | None = None
    questions: tuple[Question, ...] = ()
    put_in_force: bool = False
    beside: KeptBeside | None = None
    plan: str = ""

    @property
    def errors(self) -> tuple[Issue, ...]:
        """What keeps the return out."""
        return tuple(issue for issue in self.issues if issue.severity is Severity.ERROR)

    def to_json(self) -> dict[str, object]:
        """The shape of the command line's --json; a message is the sentence and its remedy."""
        told: dict[str, object] = {
            "file": self.file,
            "school": self.school,
            "period": self.period,
            "status": self.status.value,
            "recognised_by": self.recognised_by,
            "complete": self.complete,
            "answered": {"n": self.answered, "N": self.askable},
            "normalised": [_describe_normalised(one) for one in self.normalised],
            "issues": [describe_issue(issue) for issue in self.issues],
        }
        if self.plan:
            told["plan"] = self.plan
        if self.doubt:
            told["doubt"] = _describe_doubt(self.doubt)
        if self.questions:
            told["questions"] = [{"code": one.code, "sentence": one.sentence} for one in self.questions]
        if self.mended:
            told["mended"] = {"n": self.mended.fixed, "N": self.mended.total}
        if self.beside:
            left = [{"file": name, "why": why} for name, why in self.beside.left]
            told["evidence_files"] = {
                "kept": self.beside.kept,
                "known": self.beside.known,
                "left": left,
                "waiting": self.beside.waiting,
            }
        return told if self.stored is None else {**told, "stored": self.stored, "revision": self.revision}


def _describe_normalised(one: Normalised) -> dict[str, str]:
    return {"line": one.line, "sheet": one.place.sheet, "cell": one.place.cell, "found": one.found, "taken": one.taken}


def _describe_doubt(doubt: Doubt) -> Mapping[str, object]:
    def describe(candidates: tuple[Candidate, ...]) -> list[dict[str, object]]:
        return [{"code": one.code, "signals": list(one.signals)} for one in candidates]

    return {"why": doubt.why, "schools": describe(doubt.schools), "periods": describe(doubt.periods)}
