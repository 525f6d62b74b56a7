"""How far an item is: Đạt, Đang thực hiện, Chưa thực hiện or Không áp dụng."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.choices import LEVELS, Choice
from danvan_metrics.plan.kinds.definition import (
    Asked,
    Definition,
    Evidence,
    Lines,
    Trait,
    describe_nothing,
    hint_answer,
    prompt_reason,
)
from danvan_metrics.plan.rules import choice_rule
from danvan_metrics.vietnamese import format_percent


def _describe_formula(_: Asked) -> str:
    return f"Đạt: {format_percent(1)}; Đang thực hiện và Chưa thực hiện: {format_percent(0)}; Không áp dụng: không tính."


LEVEL: Final = Definition(
    code="level",
    name="Mức độ",
    how="Đạt / Đang thực hiện / Chưa thực hiện / Không áp dụng",
    rule=lambda _first, _last: choice_rule(LEVELS),
    to_do=None,
    credit="chosen",
    evidence=Evidence.ONE,
    lines=Lines.NEVER,
    traits=Trait.PACED | Trait.ITEM,
    lacks=describe_nothing,
    target=lambda _: LEVELS[Choice.MET],
    formula=_describe_formula,
    hint=hint_answer,
    prompt=prompt_reason,
)
