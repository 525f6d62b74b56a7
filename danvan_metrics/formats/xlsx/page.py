"""One sheet being written: typed cells, formulas with what they come to, and the lines above the table."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.look import Look
from danvan_metrics.formats.xlsx.plain_sheet import SAMPLE_LINE
from danvan_metrics.workbook.values import spell_in_cell

TOP: Final = 5  # the first row below title, source, watermark and note
_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")
_LINE: Final = 15.5  # points of a line of 11-point text
_LETTER: Final = 1.27  # letters of that text in a unit of width
_BOLD: Final = 0.9
_DEFAULT_WIDTH: Final = 8.43
_AIR: Final = 2.5  # points above and below text


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its “=”, and what it comes to (None and NaN: an empty text)."""

    text: str
    value: Any


Content = str | float | date | Formula | None


@dataclass
class Page:
    """A sheet with the results of its formulas by address; `sample` and `footer` are the meeting's."""

    sheet: Worksheet
    footer: str
    sample: bool
    styles: dict[Look, Any]
    results: dict[str, Any] = field(default_factory=dict)
    chart_alts: list[str] = field(default_factory=list)

    def put(self, row: int, column: int, content: Content, look: Look = looks.TEXT, *, high: bool = True) -> None:
        """Write a cell; no text becomes a formula, None leaves it blank. `high`: the row must hold all of a wrapped text."""
        cell = self.sheet.cell(row=row, column=column)
        assert isinstance(cell, Cell)  # noqa: S101  only cells right of a merged range's first are not
        self._dress(cell, look)
        if isinstance(content, Formula):
            cell.value, cell.data_type = f"={content.text}", "f"
            self.results[cell.coordinate] = _plain(content.value)
        elif isinstance(content, str):
            _write_text(cell, content)
        elif content is not None:
            cell.value = content if isinstance(content, date) else _plain(content)
        text = content if isinstance(content, str) and look.wrap and high else ""
        self._raise_row(row, self._count_lines(text, look, self._width(column)), look)

    def put_row(self, row: int, contents: Sequence[tuple[Content, Look]], *, column: int = 1) -> None:
        """Write cells beside each other."""
        for place, (content, look) in enumerate(contents, start=column):
            self.put(row, place, content, look)

    def put_headings(self, row: int, headings: Sequence[str], *, column: int = 1) -> None:
        """Write the headings of a table."""
        self.put_row(row, [(heading, looks.HEADING) for heading in headings], column=column)

    def put_line(self, row: int, text: str, look: Look, columns: int) -> None:
        """Write a text over several columns, as many lines high as it needs."""
        self.put(row, 1, text, look, high=False)
        self.sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=columns)
        width = sum(map(self._width, range(1, columns + 1)))
        self._raise_row(row, self._count_lines(text if look.wrap else "", look, width), look)

    def _width(self, column: int) -> float:
        return self.sheet.column_dimensions[get_column_letter(column)].width or _DEFAULT_WIDTH

    def _count_lines(self, text: str, look: Look, width: float) -> int:
        letters = int(width * _LETTER * (_BOLD if look.bold else 1) * 11 / look.size)
        return max(1, sum(len(textwrap.wrap(line, max(1, letters))) for line in text.splitlines()))

    def _raise_row(self, row: int, lines: int, look: Look) -> None:
        """A row is as high as its highest cell: no program has to measure it."""
        needed = lines * _LINE * look.size / 11 + _AIR
        rows = self.sheet.row_dimensions
        rows[row].height = max(rows[row].height or 0, needed)

    def value(self, row: int, column: int) -> Any:
        """What a cell shows: what was typed in, or what its formula comes to."""
        cell = self.sheet.cell(row=row, column=column)
        return self.results.get(cell.coordinate, cell.value)

    def set_widths(self, widths: Sequence[float]) -> None:
        """Set the columns' widths, from the first."""
        for column, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(column)].width = width

    def put_head(self, title: str, note: str, columns: int) -> None:
        """Write title, source, watermark and note; the widths must be set."""
        self.put_line(1, title, looks.TITLE, columns)
        self.put_line(2, self.footer, looks.NOTE, columns)
        self.put_line(3, SAMPLE_LINE if self.sample else "", looks.WARNING, columns)
        self.put_line(4, note, looks.PLAIN, columns)
        if not self.sample:
            self.sheet.row_dimensions[3].height = 4

    def _dress(self, cell: Any, look: Look) -> None:
        """Styles are made once per look of the workbook: a data sheet has twenty thousand cells."""
        if look not in self.styles:
            cell.font, cell.fill, cell.border = look.font, look.pattern, look.border
            cell.alignment, cell.number_format = look.alignment, look.number
            self.styles[look] = copy(cell._style)
        cell._style = copy(self.styles[look])


def _plain(value: Any) -> Any:
    """A value a file can hold: no numpy, no NaN; a whole number without its fraction."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, str):
        return spell_in_cell(value)
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _write_text(cell: Cell, text: str) -> None:
    cell.value = spell_in_cell(text)
    cell.data_type = "s"
    if text.startswith(_FORMULA_STARTS):
        cell.quotePrefix = True


def collect_results(pages: Sequence[Page]) -> Mapping[str, Mapping[str, Any]]:
    """The results of the formulas by the part their sheet is written to; pages in the order of the workbook's sheets."""
    return {f"xl/worksheets/sheet{number}.xml": page.results for number, page in enumerate(pages, start=1) if page.results}
