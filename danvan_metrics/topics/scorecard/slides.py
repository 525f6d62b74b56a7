"""The scorecard as native tables: every school and group, marks as symbol, n/N and pale fill, the legend under each part."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import SlideTable, add_legend, add_table, set_table
from danvan_metrics.formats.table import Band, Row, Table
from danvan_metrics.metrics.words import NO_SCHOOL, describe_emptiness
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.topics.scorecard.table import CHANGE_NOTE, lay_out_scorecard

MOST_ROWS: Final = 20  # schools and bands on one slide, fewer where their names take two lines
_SIZE: Final = 11
_NAME, _RECEIPT, _STATE = 1.9, 1.35, 1.2  # inches
_LEGEND: Final = 0.5
_ROOM: Final = BOTTOM - TOP - _LEGEND - 0.1  # for the table
_ROW: Final = 0.36  # inches of a row where there is room

Line = tuple[str, Row | None]  # a band's name, and a school of it (None: the band's own row)


def add_scorecard_slides(deck: Deck, meeting: Meeting) -> None:
    """As many slides as it takes to keep the text readable."""
    record = meeting.take(collect_scorecard)
    if not record.rows:
        deck.add_sentence_slide(record.title, record.subtitle, describe_emptiness(meeting.dataset, meeting.scope) or NO_SCHOOL)
    notes = [CHANGE_NOTE] if any(score.change for row in record.rows for score in row.cells) else []
    for number, table in enumerate(_set_parts(lay_out_scorecard(record))):
        slide = deck.add_slide(record.title + (" (tiếp)" if number else ""), record.subtitle)
        add_table(slide, table, table.rows, left=MARGIN, top=TOP, alt=f"{record.title}; {record.subtitle}")
        add_legend(slide, record.legend, notes, top=TOP + table.measure() + 0.2, size=_SIZE)


def _set_parts(table: Table) -> list[SlideTable]:
    """As few as fit a slide each."""
    lines: list[Line] = [(band.title, row) for band in table.bands for row in (None, *band.rows)]
    parts: list[SlideTable] = []
    for count in range(math.ceil(len(lines) / MOST_ROWS), len(table.rows) + 1):
        parts = [_set_part(table, part) for part in _split(lines, count)]
        if all(part.measure() <= _ROOM for part in parts):
            break
    return parts


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
    ends = [index for index, (_, row) in enumerate(lines) if row is None and 0 < index <= MOST_ROWS]
    near = [index for index in ends if abs(index - aim) <= aim // 3]
    cut = min(near, key=lambda index: abs(index - aim), default=max(2, min(aim, MOST_ROWS)))
    return cut - 1 if lines[cut - 1][1] is None else cut  # a band never stands without a school


def _repeat_band(lines: list[Line]) -> list[Line]:
    if lines and lines[0][1] is not None:
        return [(f"{lines[0][0].removesuffix(' (tiếp)')} (tiếp)", None), *lines]
    return lines


def _set_part(table: Table, lines: list[Line]) -> SlideTable:
    groups = len(table.columns) - 3
    widths = (_NAME, *[(ROOM - _NAME - _RECEIPT - _STATE) / max(groups, 1)] * groups, _RECEIPT, _STATE)
    part = replace(table, bands=tuple(_gather(lines)))
    drawn = set_table(part, widths, _SIZE, most=2)
    room = _ROOM - drawn.measure()
    return replace(drawn, loose=max(0.0, min(room / (len(drawn.rows) + 1), _ROW - 0.25)))


def _gather(lines: list[Line]) -> Iterator[Band]:
    """The bands that these lines make."""
    for title, own in groupby(lines, key=lambda line: line[0]):
        yield Band(title, tuple(row for _, row in own if row))
