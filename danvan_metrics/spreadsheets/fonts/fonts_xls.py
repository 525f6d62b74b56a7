"""Which cells of an .xls are written in an old font, as xlrd reads its styles; the values come from the reader's own parser."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import xlrd

from danvan_metrics.spreadsheets.flaw_words import Position
from danvan_metrics.spreadsheets.fonts.written_text import FontRun, Fonts, Written


def find_fonts(content: bytes) -> Fonts:
    """By sheet and position: each cell with an old font in it; may raise anything where the file is damaged."""
    book = xlrd.open_workbook(file_contents=content, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    return {sheet.name: dict(_find(book, sheet)) for sheet in book.sheets()}


def _find(book: Any, sheet: Any) -> Iterator[tuple[Position, Written]]:
    for row in range(sheet.nrows):
        for column in range(sheet.row_len(row)):
            if sheet.cell_type(row, column) != xlrd.XL_CELL_TEXT:
                continue
            font = book.xf_list[sheet.cell_xf_index(row, column)].font_index
            runs = sheet.rich_text_runlist_map.get((row, column), ())
            written = Written(_name(book, font), _split(book, sheet.cell_value(row, column), runs))
            if written.old_font:
                yield (row + 1, column + 1), written


def _split(book: Any, text: str, starts: Sequence[tuple[int, int]]) -> tuple[FontRun, ...]:
    """The runs of a text: where each begins and in which font; what stands before the first is in the cell's."""
    bounds = [(0, None), *starts, (len(text), None)] if starts else []
    runs = (FontRun(text[first:last], "" if font is None else _name(book, font)) for (first, font), (last, _) in pairwise(bounds))
    return tuple(run for run in runs if run.text)


def _name(book: Any, number: int) -> str:
    name: str = book.font_list[number].name
    return name
