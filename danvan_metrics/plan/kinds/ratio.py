"""A ratio: how much there was to do, and how much of it was done."""

from __future__ import annotations

from typing import Final

from danvan_metrics.plan.kinds import definition as kinds
from danvan_metrics.plan.rules import AnyRule
from danvan_metrics.vietnamese import capitalise, format_percent, lower_first


def _name_to_do(indicator: kinds.Asked) -> str:
    """What the denominator counts, as it stands within a sentence."""
    return _lower(indicator.to_do_label) or "số phải thực hiện"


def _name_done(indicator: kinds.Asked) -> str:
    return _lower(indicator.done_label) or "số đã thực hiện"


def _lower(text: str) -> str:
    """An abbreviation (“CBQL…”) keeps its capitals."""
    return text if text[:2].isupper() else lower_first(text)


def _describe_formula(indicator: kinds.Asked) -> str:
    done = indicator.done_label or "Số đã thực hiện"
    to_do = indicator.to_do_label or "số phải thực hiện"
    return f"{done} ÷ {lower_first(to_do)}; số phải thực hiện là 0 thì không áp dụng."


def _hint(indicator: kinds.Asked, _: AnyRule) -> str:
    return f"Phải thực hiện: {_name_to_do(indicator)}. Đã thực hiện: {_name_done(indicator)}."


def _prompt(indicator: kinds.Asked) -> str:
    done = _name_done(indicator)
    return f"{capitalise(done)}; không lớn hơn ô Phải thực hiện."


RATIO: Final = kinds.Definition(
    code="ratio",
    name="Tỉ lệ",
    how="ghi số phải thực hiện và số đã thực hiện",
    rule=kinds.whole_number,
    to_do=_name_to_do,
    credit="done_of_to_do",
    evidence=kinds.Evidence.ONE,
    lines=kinds.Lines.NEVER,
    traits=kinds.Trait.PACED | kinds.Trait.CUMULATIVE | kinds.Trait.POOLED,
    lacks=kinds.describe_nothing,
    target=lambda indicator: format_percent(indicator.target or 1),
    formula=_describe_formula,
    hint=_hint,
    prompt=_prompt,
    figure=kinds.format_reached,
)
