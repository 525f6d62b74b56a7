"""The schools that were late, whose return was sent back, or whose has not come."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_tables import add_table_slides, set_table
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.timeliness.chart import collect_timeliness
from danvan_metrics.topics.timeliness.school_lines import describe_counts
from danvan_metrics.topics.timeliness.table import CAME, DAYS, LEVEL, SCHOOL, STATE, lay_out_late

TITLE: Final = "Trường chưa nộp, nộp trễ và báo cáo trả lại"
_WIDTHS: Final = (4.2, 1.8, 2.8, 1.8, 1.733)
_SIZE: Final = 14


def add_late_slides(deck: Deck, meeting: Meeting) -> None:
    """Only those, or a sentence that there are none."""
    record = meeting.take(collect_timeliness)
    table = lay_out_late(record.schools, meeting.scope)
    if record.empty or not table.rows:
        deck.add_sentence_slide(TITLE, record.subtitle, record.empty or _describe_none(meeting))
        return
    columns = SCHOOL, LEVEL, STATE, CAME, DAYS
    drawn = set_table(table.select(*columns), _WIDTHS, _SIZE, loose=0.1)
    add_table_slides(deck, drawn, TITLE, record.subtitle, alt=record.alt)


def _describe_none(meeting: Meeting) -> str:
    counts = meeting.take(collect_timeliness).counts
    told = describe_counts(counts)
    if counts.not_due:
        return f"Chưa có trường nào trễ hạn: {told}; {counts.not_due} trường chưa nộp, chưa đến hạn."
    return f"Không có trường nào nộp trễ hoặc chưa nộp: {told}."
