"""Completion by level: a native chart per group, shares with n/N and the range that missing schools leave open."""

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
from danvan_metrics.metrics.words import name_open
from danvan_metrics.topics.completion.chart import collect_completion_by_level
from danvan_metrics.topics.completion.level_bars import LevelBar
from danvan_metrics.topics.completion.table import describe_range
from danvan_metrics.topics.meeting import Meeting

RANGE_NOTE: Final = "Trong ngoặc: khoảng của tỉ lệ nếu tính cả {open}."
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
        deck.add_sentence_slide(record.title, record.subtitle, record.empty)
        return
    panels = [list(bars) for _, bars in groupby(record.bars, key=lambda bar: bar.group)]
    if all(len(panel) == 1 for panel in panels):
        panels = [[bar for panel in panels for bar in panel]]
    for first in range(0, len(panels), _PER_SLIDE):
        _add_slide(deck, meeting, panels[first : first + _PER_SLIDE], more=first > 0)


def _add_slide(deck: Deck, meeting: Meeting, panels: Sequence[list[LevelBar]], *, more: bool) -> None:
    record = meeting.take(collect_completion_by_level)
    slide = deck.add_slide(record.title + (" (tiếp)" if more else ""), record.subtitle)
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
        series=(_build_shares(panel), *fill_absences([bar.state for bar in panel], [bar.label for bar in panel])),
        shares=True,
        title="" if single else panel[0].heading,
    )


def _build_shares(panel: Sequence[LevelBar]) -> Series:
    known = [bar.state == "value" and bar.N > 0 for bar in panel]
    return Series(
        key="value",
        label="Tỉ lệ đạt",
        fill=theme.VALUE,
        values=tuple(bar.n / bar.N if value else None for bar, value in zip(panel, known, strict=True)),
        labels=tuple(_label(bar) if value else "" for bar, value in zip(panel, known, strict=True)),
        fills={number: theme.TOTAL for number, bar in enumerate(panel) if bar.whole},
    )


def _label(bar: LevelBar) -> str:
    return f"{bar.label} ({describe_range(bar)})" if bar.ranged else bar.label
