"""Spread, unit by unit: the ladder lowest first, and the registered models by field."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import ROOM
from danvan_metrics.formats.pptx.slide_tables import add_table_slides, set_table
from danvan_metrics.formats.table import Table
from danvan_metrics.formats.table_pages import cut_table
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_spread.chart import describe_lowest_unit
from danvan_metrics.topics.unit_spread.figures import collect_unit_models, collect_unit_spread
from danvan_metrics.topics.unit_spread.table import lay_out_unit_fields, lay_out_unit_ladder

_NAME: Final = 3.2  # inches
_FIELDS: Final = (5.2, 1.4, 1.4, ROOM - 8.0)
_SIZE: Final = 14
_MOST: Final = 10  # units on one slide; the report and the workbook have them all


def add_unit_spread_slides(deck: Deck, meeting: Meeting) -> None:
    """The ladder of the lowest units; the fields of the models, the most first."""
    record, models = meeting.take(collect_unit_spread), meeting.take(collect_unit_models)
    if record.empty:
        deck.leave_out(record.title, record.empty)
    else:
        laid = cut_table(lay_out_unit_ladder(record, lowest_first=True), _MOST)
        cut = f" · {_MOST} đơn vị thấp nhất" if len(record.rows) > _MOST else ""
        _add(deck, laid, _share_widths(laid), describe_lowest_unit(record), f"{record.title} · {record.subtitle}{cut}")
    if models.empty:
        deck.leave_out(models.title, models.empty)
    else:
        laid = lay_out_unit_fields(models)
        _add(deck, laid, _FIELDS, f"{models.total.total} mô hình đăng ký, lĩnh vực nhiều nhất trước", models.subtitle)


def _share_widths(table: Table) -> tuple[float, ...]:
    others = len(table.columns) - 1
    return (_NAME, *[(ROOM - _NAME) / others] * others)


def _add(deck: Deck, laid: Table, widths: tuple[float, ...], title: str, subtitle: str) -> None:
    add_table_slides(deck, set_table(laid, widths, _SIZE, loose=0.05), title, subtitle, alt=laid.caption)
