"""Cells merged with others: a merged range shows the value of its first cell, and hides the rest."""

from __future__ import annotations

from danvan_metrics.plan.raw import is_blank
from danvan_metrics.workbook.formulas import Position
from danvan_metrics.workbook.grid import Grid


def find_cover(grid: Grid, row: int, column: int) -> Position | None:
    """The first cell of the merged range that hides this one, where something stands in it; else None."""
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
            return None if is_blank(grid.value(top, left)) else (top, left)
    return None
