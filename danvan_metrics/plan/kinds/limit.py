"""A number that should stay at or below a limit."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.kinds import definition as kinds
from danvan_metrics.plan.rules import AnyRule
from danvan_metrics.vietnamese import NBSP, format_percent, format_quantity


def _lack_target(indicator: kinds.Asked) -> str:
    sound = indicator.target is not None and indicator.target >= 0
    return "" if sound else "limit cần target từ 0 trở lên; hãy ghi target"


def _describe_formula(indicator: kinds.Asked) -> str:
    return f"Không quá {kinds.describe_amount(indicator)}: {format_percent(1)}; nhiều hơn: {format_percent(0)}."


def _hint(indicator: kinds.Asked, rule: AnyRule) -> str:
    return f"{kinds.hint_cumulative(indicator, rule)}; yêu cầu: không quá {format_quantity(indicator.target or 0)}"


def _format_figure(indicator: kinds.Asked, told: kinds.Reached) -> str:
    amount = f"{format_quantity(told.done)} {indicator.unit}".rstrip()
    passed = "có " if told.done > (indicator.target or 0) else ""
    return f"{passed}{amount} (giới hạn {format_quantity(indicator.target or 0)})"


LIMIT: Final = kinds.Definition(
    code="limit",
    name="Giới hạn",
    how="ghi một số, càng ít càng tốt",
    rule=kinds.whole_number,
    to_do=None,
    credit="within_target",
    evidence=kinds.Evidence.NONE,
    lines=kinds.Lines.NEVER,
    traits=kinds.Trait.CUMULATIVE | kinds.Trait.LIMITED | kinds.Trait.WORDED,
    lacks=_lack_target,
    target=lambda indicator: f"≤{NBSP}{kinds.describe_amount(indicator)}",
    formula=_describe_formula,
    hint=_hint,
    prompt=kinds.prompt_cumulative,
    figure=_format_figure,
)
