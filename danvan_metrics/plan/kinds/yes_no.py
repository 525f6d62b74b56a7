"""A question answered Có or Không."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.choices import YES_NO as LABELS
from danvan_metrics.plan.kinds import definition as kinds
from danvan_metrics.plan.rules import choice_rule
from danvan_metrics.vietnamese import format_percent

YES_NO: Final = kinds.Definition(
    code="yes_no",
    name="Có / Không",
    how="",
    rule=lambda _first, _last: choice_rule(LABELS),
    to_do=None,
    credit="chosen",
    evidence=kinds.Evidence.ONE,
    lines=kinds.Lines.NEVER,
    traits=kinds.Trait(0),
    lacks=kinds.describe_nothing,
    target=lambda _: "Có",
    formula=lambda _: f"Có: {format_percent(1)}; Không: {format_percent(0)}.",
    hint=kinds.hint_answer,
    prompt=kinds.describe_nothing,
    figure=kinds.format_reached,
)
