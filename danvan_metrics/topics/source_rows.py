"""What the source of a figure says: its value, its formula in words, and the rows that made it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.formats.table import Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.reference import Reference


@dataclass(frozen=True, kw_only=True)
class FigureSource(FigureRecord):
    """What made a figure: `value` as pages show it, `formula` in words, and the rows; `notes` say what else counts.

    The first cell of a row opens that row's own figure (None: nothing further down).
    """

    reference: Reference
    value: str
    formula: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()


def make_row(opens: Reference | None, *cells: str | Cell) -> Row:
    """One of the rows that made the figure, and the figure of its own that it leads to."""
    first, *rest = (cell if isinstance(cell, Cell) else Cell(cell) for cell in cells)
    return (replace(first, opens=opens), *rest)


def find_school(row: Row) -> str:
    """Whose figure the row leads to (“”: it leads nowhere)."""
    return row[0].opens.school if isinstance(row[0].opens, Reference) else ""


def lay_out_source(source: FigureSource) -> Table:
    """Lay the rows out; the first cell of a row that has a source of its own leads there."""
    rows = group_rows((_lead(row[0], source.reference), *row[1:]) for row in source.rows)
    return Table(source.title, name_columns(*source.headings), rows, "l" * len(source.headings))


def _lead(first: Cell, here: Reference) -> Cell:
    if not first.opens or first.opens == here:
        return replace(first, opens=None)
    return replace(first, words=f"Nguồn của {first.text}")
