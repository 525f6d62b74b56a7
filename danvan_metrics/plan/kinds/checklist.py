"""Several lines, each answered Có, Không or Không áp dụng."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.choices import CHECKLIST as LABELS
from danvan_metrics.plan.kinds import definition as kinds
from danvan_metrics.plan.rules import choice_rule
from danvan_metrics.vietnamese import format_ratio


def _format_figure(_: kinds.Asked, told: kinds.Reached) -> str:
    ticked = format_ratio(told.n, told.N)
    done = "đã kiểm" if told.unchecked else "đã trả lời"  # what the office has not looked into, the school may well have answered
    return ticked if told.answered == told.lines else f"{ticked} · {done} {told.answered}/{told.lines} dòng"


CHECKLIST: Final = kinds.Definition(
    code="checklist",
    name="Bảng kiểm",
    how="mỗi dòng ghi Có / Không / Không áp dụng",
    rule=lambda _first, _last: choice_rule(LABELS),
    to_do=None,
    credit="chosen",
    evidence=kinds.Evidence.ONE_A_LINE,
    lines=kinds.Lines.MUST,
    traits=kinds.Trait.PACED,
    lacks=kinds.describe_nothing,
    target=lambda indicator: f"Đủ {len(indicator.lines)} dòng",
    formula=lambda indicator: f"Số dòng ghi Có ÷ số dòng áp dụng (cả thảy {len(indicator.lines)} dòng).",
    hint=kinds.hint_answer,
    prompt=kinds.prompt_reason,
    figure=_format_figure,
)
