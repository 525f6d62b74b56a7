"""What is asked of a unit's schools: the plan's own lines, and those that the unit and the units above it add (many.md)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Protocol

from danvan_metrics.plan.model import Plan
from danvan_metrics.same_object import SameObject


class _Coded(Protocol):
    @property
    def code(self) -> str:
        """The unit's code."""


class Storeys(Protocol):
    """A tree that knows who stands above whom."""

    def path_to(self, code: str, on: date) -> Sequence[_Coded]:
        """The units above a unit or school that day, the highest first, and the unit itself last."""


def plan_of_unit(plan: Plan, tree: Storeys, unit: str, on: date) -> Plan:
    """The plan that schools under a unit (or a school itself) are asked that day; its code is the plan's own.

    Lines of the units above come first. The version tells which lines were added, so that an older template is told as that.
    """
    if not plan.unit_lines:
        return plan
    path = [*(above.code for above in tree.path_to(unit, on)), unit]
    return _add_lines(SameObject(plan), tuple(dict.fromkeys(code for code in path if code in plan.adding_units)))


@lru_cache(maxsize=256)
def _add_lines(base: SameObject[Plan], units: tuple[str, ...]) -> Plan:
    """The plan with these units' lines behind its own, and no others waiting to be added; one object for all that ask."""
    plan = base.it
    by_unit = {one.unit: one for one in plan.unit_lines}
    added = [by_unit[unit] for unit in units]
    fields = {info.alias or name: getattr(plan, name) for name, info in Plan.model_fields.items()}
    more = {
        "version": "+".join([plan.version, *(f"{one.unit}.{one.version}" for one in added)]),
        "groups": (*plan.groups, *(group for one in added for group in one.groups)),
        "indicators": (*plan.indicators, *(indicator for one in added for indicator in one.indicators)),
        "unit_lines": (),
    }
    return Plan(**fields | more)
