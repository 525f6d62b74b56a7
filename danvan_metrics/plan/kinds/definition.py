"""What every kind of indicator says of itself: one frozen object a kind, with nothing left to a default."""

from __future__ import annotations

from collections.abc import Callable, Sized
from dataclasses import dataclass
from datetime import date
from enum import Flag, StrEnum, auto
from typing import Protocol

from danvan_metrics.plan.rules import AnyRule, WholeNumberRule
from danvan_metrics.vietnamese import NBSP, NOTHING, format_date, format_quantity, format_ratio


class Asked(Protocol):
    """What a kind needs to know of an indicator to speak of it."""

    @property
    def unit(self) -> str: ...  # noqa: D102
    @property
    def target(self) -> float | None: ...  # noqa: D102
    @property
    def deadline(self) -> date | None: ...  # noqa: D102
    @property
    def to_do_label(self) -> str: ...  # noqa: D102
    @property
    def done_label(self) -> str: ...  # noqa: D102
    @property
    def lines(self) -> Sized: ...  # noqa: D102


class Reached(Protocol):
    """What a unit answered, scored: n of N, the number or the date written, how many of the rows were answered.

    unchecked: rows left out because the office has not looked into them; 0 but through its own lens.
    """

    @property
    def n(self) -> float: ...  # noqa: D102
    @property
    def N(self) -> float: ...  # noqa: D102, N802 - n of N, as everywhere in the plan
    @property
    def done(self) -> float: ...  # noqa: D102
    @property
    def dated(self) -> date: ...  # noqa: D102
    @property
    def answered(self) -> int: ...  # noqa: D102
    @property
    def unchecked(self) -> int: ...  # noqa: D102
    @property
    def lines(self) -> int: ...  # noqa: D102


class Evidence(StrEnum):
    """How much evidence an answer takes, in words."""

    NONE = "Không cần"
    ONE = "Ít nhất 1"
    ONE_A_LINE = "Mỗi dòng ít nhất 1"


class Lines(StrEnum):
    """Whether an indicator of the kind has lines of its own."""

    NEVER = "never"
    MAY = "may"
    MUST = "must"


class Trait(Flag):
    """What else holds for a kind."""

    PACED = auto()  # held against the period's share of the year
    CUMULATIVE = auto()  # never lower than in the return before
    EXCEEDABLE = auto()  # more than the target is shown as “vượt”
    POOLED = auto()  # done and to do of all schools add up to a share
    LIMITED = auto()  # more than the target is a violation
    WORDED = auto()  # told in words: a share beside its figure says nothing
    ITEM = auto()  # on the sheet of items, and followed item by item


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """How indicators of one kind are asked, read, credited and told.

    `how` follows the name. `rule` gives the rule of “Đã thực hiện” from the first and the last day of the plan's year, None where
    no cell asks; `to_do` names what “Phải thực hiện” counts, None where that is not asked. `credit` names the function of
    metrics/credit.py that scores a line, None where nothing is scored. `lacks` says what a plan's file must add, "" where nothing
    is missing. `hint` is all of “Cách ghi”; `prompt` stands beside “Đã thực hiện”. `figure` tells what a unit
    reached, wherever figures are shown.
    """

    code: str
    name: str
    how: str
    rule: Callable[[date, date], AnyRule] | None
    to_do: Callable[[Asked], str] | None
    credit: str | None
    evidence: Evidence
    lines: Lines
    traits: Trait
    lacks: Callable[[Asked], str]
    target: Callable[[Asked], str]
    formula: Callable[[Asked], str]
    hint: Callable[[Asked, AnyRule], str]
    prompt: Callable[[Asked], str]
    figure: Callable[[Asked, Reached], str]

    @property
    def asks_to_do(self) -> bool:
        """Whether there are two numbers: “Phải thực hiện” beside “Đã thực hiện”."""
        return self.to_do is not None

    def describe(self) -> str:
        """How an indicator of this kind is answered."""
        return f"{self.name}: {self.how}" if self.how else self.name


def whole_number(_first: date, _last: date) -> WholeNumberRule:
    """The rule of a kind that is answered with a number."""
    return WholeNumberRule()


def describe_nothing(_: Asked) -> str:
    """Nothing is missing, or nothing to add."""
    return ""


def hint_answer(indicator: Asked, rule: AnyRule) -> str:
    """What the cell stands for, and the rule's own words."""
    label = f"{indicator.done_label}. " if indicator.done_label else ""
    return f"{label}{rule.describe()}"


def hint_cumulative(indicator: Asked, rule: AnyRule) -> str:
    """The same for a number that counts from the beginning of the year."""
    return f"{hint_answer(indicator, rule)}, cộng dồn từ đầu năm"


def prompt_cumulative(_: Asked) -> str:
    """Beside a number that counts from the beginning of the year."""
    return "Cộng dồn từ đầu năm; không có thì ghi 0, đừng để trống."


def prompt_reason(_: Asked) -> str:
    """Beside a choice that may not apply."""
    return "Nếu chọn “Không áp dụng”, hãy ghi lý do vào cột Ghi chú."


def format_reached(_: Asked, told: Reached) -> str:
    """“12/15”."""
    return format_ratio(told.n, told.N)


def describe_amount(indicator: Asked) -> str:
    """The target with its unit."""
    return f"{format_quantity(indicator.target or 0)}{NBSP}{indicator.unit}".rstrip()


def describe_deadline(indicator: Asked, before: str = "trước") -> str:
    """“trước 30/04/2020”."""
    return f"{before} {format_date(indicator.deadline)}" if indicator.deadline else NOTHING
