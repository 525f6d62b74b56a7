"""A kind that the house does not know: a share of 100, as a school writes it (tests/unit/plan/test_kinds.py)."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.kinds.definition import (
    Definition,
    Evidence,
    Lines,
    Trait,
    describe_nothing,
    format_reached,
    hint_answer,
)
from danvan_metrics.plan.rules import WholeNumberRule

SHARE: Final = Definition(
    code="share",
    name="Phần trăm",
    how="ghi số phần trăm",
    rule=lambda _first, _last: WholeNumberRule(0, 100),
    to_do=None,
    credit="done_of_target",
    evidence=Evidence.ONE,
    lines=Lines.NEVER,
    traits=Trait.PACED,
    lacks=describe_nothing,
    target=lambda indicator: f"≥ {indicator.target:.0f} phần trăm",
    formula=lambda indicator: f"Số đã ghi ÷ {indicator.target:.0f}.",
    hint=hint_answer,
    prompt=lambda _: "Không ghi dấu %.",
    figure=format_reached,
)
