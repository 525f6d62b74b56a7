"""The way of every unit through the periods: the rung, what fell most first."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import ROOM
from danvan_metrics.formats.pptx.slide_tables import add_table_slides, set_table
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_names import name_node_unit
from danvan_metrics.topics.unit_trend.figures import RUNG, UnitTrends, collect_unit_trends
from danvan_metrics.topics.unit_trend.table import lay_out_unit_trends

_NAME: Final = 3.4  # inches
_SIZE: Final = 14
_MOST: Final = 13  # units on one slide; the report and the workbook have them all


def add_unit_trend_slides(deck: Deck, meeting: Meeting) -> None:
    """One slide of the units that fell most; nothing of the plan's first period alone."""
    record = meeting.take(collect_unit_trends, RUNG)
    if record.empty or len(record.periods) < 2:
        return
    laid = lay_out_unit_trends(record, most=_MOST)
    others = len(laid.columns) - 1
    table = set_table(laid, (_NAME, *[(ROOM - _NAME) / others] * others), _SIZE, loose=0.05)
    cut = f" · {_MOST} đơn vị giảm nhiều nhất" if len(record.rows) > _MOST else ""
    add_table_slides(deck, table, describe_moves(record), f"{record.title} · {record.subtitle}{cut}", alt=laid.caption)


def describe_moves(record: UnitTrends) -> str:
    """“3/54 đơn vị giảm so với kỳ trước, giảm nhiều nhất: An Bình”; of the units that can be compared."""
    compared = [row for row in record.rows if row.change is not None]
    fallen = [row for row in compared if (row.change or 0) < 0]
    risen = sum((row.change or 0) > 0 for row in compared)
    if not compared:
        return f"{record.measure.title}: chưa có đơn vị nào so được với kỳ trước"
    if not fallen:
        return f"{record.measure.title}: {risen}/{len(compared)} đơn vị tăng, không đơn vị nào giảm"
    worst = name_node_unit(fallen[0].unit)
    return f"{record.measure.title}: {len(fallen)}/{len(compared)} đơn vị giảm, nhiều nhất: {worst}; {risen} đơn vị tăng"
