"""Who stands lowest, by what a reader sees: those of equal figures are named together, never one of them alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from danvan_metrics.vietnamese import format_percent

Entry = TypeVar("Entry")
_MOST_NAMED: Final = 2


def find_lowest(entries: Sequence[Entry], share: Callable[[Entry], float]) -> tuple[Entry, ...]:
    """The entries whose share (0…1) reads lowest as a whole per cent, in their order; () of none."""
    lowest = min(map(share, entries), default=0.0)
    return tuple(entry for entry in entries if format_percent(share(entry)) == format_percent(lowest))


def name_together(names: Sequence[str], noun: str) -> str:
    """“TH Đồn Đạc”, “TH Đồn Đạc và MN Minh Cầm”, “5 trường”: more than two are counted."""
    return " và ".join(names) if len(names) <= _MOST_NAMED else f"{len(names)} {noun}"
