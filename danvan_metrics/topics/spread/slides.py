"""Spread: the ladder by period and by level, the communes as a table, and the models by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from danvan_metrics.formats.bars import Bars, keep_present
from danvan_metrics.formats.pptx.chart_frames import add_chart
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import (
    add_table,
    add_table_slides,
    set_table,
)
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.spread.communes import OUTSIDE
from danvan_metrics.topics.spread.ladder_chart import LadderChart, build_rung_bars, collect_ladder
from danvan_metrics.topics.spread.map_chart import collect_commune_map
from danvan_metrics.topics.spread.models_chart import FieldCount, build_field_bars, collect_models_by_field
from danvan_metrics.topics.spread.table import lay_out_communes, lay_out_models_beside
from danvan_metrics.vietnamese import NBSP, format_ratio

_LADDER_NAMES: Final = 2.3  # inches
_LADDER_ROW: Final = 0.85
_LADDER_FRAME: Final = 0.75
_FIELD_NAMES: Final = 6.2
_SIZE: Final = 14


def add_spread_slides(deck: Deck, meeting: Meeting) -> None:
    """Both ladders, the communes and the models."""
    by_period, by_level = meeting.take(collect_ladder), meeting.take(collect_ladder, by_level=True)
    _add_ladder(deck, by_period)
    if not (by_period.empty and by_level.empty):
        _add_ladder(deck, by_level)
    _add_communes(deck, meeting)
    _add_fields(deck, meeting)


def _add_ladder(deck: Deck, record: LadderChart) -> None:
    if record.empty:
        deck.add_sentence_slide(record.title, record.subtitle, record.empty)
        return
    slide = deck.add_slide(record.title, record.subtitle)
    table = set_table(lay_out_models_beside(record), (_LADDER_NAMES, ROOM - _LADDER_NAMES), _SIZE, loose=0.05)
    under = table.measure() + 0.2 if table.rows else 0
    height = min(BOTTOM - TOP - under, _LADDER_ROW * len(record.rows) + _LADDER_FRAME)
    add_chart(slide, _name_ladder(record), (MARGIN, TOP, ROOM, height), alt=record.alt, names=_LADDER_NAMES)
    if table.rows:
        add_table(slide, table, table.rows, left=MARGIN, top=TOP + height + 0.15, alt=record.alt)


def _name_ladder(record: LadderChart) -> Bars:
    """A native chart has no column for n/N: they stand in the names."""
    bars = build_rung_bars(record)
    names = (f"{row.name} · {record.above}:{NBSP}{format_ratio(row.at_or_above, row.schools)}" for row in record.rows)
    return replace(bars, categories=tuple(names), series=keep_present(bars.series))


def _add_communes(deck: Deck, meeting: Meeting) -> None:
    record = meeting.take(collect_commune_map, ())
    areas = tuple(area for area in record.areas if area.state != OUTSIDE)
    if record.empty or not areas:
        deck.add_sentence_slide(record.title, record.subtitle, record.empty)
        return
    table = set_table(lay_out_communes(replace(record, areas=areas)), (3.4, 2.2, 1.4, 1.7, 1.933, 1.7), _SIZE, loose=0.12)
    alt = record.alt.replace("Bản đồ xã", "Bảng các xã", 1)
    add_table_slides(deck, table, record.title, record.subtitle, alt=alt)


def _add_fields(deck: Deck, meeting: Meeting) -> None:
    record = meeting.take(collect_models_by_field)
    if record.empty:
        deck.add_sentence_slide(record.title, record.subtitle, record.empty)
        return
    slide = deck.add_slide(record.title, record.subtitle)
    rows = list(_list_rows(record.fields))
    names = tuple(row if isinstance(row, str) else f"{row.field} ·{NBSP}{row.words.replace(' ', NBSP)}" for row in rows)
    bars = replace(build_field_bars(rows), categories=names)
    add_chart(slide, bars, (MARGIN, TOP - 0.05, ROOM, BOTTOM - TOP + 0.05), alt=record.alt, names=_FIELD_NAMES)


def _list_rows(fields: tuple[FieldCount, ...]) -> Iterator[FieldCount | str]:
    """Yield an area's name before the fields under it, unless the only one is called the same."""
    before = ""
    for field in fields:
        if field.area not in (before, field.field):
            yield f"▸ {field.area}"
        before = field.area
        yield field
