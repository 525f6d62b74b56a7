"""Native tables: cells of runs, continued on a next slide where a table is higher than the room for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Inches

from danvan_metrics.formats import theme
from danvan_metrics.formats.pptx.shapes import measure_height
from danvan_metrics.formats.pptx.slide_text import POINTS, Run, quote_text, shorten, spell, write_color, write_paragraph

MOST_LINES: Final = 8  # of one cell; what is longer ends in “…”
_MARGIN: Final = 0.05  # inches, left and right
_PADDING: Final = 0.03  # inches, above and below
_KIND: Final = "http://schemas.openxmlformats.org/drawingml/2006/table"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows; `span` counts the columns it takes; align: l | ctr | r."""

    runs: tuple[Run, ...]
    fill: str = theme.PAPER
    align: str = "l"
    span: int = 1

    @property
    def text(self) -> str:
        """All of its runs."""
        return "".join(run.text for run in self.runs)


Row = tuple[Cell, ...]


@dataclass(frozen=True)
class Table:
    """Widths in inches; the header stands on every slide; `size` in points."""

    widths: tuple[float, ...]
    header: Row
    rows: tuple[Row, ...]
    size: float
    loose: float = field(default=0.0)  # inches added to the height of every row

    def measure_row(self, row: Row) -> float:
        """About how high a row stands."""
        heights, column = [self.size * 1.2 / POINTS], 0
        for cell in row:
            width = sum(self.widths[column : column + cell.span]) - 2 * _MARGIN
            bold = any(run.bold for run in cell.runs)
            size = max((run.size or self.size for run in cell.runs), default=self.size)
            heights.append(measure_height(cell.text, size, width, bold=bold))
            column += cell.span
        return max(heights) + 2 * _PADDING + self.loose

    def measure(self, rows: Sequence[Row] | None = None) -> float:
        """About how high the table stands with its header."""
        return self.measure_row(self.header) + sum(map(self.measure_row, self.rows if rows is None else rows))

    def split(self, room: float) -> Iterator[tuple[Row, ...]]:
        """Yield rows that fit `room` inches together with the header; a row higher than that stands alone."""
        part: list[Row] = []
        left = room - self.measure_row(self.header)
        for row in self.rows:
            if part and self.measure_row(row) > left:
                yield tuple(part)
                part, left = [], room - self.measure_row(self.header)
            part.append(row)
            left -= self.measure_row(row)
        yield tuple(part)


def make_header(*titles: str, aligns: str = "") -> Row:
    """A header; `aligns` has a letter (l c r) for each title, left where it ends."""
    names = {"l": "l", "c": "ctr", "r": "r"}
    return tuple(
        Cell((Run(title, bold=True),), theme.TRACK, names[align])
        for title, align in zip(titles, aligns.ljust(len(titles), "l"), strict=True)
    )


def make_cell(text: str, *, width: float, size: float, bold: bool = False, align: str = "l") -> Cell:
    """A cell of plain text, cut where it would take more than MOST_LINES lines of a column `width` inches wide."""
    shown = shorten(text, size, width - 2 * _MARGIN, most=MOST_LINES, bold=bold)
    return Cell(spell(Run(shown, bold=bold)), align=align)


def add_table(slide: Slide, table: Table, rows: Sequence[Row], *, left: float, top: float, alt: str) -> None:
    """Put these rows of a table on a slide, under its header."""
    lines = (table.header, *rows)
    width, height = Inches(sum(table.widths)), Inches(table.measure(rows))
    tree = slide.shapes.element
    grid = "".join(f'<a:gridCol w="{Inches(one)}"/>' for one in table.widths)
    body = "".join(_write_row(table, line) for line in lines)
    tree.append(
        parse_xml(
            f"<p:graphicFrame {nsdecls('p', 'a')}><p:nvGraphicFramePr>"
            f'<p:cNvPr id="{len(tree)}" name="Bảng" descr={quote_text(alt)}/>'
            '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>'
            f'<p:xfrm><a:off x="{Inches(left)}" y="{Inches(top)}"/><a:ext cx="{width}" cy="{height}"/></p:xfrm>'
            f'<a:graphic><a:graphicData uri="{_KIND}"><a:tbl><a:tblPr firstRow="1"/><a:tblGrid>{grid}</a:tblGrid>{body}'
            "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        )
    )


def _write_row(table: Table, row: Row) -> str:
    cells = "".join(_write_cell(cell, table.size) for cell in row)
    return f'<a:tr h="{Inches(table.measure_row(row))}">{cells}</a:tr>'


def _write_cell(cell: Cell, size: float) -> str:
    margin, padding = Inches(_MARGIN), Inches(_PADDING)
    span = f' gridSpan="{cell.span}"' if cell.span > 1 else ""
    line = f"{write_color(theme.FAINT)}"
    look = (
        f'<a:tcPr marL="{margin}" marR="{margin}" marT="{padding}" marB="{padding}" anchor="ctr">'
        + "".join(f'<a:{side} w="6350">{line}</a:{side}>' for side in ("lnL", "lnR", "lnT", "lnB"))
        + f"{write_color(cell.fill)}</a:tcPr>"
    )
    text = write_paragraph(cell.runs, size, align=cell.align)
    merged = '<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc>' * (cell.span - 1)
    return f"<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody>{look}</a:tc>{merged}"
