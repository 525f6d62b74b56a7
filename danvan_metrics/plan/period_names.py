"""Which reporting period a text names: by its title, its code, or what people call the last one (“cả năm”, “1 năm”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.vietnamese import fold, repair_tones

_WHOLE_YEAR: Final = ("ca nam", "1 nam", "mot nam", "12 thang", "tong ket nam")
_MONTHS: Final = re.compile(r"(\d{1,2})m")
_LONGEST: Final = 400


def find_periods(plan: Plan, text: str) -> tuple[str, ...]:
    """Codes of the periods named in a text, in the plan's order; a year alone (“năm 2020”) names none."""
    words = f" {fold(repair_tones(text[:_LONGEST]))} "
    return tuple(period.code for period in plan.periods if any(f" {name} " in words for name in _list_names(plan, period)))


def _list_names(plan: Plan, period: Period) -> Iterator[str]:
    yield fold(period.title)
    yield fold(period.code)
    months = _MONTHS.fullmatch(period.code)
    if months:
        yield f"{int(months[1])} thang"
    if period.share == 1 and period is plan.periods[-1]:
        yield from _WHOLE_YEAR
