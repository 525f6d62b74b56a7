"""Which rule every cell of a phiếu has: the office's value takes what the school's cell takes, the rest is the same for all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Final

from danvan_metrics.plan.entries import EVIDENCE_COUNT_RULE, rules_of_line
from danvan_metrics.plan.model import Indicator, Line, Plan
from danvan_metrics.plan.rules import AnyRule, ChoiceRule, DateRule, Field, TextRule, WholeNumberRule
from danvan_metrics.plan.verdicts import METHODS, OUTCOMES


class SheetField(StrEnum):
    """The cells of a line of a phiếu that somebody fills in."""

    SEEN = "seen"
    METHOD = "method"
    TO_DO = "to_do"
    DONE = "done"
    OUTCOME = "outcome"
    REASON = "reason"
    PERSON = "person"
    DAY = "day"


OUTCOME_RULE: Final = ChoiceRule(tuple(OUTCOMES), tuple(OUTCOMES.values()))
METHOD_RULE: Final = ChoiceRule(tuple(METHODS), tuple(METHODS.values()))
REASON_RULE: Final = TextRule(1000)
PERSON_RULE: Final = TextRule(200)


def rule_of_day(plan: Plan) -> DateRule:
    """The day of a verdict: in the plan's year or, at the latest, the year after."""
    return DateRule(plan.first_day, date(plan.year + 1, 12, 31), years_before=0)


def rules_of_value(plan: Plan, indicator: Indicator, code: str) -> Mapping[Field, AnyRule]:
    """The rules of the office's own value: those of the school's cells, and of a figure that no cell of the school's asks for."""
    line = next((line for line in indicator.rows if line.code == code), Line(code=code, text=code))
    entered = rules_of_line(plan, indicator, line)
    if entered:
        return {field: rule for field, rule in entered.items() if field in {Field.TO_DO, Field.DONE}}
    counted = replace(WholeNumberRule(), year=plan.year, units=(indicator.unit,) if indicator.unit else ())
    fields = (Field.TO_DO, Field.DONE) if indicator.kind.definition.asks_to_do else (Field.DONE,)
    return dict.fromkeys(fields, counted)


def rules_of_sheet_line(plan: Plan, indicator: Indicator, code: str) -> Mapping[SheetField, AnyRule]:
    """The rule of every cell of one line; a line that has one value has no cell for what there was to do."""
    value = {SheetField(field.value): rule for field, rule in rules_of_value(plan, indicator, code).items()}
    return {
        SheetField.SEEN: EVIDENCE_COUNT_RULE,
        SheetField.METHOD: METHOD_RULE,
        **value,
        SheetField.OUTCOME: OUTCOME_RULE,
        SheetField.REASON: REASON_RULE,
        SheetField.PERSON: PERSON_RULE,
        SheetField.DAY: rule_of_day(plan),
    }
