"""A number for which the plan sets no target: shown, never scored."""

from typing import Final

from danvan_metrics.plan.kinds import definition as kinds

TRACKED: Final = kinds.Definition(
    code="tracked",
    name="Theo dõi",
    how="ghi một số, cộng dồn từ đầu năm",
    rule=kinds.whole_number,
    to_do=None,
    credit=None,
    evidence=kinds.Evidence.NONE,
    lines=kinds.Lines.MAY,
    traits=kinds.Trait.CUMULATIVE,
    lacks=kinds.describe_nothing,
    target=kinds.describe_amount,
    formula=lambda _: "Chỉ theo dõi, không chấm điểm vì kế hoạch không đặt chỉ tiêu.",
    hint=kinds.hint_cumulative,
    prompt=kinds.prompt_cumulative,
    figure=kinds.format_reached,
)
