"""Two numbers or a share written where one number is asked: “12/12”, “95 %”, “đạt 95 %”."""

from __future__ import annotations

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Final

from danvan_metrics.raw import narrow, read_number
from danvan_metrics.vietnamese import fold

_LEAD: Final = r"(?:đã )?(?:đạt |được )?"
_PERCENT: Final = re.compile(_LEAD + r"(\d{1,6})(?:[.,](\d{1,6}))? ?%", re.ASCII)
_FRACTION: Final = re.compile(_LEAD + r"(\d[\d.]*) ?/ ?(\d[\d.]*) ?([^\d/]*)", re.ASCII)


def read_percent(text: str) -> Decimal | None:
    """The number before the sign: 87.5 of “87,5 %” or “đạt 87,5%”; None where the text says anything else."""
    found = _PERCENT.fullmatch(narrow(text).casefold())
    return Decimal(f"{found[1]}.{found[2] or 0}") if found else None


def read_fraction(text: str, units: Collection[str] = ()) -> tuple[float, float] | None:
    """Done and to do of “12/12” or “8 / 10 người” (`units` are the words that may follow); None where it is no such text."""
    found = _FRACTION.fullmatch(narrow(text).casefold())
    if not found or fold(found[3]) not in {"", *map(fold, units)}:
        return None
    done, to_do = read_number(found[1]), read_number(found[2])
    return None if done is None or to_do is None else (done, to_do)
