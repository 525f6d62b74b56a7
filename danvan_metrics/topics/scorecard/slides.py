"""The scorecard as native tables: every school and group, marks as symbol, n/N and pale fill, the legend under each part."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Final

from pptx.slide import Slide

from danvan_metrics.formats import theme
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import Cell, Row, Table, add_table, make_header
from danvan_metrics.formats.pptx.slide_text import Run, measure_width, shorten, spell
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.metrics.words import NO_SCHOOL
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.figures import Cell as Scored
from danvan_metrics.topics.scorecard.figures import Row as School
from danvan_metrics.topics.scorecard.figures import Scorecard

MOST_ROWS: Final = 20  # schools and bands on one slide, fewer where their names take two lines
CHANGE_NOTE: Final = "+/−: số mục thêm hoặc bớt so với kỳ trước"
_SIZE: Final = 11
_WORDS_SIZE: Final = 10  # of why a cell has no figure
_NAME, _RECEIPT, _STATE = 1.9, 1.35, 1.2  # inches
_LEGEND: Final = 0.5
_ROOM: Final = BOTTOM - TOP - _LEGEND - 0.1  # for the table
_ROW: Final = 0.36  # inches of a row where there is room

Line = tuple[str, School | None]  # a band's name, and a school of it (None: the band's own row)


def add_scorecard_slides(deck: Deck, meeting: Meeting) -> None:
    """As many slides as it takes to keep the text readable."""
    record = meeting.overview.scorecard
    if not record.rows:
        deck.add_sentence_slide(record.title, record.subtitle, meeting.completion.empty or NO_SCHOOL)
    for number, table in enumerate(_build_tables(record)):
        slide = deck.add_slide(record.title + (" (tiếp)" if number else ""), record.subtitle)
        add_table(slide, table, table.rows, left=MARGIN, top=TOP, alt=f"{record.title}; {record.subtitle}")
        _add_legend(slide, record, TOP + table.measure() + 0.2)


def _build_tables(record: Scorecard) -> list[Table]:
    """As few as fit a slide each."""
    lines: list[Line] = [(name, school) for name, schools in record.bands for school in (None, *schools)]
    tables: list[Table] = []
    for parts in range(math.ceil(len(lines) / MOST_ROWS), len(record.rows) + 1):
        tables = [_build_table(record, part) for part in _split(lines, parts)]
        if all(table.measure() <= _ROOM for table in tables):
            break
    return tables


def _split(lines: list[Line], parts: int) -> Iterator[list[Line]]:
    """Yield parts of about the same length, broken between bands where that leaves none too long."""
    while lines:
        aim = math.ceil(len(lines) / parts)
        cut = _find_cut(lines, aim)
        yield lines[:cut]
        lines, parts = _repeat_band(lines[cut:]), max(1, parts - 1)


def _find_cut(lines: list[Line], aim: int) -> int:
    """After `aim` lines, or the nearest end of a band near there."""
    if len(lines) <= MOST_ROWS and aim >= len(lines):
        return len(lines)
    ends = [index for index, (_, school) in enumerate(lines) if school is None and 0 < index <= MOST_ROWS]
    near = [index for index in ends if abs(index - aim) <= aim // 3]
    cut = min(near, key=lambda index: abs(index - aim), default=max(2, min(aim, MOST_ROWS)))
    return cut - 1 if lines[cut - 1][1] is None else cut  # a band never stands without a school


def _repeat_band(lines: list[Line]) -> list[Line]:
    if lines and lines[0][1] is not None:
        return [(f"{lines[0][0].removesuffix(' (tiếp)')} (tiếp)", None), *lines]
    return lines


def _build_table(record: Scorecard, lines: list[Line]) -> Table:
    groups = len(record.groups)
    widths = (_NAME, *[(ROOM - _NAME - _RECEIPT - _STATE) / max(groups, 1)] * groups, _RECEIPT, _STATE)
    titles = ("Trường", *(group.short for group in record.groups), "Hạn nộp", "Trạng thái")
    rows = tuple(_write_band(name, len(titles)) if school is None else _write_school(school) for name, school in lines)
    table = Table(widths, make_header(*titles, aligns="l" + "c" * groups), rows, _SIZE)
    room = _ROOM - table.measure()
    return Table(widths, table.header, rows, _SIZE, loose=max(0.0, min(room / (len(rows) + 1), _ROW - 0.25)))


def _write_band(name: str, columns: int) -> Row:
    return (Cell((Run(name, bold=True, color=theme.ACCENT),), theme.SHARE_COLORS[0], span=columns),)


def _write_school(school: School) -> Row:
    name = shorten(school.name, _SIZE, _NAME - 0.1, most=2)
    cells = tuple(map(_write_cell, school.cells))
    return (Cell((Run(name, bold=school.model),)), *cells, *(Cell((Run(text),)) for text in (school.receipt, school.state)))


def _write_cell(cell: Scored) -> Cell:
    """Symbol, n/N, how many are above their mark and the change; white with “?” and words where there is no value."""
    fill = theme.MARK_FILLS[cell.mark].color
    if not cell.ratio:
        return Cell(spell(Run(f"{SYMBOLS[cell.mark]} {LABELS[cell.mark]}", size=_WORDS_SIZE)), fill, "ctr")
    runs = [*spell(Run(SYMBOLS[cell.mark])), Run(f" {cell.ratio}", bold=True)]
    runs += spell(Run(f" {SYMBOLS[Mark.ABOVE]}{cell.above}")) if cell.above else ()
    runs += [Run(f"  {cell.change}")] if cell.change else []
    return Cell(tuple(runs), fill, "ctr")


def _add_legend(slide: Slide, record: Scorecard, top: float) -> None:
    """The marks shown, with their thresholds in words, each on its fill; at `top`, but in any case on the slide."""
    entries = [Cell(spell(Run(f"{SYMBOLS[mark]} {words}")), theme.MARK_FILLS[mark].color, "ctr") for mark, words in record.legend]
    if any(cell.change for row in record.rows for cell in row.cells):
        entries.append(Cell((Run(CHANGE_NOTE, color=theme.MUTED),), align="ctr"))
    if not entries:
        return
    needs = [measure_width(entry.text, _SIZE) + 0.25 for entry in entries]
    scale = min(1.0, ROOM / sum(needs))
    table = Table(tuple(need * scale for need in needs), tuple(entries), (), _SIZE)
    top = min(top, BOTTOM - max(0.28, table.measure()) - 0.05)
    add_table(slide, table, (), left=MARGIN, top=top, alt="Chú giải: " + "; ".join(entry.text for entry in entries))
