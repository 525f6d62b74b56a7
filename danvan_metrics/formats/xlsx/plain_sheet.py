"""The figures of one chart as a workbook: title, subtitle, watermark where made up, and the table as typed cells."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from danvan_metrics.formats import theme
from danvan_metrics.formats.number_formats import DATE_FORMAT, DECIMAL_FORMAT, SHARE_FORMAT, WHOLE_FORMAT
from danvan_metrics.formats.plotly.frame import WATERMARK
from danvan_metrics.formats.record import SHARE_HEADING, STATE_HEADING
from danvan_metrics.formats.xlsx.cell_writer import CellWriter, Content, set_widths
from danvan_metrics.formats.xlsx.look import CellFormat
from danvan_metrics.metrics.words import STATES
from danvan_metrics.vietnamese import NOTHING

SHEET: Final = "Số liệu"
SAMPLE_LINE: Final = f"{WATERMARK} — không phải số liệu thật"
_WRITTEN: Final = datetime(2020, 1, 1)  # noqa: DTZ001  equal figures are equal bytes, and Excel knows no time zones

_TITLE: Final = CellFormat(bold=True, size=14, color="", edge="")
_SUBTITLE: Final = CellFormat(italic=True, color="", edge="")
_SOURCE: Final = CellFormat(size=10, color=theme.MUTED, edge="")
_SAMPLE: Final = CellFormat(bold=True, size=12, color=theme.REFERENCE, edge="")
_VALUE: Final = CellFormat(color="", wrap=True, edge="#9aa5af")
_HEADING: Final = replace(_VALUE, bold=True, fill=theme.Fill(theme.TRACK), align="center")
_NARROWEST, _MISSING, _WIDEST = 9, 16, 48  # characters; _MISSING is room for the words of a missing figure
_HEADING_HEIGHT: Final = 34  # points: two lines
_LINE_HEIGHT: Final = 15.0
A4: Final = 9


def write_figures(
    title: str, subtitle: str, table: pd.DataFrame, *, sample: bool, source: str = "", widths: Sequence[float] = ()
) -> bytes:
    """Write one table as XLSX; a missing figure is told in the words of its row's state, never as 0 or a blank.

    Columns whose heading begins with SHARE_HEADING hold shares, 0…1. No text becomes a formula. `source`: where the figures come
    from, the day they are judged on, and the snapshot they are of ("": not said). `widths`: of the columns in characters, where
    they shall be narrower than the longest text; rows are then as high as what wraps in them.
    Equal figures are equal bytes.
    """
    lines = [(title, _TITLE), (subtitle, _SUBTITLE), (source, _SOURCE), (SAMPLE_LINE if sample else "", _SAMPLE)]
    head = lines[:2] + [line for line in lines[2:] if line[0]]
    written = io.BytesIO()
    with Workbook(written, {"in_memory": True}) as workbook:
        workbook.set_properties({"created": _WRITTEN})
        sheet, cells = workbook.add_worksheet(SHEET), CellWriter(workbook)
        for row, (text, look) in enumerate(head, start=1):
            cells.write(sheet, row, 1, text, look)
        _write_table(sheet, cells, table, len(head) + 2)
        cells.cut_shares()
        set_widths(sheet, widths or [_measure(str(heading), table[heading]) for heading in table.columns])
        if widths:
            _set_heights(sheet, table, widths, len(head) + 2)
        _set_print(sheet, len(head) + 2, table)
    return written.getvalue()


def _write_table(sheet: Worksheet, cells: CellWriter, table: pd.DataFrame, top: int) -> None:
    headings = [str(heading) for heading in table.columns]
    for column, heading in enumerate(headings, start=1):
        cells.write(sheet, top, column, heading, _HEADING)
    sheet.set_row(top - 1, _HEADING_HEIGHT)
    for row, values in enumerate(table.itertuples(index=False, name=None), start=top + 1):
        missing = _describe_missing(headings, values)
        for column, (heading, value) in enumerate(zip(headings, values, strict=True), start=1):
            cells.write(sheet, row, column, *_express(value, heading=heading, missing=missing))


def _set_heights(sheet: Worksheet, table: pd.DataFrame, widths: Sequence[float], top: int) -> None:
    for row, values in enumerate(table.itertuples(index=False, name=None), start=top):
        lines = [math.ceil(len(str(value)) / (width - 1)) for value, width in zip(values, widths, strict=True)]
        sheet.set_row(row, _LINE_HEIGHT * max(lines))


def _describe_missing(headings: Sequence[str], values: Sequence[Any]) -> str:
    state = values[headings.index(STATE_HEADING)] if STATE_HEADING in headings else None
    return NOTHING if state is None or pd.isna(state) or state == STATES["value"] else str(state)


def _express(value: Any, *, heading: str, missing: str) -> tuple[Content, CellFormat]:
    if pd.isna(value):
        return missing, replace(_VALUE, align="right")
    if isinstance(value, bool):
        return "Có" if value else "Không", _VALUE
    if isinstance(value, str):
        return value, _VALUE
    if isinstance(value, date):
        return value, replace(_VALUE, number=DATE_FORMAT)
    return float(value), replace(_VALUE, number=_number_format(float(value), heading))


def _number_format(value: float, heading: str) -> str:
    if heading.startswith(SHARE_HEADING):
        return SHARE_FORMAT
    return WHOLE_FORMAT if value.is_integer() else DECIMAL_FORMAT


def _measure(heading: str, values: pd.Series[Any]) -> float:
    """How wide a column must be."""
    lengths = [len(value) + 2 for value in values if isinstance(value, str)]
    longest_word = max(map(len, heading.split()), default=0) + 2
    missing = _MISSING if values.isna().any() else 0
    return min(_WIDEST, max([_NARROWEST, longest_word, missing, min(len(heading), 16), *lengths]))


def _set_print(sheet: Worksheet, top: int, table: pd.DataFrame) -> None:
    rows, columns = table.shape
    sheet.freeze_panes(top, 0)
    if columns:
        sheet.autofilter(top - 1, 0, top - 1 + rows, columns - 1)
    if columns > 6:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(left=0.75, right=0.75, top=1, bottom=1)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, top - 1)  # the watermark stands on every sheet of paper
    sheet.set_footer("&C&P/&N", {"margin": 0.5})
