"""A question answered Có or Không."""

from typing import Final

from danvan_metrics.plan.choices import YES_NO as LABELS
from danvan_metrics.plan.kinds.definition import Definition, Evidence, Lines, Trait, describe_nothing, hint_answer
from danvan_metrics.plan.rules import choice_rule
from danvan_metrics.vietnamese import format_percent

YES_NO: Final = Definition(
    code="yes_no",
    name="Có / Không",
    how="",
    rule=lambda _first, _last: choice_rule(LABELS),
    to_do=None,
    credit="chosen",
    evidence=Evidence.ONE,
    lines=Lines.NEVER,
    traits=Trait(0),
    lacks=describe_nothing,
    target=lambda _: "Có",
    formula=lambda _: f"Có: {format_percent(1)}; Không: {format_percent(0)}.",
    hint=hint_answer,
    prompt=describe_nothing,
)
