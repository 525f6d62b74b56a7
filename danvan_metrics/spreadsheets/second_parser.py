"""openpyxl as a second try at a workbook that calamine gives up on; ten times slower, so only then."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from openpyxl import load_workbook

from danvan_metrics.spreadsheets.formulas import Position
from danvan_metrics.spreadsheets.grid import Cell, Grid, Sheets

_ERROR: Final = "e"
_MIDNIGHT: Final = time()


def parse_slowly(content: bytes, flaws: Mapping[str, Mapping[Position, str]]) -> Sheets:
    """The same sheets as the first parser would have found; raises whatever openpyxl does."""
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if not workbook.sheetnames:  # in “Strict Open XML” it finds none, and does not say so
        raise ValueError("no sheets")
    return Sheets({sheet.title: _read_sheet(sheet, flaws.get(sheet.title, {})) for sheet in workbook.worksheets})


def _read_sheet(sheet: Any, flaws: Mapping[Position, str]) -> Grid:
    sheet.reset_dimensions()  # what a sheet says of its size is not believed
    rows = [[_read_cell(cell) for cell in row] for row in sheet.iter_rows()]
    width = max(map(len, rows), default=0)
    return Grid(sheet.title, cells=[row + [""] * (width - len(row)) for row in rows], flaws=flaws)


def _read_cell(cell: Any) -> Cell:
    """As the first parser gives it: numbers as floats, days as dates, errors and blanks as ""."""
    value = cell.value
    if value is None or cell.data_type == _ERROR:
        return ""
    if isinstance(value, datetime) and value.time() == _MIDNIGHT:
        return value.date()
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value if isinstance(value, (str, float, bool, date, time, timedelta)) else str(value)
