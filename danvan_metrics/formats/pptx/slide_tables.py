"""Native tables on slides, continued on a next one where a table is higher than the room for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Inches

from danvan_metrics.formats import theme
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.shapes import measure_height
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_text import (
    POINTS,
    Run,
    measure_width,
    quote_text,
    shorten,
    spell,
    write_color,
    write_paragraph,
)
from danvan_metrics.formats.table import Band, Cell, Table
from danvan_metrics.metrics.marks import SYMBOLS, Mark

MOST_LINES: Final = 8  # of one cell; what is longer ends in “…”
_MARGIN: Final = 0.05  # inches, left and right
_PADDING: Final = 0.03  # inches, above and below
_ALIGNS: Final = {"l": "l", "n": "l", "c": "ctr", "m": "ctr", "r": "r"}
_KIND: Final = "http://schemas.openxmlformats.org/drawingml/2006/table"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A cell as it is drawn: runs in their looks; `span` counts the columns it takes; align: l | ctr | r."""

    runs: tuple[Run, ...]
    fill: str = theme.PAPER
    align: str = "l"
    span: int = 1

    @property
    def text(self) -> str:
        """All of its runs."""
        return "".join(run.text for run in self.runs)


Line = tuple[_Drawn, ...]


@dataclass(frozen=True)
class SlideTable:
    """A table measured for slides: widths in inches; the header stands on every slide; `size` in points."""

    widths: tuple[float, ...]
    header: Line
    rows: tuple[Line, ...]
    size: float
    loose: float = field(default=0.0)  # inches added to the height of every row

    def measure_row(self, row: Line) -> float:
        """About how high a row stands."""
        heights, column = [self.size * 1.2 / POINTS], 0
        for cell in row:
            width = sum(self.widths[column : column + cell.span]) - 2 * _MARGIN
            bold = any(run.bold for run in cell.runs)
            size = max((run.size or self.size for run in cell.runs), default=self.size)
            heights.append(measure_height(cell.text, size, width, bold=bold))
            column += cell.span
        return max(heights) + 2 * _PADDING + self.loose

    def measure(self, rows: Sequence[Line] | None = None) -> float:
        """About how high the table stands with its header."""
        return self.measure_row(self.header) + sum(map(self.measure_row, self.rows if rows is None else rows))

    def split(self, room: float) -> Iterator[tuple[Line, ...]]:
        """Yield rows that fit `room` inches together with the header; a row higher than that stands alone."""
        part: list[Line] = []
        left = room - self.measure_row(self.header)
        for row in self.rows:
            if part and self.measure_row(row) > left:
                yield tuple(part)
                part, left = [], room - self.measure_row(self.header)
            part.append(row)
            left -= self.measure_row(row)
        yield tuple(part)


def set_table(table: Table, widths: tuple[float, ...], size: float, *, loose: float = 0.0, most: int = MOST_LINES) -> SlideTable:
    """Set a table in columns so many inches wide; text that takes more than `most` lines of its column is cut."""
    aligns = [_ALIGNS[letter] for letter in table.align]
    header = (_Drawn((Run(str(one), bold=True),), theme.TRACK, align) for one, align in zip(table.columns, aligns, strict=True))
    lines = tuple(line for band in table.bands for line in _set_band(band, widths, aligns, size, most))
    return SlideTable(widths, tuple(header), lines, size, loose)


def _set_band(band: Band, widths: Sequence[float], aligns: Sequence[str], size: float, most: int) -> Iterator[Line]:
    if band.title:
        yield (_Drawn((Run(band.title, bold=True, color=theme.ACCENT),), theme.SHARE_COLORS[0], span=len(widths)),)
    for row in band.rows:
        yield tuple(
            _set_mark(cell, cell.mark, align, size) if cell.mark else _set_text(cell, align, size, width, most)
            for cell, align, width in zip(row, aligns, widths, strict=True)
        )


def _set_text(cell: Cell, align: str, size: float, width: float, most: int) -> _Drawn:
    text = shorten(cell.text, size, width - 2 * _MARGIN, most=most, bold=cell.strong)
    return _Drawn(
        (*spell(Run(text, bold=cell.strong)), *_set_note(cell, size)), cell.fill.color if cell.fill else theme.PAPER, align
    )


def _set_mark(cell: Cell, mark: Mark, align: str, size: float) -> _Drawn:
    """Symbol, figure and note on the mark's fill; where there is no figure, the mark's words."""
    words = cell.words_of_mark
    own = Run(f" {words}", size=size - 1) if words else Run(f" {cell.text}", bold=True)
    runs = (*spell(replace(own, text=SYMBOLS[mark], bold=False)), own, *_set_note(cell, size))
    return _Drawn(runs, theme.MARK_FILLS[mark].color, align)


def _set_note(cell: Cell, size: float) -> tuple[Run, ...]:
    return spell(Run(f"  {cell.printed_note}", size=size - 1)) if cell.printed_note else ()


def add_legend(slide: Slide, legend: Sequence[tuple[Mark, str]], notes: Sequence[str], *, top: float, size: float) -> None:
    """The marks with their words, each on its fill, and what else is to be said, in one row at `top`, moved up onto the slide."""
    entries = [_Drawn(spell(Run(f"{SYMBOLS[mark]} {words}")), theme.MARK_FILLS[mark].color, "ctr") for mark, words in legend]
    entries += [_Drawn((Run(note, color=theme.MUTED),), align="ctr") for note in notes]
    if not entries:
        return
    needs = [measure_width(entry.text, size) + 0.25 for entry in entries]
    scale = min(1.0, ROOM / sum(needs))
    drawn = SlideTable(tuple(need * scale for need in needs), tuple(entries), (), size)
    top = min(top, BOTTOM - max(0.28, drawn.measure()) - 0.05)
    add_table(slide, drawn, (), left=MARGIN, top=top, alt="Chú giải: " + "; ".join(entry.text for entry in entries))


def add_table_slides(deck: Deck, table: SlideTable, title: str, subtitle: str, *, alt: str) -> None:
    """The table under its title, on as many slides as its rows need."""
    for number, rows in enumerate(table.split(BOTTOM - TOP)):
        slide = deck.add_slide(title + (" (tiếp)" if number else ""), subtitle)
        add_table(slide, table, rows, left=MARGIN, top=TOP, alt=alt)


def add_table(slide: Slide, table: SlideTable, rows: Sequence[Line], *, left: float, top: float, alt: str) -> None:
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


def _write_row(table: SlideTable, row: Line) -> str:
    cells = "".join(_write_cell(cell, table.size) for cell in row)
    return f'<a:tr h="{Inches(table.measure_row(row))}">{cells}</a:tr>'


def _write_cell(cell: _Drawn, size: float) -> str:
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
