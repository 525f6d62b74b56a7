"""How the returns came in, unit by unit: those with schools behind first, for a slide has room for few."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_master import ROOM
from danvan_metrics.formats.pptx.slide_tables import add_table_slides, set_table
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_timeliness.figures import collect_unit_timeliness, describe_lagging
from danvan_metrics.topics.unit_timeliness.table import lay_out_lagging, lay_out_unit_returns

_NAME: Final = 3.4  # inches
_SIZE: Final = 14


def add_unit_return_slides(deck: Deck, meeting: Meeting) -> None:
    """The units with schools behind, the most first; all units where none is behind."""
    record = meeting.take(collect_unit_timeliness)
    if record.empty:
        deck.leave_out(record.title, record.empty)
        return
    laid = lay_out_lagging(record) if record.lagging else lay_out_unit_returns(record)
    others = len(laid.columns) - 1
    table = set_table(laid, (_NAME, *[(ROOM - _NAME) / others] * others), _SIZE, loose=0.05)
    add_table_slides(deck, table, describe_lagging(record), f"{record.title} · {record.subtitle}", alt=laid.caption)
