"""What Excel says beside a chosen cell: the rule's own words, and what the plan adds."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_metrics.plan.rules import AnyRule, DateRule


@dataclass(frozen=True, slots=True)
class Prompt:
    """What Excel shows beside a chosen cell: a title, and a sentence after the rule's own."""

    title: str
    more: str = ""


def describe_entry(rule: AnyRule) -> str:
    """Say what a cell takes; a date also how to type it where Excel is set to another country's order."""
    if not isinstance(rule, DateRule):
        return rule.describe()
    example = rule.first.replace(day=25)
    return f"{rule.describe()}, ví dụ {example:%d/%m/%Y}; nếu máy không nhận, hãy gõ {example:%Y-%m-%d}"
