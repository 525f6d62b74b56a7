"""Section I: whether the returns came in, and who was late or is missing, by name."""

from __future__ import annotations

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.timeliness.chart import TimelinessChart, collect_timeliness
from danvan_metrics.vietnamese import format_date


def write_receipts(paper: Paper, meeting: Meeting) -> None:
    """Write late, missing and not yet due schools."""
    record = meeting.take(collect_timeliness)
    if record.empty:
        return
    _write_received(paper, record)
    _write_late(paper, record)
    _write_absent(paper, record)


def _write_received(paper: Paper, record: TimelinessChart) -> None:
    counts = record.counts
    paper.add_part("Báo cáo đã nhận")
    on_time = f", trong đó {counts.on_time}/{counts.received} đúng hạn" if counts.received else ""
    paper.add_text(
        f"Đã nhận {counts.received}/{counts.schools} báo cáo{on_time}. "
        f"Tính theo ngày nhận; ngày cuối còn đúng hạn là {format_date(record.last_day)}."
    )


def _write_late(paper: Paper, record: TimelinessChart) -> None:
    counts = record.counts
    paper.add_part("Trường nộp trễ")
    if not counts.late:
        told = f"Không có trường nào nộp trễ (0/{counts.received} báo cáo đã nhận)." if counts.received else ""
        paper.add_text(told or "Chưa nhận được báo cáo nào nên chưa có trường nộp trễ.")
        return
    paper.add_lead(f"{counts.late}/{counts.received} trường nộp trễ:")
    _list_schools(paper, record, "late")


def _write_absent(paper: Paper, record: TimelinessChart) -> None:
    counts = record.counts
    paper.add_part("Trường chưa nộp")
    if counts.missing:
        paper.add_lead(f"{counts.missing}/{counts.schools} trường quá hạn chưa nộp:")
        _list_schools(paper, record, "missing")
    if counts.not_due:
        paper.add_lead(f"{counts.not_due}/{counts.schools} trường chưa nộp, chưa đến hạn:")
        _list_schools(paper, record, "not_due")
    if not counts.missing + counts.not_due:
        paper.add_text(f"Không có: {counts.received}/{counts.schools} trường đã nộp.")


def _list_schools(paper: Paper, record: TimelinessChart, state: str) -> None:
    for school in record.schools:
        if school.state == state:
            paper.add_dash(f"{school.name} ({school.level}): {school.words}.")
