"""One sheet being written: cells and what they show, rows high enough for them, and the lines above the table."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from xlsxwriter.worksheet import Worksheet

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import on, span
from danvan_metrics.formats.xlsx.cell_writer import CellWriter, Content, set_widths
from danvan_metrics.formats.xlsx.look import CellFormat
from danvan_metrics.formats.xlsx.plain_sheet import SAMPLE_LINE
from danvan_metrics.workbook.values import spell_in_cell
from danvan_metrics.xml_text import make_xml_safe

TOP: Final = 5  # the first row below title, source, watermark and note
_LINE: Final = 15.5  # points of a line of 11-point text
_LETTER: Final = 1.27  # letters of that text in a unit of width
_BOLD: Final = 0.9
_AIR: Final = 2.5  # points above and below text


@dataclass
class Page:
    """A sheet, what its cells show by row and column, and its last row; `sample` and `footer` are the meeting's."""

    sheet: Worksheet
    cells: CellWriter
    footer: str
    sample: bool
    last: int = 0
    widths: Sequence[float] = ()
    heights: dict[int, float] = field(default_factory=dict)
    breaks: list[int] = field(default_factory=list)
    shown: dict[tuple[int, int], Any] = field(default_factory=dict)

    def write(self, row: int, column: int, content: Content, look: CellFormat = looks.TEXT, *, high: bool = True) -> None:
        """Write a cell; no text becomes a formula, None leaves it blank. `high`: the row must hold all of a wrapped text."""
        self.shown[row, column] = self.cells.write(self.sheet, row, column, content, look)
        self.last = max(self.last, row)
        text = content if isinstance(content, str) and look.wrap and high else ""
        self._raise_row(row, _count_lines(text, look, self.widths[column - 1]), look)

    def write_row(self, row: int, contents: Sequence[tuple[Content, CellFormat]], *, column: int = 1) -> None:
        """Write cells beside each other."""
        for place, (content, look) in enumerate(contents, start=column):
            self.write(row, place, content, look)

    def write_headings(self, row: int, headings: Sequence[str], *, column: int = 1) -> None:
        """Write the headings of a table."""
        self.write_row(row, [(heading, looks.HEADING) for heading in headings], column=column)

    def write_over(self, row: int, column: int, content: Content, look: CellFormat, *, columns: int) -> None:
        """Write one cell over several columns; its row does not grow with the text."""
        self._merge(row, column, look, columns=columns)
        self.write(row, column, content, look, high=False)

    def write_heading(self, row: int, column: int, heading: str, *, rows: int = 1, columns: int = 1) -> None:
        """Write a heading over several rows or columns."""
        self._merge(row, column, looks.HEADING, rows=rows, columns=columns)
        self.write(row, column, heading, looks.HEADING)

    def write_line(self, row: int, text: str, look: CellFormat, columns: int) -> None:
        """Write a text over several columns from the first, as many lines high as it needs."""
        self.write_over(row, 1, text, look, columns=columns)
        self._raise_row(row, _count_lines(text if look.wrap else "", look, sum(self.widths[:columns])), look)

    def write_sentence(self, row: int, lead: str, text: str, columns: int) -> None:
        """Write a line whose beginning is bold."""
        self.write_line(row, f"{lead}{text}", looks.PLAIN, columns)
        bold, plain = map(self.cells.find_format, (replace(looks.PLAIN, bold=True), looks.PLAIN))
        lead, text = make_xml_safe(lead), make_xml_safe(text)
        if lead and text and spell_in_cell(lead + text) == lead + text:  # XlsxWriter refuses empty parts, and spells codes twice
            self.sheet.write_rich_string(row - 1, 0, bold, lead, plain, text, plain)

    def write_band(self, row: int, title: str, columns: int) -> None:
        """Write the heading of a part of a table."""
        self.write_row(row, [(title, looks.BAND)] + [(None, looks.BAND)] * (columns - 1))

    def _merge(self, row: int, column: int, look: CellFormat, *, rows: int = 1, columns: int = 1) -> None:
        """Make one cell of several; what stands in it is written after."""
        last = row + rows - 1
        self.sheet.merge_range(row - 1, column - 1, last - 1, column + columns - 2, "", self.cells.find_format(look))
        self.last = max(self.last, last)

    def _raise_row(self, row: int, lines: int, look: CellFormat) -> None:
        """A row is as high as its highest cell: no program has to measure it."""
        needed = lines * _LINE * look.size / 11 + _AIR
        if needed > self.heights.get(row, 0):
            self.set_height(row, needed)

    def set_height(self, row: int, height: float) -> None:
        """Set a row's height, in points."""
        self.heights[row] = height
        self.sheet.set_row(row - 1, height)

    def value(self, row: int, column: int) -> Any:
        """What a cell shows: what was typed in, or what its formula comes to."""
        return self.shown.get((row, column))

    def set_widths(self, widths: Sequence[float]) -> None:
        """Set the columns' widths, from the first; before anything is written."""
        self.widths = widths
        set_widths(self.sheet, widths)

    def name_rows(self, name: str, column: int, first: int, last: int) -> None:
        """Give a column's rows a name that every formula of the workbook knows."""
        self.cells.workbook.define_name(name, f"={on(self.sheet.get_name(), span(column, first, last))}")

    def write_head(self, title: str, note: str, columns: int) -> None:
        """Write title, source, watermark and note; the widths must be set."""
        self.write_line(1, title, looks.TITLE, columns)
        self.write_line(2, self.footer, looks.NOTE, columns)
        self.write_line(3, SAMPLE_LINE if self.sample else "", looks.WARNING, columns)
        self.write_line(4, note, looks.PLAIN, columns)
        if not self.sample:
            self.set_height(3, 4)


def _count_lines(text: str, look: CellFormat, width: float) -> int:
    if not text:
        return 1
    letters = int(width * _LETTER * (_BOLD if look.bold else 1) * 11 / look.size)
    return max(1, sum(len(textwrap.wrap(line, max(1, letters))) for line in text.splitlines()))
