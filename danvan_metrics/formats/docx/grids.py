"""How a table is set on paper: thin lines, a pale head that repeats, rows that stay on one page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm
from docx.table import Table as DocxTable

from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.pieces import Piece, hex_of, parse_parts, plain, spell_piece, spell_shading
from danvan_metrics.formats.docx.styles import TABLE, TABLE_SIZE, name_style
from danvan_metrics.formats.table import Cell, Row, Table
from danvan_metrics.metrics.marks import SYMBOLS

_HEAD: Final = theme.Fill(theme.TRACK)
_BAND: Final = theme.Fill(theme.SHARE_COLORS[0])
_SIDES: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
_AFTER_BORDERS: Final = ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook", "w:tblCaption", "w:tblDescription")
_RULE_ABOVE: Final = f'<w:tcBorders><w:top w:val="single" w:sz="12" w:space="0" w:color="{hex_of(theme.INK)}"/></w:tcBorders>'
_SMALL: Final = 9  # points
_CENTRED: Final = "cmr"  # letters of a table's `align`; figures stand in the middle


def draw_table(document: Document, table: Table, widths: Sequence[float], *, together: bool = False) -> None:
    """Set the table at the end of the document, its columns so many mm wide; `together` keeps a short one on one page."""
    drawn: DocxTable = document.add_table(rows=0, cols=len(widths))
    drawn.alignment, drawn.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _frame(drawn, table.caption)
    for column, width in zip(drawn.columns, widths, strict=True):
        column.width = Mm(width)
    drawn._tbl.extend(parse_parts("w:tbl", _spell_rows(table, widths, together=together)))


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


def _spell_rows(table: Table, widths: Sequence[float], *, together: bool) -> Iterator[str]:
    """Every row as the file spells it: the head, and each band below its heading."""
    heads = (Cell(str(heading), strong=True) for heading in table.columns)
    cells = (_spell_cell(cell, [width], centred=True, keep=True, fill=_HEAD) for cell, width in zip(heads, widths, strict=True))
    yield _spell_row(cells, more="<w:tblHeader/>")
    last = table.rows[-1:]
    for band in table.bands:
        if band.title:
            yield _spell_row([_spell_cell(Cell(band.title, strong=True), widths, keep=True, fill=_BAND)])
        for row in band.rows:
            keep = together and row is not last[0]
            yield _spell_row(_spell_cells(row, table.align, widths, keep=keep, ruled=band.total))


def _spell_row(cells: Iterable[str], *, more: str = "") -> str:
    """A row that no page's end tears apart."""
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{''.join(cells)}</w:tr>"


def _spell_cells(row: Row, align: str, widths: Sequence[float], *, keep: bool, ruled: bool) -> Iterator[str]:
    """A row's cells; one that says the same as the one before it is merged with that one. `ruled`: a thick line over a sum."""
    for first, after in pairwise([*(place for place, cell in enumerate(row) if not (cell.joined and place)), len(row)]):
        cell, centred = row[first], align[first] in _CENTRED
        fill = theme.MARK_FILLS[cell.mark] if cell.mark else cell.fill
        yield _spell_cell(cell, widths[first:after], centred=centred, keep=keep, fill=fill, ruled=ruled)


def _spell_cell(
    cell: Cell,
    widths: Sequence[float],
    *,
    centred: bool = False,
    keep: bool = False,
    fill: theme.Fill | None = None,
    ruled: bool = False,
) -> str:
    """A cell over columns of so many mm; `keep`: on the page of the row below it."""
    parts = (
        f'<w:tcPr><w:tcW w:type="dxa" w:w="{sum(Mm(width).twips for width in widths)}"/>',
        f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else "",
        _RULE_ABOVE if ruled else "",
        spell_shading(fill) if fill else "",
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="{name_style(TABLE)}"/>',
        "<w:keepNext/>" if keep else "",
        '<w:jc w:val="center"/></w:pPr>' if centred else "</w:pPr>",
        _spell_text(cell, ink=fill.ink if fill and fill.ink != theme.INK else ""),
    )
    return f"<w:tc>{''.join(parts)}</w:p></w:tc>"


def _spell_text(cell: Cell, *, ink: str) -> str:
    """What stands beside a mark, or below a figure without one, is small."""
    if not cell.mark:
        told = spell_piece(Piece(cell.text, bold=cell.strong, ink=ink), TABLE_SIZE)
        below = spell_piece(Piece(cell.printed_note, size=_SMALL, ink=ink), TABLE_SIZE) if cell.printed_note else ""
        return f"{told}<w:r><w:br/></w:r>{below}" if below else told
    words = cell.words_of_mark
    beside = "".join(f" {part}" for part in (words, cell.printed_note) if part)
    text = SYMBOLS[cell.mark] if words else f"{SYMBOLS[cell.mark]} {cell.text}"
    pieces = Piece(text, bold=cell.strong, ink=ink), Piece(beside, size=_SMALL, ink=ink)
    return "".join(spell_piece(piece, TABLE_SIZE) for piece in pieces)
