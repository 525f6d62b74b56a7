"""A return as values: what one school answered for one period, every answer knowing its cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from danvan_metrics.plan.rules import Field, Refusal

EMPTY: Final = "(để trống)"
MODELS_QUESTION: Final = "Mô hình"  # the line of its sheet among those asked


class State(StrEnum):
    """What stands in a line. A blank is not reported; 0 is a value."""

    VALUE = "value"
    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: the sheet's name and an A1 address ("" for the whole sheet)."""

    sheet: str
    cell: str = ""


@dataclass(frozen=True, slots=True)
class Identity:
    """Which return a workbook says it is."""

    plan: str
    plan_version: str
    school: str
    period: str
    template_version: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """A cell whose value a rule refused."""

    line: str
    place: Place
    refusal: Refusal


@dataclass(frozen=True, slots=True)
class Normalised:
    """A cell read as something other than what is written in it: `found` as written, `taken` as read, both as people see them."""

    line: str
    place: Place
    found: str
    taken: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One line answered. `done` holds the number of a ratio (done), count, limit or tracked line."""

    line: str
    state: State
    to_do: float | None = None
    done: float | None = None
    choice: str | None = None
    dated: date | None = None
    evidence_count: float | None = None
    evidence: str = ""
    note: str = ""
    cells: Mapping[Field, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FactAnswer:
    """One field of the sheet Thông tin, as number, date or text."""

    key: str
    value: float | date | str | None
    place: Place


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One registered model; `field` and `area` as the plan words them."""

    place: Place
    name: str
    field: str | None = None
    area: str | None = None
    owner: str | None = None
    leader: str = ""
    started_on: date | None = None
    status: str | None = None
    beneficiaries: float | None = None
    result: str = ""
    evidence_count: float | None = None
    evidence: str = ""
    proposed_for_award: bool | None = None

    @property
    def has_result(self) -> bool:
        """Result and evidence both stand (NV8.1)."""
        return bool(self.result) and bool(self.evidence_count)


@dataclass(frozen=True, slots=True)
class EvidenceItem:
    """One piece of evidence listed on the sheet Minh chứng; `used_for` are codes of lines as written, one after another."""

    place: Place
    code: str
    title: str = ""
    kind: str = ""
    number: str = ""
    dated: date | None = None
    issuer: str = ""
    location: str = ""
    used_for: str = ""


@dataclass(frozen=True, slots=True)
class Return:
    """A whole workbook read. `models_declared` is the answer to “Đơn vị có đăng ký mô hình không?” (None: blank)."""

    identity: Identity
    facts: tuple[FactAnswer, ...]
    answers: tuple[Answer, ...]
    models: tuple[ModelEntry, ...]
    models_declared: bool | None
    rejected: tuple[Rejected, ...]
    missing: tuple[tuple[str, Place], ...] = ()  # lines and sheets not found: (what, where it was looked for)
    normalised: tuple[Normalised, ...] = ()
    evidence: tuple[EvidenceItem, ...] = ()

    def fact(self, key: str) -> float | date | str | None:
        """The value of a field of Thông tin; None where blank or absent."""
        return next((answer.value for answer in self.facts if answer.key == key), None)


ANSWER_COLUMNS: Final = (
    "school", "period", "line", "state", "to_do", "done", "choice", "dated", "evidence_count",
)  # fmt: skip
MODEL_COLUMNS: Final = (
    "school", "period", "name", "field", "area", "owner", "status", "beneficiaries", "has_result", "evidence_count",
    "result",
)  # fmt: skip
EVIDENCE_COLUMNS: Final = (
    "school", "period", "code", "title", "kind", "number", "dated", "issuer", "location", "used_for",
)  # fmt: skip
RECEIPT_COLUMNS: Final = ("school", "period", "received_on", "revision", "submission", "models_declared")


class SentBack(NamedTuple):
    """A school and period whose files were all sent back: the first day one came; day, errors and lines answered of the last."""

    school: str
    period: str
    received_on: date
    sent_back_on: date
    errors: int
    answered: int
    askable: int


SENT_BACK_COLUMNS: Final = SentBack._fields
