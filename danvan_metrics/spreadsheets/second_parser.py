"""openpyxl as a second try at a workbook that calamine gives up on; ten times slower, so only then."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from openpyxl import load_workbook

from danvan_metrics.spreadsheets.grid import Cell
from danvan_metrics.spreadsheets.ranges import cut_blanks, fill_up

_ERROR: Final = "e"
_MIDNIGHT: Final = time()


def parse_slowly(content: bytes) -> Iterator[tuple[str, list[Any], bool]]:
    """The same sheets as the first parser would have found: name, rows, whether it is hidden; raises whatever openpyxl does."""
    workbook = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if not workbook.sheetnames:  # in “Strict Open XML” it finds none, and does not say so
        raise ValueError("no sheets")
    for sheet in workbook.worksheets:
        yield sheet.title, _read_sheet(sheet), sheet.sheet_state != "visible"


def _read_sheet(sheet: Any) -> list[Any]:
    sheet.reset_dimensions()  # what a sheet says of its size is not believed
    rows = cut_blanks([_read_cell(cell) for cell in row] for row in sheet.iter_rows())
    return fill_up(rows, max(map(len, rows), default=0))


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
