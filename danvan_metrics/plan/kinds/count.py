"""A count with a target for the whole year."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.kinds.definition import (
    Asked,
    Definition,
    Evidence,
    Lines,
    Trait,
    describe_amount,
    hint_cumulative,
    prompt_cumulative,
    whole_number,
)
from danvan_metrics.plan.rules import AnyRule
from danvan_metrics.vietnamese import NBSP, format_percent, format_quantity


def _lack_target(indicator: Asked) -> str:
    return "" if indicator.target and indicator.target > 0 else "count cần target lớn hơn 0; hãy ghi target"


def _describe_formula(indicator: Asked) -> str:
    return f"Số đã ghi ÷ {describe_amount(indicator)}, nhiều nhất là {format_percent(1)}; nhiều hơn là vượt (▲)."


def _hint(indicator: Asked, rule: AnyRule) -> str:
    return f"{hint_cumulative(indicator, rule)}; chỉ tiêu cả năm: từ {format_quantity(indicator.target or 0)}"


COUNT: Final = Definition(
    code="count",
    name="Số lượng",
    how="ghi một số, cộng dồn từ đầu năm",
    rule=whole_number,
    to_do=None,
    credit="done_of_target",
    evidence=Evidence.ONE,
    lines=Lines.NEVER,
    traits=Trait.PACED | Trait.CUMULATIVE | Trait.EXCEEDABLE | Trait.POOLED,
    lacks=_lack_target,
    target=lambda indicator: f"≥{NBSP}{describe_amount(indicator)}",
    formula=_describe_formula,
    hint=_hint,
    prompt=prompt_cumulative,
)
