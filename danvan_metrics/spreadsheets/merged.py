"""Merged cells: only the first cell of the range keeps a value, whatever the others are meant to say."""

from __future__ import annotations

from danvan_metrics.raw import format_raw, is_blank
from danvan_metrics.spreadsheets.grid import Grid


def find_covering(grid: Grid, row: int, column: int) -> str | None:
    """What stands in the merged cell that covers this one, as people see it; None where nothing does."""
    for top, left, bottom, right in grid.merged:
        if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
            return _format_value(grid, top, left)
    return None


def _format_value(grid: Grid, row: int, column: int) -> str | None:
    raw = grid.value(row, column)
    return grid.flaws.get((row, column)) if is_blank(raw) else format_raw(raw)
