"""Last period's answers in words a person reads, for the grey column."""

from __future__ import annotations

from datetime import date
from typing import Final

from danvan_metrics.plan.choices import STATUSES, ModelStatus
from danvan_metrics.plan.entries import rules_for
from danvan_metrics.plan.kinds import Source
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.plan.rules import ChoiceRule, Field
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.workbook.answers import Answer, ModelEntry, Return, State

NOT_REPORTED: Final = "chưa báo cáo"
_INVALID: Final = "không hợp lệ"
_NOT_APPLICABLE: Final = "không áp dụng"
_LONGEST: Final = 80
_LONGEST_BESIDE: Final = 40  # of a text that stands beside others


def describe_previous_lines(plan: Plan, previous: Return) -> dict[str, str]:
    """Every line of the plan by its code, as the return before answered it."""
    answers = {answer.line: answer for answer in previous.answers}
    return {
        code: _describe_line(plan, indicator, answers.get(code), previous) for code, indicator in plan.indicator_of_line.items()
    }


def describe_previous_facts(previous: Return) -> dict[str, str]:
    """The fields of Thông tin as the return before gave them."""
    return {fact.key: describe_value(fact.value) for fact in previous.facts}


def describe_previous_model(model: ModelEntry) -> str:
    """A registered model: name, status and evidence."""
    status = STATUSES[ModelStatus(model.status)].lower() if model.status else ""
    return _join(_shorten(model.name, _LONGEST_BESIDE), status, _count_evidence(model.evidence_count))


def describe_value(value: float | date | str | None) -> str:
    """A number, a date or a text as people write it; empty where blank."""
    if value is None:
        return ""
    if isinstance(value, str):
        return _shorten(value)
    return format_date(value) if isinstance(value, date) else format_quantity(value)


def _describe_line(plan: Plan, indicator: Indicator, answer: Answer | None, previous: Return) -> str:
    if indicator.source is not None:
        return _describe_models(indicator.source, previous)
    if answer is None or answer.state is State.NOT_REPORTED:
        return NOT_REPORTED if indicator.entered else ""
    if answer.state is State.NOT_APPLICABLE:
        return _join(_NOT_APPLICABLE, _shorten(answer.note, _LONGEST_BESIDE))
    if answer.state is State.INVALID:
        return _INVALID
    return _join(_describe_answer(plan, indicator, answer), _count_evidence(answer.evidence_count))


def _describe_answer(plan: Plan, indicator: Indicator, answer: Answer) -> str:
    rule = rules_for(plan, indicator)[Field.DONE]
    if answer.choice is not None and isinstance(rule, ChoiceRule):
        return rule.label(answer.choice)
    if indicator.kind.definition.asks_to_do:
        return f"{describe_value(answer.done)}/{describe_value(answer.to_do)}"
    return describe_value(answer.done if answer.dated is None else answer.dated)


def _describe_models(source: Source, previous: Return) -> str:
    registered = len(previous.models)
    if source not in {Source.MODELS_REGISTERED, Source.MODELS_WITH_RESULTS}:
        return ""
    if not registered and previous.models_declared is None:
        return NOT_REPORTED
    if source is Source.MODELS_REGISTERED:
        return f"{registered} mô hình"
    return f"{sum(model.has_result for model in previous.models)}/{registered} mô hình"


def _count_evidence(count: float | None) -> str:
    return f"{format_quantity(count)} minh chứng" if count else ""


def _join(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def _shorten(text: str, longest: int = _LONGEST) -> str:
    return text if len(text) <= longest else text[: longest - 1].rsplit(" ", 1)[0] + "…"
