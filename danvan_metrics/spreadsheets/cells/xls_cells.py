"""What the parser does not tell of an .xls: errors and percentages, as xlrd reads them; the values are the parser's."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import xlrd

from danvan_metrics.spreadsheets.cells.sheet_findings import SheetFindings
from danvan_metrics.spreadsheets.flaw_words import Position


def find_in_xls(content: bytes) -> dict[str, SheetFindings]:
    """By sheet; may raise anything where the file is damaged."""
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    percentages = _list_percentages(book)
    return {sheet.name: _find(sheet, percentages) for sheet in book.sheets()}


def _list_percentages(book: Any) -> dict[int, str]:
    """The format of a percentage by number of cell style."""
    spelled = {number: book.format_map[style.format_key].format_str for number, style in enumerate(book.xf_list)}
    return {number: spelling for number, spelling in spelled.items() if "%" in spelling}


def _find(sheet: Any, percentages: Mapping[int, str]) -> SheetFindings:
    flaws: dict[Position, str] = {}
    formats: dict[Position, str] = {}
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_ERROR:
                flaws[row + 1, column + 1] = xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#N/A")
            elif kind == xlrd.XL_CELL_NUMBER and sheet.cell_xf_index(row, column) in percentages:
                formats[row + 1, column + 1] = percentages[sheet.cell_xf_index(row, column)]
    merged = [(top + 1, left + 1, bottom, right) for top, bottom, left, right in sheet.merged_cells]
    return SheetFindings(flaws, formats, merged)
