"""What is found on one sheet that its parser does not tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from danvan_metrics.spreadsheets.flaw_words import Position

Range = tuple[int, int, int, int]  # of merged cells: first row, first column, last row, last column


@dataclass(frozen=True, slots=True)
class SheetFindings:
    """Cells by position; of a cell repeated without end no more than the walk's limit."""

    flaws: Mapping[Position, str] = field(default_factory=dict)  # errors, formulas without a result, pictures
    formats: Mapping[Position, str] = field(default_factory=dict)  # of numbers shown as something else: percentages
    merged: Sequence[Range] = ()
