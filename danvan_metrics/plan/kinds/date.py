"""A date with a deadline: the deadline's own day is late."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.kinds.definition import Asked, Definition, Evidence, Lines, Trait, describe_deadline, hint_answer
from danvan_metrics.plan.rules import AnyRule, DateRule
from danvan_metrics.vietnamese import format_percent


def _lack_deadline(indicator: Asked) -> str:
    return "" if indicator.deadline else "date cần deadline; hãy ghi dạng 2020-04-30"


def _describe_formula(indicator: Asked) -> str:
    due = describe_deadline(indicator)
    return f"Đã ghi ngày: {format_percent(1)}; {due} là đúng hạn, đúng ngày đó hoặc sau đó là trễ."


def _hint(indicator: Asked, rule: AnyRule) -> str:
    return f"{hint_answer(indicator, rule)}; hạn: {describe_deadline(indicator)}"


def _prompt(indicator: Asked) -> str:
    return f"Hạn: {describe_deadline(indicator, 'trước ngày')}."


DATE: Final = Definition(
    code="date",
    name="Ngày",
    how="ghi ngày đã thực hiện",
    rule=DateRule,
    to_do=None,
    credit="dated",
    evidence=Evidence.ONE,
    lines=Lines.NEVER,
    traits=Trait(0),
    lacks=_lack_deadline,
    target=lambda indicator: describe_deadline(indicator).capitalize(),
    formula=_describe_formula,
    hint=_hint,
    prompt=_prompt,
)
