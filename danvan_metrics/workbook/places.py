"""Where things stand on a workbook that came back: rows found by code, columns by heading, else as they were sent out."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from openpyxl.utils.cell import column_index_from_string

from danvan_metrics.plan.raw import Raw
from danvan_metrics.vietnamese import clean_text, fold
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.reader import Grid, Sheets

_DEEPEST_HEADER: Final = 40
_WIDEST: Final = 60
_LONGEST_HEADING: Final = 80


@dataclass(frozen=True, slots=True)
class Header:
    """A table's heading row and the column under each heading; `lost` headings keep the column they were sent out in."""

    row: int
    columns: Mapping[str, int]
    lost: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeRows:
    """The rows in which codes stand; `repeated` holds each further row with a code already met."""

    rows: Mapping[str, int]
    repeated: tuple[tuple[str, int], ...]


def find_grid(sheets: Sheets, name: str) -> Grid | None:
    """The sheet of this name, however its case, accents and dashes came back; None where it is gone."""
    if name in sheets.grids:
        return sheets.grids[name]
    wanted = fold(name)
    return next((grid for grid in sheets.grids.values() if fold(grid.name) == wanted), None)


def find_header(grid: Grid, sent: Header) -> Header:
    """The row that holds at least half of the headings sent out, without regard to case and accents; else as sent.

    The row they were sent out in is looked at first, then each from the top.
    """
    keys = {fold(heading): heading for heading in sent.columns}
    for row in chain([sent.row], range(1, min(grid.rows, _DEEPEST_HEADER) + 1)):
        found = _match_headings(grid, row, keys)
        if 2 * len(found) >= len(keys):
            lost = tuple(heading for heading in sent.columns if heading not in found)
            return Header(row, {**sent.columns, **found}, lost)
    return sent


def _match_headings(grid: Grid, row: int, keys: Mapping[str, str]) -> dict[str, int]:
    columns: dict[str, int] = {}
    for column in range(1, min(grid.columns, _WIDEST) + 1):
        raw = grid.value(row, column)
        key = fold(raw) if isinstance(raw, str) and len(raw) <= _LONGEST_HEADING else ""
        if key in keys:
            columns.setdefault(keys[key], column)
    return columns


def find_codes(grid: Grid, codes: Collection[str], *, column: int, below: int) -> CodeRows:
    """The rows under `below` whose cell in `column` holds one of these codes."""
    rows: dict[str, int] = {}
    repeated: list[tuple[str, int]] = []
    for row in range(below + 1, grid.rows + 1):
        code = read_code(grid.value(row, column))
        if code not in codes:
            continue
        if code in rows:
            repeated.append((code, row))
        rows.setdefault(code, row)
    return CodeRows(rows, tuple(repeated))


def find_label(grid: Grid, label: str, *, column: int, expected_row: int) -> int:
    """The row with this label; the row where it was sent out, where no label is like it."""
    wanted = fold(label)
    for row in chain([expected_row], range(1, grid.rows + 1)):
        raw = grid.value(row, column)
        if isinstance(raw, str) and fold(raw) == wanted:
            return row
    return expected_row


def read_code(raw: Raw) -> str:
    """A code as the plan writes it; a code that Excel took for a number loses nothing."""
    if isinstance(raw, float):
        return f"{raw:g}"
    return clean_text(raw) if isinstance(raw, str) else ""


def read_row(place: Place) -> int:
    """The row of a place's cell."""
    return int("".join(filter(str.isdigit, place.cell)))


def read_column(place: Place) -> int:
    """The column of a place's cell."""
    column: int = column_index_from_string("".join(filter(str.isalpha, place.cell)))
    return column
