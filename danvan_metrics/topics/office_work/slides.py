"""The office's own work, a table over as many slides as it needs."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_tables import add_table_slides, set_table
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.office_work.figures import collect_office_work
from danvan_metrics.topics.office_work.table import CODE, PIECES, STATE, TITLE, VALUE, lay_out_office_work

_WIDTHS: Final = (0.9, 5.4, 1.7, 3.0, 1.233)
_SIZE: Final = 12


def add_office_slides(deck: Deck, meeting: Meeting) -> None:
    """What the office itself has done, and how far the rest is."""
    record = meeting.take(collect_office_work)
    table = lay_out_office_work(record, meeting.scope, meeting.dataset.roster.office.code)
    drawn = set_table(table.select(CODE, TITLE, STATE, VALUE, PIECES), _WIDTHS, _SIZE, loose=0.08)
    add_table_slides(deck, drawn, record.title, table.subtitle, alt=f"{record.title}: {table.subtitle}")
