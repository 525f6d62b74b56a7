"""A figure that opens a meeting."""

from __future__ import annotations

from dataclasses import dataclass

from danvan_metrics.metrics.reference import Reference


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A label, its value as people read it, a note beside it ("" for none), and the figure its source is found by."""

    label: str
    value: str
    note: str = ""
    reference: Reference | None = None
