"""What the source of a figure says: its value, its formula in words, and the rows that made it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.metrics.reference import Reference


@dataclass(frozen=True, slots=True)
class SourceCell:
    """A cell of the rows: text, with a mark where it is judged."""

    text: str = ""
    mark: Mark | None = None

    def __str__(self) -> str:
        """As plain text."""
        return f"{SYMBOLS[self.mark]} {self.text or LABELS[self.mark]}" if self.mark else self.text


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One of the rows that made the figure; `opens` is that row's own figure (None: nothing further down)."""

    cells: tuple[SourceCell, ...]
    opens: Reference | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What made a figure: `value` as pages show it, `formula` in words, and the rows; `notes` say what else counts."""

    reference: Reference
    title: str
    subtitle: str
    value: str
    formula: str
    headings: tuple[str, ...]
    rows: tuple[SourceRow, ...]
    file_name: str
    sample: bool
    notes: tuple[str, ...] = ()

    def table(self) -> pd.DataFrame:
        """The rows as text, with Vietnamese headings."""
        return pd.DataFrame([[str(cell) for cell in row.cells] for row in self.rows], columns=list(self.headings))
