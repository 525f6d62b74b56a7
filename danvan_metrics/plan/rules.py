"""Rules: one object describes what a cell takes, checks a value, and tells Excel how to enforce it."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Protocol

from danvan_metrics.plan.model import Fact, FactKind, Indicator, Kind, Plan
from danvan_metrics.vietnamese import clean_text, fold, format_date, format_quantity

Raw = str | float | int | bool | date | datetime | None


class Field(StrEnum):
    """The cells of a line."""

    TO_DO = "to_do"
    DONE = "done"
    EVIDENCE_COUNT = "evidence_count"
    EVIDENCE = "evidence"
    NOTE = "note"


class Choice(StrEnum):
    """What a drop-down answers, whatever its label."""

    YES = "yes"
    NO = "no"
    MET = "met"
    DOING = "doing"
    NOT_STARTED = "not_started"
    NOT_APPLICABLE = "not_applicable"


class ModelStatus(StrEnum):
    """How far a registered model is."""

    REGISTERED = "registered"
    DOING = "doing"
    FINISHED = "finished"
    STOPPED = "stopped"


class Owner(StrEnum):
    """Whose model it is."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"


YES_NO = {Choice.YES: "Có", Choice.NO: "Không"}
CHECKLIST = {**YES_NO, Choice.NOT_APPLICABLE: "Không áp dụng"}
LEVELS = {
    Choice.MET: "Đạt",
    Choice.DOING: "Đang thực hiện",
    Choice.NOT_STARTED: "Chưa thực hiện",
    Choice.NOT_APPLICABLE: "Không áp dụng",
}
STATUSES = {
    ModelStatus.REGISTERED: "Đăng ký",
    ModelStatus.DOING: "Đang thực hiện",
    ModelStatus.FINISHED: "Hoàn thành",
    ModelStatus.STOPPED: "Dừng",
}
OWNERS = {Owner.COLLECTIVE: "Tập thể", Owner.INDIVIDUAL: "Cá nhân"}


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
        if _is_blank(raw):
            return None
        if isinstance(raw, date):
            return Refusal("date_in_number", format_date(raw), self.describe())
        number = _read_number(raw)
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
        if _is_blank(raw):
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
        if _is_blank(raw):
            return None
        day = _read_date(raw)
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
        if _is_blank(raw):
            return None
        text = clean_text(show_raw(raw))
        if len(text) > self.longest:
            return Refusal("too_long", f"{format_quantity(len(text))} ký tự", self.describe())
        return text

    def excel(self) -> ExcelRule:
        """A text length."""
        return ExcelRule("textLength", "lessThanOrEqual", str(self.longest), None)


AnyRule = WholeNumberRule | ChoiceRule | DateRule | TextRule
EVIDENCE_COUNT_RULE = WholeNumberRule(0, 10_000)
EVIDENCE_RULE = TextRule(2000)
NOTE_RULE = TextRule(1000)


def choice_rule(labels: dict[Choice, str] | dict[ModelStatus, str] | dict[Owner, str]) -> ChoiceRule:
    """A choice of these labels."""
    return ChoiceRule(tuple(labels), tuple(labels.values()))


def rules_for(plan: Plan, indicator: Indicator) -> dict[Field, AnyRule]:
    """The rule of every cell a school fills in on a line of this indicator; empty where nothing is entered."""
    if not indicator.entered:
        return {}
    rules: dict[Field, AnyRule] = {Field.DONE: _answer_rule(plan, indicator.kind)}
    if indicator.kind is Kind.RATIO:
        rules = {Field.TO_DO: WholeNumberRule(), **rules}
    if indicator.needs_evidence:
        rules |= {Field.EVIDENCE_COUNT: EVIDENCE_COUNT_RULE, Field.EVIDENCE: EVIDENCE_RULE}
    return {**rules, Field.NOTE: NOTE_RULE}


def _answer_rule(plan: Plan, kind: Kind) -> AnyRule:
    labels = {Kind.YES_NO: YES_NO, Kind.CHECKLIST: CHECKLIST, Kind.LEVEL: LEVELS}.get(kind)
    if labels is not None:
        return choice_rule(labels)
    return DateRule(plan.first_day, plan.last_day) if kind is Kind.DATE else WholeNumberRule()


def show_raw(raw: Raw) -> str:
    """A cell's value as a person would read it in the sheet."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, date):
        return format_date(raw)
    if isinstance(raw, (int, float)):
        return _show_number(float(raw))
    return raw


def _show_number(number: float) -> str:
    return format_quantity(number) if number.is_integer() else str(number).replace(".", ",")


def _is_blank(raw: Raw) -> bool:
    return raw is None or (isinstance(raw, str) and not clean_text(raw))


def _read_number(raw: Raw) -> float | None:
    if isinstance(raw, bool):
        return None
    if isinstance(raw, (int, float)):
        return float(raw) if math.isfinite(raw) else None
    text = clean_text(str(raw))
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    return float(text.replace(",", ".")) if re.fullmatch(r"-?\d{1,12}([.,]\d+)?", text, re.ASCII) else None


def _read_date(raw: Raw) -> date | None:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", clean_text(str(raw)), re.ASCII)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


@lru_cache(maxsize=64)
def _codes_by_key(rule: ChoiceRule) -> dict[str, str]:
    return {fold(label): code for code, label in zip(rule.codes, rule.labels, strict=True)}


FACT_NUMBER_RULE = WholeNumberRule(0, 100_000)
FACT_TEXT_RULE = TextRule(200)
MODEL_NAME_RULE = TextRule(200)
MODEL_LEADER_RULE = TextRule(100)


def fact_rule(plan: Plan, fact: Fact) -> AnyRule:
    """The rule of a field of the sheet Thông tin."""
    if fact.kind is FactKind.DATE:
        return DateRule(plan.first_day, plan.last_day)
    return FACT_NUMBER_RULE if fact.kind is FactKind.NUMBER else FACT_TEXT_RULE


def models_question_rule() -> ChoiceRule:
    """The rule of “Đơn vị có đăng ký mô hình không?”."""
    return choice_rule(YES_NO)


def model_rules(plan: Plan) -> dict[str, AnyRule]:
    """The rule of every column of the sheet Mô hình; the field is free text where the plan lists none."""
    names = tuple(model_field.name for model_field in plan.fields_of_models)
    return {
        "name": MODEL_NAME_RULE,
        "field": ChoiceRule(names, names) if names else FACT_TEXT_RULE,
        "owner": choice_rule(OWNERS),
        "leader": MODEL_LEADER_RULE,
        "started_on": DateRule(plan.first_day, plan.last_day),
        "status": choice_rule(STATUSES),
        "beneficiaries": WholeNumberRule(),
        "result": EVIDENCE_RULE,
        "evidence_count": EVIDENCE_COUNT_RULE,
        "evidence": EVIDENCE_RULE,
        "proposed_for_award": choice_rule(YES_NO),
    }
