"""A figure that nobody enters: worked out from receipts, the roster or appraisals."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.kinds.definition import (
    Definition,
    Evidence,
    Lines,
    Trait,
    describe_amount,
    describe_nothing,
    hint_answer,
)

DERIVED: Final = Definition(
    code="derived",
    name="Tự tính",
    how="không phải ghi",
    rule=None,
    to_do=None,
    credit=None,
    evidence=Evidence.NONE,
    lines=Lines.NEVER,
    traits=Trait(0),
    lacks=describe_nothing,
    target=describe_amount,
    formula=lambda _: "Phần mềm tự tính, không chấm điểm.",
    hint=hint_answer,
    prompt=describe_nothing,
)
