"""How far an item is: Đạt, Đang thực hiện, Chưa thực hiện or Không áp dụng."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.choices import LEVELS, Choice
from danvan_metrics.plan.kinds import definition as kinds
from danvan_metrics.plan.rules import choice_rule
from danvan_metrics.vietnamese import format_percent


def _describe_formula(_: kinds.Asked) -> str:
    return f"Đạt: {format_percent(1)}; Đang thực hiện và Chưa thực hiện: {format_percent(0)}; Không áp dụng: không tính."


LEVEL: Final = kinds.Definition(
    code="level",
    name="Mức độ",
    how="Đạt / Đang thực hiện / Chưa thực hiện / Không áp dụng",
    rule=lambda _first, _last: choice_rule(LEVELS),
    to_do=None,
    credit="chosen",
    evidence=kinds.Evidence.ONE,
    lines=kinds.Lines.NEVER,
    traits=kinds.Trait.PACED | kinds.Trait.ITEM,
    lacks=kinds.describe_nothing,
    target=lambda _: LEVELS[Choice.MET],
    formula=_describe_formula,
    hint=kinds.hint_answer,
    prompt=kinds.prompt_reason,
    figure=kinds.format_reached,
)
