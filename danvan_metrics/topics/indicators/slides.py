"""How many schools stand at which mark of every indicator, as native stacked bars, a few slides per group of the plan."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars
from danvan_metrics.formats.pptx.chart_frames import add_chart
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.shapes import add_text
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import SlideTable, add_table, set_table
from danvan_metrics.formats.pptx.slide_text import Run, write_paragraph
from danvan_metrics.metrics.marks import LABELS, UNKNOWN, Mark
from danvan_metrics.metrics.words import name_indicators
from danvan_metrics.topics.indicators.figures import IndicatorTable, collect_indicator_tables
from danvan_metrics.topics.indicators.status_chart import IndicatorStatusChart, StatusRow, build_mark_bars, collect_statuses
from danvan_metrics.topics.indicators.table import CHANGE, CODE, MET, NAME, SHARE, SUMS, lay_out_indicators
from danvan_metrics.topics.lowest import find_lowest, name_together
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import NBSP, format_percent, format_ratio

TITLE: Final = "Tiêu chí và chỉ tiêu"
MOST_ROWS: Final = 12  # indicators on one slide
_NAMES: Final = 5.4  # inches
_ROW: Final = 0.78  # inches of an indicator where there is room
_FRAME: Final = 1.1  # inches of a chart's title and legend
_SIZE: Final = 12
_HEADING: Final = 0.36
_SHORT: Final = 2  # a group of so many indicators has no slide of its own where another has room for it
_ROOMY: Final = 8  # indicators on a slide that has room for a short group
_COLUMNS: Final = (CODE, NAME, MET, SHARE, SUMS, CHANGE)
_WIDTHS: Final = (0.9, 5.4, 1.6, 1.6, 1.8, 1.03)
_NOTHING: Final = "Chưa có số liệu để chấm"
_UNJUDGED: Final = (*map(Mark, UNKNOWN), Mark.NOT_DUE)


@dataclass(frozen=True, slots=True)
class _Part:
    """What a slide shows: indicators of one group under a heading (“” where the group has none), `whole`: all the group has."""

    record: IndicatorStatusChart
    table: IndicatorTable
    heading: str
    rows: Sequence[StatusRow]
    whole: bool


def add_status_slides(deck: Deck, meeting: Meeting) -> None:
    """Slides of every top group; a short one stands as a table under another's chart."""
    tables = meeting.take(collect_indicator_tables)
    parts: list[_Part] = []
    for record, table in zip(meeting.take(collect_statuses), tables, strict=True):
        if record.empty:
            deck.leave_out(record.title, record.empty)
        else:
            parts += _split(record, table)
    short = [part for part in parts if part.whole and len(part.rows) <= _SHORT]
    host = min(
        (part for part in parts if part not in short and len(part.rows) <= _ROOMY), key=lambda part: len(part.rows), default=None
    )
    for part in parts:
        if host is None or part not in short:
            _add_slide(deck, meeting, part, [one.table for one in short] if part is host else [])


def describe_fewest(rows: Sequence[StatusRow], asked: str) -> str:
    """“HP2.4 Nội dung dạy học hữu ích ít trường đạt nhất (8/19)”: of the indicators, called `asked`, that these rows tell of."""
    known = [row for row in rows if row.met_N]
    lowest = find_lowest(known, lambda row: row.met_n / row.met_N)
    if not lowest:
        return f"Không {asked} nào áp dụng cho các trường này"
    if all(row.met_n == row.met_N for row in known):
        return f"Mọi trường đạt {_count(known, asked)}"
    if all(row.met_n + sum(row.counts[mark] for mark in _UNJUDGED) == row.met_N for row in known):
        return f"Mọi trường có số liệu đều đạt {_count(known, asked)}" if any(row.met_n for row in known) else _NOTHING
    ratios = {format_ratio(row.met_n, row.met_N) for row in lowest}
    told = ratios.pop() if len(ratios) == 1 else format_percent(lowest[0].met_n / lowest[0].met_N)
    names = [f"{row.code} {row.title}" if len(lowest) == 1 else row.code for row in lowest]
    if len(known) == 1:
        return f"{names[0]}: {told} trường đạt"
    if not lowest[0].met_n:
        return f"{name_together(names, asked)} chưa ghi nhận trường nào đạt" + (f" ({told})" if len(lowest) == 1 else "")
    together = "cùng " if len(lowest) > 1 else ""
    return f"{name_together(names, asked)} {together}ít trường đạt nhất ({told})"


def _count(rows: Sequence[StatusRow], asked: str) -> str:
    return f"cả {len(rows)} {asked}" if len(rows) > 1 else f"{rows[0].code} {rows[0].title}"


def _add_slide(deck: Deck, meeting: Meeting, part: _Part, under: Sequence[IndicatorTable]) -> None:
    record, rows = part.record, part.rows
    asked = name_indicators(meeting.plan.indicator_by_code[row.code] for row in rows)
    slide = deck.add_slide(describe_fewest(rows, asked), f"{record.title} · {record.subtitle}")
    tables = [_set_table(one) for one in under]
    room = BOTTOM - TOP - sum(_HEADING + table.measure() for table in tables)
    height = min(room, _ROW * len(rows) + _FRAME)
    bars = replace(_name_bars(record, rows), title=part.heading)
    add_chart(slide, bars, (MARGIN, TOP, ROOM, height), alt=record.alt, names=_NAMES, size=_SIZE)
    top = TOP + height + 0.05
    for one, table in zip(under, tables, strict=True):
        heading = write_paragraph([Run(one.title, bold=True, color=theme.ACCENT)], 14)
        add_text(slide, (MARGIN, top, ROOM, _HEADING), [heading], name="Tên bảng")
        add_table(slide, table, table.rows, left=MARGIN, top=top + _HEADING - 0.05, alt=f"{one.title}; {one.subtitle}")
        top += _HEADING + table.measure()
    if part.whole and not under and BOTTOM - top > (table := _set_table(part.table)).measure():
        add_table(slide, table, table.rows, left=MARGIN, top=top + 0.1, alt=f"{record.title}; {record.subtitle}")


def _set_table(record: IndicatorTable) -> SlideTable:
    """The figures of a short group, derived and tracked ones too."""
    return set_table(lay_out_indicators(record).select(*_COLUMNS), _WIDTHS, _SIZE, loose=0.04)


def _split(record: IndicatorStatusChart, table: IndicatorTable) -> Iterator[_Part]:
    """Yield the criteria of a group, or the group, each in parts of about the same length."""
    whole = len(record.rows) <= MOST_ROWS and len({row.heading for row in record.rows}) == 1
    for heading, group in groupby(record.rows, key=lambda row: row.heading):
        rows = list(group)
        length = math.ceil(len(rows) / math.ceil(len(rows) / MOST_ROWS))
        for first in range(0, len(rows), length):
            yield _Part(record, table, heading, rows[first : first + length], whole)


def _name_bars(record: IndicatorStatusChart, rows: Sequence[StatusRow]) -> Bars:
    """A native chart has no column for n/N: they stand in the names."""
    bars = build_mark_bars(record, rows)
    names = zip(bars.categories, rows, strict=True)
    return replace(bars, categories=tuple(f"{name} ·{NBSP}{_describe_met(row)}" for name, row in names))


def _describe_met(row: StatusRow) -> str:
    return f"đạt{NBSP}{format_ratio(row.met_n, row.met_N)}" if row.met_N else LABELS[Mark.NOT_APPLICABLE]
