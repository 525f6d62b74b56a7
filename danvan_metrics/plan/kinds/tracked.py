"""A number for which the plan sets no target: shown, never scored."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.kinds.definition import (
    Definition,
    Evidence,
    Lines,
    Trait,
    describe_amount,
    describe_nothing,
    hint_cumulative,
    prompt_cumulative,
    whole_number,
)

TRACKED: Final = Definition(
    code="tracked",
    name="Theo dõi",
    how="ghi một số, cộng dồn từ đầu năm",
    rule=whole_number,
    to_do=None,
    credit=None,
    evidence=Evidence.NONE,
    lines=Lines.MAY,
    traits=Trait.CUMULATIVE,
    lacks=describe_nothing,
    target=describe_amount,
    formula=lambda _: "Chỉ theo dõi, không chấm điểm vì kế hoạch không đặt chỉ tiêu.",
    hint=hint_cumulative,
    prompt=prompt_cumulative,
)
