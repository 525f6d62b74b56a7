"""Rules: one object describes what a cell takes, checks a value, and tells Excel how to enforce it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from danvan_metrics.plan.choices import Choice, ModelStatus, Owner
from danvan_metrics.plan.raw import Raw, is_blank, read_date, read_number, show_raw
from danvan_metrics.vietnamese import clean_text, fold, format_date, format_quantity


class Field(StrEnum):
    """The cells of a line."""

    TO_DO = "to_do"
    DONE = "done"
    EVIDENCE_COUNT = "evidence_count"
    EVIDENCE = "evidence"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a value is not taken: an issue code, what was found and what is expected, both in Vietnamese."""

    code: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True)
class ExcelRule:
    """A rule in the terms of Excel's data validation (dates as Excel serials, options as labels)."""

    type: str
    operator: str | None
    first: str | None
    second: str | None
    options: tuple[str, ...] = ()


class Rule(Protocol):
    """What every rule can do; `check` gives the value, None for a blank, or a Refusal."""

    def describe(self) -> str:
        """The Vietnamese phrase for “Cách ghi”, prompts and the help page."""

    def check(self, raw: Raw) -> object | Refusal | None:
        """Judge one cell; a blank is None, never 0."""

    def excel(self) -> ExcelRule:
        """The same limits as Excel enforces them."""


@dataclass(frozen=True, slots=True)
class WholeNumberRule:
    """A whole number from `minimum` to `maximum`."""

    minimum: int = 0
    maximum: int = 1_000_000

    def describe(self) -> str:
        """Vietnamese phrase."""
        return f"Số nguyên từ {format_quantity(self.minimum)} trở lên"

    def check(self, raw: Raw) -> float | Refusal | None:
        """The number as float; a date, a fraction, a negative number or words are refused."""
        if is_blank(raw):
            return None
        if isinstance(raw, date):
            return Refusal("date_in_number", format_date(raw), self.describe())
        number = read_number(raw)
        if number is None:
            return Refusal("not_a_number", show_raw(raw), self.describe())
        if not number.is_integer():
            return Refusal("not_whole", show_raw(raw), self.describe())
        if not self.minimum <= number <= self.maximum:
            return Refusal("out_of_range", show_raw(raw), self._range())
        return number

    def _range(self) -> str:
        return f"từ {format_quantity(self.minimum)} đến {format_quantity(self.maximum)}"

    def excel(self) -> ExcelRule:
        """A whole number between the limits."""
        return ExcelRule("whole", "between", str(self.minimum), str(self.maximum))


@dataclass(frozen=True, slots=True)
class ChoiceRule:
    """One of a few labels; codes and labels are parallel."""

    codes: tuple[str, ...]
    labels: tuple[str, ...]

    def describe(self) -> str:
        """Vietnamese phrase."""
        return "Chọn: " + " / ".join(self.labels) if len(self.labels) <= 4 else "Chọn trong danh sách"

    def check(self, raw: Raw) -> str | Refusal | None:
        """The code of the label found, matched without regard to case and accents."""
        if is_blank(raw):
            return None
        code = _codes_by_key(self).get(fold(show_raw(raw)))
        return code if code is not None else Refusal("not_a_choice", show_raw(raw), " / ".join(self.labels))

    def label(self, code: str) -> str:
        """The label of a code."""
        return self.labels[self.codes.index(code)]

    def excel(self) -> ExcelRule:
        """A drop-down list."""
        return ExcelRule("list", None, None, None, self.labels)


@dataclass(frozen=True, slots=True)
class DateRule:
    """A date from `first` to `last`, both included."""

    first: date
    last: date

    def describe(self) -> str:
        """Vietnamese phrase."""
        return f"Ngày từ {format_date(self.first)} đến {format_date(self.last)}"

    def check(self, raw: Raw) -> date | Refusal | None:
        """The date; text as dd/mm/yyyy is taken, anything else is refused."""
        if is_blank(raw):
            return None
        day = read_date(raw)
        if day is None:
            return Refusal("not_a_date", show_raw(raw), self.describe())
        if not self.first <= day <= self.last:
            return Refusal("date_outside_year", format_date(day), self.describe())
        return day

    def excel(self) -> ExcelRule:
        """A date between the limits, as serials."""
        return ExcelRule("date", "between", str(_serial(self.first)), str(_serial(self.last)))


@dataclass(frozen=True, slots=True)
class TextRule:
    """Free text up to `longest` characters."""

    longest: int = 1000

    def describe(self) -> str:
        """Vietnamese phrase."""
        return f"Chữ, không quá {format_quantity(self.longest)} ký tự"

    def check(self, raw: Raw) -> str | Refusal | None:
        """The text cleaned; too long is refused."""
        text = clean_text(show_raw(raw))
        if len(text) > self.longest:
            return Refusal("too_long", f"{format_quantity(len(text))} ký tự", self.describe())
        return text or None

    def excel(self) -> ExcelRule:
        """A text length."""
        return ExcelRule("textLength", "lessThanOrEqual", str(self.longest), None)


AnyRule = WholeNumberRule | ChoiceRule | DateRule | TextRule


def choice_rule(labels: dict[Choice, str] | dict[ModelStatus, str] | dict[Owner, str]) -> ChoiceRule:
    """A choice of these labels."""
    return ChoiceRule(tuple(labels), tuple(labels.values()))


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


@lru_cache(maxsize=64)
def _codes_by_key(rule: ChoiceRule) -> dict[str, str]:
    return {fold(label): code for code, label in zip(rule.codes, rule.labels, strict=True)}
