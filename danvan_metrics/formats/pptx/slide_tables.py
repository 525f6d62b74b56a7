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
    write_fill,
    write_paragraph,
)
from danvan_metrics.formats.table import Band, Cell, Table
from danvan_metrics.metrics.marks import SYMBOLS, Mark

MOST_LINES: Final = 8  # of one cell; what is longer ends in “…”
_MARGIN: Final = 0.05  # inches, left and right
_PADDING: Final = 0.015  # inches, above and below
_ALIGNS: Final = {"l": "l", "n": "l", "c": "ctr", "m": "ctr", "r": "r"}
_STEPS: Final = 12  # in which slides are filled more and more until all rows have found room
_RULE: Final = 28575  # of the line over a sum, in EMU
_PLAIN: Final = theme.Fill(theme.PAPER)
_HEAD: Final = theme.Fill(theme.TRACK)
_BAND: Final = theme.Fill(theme.SHARE_COLORS[0])
_KIND: Final = "http://schemas.openxmlformats.org/drawingml/2006/table"


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A cell as it is drawn: runs in their looks; `span` counts the columns it takes; align: l | ctr | r; ruled: under a line."""

    runs: tuple[Run, ...]
    fill: theme.Fill = _PLAIN
    align: str = "l"
    span: int = 1
    ruled: bool = False

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
        """Yield rows that fit `room` inches together with the header, about as many each; a row higher than that stands alone."""
        count = len(list(self._fill(room)))
        even = self.measure_row(self.header) + sum(map(self.measure_row, self.rows)) / max(count, 1)
        tries = (even + (room - even) * step / _STEPS for step in range(_STEPS))
        yield from next((parts for one in tries if len(parts := list(self._fill(one))) <= count), self._fill(room))

    def _fill(self, room: float) -> Iterator[tuple[Line, ...]]:
        part: list[Line] = []
        heading: Line | None = None
        for row in self.rows:
            if part and self.measure([*part, row]) > room:
                held = [part.pop()] if len(part) > 1 and self._heads(part[-1]) else _go_on(heading, row)
                yield tuple(part)
                part = [] if self._heads(row) else held
            heading = row if self._heads(row) else heading
            part.append(row)
        yield tuple(part)

    def _heads(self, line: Line) -> bool:
        """Whether a line is the heading of those below it: it never stands alone at a slide's foot."""
        return len(self.widths) > 1 and len(line) == 1 and line[0].span == len(self.widths)


def _go_on(heading: Line | None, row: Line) -> list[Line]:
    """The heading under which a row stands, told once more; none over a sum."""
    if heading is None or row[0].ruled:
        return []
    [run] = heading[0].runs
    return [(replace(heading[0], runs=(replace(run, text=f"{run.text} (tiếp)"),)),)]


def set_table(table: Table, widths: tuple[float, ...], size: float, *, loose: float = 0.0, most: int = MOST_LINES) -> SlideTable:
    """Set a table in columns so many inches wide; text that takes more than `most` lines of its column is cut."""
    aligns = [_ALIGNS[letter] for letter in table.align]
    header = (_Drawn((Run(str(one), bold=True),), _HEAD, align) for one, align in zip(table.columns, aligns, strict=True))
    lines = tuple(line for band in table.bands for line in _set_band(band, widths, aligns, size, most))
    return SlideTable(widths, tuple(header), lines, size, loose)


def _set_band(band: Band, widths: Sequence[float], aligns: Sequence[str], size: float, most: int) -> Iterator[Line]:
    if band.title:
        yield (_Drawn((Run(band.title, bold=True, color=theme.ACCENT),), _BAND, span=len(widths)),)
    for row in band.rows:
        cells = [
            (_set_mark(cell, cell.mark, align) if cell.mark else _set_text(cell, align, size, width, most), cell.joined)
            for cell, align, width in zip(row, aligns, widths, strict=True)
        ]
        yield tuple(replace(drawn, ruled=band.total) for drawn in _join(cells))


def _join(cells: Sequence[tuple[_Drawn, bool]]) -> list[_Drawn]:
    """The cells; one that says the same as the cell before it is reached over by that one."""
    joined: list[_Drawn] = []
    for drawn, same in cells:
        if same and joined:
            joined[-1] = replace(joined[-1], span=joined[-1].span + 1)
        else:
            joined.append(drawn)
    return joined


def _set_text(cell: Cell, align: str, size: float, width: float, most: int) -> _Drawn:
    text = shorten(cell.text, size, width - 2 * _MARGIN, most=most, bold=cell.strong)
    fill = cell.fill or _PLAIN
    runs = (*spell(Run(text, bold=cell.strong)), *_set_note(cell))
    return _Drawn(tuple(replace(run, color=fill.ink) for run in runs), fill, align)


def _set_mark(cell: Cell, mark: Mark, align: str) -> _Drawn:
    """Symbol, figure and note on the mark's fill; where there is no figure, the mark's words."""
    words = cell.words_of_mark
    own = Run(f" {words}") if words else Run(f" {cell.text}", bold=True)
    fill = theme.MARK_FILLS[mark]
    runs = (*spell(replace(own, text=SYMBOLS[mark], bold=False)), own, *_set_note(cell))
    return _Drawn(tuple(replace(run, color=fill.ink) for run in runs), fill, align)


def _set_note(cell: Cell) -> tuple[Run, ...]:
    return spell(Run(f" {cell.printed_note}")) if cell.printed_note else ()


def add_legend(slide: Slide, legend: Sequence[tuple[Mark, str]], notes: Sequence[str], *, top: float, size: float) -> None:
    """The marks with their words, each on its fill, and what else is to be said, in one row at `top`, moved up onto the slide."""
    drawn = set_legend(legend, notes, size)
    if drawn.header:
        top = min(top, BOTTOM - drawn.measure() - 0.02)
        add_table(slide, drawn, (), left=MARGIN, top=top, alt="Chú giải: " + "; ".join(entry.text for entry in drawn.header))


def set_legend(legend: Sequence[tuple[Mark, str]], notes: Sequence[str], size: float) -> SlideTable:
    """The same, measured: a table that is a row of headings."""
    entries = [_set_entry(theme.MARK_FILLS[mark], f"{SYMBOLS[mark]} {words}") for mark, words in legend]
    entries += [_Drawn((Run(note, color=theme.MUTED),), align="ctr") for note in notes]
    needs = [measure_width(entry.text, size) + 2 * _MARGIN + 0.1 for entry in entries]
    scale = min(1.0, ROOM / max(sum(needs), 1))
    return SlideTable(tuple(need * scale for need in needs), tuple(entries), (), size)


def _set_entry(fill: theme.Fill, text: str) -> _Drawn:
    return _Drawn(spell(Run(text, color=fill.ink)), fill, "ctr")


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
        + "".join(f'<a:{side} w="6350">{line}</a:{side}>' for side in ("lnL", "lnR"))
        + (f'<a:lnT w="{_RULE}">{write_color(theme.INK)}</a:lnT>' if cell.ruled else f'<a:lnT w="6350">{line}</a:lnT>')
        + f'<a:lnB w="6350">{line}</a:lnB>{write_fill(cell.fill)}</a:tcPr>'  # python-pptx patterns shapes, but no table's cells
    )
    text = write_paragraph(cell.runs, size, align=cell.align)
    merged = '<a:tc hMerge="1"><a:txBody><a:bodyPr/><a:lstStyle/><a:p/></a:txBody><a:tcPr/></a:tc>' * (cell.span - 1)
    return f"<a:tc{span}><a:txBody><a:bodyPr/><a:lstStyle/>{text}</a:txBody>{look}</a:tc>{merged}"
