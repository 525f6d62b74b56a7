"""How a table is set on paper: thin lines, a pale head that repeats, rows that stay on one page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.table import Table as DocxTable
from docx.table import _Cell, _Row
from docx.text.paragraph import Paragraph

from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.pieces import Piece, add_pieces, hex_of, make_shading, plain
from danvan_metrics.formats.docx.styles import TABLE
from danvan_metrics.formats.table import Cell, Row, Table
from danvan_metrics.metrics.marks import SYMBOLS

_HEAD: Final = theme.Fill(theme.TRACK)
_BAND: Final = theme.Fill(theme.SHARE_COLORS[0])
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_AFTER_BORDERS: Final = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")
_AFTER_SHADING: Final = ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")
_SMALL: Final = 9  # points
_CENTRED: Final = "cmr"  # letters of a table's `align`; figures stand in the middle


def draw_table(document: Document, table: Table, widths: Sequence[float], *, together: bool = False) -> DocxTable:
    """Set the table at the end of the document, its columns so many mm wide; `together` keeps a short one on one page."""
    drawn: DocxTable = document.add_table(rows=0, cols=len(widths))
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _frame(drawn, table.caption)
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Mm(width)
    _add_head(drawn, table, widths)
    last = table.rows[-1:]
    for band in table.bands:
        if band.title:
            _add_band(drawn, band.title, sum(widths))
        for row in band.rows:
            added = _add_row(drawn, table, row, widths, keep=together and row is not last[0])
            if band.total:
                _rule_above(added)
    return drawn


def add_columns(document: Document, *widths: float, rows: int = 1) -> DocxTable:
    """Lay text in columns of so many mm: a table without lines or margins."""
    table: DocxTable = document.add_table(rows=rows, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    table._tbl.tblPr.insert_element_before(_make_margins(0, 0), *_AFTER_BORDERS[3:])
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
        for cell in column.cells:
            cell.width = Mm(width)
    return table


def _frame(table: DocxTable, caption: str) -> None:
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


def _add_head(drawn: DocxTable, table: Table, widths: Sequence[float]) -> None:
    row = _start_row(drawn)
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, width, heading in zip(row.cells, widths, table.columns, strict=True):
        cell.width = Mm(width)
        _fill_cell(cell, Cell(str(heading), strong=True), centred=True, keep=True, fill=_HEAD)


def _start_row(table: DocxTable) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    return row


def _add_band(drawn: DocxTable, title: str, width: float) -> None:
    """A heading over the rows below it, from edge to edge."""
    cells = _start_row(drawn).cells
    merged = cells[0].merge(cells[-1])
    merged.width = Mm(width)
    _fill_cell(merged, Cell(title, strong=True), centred=False, keep=True, fill=_BAND)


def _add_row(drawn: DocxTable, table: Table, row: Row, widths: Sequence[float], *, keep: bool) -> _Row:
    """A row; a cell that says the same as the one before it is merged with that one."""
    added = _start_row(drawn)
    before: _Cell | None = None
    for cell, width, align, value in zip(added.cells, widths, table.align, row, strict=True):
        if value.joined and before is not None:
            before = before.merge(cell)
            continue
        before, cell.width = cell, Mm(width)
        fill = theme.MARK_FILLS[value.mark] if value.mark else value.fill
        _fill_cell(cell, value, centred=align in _CENTRED, keep=keep, fill=fill)
    return added


def _rule_above(row: _Row) -> None:
    """A thick line over a sum."""
    for cell in row.cells:
        borders, line = OxmlElement("w:tcBorders"), OxmlElement("w:top")
        for key, value in {"val": "single", "sz": "12", "space": "0", "color": hex_of(theme.INK)}.items():
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
        cell._tc.get_or_add_tcPr().insert_element_before(borders, "w:shd", *_AFTER_SHADING)


def _fill_cell(cell: _Cell, value: Cell, *, centred: bool, keep: bool, fill: theme.Fill | None) -> None:
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    paragraph = cell.paragraphs[0]
    paragraph.style = TABLE
    if centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.paragraph_format.keep_with_next = keep or None
    _write_text(paragraph, value, ink=fill.ink if fill and fill.ink != theme.INK else "")
    if fill:
        cell._tc.get_or_add_tcPr().insert_element_before(make_shading(fill), *_AFTER_SHADING)


def _write_text(paragraph: Paragraph, value: Cell, *, ink: str) -> None:
    """What stands beside a mark, or below a figure without one, is small."""
    if not value.mark:
        add_pieces(paragraph, [Piece(value.text, bold=value.strong, ink=ink)])
        if value.printed_note:
            paragraph.add_run().add_break()
            add_pieces(paragraph, [Piece(value.printed_note, size=_SMALL, ink=ink)])
        return
    words = value.words_of_mark
    beside = "".join(f" {part}" for part in (words, value.printed_note) if part)
    text = SYMBOLS[value.mark] if words else f"{SYMBOLS[value.mark]} {value.text}"
    add_pieces(paragraph, [Piece(text, bold=value.strong, ink=ink), Piece(beside, size=_SMALL, ink=ink)])
