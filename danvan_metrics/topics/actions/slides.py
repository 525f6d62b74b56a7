"""What is left to do: the schools that were late or are missing, and what was agreed in meetings."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_tables import add_table_slides, set_table
from danvan_metrics.topics.actions.table import DUE, MOVED, PERSON, SCHOOL, STATE, SUBJECT, TASK, lay_out_actions
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.timeliness import table as late

LATE_TITLE: Final = "Trường nộp trễ và chưa nộp"
NO_ACTION: Final = "Chưa giao việc nào về các trường này, tính đến kỳ đang xem."
_LATE_WIDTHS: Final = (4.2, 1.8, 2.8, 1.8, 1.733)
_ACTION_WIDTHS: Final = (3.1, 1.75, 2.3, 1.6, 1.08, 1.3, 1.203)
_SIZE: Final = 14
_ACTION_SIZE: Final = 12


def add_late_slides(deck: Deck, meeting: Meeting) -> None:
    """Only the late and the missing ones, or a sentence that there are none."""
    record = meeting.timeliness
    table = late.lay_out_late(record.schools, meeting.scope)
    if record.empty or not table.rows:
        deck.add_sentence_slide(LATE_TITLE, record.subtitle, record.empty or _tell_none(meeting))
        return
    columns = late.SCHOOL, late.LEVEL, late.STATE, late.CAME, late.DAYS
    drawn = set_table(table.select(*columns), _LATE_WIDTHS, _SIZE, loose=0.1)
    add_table_slides(deck, drawn, LATE_TITLE, record.subtitle, alt=record.alt)


def _tell_none(meeting: Meeting) -> str:
    counts = meeting.timeliness.counts
    told = f"{counts.received}/{counts.schools} trường đã nộp, {counts.on_time}/{counts.received} đúng hạn"
    if counts.not_due:
        return f"Chưa có trường nào trễ hạn: {told}; {counts.not_due} trường chưa nộp, chưa đến hạn."
    return f"Không có trường nào nộp trễ hoặc chưa nộp: {told}."


def add_action_slides(deck: Deck, meeting: Meeting) -> None:
    """What was agreed, for whom and until when, and whether the figure has moved."""
    record = meeting.actions
    if not record.rows:
        deck.add_sentence_slide(record.title, record.subtitle, NO_ACTION)
        return
    table = lay_out_actions(record, meeting.scope).select(TASK, SCHOOL, SUBJECT, PERSON, DUE, STATE, MOVED)
    drawn = set_table(table, _ACTION_WIDTHS, _ACTION_SIZE, loose=0.08)
    add_table_slides(deck, drawn, record.title, record.subtitle, alt=f"{record.title}: {record.subtitle}")
