"""A date with a deadline: the deadline's own day is late."""

from __future__ import annotations

from datetime import date
from typing import Final

from danvan_metrics.plan.kinds import definition as kinds
from danvan_metrics.plan.rules import AnyRule, DateRule
from danvan_metrics.vietnamese import format_date, format_percent


def _lack_deadline(indicator: kinds.Asked) -> str:
    return "" if indicator.deadline else "date cần deadline; hãy ghi dạng 2020-04-30"


def _describe_formula(indicator: kinds.Asked) -> str:
    due = kinds.describe_deadline(indicator)
    return f"Đã ghi ngày: {format_percent(1)}; {due} là đúng hạn, đúng ngày đó hoặc sau đó là trễ."


def _hint(indicator: kinds.Asked, rule: AnyRule) -> str:
    return f"{kinds.hint_answer(indicator, rule)}; hạn: {kinds.describe_deadline(indicator)}"


def _prompt(indicator: kinds.Asked) -> str:
    return f"Hạn: {kinds.describe_deadline(indicator, 'trước ngày')}."


def describe_day(indicator: kinds.Asked, day: date) -> str:
    """“29/04/2020, đúng hạn”, “02/05/2020, trễ 3 ngày”: the deadline's own day is late by one."""
    late = (day - indicator.deadline).days + 1 if indicator.deadline else 0
    return f"{format_date(day)}, " + (f"trễ {late} ngày" if late > 0 else "đúng hạn")


DATE: Final = kinds.Definition(
    code="date",
    name="Ngày",
    how="ghi ngày đã thực hiện",
    rule=DateRule,
    to_do=None,
    credit="dated",
    evidence=kinds.Evidence.ONE,
    lines=kinds.Lines.NEVER,
    traits=kinds.Trait.WORDED,
    lacks=_lack_deadline,
    target=lambda indicator: kinds.describe_deadline(indicator).capitalize(),
    formula=_describe_formula,
    hint=_hint,
    prompt=_prompt,
    figure=lambda indicator, told: describe_day(indicator, told.dated),
)
