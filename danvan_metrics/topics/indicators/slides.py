"""How many schools stand at which mark of every indicator, as native stacked bars, a few slides per group of the plan."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from pptx.slide import Slide

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.chart_text import show_ratio
from danvan_metrics.formats.plotly.stacks import Series as Counted
from danvan_metrics.formats.pptx.chart_frames import add_chart
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.native_bars import Bars, count_series
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import add_table, set_table
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.topics.indicators.figures import IndicatorTable
from danvan_metrics.topics.indicators.status_chart import ORDER, IndicatorRow, IndicatorStatusChart
from danvan_metrics.topics.indicators.table import CHANGE, CODE, MET, NAME, SHARE, SUMS, lay_out_indicators
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import NBSP

TITLE: Final = "Tiêu chí và chỉ tiêu"
MOST_ROWS: Final = 12  # indicators on one slide
_NAMES: Final = 5.4  # inches
_ROW: Final = 0.78  # inches of an indicator where there is room
_FRAME: Final = 1.1  # inches of a chart's title and legend
_SIZE: Final = 12
_TABLE_ROOM: Final = 2.2  # inches: what must be left under a chart for the table
_COLUMNS: Final = (CODE, NAME, MET, SHARE, SUMS, CHANGE)
_WIDTHS: Final = (0.9, 5.4, 1.6, 1.6, 1.8, 1.03)


def add_status_slides(deck: Deck, meeting: Meeting) -> None:
    """Slides of every top group; one sentence where nothing came in at all."""
    records = meeting.statuses
    if records and all(record.empty for record in records):
        deck.add_sentence_slide(TITLE, records[0].subtitle, records[0].empty)
        return
    for record, table in zip(records, meeting.indicators, strict=True):
        if record.empty:
            deck.add_sentence_slide(record.title, record.subtitle, record.empty)
        else:
            _add_group(deck, record, table)


def _add_group(deck: Deck, record: IndicatorStatusChart, table: IndicatorTable) -> None:
    parts = list(_split(record))
    for number, (heading, rows) in enumerate(parts):
        slide = deck.add_slide(record.title + (" (tiếp)" if number else ""), record.subtitle)
        height = min(BOTTOM - TOP, _ROW * len(rows) + _FRAME)
        add_chart(slide, _build_bars(record, heading, rows), (MARGIN, TOP, ROOM, height), alt=record.alt)
        if len(parts) == 1 and BOTTOM - TOP - height > _TABLE_ROOM:
            _add_table(slide, table, TOP + height + 0.15)


def _split(record: IndicatorStatusChart) -> Iterator[tuple[str, Sequence[IndicatorRow]]]:
    """Yield the criterion (“” where the group has none) and its rows, in parts of about the same length."""
    for heading, group in groupby(record.rows, key=lambda row: row.heading):
        rows = list(group)
        length = math.ceil(len(rows) / math.ceil(len(rows) / MOST_ROWS))
        for first in range(0, len(rows), length):
            yield heading, rows[first : first + length]


def _build_bars(record: IndicatorStatusChart, heading: str, rows: Sequence[IndicatorRow]) -> Bars:
    kinds = [Counted(mark, record.legend[mark], theme.MARK_FILLS[mark], SYMBOLS[mark]) for mark in ORDER]
    series = count_series(kinds, [row.counts for row in rows], plot=ROOM - _NAMES)
    names = tuple(f"{row.code} {row.title} ·{NBSP}{_tell_met(row)}" for row in rows)
    return Bars(names, series, names=_NAMES, top=_measure_longest(rows), title=heading, size=_SIZE)


def _measure_longest(rows: Sequence[IndicatorRow]) -> int:
    return max(1, *(sum(row.counts.values()) for row in rows))


def _tell_met(row: IndicatorRow) -> str:
    return f"đạt{NBSP}{show_ratio(row.met_n, row.met_N)}" if row.met_N else LABELS[Mark.NOT_APPLICABLE]


def _add_table(slide: Slide, record: IndicatorTable, top: float) -> None:
    """The figures of a short group, derived and tracked ones too, as far as they fit under its chart."""
    table = set_table(lay_out_indicators(record).select(*_COLUMNS), _WIDTHS, _SIZE, loose=0.08)
    part = next(iter(table.split(BOTTOM - top)))
    add_table(slide, table, part, left=MARGIN, top=top, alt=f"{record.title}; {record.subtitle}")
