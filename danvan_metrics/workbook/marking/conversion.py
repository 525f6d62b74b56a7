"""A return in another format as an .xlsx: every sheet and value at its own place, in the template's dress where it still fits."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.raw import Raw, format_raw
from danvan_metrics.spreadsheets.flaw_words import FORMULA
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.layout import CODE_COLUMN, SHEET_IDENTITY, TEXT_COLUMN
from danvan_metrics.workbook.values import set_value

NO_RESULT: Final = "(công thức chưa có kết quả)"
DATE_FORMAT: Final = "dd/mm/yyyy"
PERCENT_FORMAT: Final = "0.########%"
_ENOUGH: Final = 0.95  # of the template's own words, at their places: the sheet stands as it was sent out
_NARROWEST, _WIDEST = 6, 50
_EDGE: Final = Side("thin", color="FFBFBFBF")


def convert_workbook(sheets: Sheets, template: Workbook | None = None) -> Workbook:
    """A workbook with the sheets and values that were read; `template` (used up) lends the look of sheets sent out in it."""
    workbook = template or _open_empty()
    sent = {sheet.title: sheet for sheet in workbook.worksheets}
    kept = [_convert_sheet(workbook, grid, sent.get(grid.name)) for grid in sheets.grids.values()]
    for sheet in workbook.worksheets:
        if sheet not in kept:
            workbook.remove(sheet)
    workbook._sheets = kept  # type: ignore[attr-defined]  # in the order of the school's own file
    workbook.active = next((index for index, sheet in enumerate(kept) if sheet.sheet_state == "visible"), 0)
    return workbook


def _open_empty() -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    return workbook


def _convert_sheet(workbook: Workbook, grid: Grid, sent: Worksheet | None) -> Worksheet:
    if sent is not None and _stands_as_sent(grid, sent):
        _write_over(sent, grid)
        return sent
    if sent is not None:
        workbook.remove(sent)
    sheet: Worksheet = workbook.create_sheet(grid.name)
    _write_over(sheet, grid)
    _dress_plainly(sheet, grid)
    if grid.name == SHEET_IDENTITY:
        sheet.sheet_state = "veryHidden"
    return sheet


def _stands_as_sent(grid: Grid, sent: Worksheet) -> bool:
    words = list(_list_words(sent))
    same = sum(fold(format_raw(grid.value(row, column))) == fold(text) for row, column, text in words)
    return bool(words) and same >= _ENOUGH * len(words)


def _list_words(sent: Worksheet) -> Iterator[tuple[int, int, str]]:
    """What the template itself says in the columns that tell a row: codes, labels, wording."""
    for row in sent.iter_rows(max_col=TEXT_COLUMN, min_col=CODE_COLUMN):
        yield from ((cell.row, cell.column, cell.value) for cell in row if isinstance(cell.value, str) and cell.protection.locked)


def _write_over(sheet: Worksheet, grid: Grid) -> None:
    """Every value of the grid; what the template says and the grid does not is wiped out, so that nothing is invented."""
    cells: Any = sheet._cells  # only cells that are there
    places = {*cells, *((row, column) for row, column, _ in _list_values(grid))}
    for row, column in places:
        cell = sheet.cell(row, column)
        if isinstance(cell, Cell):  # a cell merged away holds nothing
            _put(cell, _find_value(grid, row, column))
            if grid.percentage(row, column):  # else the school would read 1 where it wrote 100 %, and so would the next reader
                cell.number_format = PERCENT_FORMAT


def _list_values(grid: Grid) -> Iterator[tuple[int, int, Raw]]:
    for row in grid.filled_rows():
        for column in range(1, grid.columns + 1):
            value = _find_value(grid, row, column)
            if value is not None:
                yield row, column, value


def _find_value(grid: Grid, row: int, column: int) -> Raw:
    flaw = grid.flaws.get((row, column))
    if flaw is not None:
        return NO_RESULT if flaw == FORMULA else flaw
    return grid.value(row, column)


def _put(cell: Cell, value: Raw) -> None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if cell.value == value and type(cell.value) is type(value):
        return
    set_value(cell, value)
    if hasattr(value, "year") and cell.number_format == "General":
        cell.number_format = DATE_FORMAT


def _dress_plainly(sheet: Worksheet, grid: Grid) -> None:
    lengths: dict[int, int] = {}
    for row, column, value in _list_values(grid):
        cell: Any = sheet.cell(row, column)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
        lengths[column] = max(lengths.get(column, 0), len(format_raw(value)))
    for column, length in lengths.items():
        sheet.column_dimensions[get_column_letter(column)].width = min(max(length + 2, _NARROWEST), _WIDEST)
