"""What was agreed in meetings, and how it stands."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_tables import add_table_slides, set_table
from danvan_metrics.topics.actions.figures import collect_actions
from danvan_metrics.topics.actions.table import DUE, MOVED, PERSON, SCHOOL, STATE, SUBJECT, TASK, lay_out_actions
from danvan_metrics.topics.meeting import Meeting

NO_ACTION: Final = "Chưa giao việc nào về các trường này, tính đến kỳ đang xem."
_WIDTHS: Final = (3.1, 1.75, 2.3, 1.6, 1.08, 1.3, 1.203)
_SIZE: Final = 12


def add_action_slides(deck: Deck, meeting: Meeting) -> None:
    """What was agreed, for whom and until when, and whether the figure has moved."""
    record = meeting.take(collect_actions)
    if not record.rows:
        deck.add_sentence_slide(record.title, record.subtitle, NO_ACTION)
        return
    table = lay_out_actions(record, meeting.scope).select(TASK, SCHOOL, SUBJECT, PERSON, DUE, STATE, MOVED)
    drawn = set_table(table, _WIDTHS, _SIZE, loose=0.08)
    add_table_slides(deck, drawn, record.title, record.subtitle, alt=f"{record.title}: {record.subtitle}")
