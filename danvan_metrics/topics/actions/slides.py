"""What was agreed in meetings, and how it stands."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.pptx.short_subjects import ShortSubject
from danvan_metrics.formats.pptx.slide_tables import set_table
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.topics.actions.figures import ActionList, collect_actions
from danvan_metrics.topics.actions.table import DUE, MOVED, PERSON, SCHOOL, STATE, SUBJECT, TASK, lay_out_actions
from danvan_metrics.topics.meeting import Meeting

_WIDTHS: Final = (2.9, 1.65, 1.9, 1.65, 1.1, 1.7, 1.433)
_SIZE: Final = 12


def collect_action_subject(meeting: Meeting) -> ShortSubject:
    """What was agreed, for whom and until when, and whether the figure has moved."""
    record = meeting.take(collect_actions)
    if not record.rows:
        return ShortSubject(describe_tasks(record), record.subtitle)
    table = lay_out_actions(record, meeting.scope).select(TASK, SCHOOL, SUBJECT, PERSON, DUE, STATE, MOVED)
    return ShortSubject(
        describe_tasks(record), f"{record.title} · {record.subtitle}", set_table(table, _WIDTHS, _SIZE, loose=0.02)
    )


def describe_tasks(record: ActionList) -> str:
    """“1/3 việc đã giao quá hạn”; else how many are done; what was dropped counts no more."""
    overdue, done = record.count(ActionState.OVERDUE), record.count(ActionState.DONE)
    standing = len(record.rows) - record.count(ActionState.DROPPED)
    if not record.rows:
        return "Chưa giao việc nào về các trường này"
    if not standing:
        return f"{len(record.rows)} việc đã giao đều thôi không làm nữa"
    if overdue:
        return f"{overdue}/{standing} việc đã giao quá hạn, {done} việc đã xong"
    return f"{done}/{standing} việc đã giao đã xong, không việc nào quá hạn"
