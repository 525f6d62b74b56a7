"""The figures of one chart as a workbook: title, subtitle, watermark where made up, and the table as typed cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Final

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.formats.plotly.frame import WATERMARK
from danvan_metrics.formats.record import SHARE_HEADING, STATE_HEADING
from danvan_metrics.metrics.words import STATES
from danvan_metrics.vietnamese import NBSP, NOTHING
from danvan_metrics.workbook.template.build import write_workbook
from danvan_metrics.workbook.values import spell_in_cell

SHEET: Final = "Số liệu"
SAMPLE_LINE: Final = f"{WATERMARK} — không phải số liệu thật"
SHARE_FORMAT: Final = f'0"{NBSP}"%'
WHOLE_FORMAT: Final = "#,##0"
DECIMAL_FORMAT: Final = "#,##0.0"
DATE_FORMAT: Final = "dd/mm/yyyy"
WRITTEN: Final = datetime(2020, 1, 1)  # noqa: DTZ001  equal figures are equal bytes, and Excel knows no time zones

SOURCE_COLOR: Final = "FF4D5B68"

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_FONT: Final = "Times New Roman"
_NARROWEST, _MISSING, _WIDEST = 9, 16, 48  # characters; _MISSING is room for the words of a missing figure
_HEADING_HEIGHT: Final = 34  # points: two lines
_LINE: Final = Side(style="thin", color="FF9AA5AF")


def write_figures(title: str, subtitle: str, table: pd.DataFrame, *, sample: bool, source: str = "") -> bytes:
    """Write one table as XLSX; a missing figure is told in the words of its row's state, never as 0 or a blank.

    Columns whose heading begins with SHARE_HEADING hold shares, 0…1. No text becomes a formula. `source`: where the figures come
    from, the day they are judged on, and the snapshot they are of ("": not said).
    Equal figures are equal bytes.
    """
    workbook = Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)  # noqa: S101  a new workbook has one
    sheet.title = SHEET
    top = _write_head(sheet, title, subtitle, source, sample=sample)
    _write_table(sheet, table, top)
    _set_widths(sheet, table)
    _set_print(sheet, top, len(table.columns))
    workbook.properties.created = WRITTEN
    return write_workbook(workbook, moment=WRITTEN)


def _write_head(sheet: Worksheet, title: str, subtitle: str, source: str, *, sample: bool) -> int:
    """Write the lines above the table; the row its headings stand in."""
    lines = [(title, Font(name=_FONT, size=14, bold=True)), (subtitle, Font(name=_FONT, size=11, italic=True))]
    if source:
        lines.append((source, Font(name=_FONT, size=10, color=SOURCE_COLOR)))
    if sample:
        lines.append((SAMPLE_LINE, Font(name=_FONT, size=12, bold=True, color="FFA8430C")))
    for row, (text, font) in enumerate(lines, start=1):
        cell = _cell(sheet, row, 1)
        _write_text(cell, text)
        cell.font = font
    return len(lines) + 2


def _write_table(sheet: Worksheet, table: pd.DataFrame, top: int) -> None:
    headings = [str(heading) for heading in table.columns]
    for column, heading in enumerate(headings, start=1):
        _write_heading(_cell(sheet, top, column), heading)
    sheet.row_dimensions[top].height = _HEADING_HEIGHT
    for row, values in enumerate(table.itertuples(index=False, name=None), start=top + 1):
        missing = _word_for_missing(headings, values)
        for column, (heading, value) in enumerate(zip(headings, values, strict=True), start=1):
            _write_value(_cell(sheet, row, column), value, heading=heading, missing=missing)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row=row, column=column)
    assert isinstance(cell, Cell)  # noqa: S101  nothing is merged here
    return cell


def _word_for_missing(headings: Sequence[str], values: Sequence[Any]) -> str:
    state = values[headings.index(STATE_HEADING)] if STATE_HEADING in headings else None
    return NOTHING if state is None or pd.isna(state) or state == STATES["value"] else str(state)


def _write_heading(cell: Cell, heading: str) -> None:
    _write_text(cell, heading)
    cell.font = Font(name=_FONT, size=11, bold=True)
    cell.fill = PatternFill("solid", fgColor="FFE6EBEF")
    cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
    cell.border = Border(_LINE, _LINE, _LINE, _LINE)


def _write_value(cell: Cell, value: Any, *, heading: str, missing: str) -> None:
    cell.font = Font(name=_FONT, size=11)
    cell.border = Border(_LINE, _LINE, _LINE, _LINE)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    if pd.isna(value):
        _write_text(cell, missing)
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="right")
    elif isinstance(value, bool):
        _write_text(cell, "Có" if value else "Không")
    elif isinstance(value, date):
        cell.value, cell.number_format = value, DATE_FORMAT
    elif isinstance(value, str):
        _write_text(cell, value)
    else:
        cell.value, cell.number_format = _number(value), _number_format(float(value), heading)


def _number(value: Any) -> float | int:
    return int(value) if float(value).is_integer() else float(value)


def _number_format(value: float, heading: str) -> str:
    if heading.startswith(SHARE_HEADING):
        return SHARE_FORMAT
    return WHOLE_FORMAT if value.is_integer() else DECIMAL_FORMAT


def _write_text(cell: Cell, text: str) -> None:
    """Text stays text: marked as a string, and as quoted where a spreadsheet would take it for a formula."""
    cell.value = spell_in_cell(text)
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def _set_widths(sheet: Worksheet, table: pd.DataFrame) -> None:
    for column, heading in enumerate(table.columns, start=1):
        lengths = [len(value) + 2 for value in table[heading] if isinstance(value, str)]
        longest_word = max(map(len, str(heading).split()), default=0) + 2
        missing = _MISSING if table[heading].isna().any() else 0
        width = max([_NARROWEST, longest_word, missing, min(len(str(heading)), 16), *lengths])
        sheet.column_dimensions[get_column_letter(column)].width = min(_WIDEST, width)


def _set_print(sheet: Worksheet, top: int, columns: int) -> None:
    sheet.freeze_panes = f"A{top + 1}"
    if columns:
        sheet.auto_filter.ref = f"A{top}:{get_column_letter(columns)}{max(sheet.max_row, top)}"
    sheet.page_setup.orientation = "landscape" if columns > 6 else "portrait"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{top}"  # the watermark stands on every sheet of paper
    if sheet.oddFooter is not None:
        sheet.oddFooter.center.text = "&P/&N"
