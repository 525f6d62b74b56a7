"""A figure that nobody enters: worked out from receipts, the roster or appraisals."""

from typing import Final

from danvan_metrics.plan.kinds import definition as kinds

DERIVED: Final = kinds.Definition(
    code="derived",
    name="Tự tính",
    how="không phải ghi",
    rule=None,
    to_do=None,
    credit=None,
    evidence=kinds.Evidence.NONE,
    lines=kinds.Lines.NEVER,
    traits=kinds.Trait(0),
    lacks=kinds.describe_nothing,
    target=kinds.describe_amount,
    formula=lambda _: "Phần mềm tự tính, không chấm điểm.",
    hint=kinds.hint_answer,
    prompt=kinds.describe_nothing,
    figure=kinds.format_reached,
)
