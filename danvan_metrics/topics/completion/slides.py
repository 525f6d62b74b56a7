"""Completion by level: a native chart per group, means in their bands with n/N and the range that is left open."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import groupby
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series, fill_absences
from danvan_metrics.formats.pptx.chart_frames import add_chart
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.shapes import add_text
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_text import Run, write_paragraph
from danvan_metrics.metrics.bands import BANDS
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.words import name_open
from danvan_metrics.topics.completion.chart import CompletionByLevelChart, collect_completion_by_level
from danvan_metrics.topics.completion.level_bars import LevelBar
from danvan_metrics.topics.completion.table import describe_range
from danvan_metrics.topics.lowest import find_lowest, name_together
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import capitalise, format_percent

RANGE_NOTE: Final = "Trong ngoặc: khoảng của bình quân nếu tính cả {open}."
_COLUMNS: Final = 2
_PER_SLIDE: Final = 4
_NAMES: Final = 1.15  # inches
_NAMES_ALONE: Final = 3.0
_GAP: Final = 0.35
_NOTE: Final = 0.34
_HIGHEST: Final = 0.62  # inches of a bar with its gap
_HIGHEST_ALONE: Final = 0.95  # of one where there is a single chart
_FRAME: Final = 0.7  # inches of a chart's title and axis


def add_completion_slides(deck: Deck, meeting: Meeting) -> None:
    """Two charts beside and two below each other; one chart of all groups where there is a single level."""
    record = meeting.take(collect_completion_by_level)
    if record.empty:
        deck.leave_out(record.title, record.empty)
        return
    panels = [list(bars) for _, bars in groupby(record.bars, key=lambda bar: bar.group)]
    if all(len(panel) == 1 for panel in panels):
        panels = [[bar for panel in panels for bar in panel]]
    for first in range(0, len(panels), _PER_SLIDE):
        _add_slide(deck, meeting, panels[first : first + _PER_SLIDE], more=first > 0)


def describe_lowest_group(record: CompletionByLevelChart) -> str:
    """“Toàn huyện thấp nhất ở Trường học hạnh phúc: 85 % · 385/452”: of the groups over the whole selection, by their means."""
    wholes = [bar for bar in record.bars if bar.whole] or list(record.bars)
    known = [bar for bar in wholes if bar.state == "value" and bar.N]
    lowest = find_lowest(known, lambda bar: bar.mean)
    if not lowest:
        return "Chưa có số liệu để so các nhóm"
    whose = "Các trường đang xem" if lowest[0].level == "cộng" else capitalise(lowest[0].level)
    if lowest[0].n == lowest[0].N:
        return f"{whose} đạt trọn mọi nhóm có số liệu"
    told = format_percent(lowest[0].mean) if len(lowest) > 1 else lowest[0].label
    if len(known) == 1:
        return f"{whose}: {lowest[0].heading} {told}"
    return f"{whose} thấp nhất ở {name_together([bar.heading for bar in lowest], 'nhóm')}: {told}"


def _add_slide(deck: Deck, meeting: Meeting, panels: Sequence[list[LevelBar]], *, more: bool) -> None:
    record = meeting.take(collect_completion_by_level)
    slide = deck.add_slide(
        describe_lowest_group(record) + (" (tiếp)" if more else ""), f"Theo cấp học · {record.subtitle.partition(' · vạch')[0]}"
    )
    columns = min(_COLUMNS, len(panels))
    width = (ROOM - _GAP * (columns - 1)) / columns
    room = (BOTTOM - TOP - _NOTE) / math.ceil(len(panels) / columns)
    for number, panel in enumerate(panels):
        row, column = divmod(number, columns)
        height = min(room - 0.05, (_HIGHEST_ALONE if len(panels) == 1 else _HIGHEST) * len(panel) + _FRAME)
        box = (MARGIN + column * (width + _GAP), TOP + row * room, width, height)
        single = len(panels) == 1 and len({bar.group for bar in panel}) > 1
        size, names = (14, _NAMES_ALONE) if single else (12, _NAMES)
        add_chart(slide, _build_bars(panel, single=single), box, alt=record.alt, names=names, size=size)
    if any(bar.ranged for panel in panels for bar in panel):
        note = write_paragraph([Run(RANGE_NOTE.format(open=name_open(record.lens)), color=theme.MUTED)], 14)
        add_text(slide, (MARGIN, BOTTOM - _NOTE + 0.05, ROOM, _NOTE), [note], name="Ghi chú")


def _build_bars(panel: Sequence[LevelBar], *, single: bool) -> Bars:
    """`single`: the bars are groups at one level, else levels of one group."""
    return Bars(
        categories=tuple(bar.heading if single else bar.level for bar in panel),
        series=(_build_shares(panel), *fill_absences([bar.mark for bar in panel], [bar.label for bar in panel])),
        shares=True,
        title="" if single else panel[0].heading,
    )


def _build_shares(panel: Sequence[LevelBar]) -> Series:
    return Series(
        key="value",
        label="Mức hoàn thành bình quân",
        fill=theme.MARK_FILLS[Mark.MET],
        values=tuple(bar.mean if bar.mark in BANDS else None for bar in panel),
        labels=tuple(_label(bar) if bar.mark in BANDS else "" for bar in panel),
        fills={number: theme.MARK_FILLS[bar.mark] for number, bar in enumerate(panel) if bar.mark in BANDS},
    )


def _label(bar: LevelBar) -> str:
    label = f"{bar.symbol} {bar.label}"
    return f"{label} ({describe_range(bar)})" if bar.ranged else label
