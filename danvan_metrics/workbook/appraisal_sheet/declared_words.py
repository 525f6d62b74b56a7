"""An answer, and a verdict's value, in the few words that fit a cell of the phiếu or stand beside one another."""

from __future__ import annotations

from datetime import date

from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.plan.rules import ChoiceRule, Field
from danvan_metrics.plan.verdicts import OUTCOMES, Verdict
from danvan_metrics.vietnamese import format_date, format_quantity, lower_first
from danvan_metrics.workbook.answers import Answer, State
from danvan_metrics.workbook.appraisal_sheet.sheet_rules import rules_of_value

NOT_DECLARED = "chưa báo cáo"
_STATES = {State.NOT_REPORTED: NOT_DECLARED, State.INVALID: "không hợp lệ"}


def describe_declared(plan: Plan, indicator: Indicator, answer: Answer | None) -> str:
    """What the school says of a line: “12/15”, “Đạt”, “3 cuộc”, “không áp dụng (lý do)”, “chưa báo cáo”."""
    if answer is None or answer.state in _STATES:
        return _STATES[answer.state] if answer else NOT_DECLARED
    if answer.state is State.NOT_APPLICABLE:
        return f"không áp dụng ({lower_first(answer.note)})" if answer.note else "không áp dụng"
    return describe_value(plan, indicator, answer)


def describe_value(plan: Plan, indicator: Indicator, value: Answer | Verdict) -> str:
    """The value of an answer or a verdict; "" where it has none."""
    rule = rules_of_value(plan, indicator, value.line)[Field.DONE]
    if value.choice is not None:
        return rule.label(value.choice) if isinstance(rule, ChoiceRule) and value.choice in rule.codes else value.choice
    if indicator.kind.definition.asks_to_do and value.to_do is not None:
        return f"{_format(value.done)}/{_format(value.to_do)}"
    if value.dated is not None:
        return _format(value.dated)
    return f"{_format(value.done)} {_find_unit(indicator, value.line)}".strip() if value.done is not None else ""


def describe_verdict(plan: Plan, indicator: Indicator, verdict: Verdict) -> str:
    """“Hạ: 8/12”, “Chưa đủ minh chứng”."""
    value = describe_value(plan, indicator, verdict)
    return f"{OUTCOMES[verdict.outcome]}: {value}" if value else OUTCOMES[verdict.outcome]


def _format(value: float | date | None) -> str:
    if value is None:
        return "…"
    return format_date(value) if isinstance(value, date) else format_quantity(value)


def _find_unit(indicator: Indicator, code: str) -> str:
    return next((line.unit for line in indicator.rows if line.code == code and line.unit), indicator.unit)
