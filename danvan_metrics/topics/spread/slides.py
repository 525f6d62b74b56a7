"""Spread: the ladder by period and by level, the communes as a table, and the models by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, keep_present
from danvan_metrics.formats.plotly.chart_text import show_ratio
from danvan_metrics.formats.pptx.chart_frames import add_chart
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import Cell, Row, Table, add_table, make_cell, make_header
from danvan_metrics.formats.pptx.slide_text import Run
from danvan_metrics.metrics.words import STATES
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.spread.communes import OUTSIDE, CommuneArea
from danvan_metrics.topics.spread.ladder_chart import LadderChart, build_rung_bars
from danvan_metrics.topics.spread.models_chart import FieldCount, build_field_bars
from danvan_metrics.vietnamese import NBSP, format_percent, format_quantity

_LADDER_NAMES: Final = 2.3  # inches
_LADDER_ROW: Final = 0.85
_LADDER_FRAME: Final = 0.75
_FIELD_NAMES: Final = 6.2
_SIZE: Final = 14


def add_spread_slides(deck: Deck, meeting: Meeting) -> None:
    """Both ladders, the communes and the models."""
    _add_ladder(deck, meeting.ladder)
    if not (meeting.ladder.empty and meeting.ladder_by_level.empty):
        _add_ladder(deck, meeting.ladder_by_level)
    _add_communes(deck, meeting)
    _add_fields(deck, meeting)


def _add_ladder(deck: Deck, record: LadderChart) -> None:
    if record.empty:
        deck.add_sentence_slide(record.title, record.subtitle, record.empty)
        return
    slide = deck.add_slide(record.title, record.subtitle)
    table = _list_models(record)
    under = table.measure() + 0.2 if table.rows else 0
    height = min(BOTTOM - TOP - under, _LADDER_ROW * len(record.rows) + _LADDER_FRAME)
    add_chart(slide, _name_ladder(record), (MARGIN, TOP, ROOM, height), alt=record.alt, names=_LADDER_NAMES)
    if table.rows:
        add_table(slide, table, table.rows, left=MARGIN, top=TOP + height + 0.15, alt=record.alt)


def _name_ladder(record: LadderChart) -> Bars:
    """A native chart has no column for n/N: they stand in the names."""
    bars = build_rung_bars(record)
    names = (f"{row.name} · bậc {record.notable} trở lên:{NBSP}{show_ratio(row.at_or_above, row.schools)}" for row in record.rows)
    return replace(bars, categories=tuple(names), series=keep_present(bars.series))


def _list_models(record: LadderChart) -> Table:
    """The model schools beside which the bars are read; without rows where there are none."""
    widths = (_LADDER_NAMES, ROOM - _LADDER_NAMES)
    named = zip(record.rows, record.table().get("Trường điểm", ()), strict=False)
    rows = tuple(
        tuple(make_cell(text, width=width, size=_SIZE) for text, width in zip((row.name, models), widths, strict=True))
        for row, models in named
        if row.models
    )
    return Table(widths, make_header(record.rows_are, "Trường điểm (để so sánh)"), rows, _SIZE, loose=0.05)


def _add_communes(deck: Deck, meeting: Meeting) -> None:
    record = meeting.communes
    areas = [area for area in record.areas if area.state != OUTSIDE]
    if record.empty or not areas:
        deck.add_sentence_slide(record.title, record.subtitle, record.empty)
        return
    widths = (3.6, 2.4, 1.6, 2.3, 2.433)
    header = make_header(
        "Xã, thị trấn",
        f"Trường ở bậc {record.rung} trở lên",
        "Tỉ lệ",
        "Trong đó chưa báo cáo",
        "Trong đó chưa đến hạn",
        aligns="lcccc",
    )
    table = Table(widths, header, tuple(_write_area(area, widths[0]) for area in areas), _SIZE, loose=0.12)
    alt = record.alt.replace("Bản đồ xã", "Bảng các xã", 1)
    for number, rows in enumerate(table.split(BOTTOM - TOP)):
        slide = deck.add_slide(record.title + (" (tiếp)" if number else ""), record.subtitle)
        add_table(slide, table, rows, left=MARGIN, top=TOP, alt=alt)


def _write_area(area: CommuneArea, width: float) -> Row:
    share = format_percent(area.n / area.N) if area.state == "value" else STATES[area.state]
    figures = (area.label, share, format_quantity(area.not_reported), format_quantity(area.not_due))
    fills = (area.fill.color, area.fill.color, theme.PAPER, theme.PAPER)
    cells = (Cell((Run(text, bold=fill != theme.PAPER),), fill, "ctr") for text, fill in zip(figures, fills, strict=True))
    return (make_cell(area.name, width=width, size=_SIZE), *cells)


def _add_fields(deck: Deck, meeting: Meeting) -> None:
    record = meeting.models_by_field
    if record.empty:
        deck.add_sentence_slide(record.title, record.subtitle, record.empty)
        return
    slide = deck.add_slide(record.title, record.subtitle)
    rows = list(_list_rows(record.fields))
    names = tuple(row if isinstance(row, str) else f"{row.field} ·{NBSP}{_tell_total(row)}" for row in rows)
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


def _tell_total(field: FieldCount) -> str:
    return f"{format_quantity(field.total)}{NBSP}của{NBSP}{format_quantity(field.schools)}{NBSP}trường" if field.total else "0"
