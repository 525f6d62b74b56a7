"""Where things stand on a workbook that came back: sheets by their names, fields by their labels, else as they were sent out."""

from __future__ import annotations

from functools import lru_cache
from itertools import chain

from danvan_metrics.raw import Raw, is_blank
from danvan_metrics.spreadsheets.grid import Cell, Grid, Sheets
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.layout import number_column


def find_grid(sheets: Sheets, name: str) -> Grid | None:
    """The sheet of this name, however its case, accents and dashes came back; None where it is gone, or two are as like it."""
    if name in sheets.grids:
        return sheets.grids[name]
    wanted = fold(name)
    same = [grid for grid in sheets.grids.values() if fold(grid.name) == wanted]
    return same[0] if len(same) == 1 else None


def find_label(grid: Grid, label: str, *, column: int, expected_row: int) -> int:
    """The row with this label; the row where it was sent out, where no label is like it."""
    wanted = fold(label)
    for row in chain([expected_row], grid.filled_rows()):
        raw = grid.value(row, column)
        if isinstance(raw, str) and fold(raw) == wanted:
            return row
    return expected_row


def list_cells(grid: Grid, row: int) -> list[tuple[int, Cell]]:
    """The cells of a row that are not empty, by column from the left; blanks of spaces are among them."""
    position = row - grid.first_row
    cells = grid.cells[position] if 0 <= position < len(grid.cells) else ()
    return [(column, cell) for column, cell in enumerate(cells, grid.first_column) if cell != ""]


def list_filled(grid: Grid, row: int) -> list[tuple[int, Raw]]:
    """What stands in a row, by column from the left; error values and formulas without results are not among it."""
    filled = [(column, grid.value(row, column)) for column, _ in list_cells(grid, row)]
    return [(column, raw) for column, raw in filled if not is_blank(raw)]


def read_row(place: Place) -> int:
    """The row of a place's cell."""
    return _read_row(place.cell)


@lru_cache(maxsize=16_384)
def _read_row(cell: str) -> int:
    return int("".join(filter(str.isdigit, cell)))


def read_column(place: Place) -> int:
    """The column of a place's cell."""
    return number_column("".join(filter(str.isalpha, place.cell)))
