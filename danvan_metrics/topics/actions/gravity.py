"""What keeps a group from all, the gravest first, and how each line of it stands in words."""

from __future__ import annotations

from typing import Any, Final

from danvan_metrics.metrics.bands import BandLimits
from danvan_metrics.metrics.marking import name_reading
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.words import format_figure_share
from danvan_metrics.plan.kinds.definition import Trait
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Indicator

GRAVITY: Final = (  # of one line's mark, the gravest first; what is well has no place
    Mark.VIOLATED, Mark.INVALID, Mark.ZERO, Mark.FAR_BEHIND, Mark.BEHIND, Mark.NEAR, Mark.DOING, Mark.NOT_REPORTED,
    Mark.NOT_APPRAISED, Mark.ON_PACE,
)  # fmt: skip


def describe_result(indicator: Indicator, row: Any, lens: Lens, limits: BandLimits) -> str:
    """One row of score_indicators in words: “7/12 · 58 %, chậm”, “đang thực hiện”."""
    named = name_reading(Mark(row.mark), lens, limits)
    numbered = row.state == "value" and not indicator.kind.definition.traits & (Trait.WORDED | Trait.ITEM) and row.N > 1
    return f"{format_figure_share(indicator, row)}, {named}" if numbered else named
