"""How many schools stand at which mark of every indicator, as native stacked bars, a few slides per group of the plan."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from pptx.slide import Slide

from danvan_metrics.formats.bars import Bars
from danvan_metrics.formats.pptx.chart_frames import add_chart
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import add_table, set_table
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.topics.indicators.figures import IndicatorTable, collect_indicator_tables
from danvan_metrics.topics.indicators.status_chart import IndicatorStatusChart, StatusRow, build_mark_bars, collect_statuses
from danvan_metrics.topics.indicators.table import CHANGE, CODE, MET, NAME, SHARE, SUMS, lay_out_indicators
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import NBSP, format_ratio

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
    records = meeting.take(collect_statuses)
    if records and all(record.empty for record in records):
        deck.add_sentence_slide(TITLE, records[0].subtitle, records[0].empty)
        return
    for record, table in zip(records, meeting.take(collect_indicator_tables), strict=True):
        if record.empty:
            deck.add_sentence_slide(record.title, record.subtitle, record.empty)
        else:
            _add_group(deck, record, table)


def _add_group(deck: Deck, record: IndicatorStatusChart, table: IndicatorTable) -> None:
    parts = list(_split(record))
    for number, (heading, rows) in enumerate(parts):
        slide = deck.add_slide(record.title + (" (tiếp)" if number else ""), record.subtitle)
        height = min(BOTTOM - TOP, _ROW * len(rows) + _FRAME)
        bars = replace(_name_bars(record, rows), title=heading)
        add_chart(slide, bars, (MARGIN, TOP, ROOM, height), alt=record.alt, names=_NAMES, size=_SIZE)
        if len(parts) == 1 and BOTTOM - TOP - height > _TABLE_ROOM:
            _add_table(slide, table, TOP + height + 0.15)


def _split(record: IndicatorStatusChart) -> Iterator[tuple[str, Sequence[StatusRow]]]:
    """Yield the criterion (“” where the group has none) and its rows, in parts of about the same length."""
    for heading, group in groupby(record.rows, key=lambda row: row.heading):
        rows = list(group)
        length = math.ceil(len(rows) / math.ceil(len(rows) / MOST_ROWS))
        for first in range(0, len(rows), length):
            yield heading, rows[first : first + length]


def _name_bars(record: IndicatorStatusChart, rows: Sequence[StatusRow]) -> Bars:
    """A native chart has no column for n/N: they stand in the names."""
    bars = build_mark_bars(record, rows)
    names = zip(bars.categories, rows, strict=True)
    return replace(bars, categories=tuple(f"{name} ·{NBSP}{_describe_met(row)}" for name, row in names))


def _describe_met(row: StatusRow) -> str:
    return f"đạt{NBSP}{format_ratio(row.met_n, row.met_N)}" if row.met_N else LABELS[Mark.NOT_APPLICABLE]


def _add_table(slide: Slide, record: IndicatorTable, top: float) -> None:
    """The figures of a short group, derived and tracked ones too, as far as they fit under its chart."""
    table = set_table(lay_out_indicators(record).select(*_COLUMNS), _WIDTHS, _SIZE, loose=0.08)
    part = next(iter(table.split(BOTTOM - top)))
    add_table(slide, table, part, left=MARGIN, top=top, alt=f"{record.title}; {record.subtitle}")
