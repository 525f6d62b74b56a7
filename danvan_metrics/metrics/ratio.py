"""n of N as people read it, with the range it has while units are missing."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_metrics.vietnamese import NOTHING, format_percent, format_quantity


@dataclass(frozen=True, slots=True)
class Ratio:
    """n of N; a range of shares where units are missing; `blank` where there is nothing to say."""

    n: float = 0
    total: float = 0
    low: float | None = None
    high: float | None = None

    def __str__(self) -> str:
        return f"{format_quantity(self.n)}/{format_quantity(self.total)}" if self.total else NOTHING

    @property
    def span(self) -> str:
        """The share, or its range if every missing unit had 0 or had met it."""
        if not self.total or self.low is None or self.high is None:
            return NOTHING
        low, high = format_percent(self.low), format_percent(self.high)
        return low if low == high else f"{format_quantity(round(self.low * 100))}–{high}"
