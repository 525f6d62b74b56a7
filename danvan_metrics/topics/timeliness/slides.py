"""The schools that were late, whose return was sent back, or whose has not come."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.pptx.short_subjects import ShortSubject
from danvan_metrics.formats.pptx.slide_tables import set_table
from danvan_metrics.metrics.timeliness import Timeliness
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.timeliness.chart import collect_timeliness
from danvan_metrics.topics.timeliness.school_lines import describe_sent_back
from danvan_metrics.topics.timeliness.table import CAME, DAYS, LEVEL, SCHOOL, STATE, lay_out_late
from danvan_metrics.vietnamese import format_date

_WIDTHS: Final = (3.6, 1.8, 3.8, 1.6, 1.533)
_SIZE: Final = 14


def collect_late_subject(meeting: Meeting) -> ShortSubject | None:
    """Only those; without one the finding alone, and nothing where there is no school."""
    record = meeting.take(collect_timeliness)
    if record.empty:
        return None
    subtitle = f"{record.title} · ngày cuối còn đúng hạn {format_date(record.last_day)}"
    table = lay_out_late(record.schools, meeting.scope)
    told = table.rows and record.counts.received  # where nothing came at all, a list of every school says no more
    drawn = set_table(table.select(SCHOOL, LEVEL, STATE, CAME, DAYS), _WIDTHS, _SIZE, loose=0.03)
    return ShortSubject(describe_returns(record.counts), subtitle, drawn if told else None)


def describe_returns(counts: Timeliness) -> str:
    """“15/18 báo cáo đúng hạn, 1 báo cáo trả lại, chờ sửa, 1 trường chưa nộp”; before the day nobody is late."""
    missing = [f"{counts.missing} trường quá hạn chưa nộp"] if counts.missing else []
    waiting = [f"{counts.not_due} trường chưa nộp, chưa đến hạn"] if counts.not_due else []
    if not counts.received:
        return ", ".join(("Chưa nhận báo cáo nào", *missing, *waiting))
    if counts.on_time == counts.schools:
        came = f"Mọi báo cáo đúng hạn: {counts.on_time}/{counts.schools} trường"
    else:
        came = f"{counts.on_time}/{counts.received} báo cáo đúng hạn"
    return ", ".join((came, *describe_sent_back(counts), *missing, *waiting))
