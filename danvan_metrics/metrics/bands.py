"""Bands of a share: how the percentage shown stands to what is expected by then (indicators.md, “Bands of a group”)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd

from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.plan.model import Plan
from danvan_metrics.vietnamese import NBSP

BANDS: Final = (Mark.MET, Mark.ON_PACE, Mark.NEAR, Mark.BEHIND, Mark.FAR_BEHIND)
LATE: Final = (Mark.NEAR, Mark.BEHIND, Mark.FAR_BEHIND)  # the bands below what is expected
_FULL: Final = 100


@dataclass(frozen=True, slots=True)
class BandLimits:
    """From which whole per cent on a share is on pace, near and behind in one period; below the last it is far behind."""

    on_pace: int
    near: int
    behind: int

    @property
    def at_end(self) -> bool:
        """Whether all of the year's work is expected: nothing is on pace then without being complete."""
        return self.on_pace >= _FULL

    def name(self, mark: Mark) -> str:
        """The band in words: what is near at the year's end is “gần đạt”, before it “hơi chậm”."""
        return "gần đạt" if mark is Mark.NEAR and self.at_end else LABELS[mark]

    def describe(self, mark: Mark) -> str:
        """The band with its limits in per cent of this period: “chậm 38–59 %”; "" of a band that no share can be in."""
        spans = {
            Mark.MET: "trọn 100",
            Mark.ON_PACE: _describe_span(self.on_pace, _FULL),
            Mark.NEAR: _describe_span(self.near, min(self.on_pace, _FULL)),
            Mark.BEHIND: _describe_span(self.behind, self.near),
            Mark.FAR_BEHIND: f"dưới {self.behind}" if self.behind else "",
        }
        return f"{self.name(mark)} {spans[mark]}{NBSP}%" if spans[mark] else ""


def set_limits(plan: Plan, period: str) -> BandLimits:
    """The limits of a period: the office's own (Thresholds.near_from, behind_from), of the share of the year it stands for."""
    share, thresholds = plan.find_period(period).share, plan.thresholds
    near, behind = (_whole(share * limit.value) for limit in (thresholds.near_from, thresholds.behind_from))
    return BandLimits(_whole(share), near, behind)


def band_share(share: float, limits: BandLimits) -> Mark:
    """The band of one share (0…1)."""
    return Mark(band_shares(pd.Series([share], dtype=float), limits).iloc[0])


def band_shares(shares: pd.Series, limits: BandLimits) -> pd.Series:
    """The band of every share, by the whole per cent that is shown: number and colour never tell two things.

    What is not all is never in the first band, for it never reads 100 % (`vietnamese.format_percent`). NaN is far behind.
    """
    exact = shares.mul(_FULL).round(7)  # 0.285 × 100 is 28.499999999999996 in binary
    shown = np.floor(exact + 0.5).clip(upper=_FULL - 1)
    conditions = [exact.ge(_FULL), shown.ge(limits.on_pace), shown.ge(limits.near), shown.ge(limits.behind)]
    marks = [np.array(str(mark), dtype=object) for mark in BANDS]
    chosen = np.select([one.to_numpy(dtype=bool) for one in conditions], marks[:-1], default=marks[-1])
    return pd.Series(chosen, index=shares.index, dtype=object)


def _whole(share: float) -> int:
    """The lowest whole per cent that is not below a share."""
    return math.ceil(round(share * _FULL, 7))


def _describe_span(first: int, end: int) -> str:
    """“38–59”: whole per cents from `first` to below `end`."""
    last = end - 1
    return "" if last < first else str(first) if last == first else f"{first}–{last}"
