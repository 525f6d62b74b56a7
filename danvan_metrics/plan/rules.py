"""Rules: one object describes what a cell takes, checks a value, and tells Excel how to enforce it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache

from danvan_metrics.plan.choices import Choice, ModelStatus, Owner
from danvan_metrics.plan.shares import read_percent
from danvan_metrics.plan.synonyms import find_synonym, list_meanings
from danvan_metrics.raw import (
    DAY_ZERO,
    Raw,
    find_day_of_serial,
    format_raw,
    guess_date,
    is_blank,
    is_plain_date,
    is_plain_number,
    list_number_meanings,
    read_date,
    read_number,
)
from danvan_metrics.vietnamese import clean_text, fold, format_date, format_quantity

# A return of a past year may be filled in, and its “8/10” made a day, years later; a school has no count that reaches 43.000.
_LATER_YEARS = 10


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


@dataclass(frozen=True, slots=True)
class WholeNumberRule:
    """A whole number from `minimum` to `maximum`; `units` are the words that may follow it (“12 cuộc”).

    `year` is the plan's: a number that a spreadsheet program may have made of a day about it (“8/10” → 44112) is not taken.
    """

    minimum: int = 0
    maximum: int = 1_000_000
    units: tuple[str, ...] = ()
    year: int | None = None

    def describe(self) -> str:
        """Vietnamese phrase."""
        return f"Số nguyên từ {format_quantity(self.minimum)} trở lên"

    def check(self, raw: Raw) -> float | Refusal | None:
        """The number as float; a date, a fraction, a negative number or words are refused."""
        if is_blank(raw):
            return None
        if isinstance(raw, date):
            return Refusal("date_in_number", f"ngày {format_date(read_date(raw) or raw)}", self.describe())
        number = read_number(raw, self.units)
        return self._refuse_words(raw) if number is None else self._judge(raw, number)

    def _refuse_words(self, raw: Raw) -> Refusal:
        meanings = list_number_meanings(raw, self.units)
        if meanings:
            both = " mà cũng có thể là ".join(format_raw(number) for number in meanings)
            return Refusal("ambiguous_number", format_raw(raw), both)
        return Refusal(_name_problem(raw), format_raw(raw), self.describe())

    def _judge(self, raw: Raw, number: float) -> float | Refusal:
        if not number.is_integer():
            return Refusal("not_whole", format_raw(raw), self.describe())
        day = self._find_day(number)
        if day:
            both = f"{format_quantity(number)}, là số mà cũng có thể là ngày {format_date(day)} bị đổi thành số"
            return Refusal("date_in_number", both, self.describe())
        if not self.minimum <= number <= self.maximum:
            return Refusal("out_of_range", format_raw(raw), self._range())
        return number

    def _find_day(self, number: float) -> date | None:
        """The day that a spreadsheet program may have made this number of: it adds the year of the computer's clock."""
        if self.year is None:
            return None
        return find_day_of_serial(number, date(self.year - 1, 1, 1), date(self.year + _LATER_YEARS, 12, 31))

    def retell(self, raw: Raw, value: Raw) -> str | None:
        """The number, where words or unusual digits stand in the cell."""
        return None if is_plain_number(raw) else format_raw(value)

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
        """The code of the label found, matched without regard to case and accents, or of a word that means it."""
        if is_blank(raw):
            return None
        text = format_raw(raw)
        code = _codes_by_key(self).get(fold(text)) or find_synonym(self.codes, text)
        return code if code is not None else self._refuse(text)

    def _refuse(self, text: str) -> Refusal:
        meanings = list_meanings(self.codes, text)
        if meanings:
            return Refusal("ambiguous_choice", text, " hay ".join(f"“{self.label(code)}”" for code in meanings))
        return Refusal("not_a_choice", text, " / ".join(self.labels))

    def retell(self, raw: Raw, value: Raw) -> str | None:
        """The label, where another word stands in the cell."""
        return None if raw in self.labels or fold(format_raw(raw)) in _codes_by_key(self) else self.label(str(value))

    def label(self, code: str) -> str:
        """The label of a code."""
        return self.labels[self.codes.index(code)]

    def excel(self) -> ExcelRule:
        """A drop-down list."""
        return ExcelRule("list", None, None, None, self.labels)


@dataclass(frozen=True, slots=True)
class DateRule:
    """A date from `first` to `last`, both included; one from the `years_before` is a fact too, and is taken."""

    first: date
    last: date
    years_before: int = 1

    @property
    def earliest(self) -> date:
        """Before it the year is mistyped."""
        return date(self.first.year - self.years_before, 1, 1)

    def describe(self) -> str:
        """Vietnamese phrase."""
        return f"Ngày từ {format_date(self.first)} đến {format_date(self.last)}"

    def check(self, raw: Raw) -> date | Refusal | None:
        """The date; text as a person writes it and an Excel serial are taken where they can mean one day only."""
        if is_blank(raw):
            return None
        day = read_date(raw) or guess_date(raw, self.first, self.last)
        if day is None:
            return Refusal("not_a_date", format_raw(raw), self.describe())
        if not self.earliest <= day <= self.last:
            return Refusal("date_outside_year", format_date(day), self.describe())
        return day

    def retell(self, raw: Raw, value: Raw) -> str | None:
        """The day in figures, where it stands in words, in another order or as a serial."""
        return None if is_plain_date(raw) else format_raw(value)

    def excel(self) -> ExcelRule:
        """A date between the limits, as serials."""
        return ExcelRule("date", "between", str(_serial(self.earliest)), str(_serial(self.last)))


@dataclass(frozen=True, slots=True)
class TextRule:
    """Free text up to `longest` characters."""

    longest: int = 1000

    def describe(self) -> str:
        """Vietnamese phrase."""
        return f"Chữ, không quá {format_quantity(self.longest)} ký tự"

    def check(self, raw: Raw) -> str | Refusal | None:
        """The text cleaned; too long is refused."""
        text = clean_text(format_raw(raw))
        if len(text) > self.longest:
            return Refusal("too_long", f"{format_quantity(len(text))} ký tự", self.describe())
        return text or None

    def retell(self, raw: Raw, value: Raw) -> str | None:  # noqa: ARG002
        """Nothing: text is taken as it stands."""
        return None

    def excel(self) -> ExcelRule:
        """A text length."""
        return ExcelRule("textLength", "lessThanOrEqual", str(self.longest), None)


AnyRule = WholeNumberRule | ChoiceRule | DateRule | TextRule


def choice_rule(labels: dict[Choice, str] | dict[ModelStatus, str] | dict[Owner, str]) -> ChoiceRule:
    """A choice of these labels."""
    return ChoiceRule(tuple(labels), tuple(labels.values()))


def _name_problem(raw: Raw) -> str:
    return "percent_in_number" if isinstance(raw, str) and read_percent(raw) is not None else "not_a_number"


def _serial(day: date) -> int:
    return (day - DAY_ZERO).days


@lru_cache(maxsize=64)
def _codes_by_key(rule: ChoiceRule) -> dict[str, str]:
    return {fold(label): code for code, label in zip(rule.codes, rule.labels, strict=True)}
