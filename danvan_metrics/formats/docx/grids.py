"""Tables as records, and how they are set: thin lines, a pale head that repeats, rows that stay on one page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.table import Table, _Cell, _Row

from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.pieces import Piece, add_pieces, hex_of, make_shading
from danvan_metrics.formats.docx.plain import plain
from danvan_metrics.formats.docx.styles import TABLE

_HEAD: Final = theme.Fill(theme.TRACK)
_BAND: Final = theme.Fill(theme.SHARE_COLORS[0])
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_AFTER_BORDERS: Final = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")
_AFTER_SHADING: Final = ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")
_SMALL: Final = 9  # points


@dataclass(frozen=True, slots=True)
class Column:
    """A heading, its width in mm, and whether its cells stand in the middle, as figures do."""

    heading: str
    width: float
    centred: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """Text, a small line below it or a small word beside it, and the fill of its mark."""

    text: str
    below: str = ""
    beside: str = ""
    fill: theme.Fill | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """A heading over the rows below it, from edge to edge."""

    text: str


GridRow = Band | Sequence[str | Cell]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: every row is a band or has a cell per column. `together` keeps a short one on one page."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[GridRow, ...]
    together: bool = False


def draw_grid(document: Document, grid: Grid) -> Table:
    """Set the table at the end of the document."""
    table: Table = document.add_table(rows=0, cols=len(grid.columns))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _frame(table, grid.caption)
    for column, spec in zip(table.columns, grid.columns, strict=True):
        column.width = Mm(spec.width)
    _add_head(table, grid)
    for number, row in enumerate(grid.rows, start=1):
        _add_row(table, grid, row, keep=isinstance(row, Band) or (grid.together and number < len(grid.rows)))
    return table


def add_columns(document: Document, *widths: float, rows: int = 1) -> Table:
    """Lay text in columns of so many mm: a table without lines or margins."""
    table: Table = document.add_table(rows=rows, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    table._tbl.tblPr.insert_element_before(_make_margins(0, 0), *_AFTER_BORDERS[3:])
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _frame(table: Table, caption: str) -> None:
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in _SIDES:
        line = OxmlElement(f"w:{side}")
        for key, value in {"val": "single", "sz": "4", "space": "0", "color": hex_of(theme.EDGE)}.items():
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    properties.insert_element_before(borders, *_AFTER_BORDERS)
    properties.insert_element_before(_make_margins(18, 60), *_AFTER_BORDERS[3:])
    told = OxmlElement("w:tblCaption")  # read out by screen readers
    told.set(qn("w:val"), plain(caption))
    properties.append(told)


def _make_margins(high: int, wide: int) -> BaseOxmlElement:
    """Margins of every cell in twentieths of a point."""
    margins = OxmlElement("w:tblCellMar")
    for side, width in {"top": high, "left": wide, "bottom": high, "right": wide}.items():
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(width))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    return margins


def _add_head(table: Table, grid: Grid) -> None:
    row = _start_row(table)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, column in zip(row.cells, grid.columns, strict=True):
        cell.width = Mm(column.width)
        _fill_cell(cell, Cell(column.heading, fill=_HEAD, bold=True), centred=True, keep=True)


def _start_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row


def _add_row(table: Table, grid: Grid, row: GridRow, *, keep: bool) -> None:
    cells = _start_row(table).cells
    if isinstance(row, Band):
        merged = cells[0].merge(cells[-1])
        merged.width = Mm(sum(column.width for column in grid.columns))
        _fill_cell(merged, Cell(row.text, fill=_BAND, bold=True), centred=False, keep=keep)
        return
    for cell, column, value in zip(cells, grid.columns, row, strict=True):
        cell.width = Mm(column.width)
        _fill_cell(cell, value if isinstance(value, Cell) else Cell(value), centred=column.centred, keep=keep)


def _fill_cell(cell: _Cell, value: Cell, *, centred: bool, keep: bool) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.style = TABLE
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = keep or None
    add_pieces(paragraph, [Piece(value.text, bold=value.bold)])
    if value.below:
        paragraph.add_run().add_break()
    if value.below or value.beside:
        add_pieces(paragraph, [Piece(value.below or f" {value.beside}", size=_SMALL)])
    if value.fill:
        cell._tc.get_or_add_tcPr().insert_element_before(make_shading(value.fill), *_AFTER_SHADING)
