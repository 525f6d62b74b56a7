"""A count with a target for the whole year."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.kinds import definition as kinds
from danvan_metrics.plan.rules import AnyRule
from danvan_metrics.vietnamese import NBSP, format_percent, format_quantity


def _lack_target(indicator: kinds.Asked) -> str:
    return "" if indicator.target and indicator.target > 0 else "count cần target lớn hơn 0; hãy ghi target"


def _describe_formula(indicator: kinds.Asked) -> str:
    return f"Số đã ghi ÷ {kinds.describe_amount(indicator)}, nhiều nhất là {format_percent(1)}; nhiều hơn là vượt mức."


def _hint(indicator: kinds.Asked, rule: AnyRule) -> str:
    return f"{kinds.hint_cumulative(indicator, rule)}; chỉ tiêu cả năm: từ {format_quantity(indicator.target or 0)}"


COUNT: Final = kinds.Definition(
    code="count",
    name="Số lượng",
    how="ghi một số, cộng dồn từ đầu năm",
    rule=kinds.whole_number,
    to_do=None,
    credit="done_of_target",
    evidence=kinds.Evidence.ONE,
    lines=kinds.Lines.NEVER,
    traits=kinds.Trait.PACED | kinds.Trait.CUMULATIVE | kinds.Trait.EXCEEDABLE | kinds.Trait.POOLED,
    lacks=_lack_target,
    target=lambda indicator: f"≥{NBSP}{kinds.describe_amount(indicator)}",
    formula=_describe_formula,
    hint=_hint,
    prompt=kinds.prompt_cumulative,
    figure=kinds.format_reached,
)
