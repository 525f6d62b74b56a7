"""The office's own work in the report."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.office_work.figures import collect_office_work
from danvan_metrics.topics.office_work.table import CODE, PIECES, STATE, TITLE, VALUE, lay_out_office_work
from danvan_metrics.vietnamese import capitalise

_WIDTHS = (14, 66, 30, 36, 19)  # mm


def write_office_work(paper: Paper, meeting: Meeting) -> None:
    """Write how far the office is with its own list, and the list."""
    record = meeting.take(collect_office_work)
    paper.add_part("Việc của Phòng")
    paper.add_text(f"{capitalise(record.lead)}{record.rest} ({record.subtitle}).")
    table = lay_out_office_work(record, meeting.scope, meeting.dataset.roster.office.code)
    narrow = table.select(CODE, TITLE, STATE, VALUE, PIECES)
    paper.add_table(replace(narrow, caption=f"Phần việc của Phòng, {meeting.period}"), _WIDTHS)
