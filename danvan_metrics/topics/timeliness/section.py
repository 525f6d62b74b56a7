"""Section I: whether the returns came in, and who was late or is missing, by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import start_page
from danvan_metrics.formats.table import Table, group_rows, name_columns
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.timeliness.chart import TimelinessChart, collect_timeliness
from danvan_metrics.topics.timeliness.school_lines import SchoolTimeliness, describe_sent_back
from danvan_metrics.vietnamese import capitalise, format_date

_WIDTHS: Final = (42, 22, 40, 23, 38)  # mm


def write_receipts(paper: Paper, meeting: Meeting) -> None:
    """Write the schools that were late, whose return was sent back, and whose has not come."""
    record = meeting.take(collect_timeliness)
    if record.empty:
        return
    _write_received(paper, record)
    _write_late(paper, record)
    _write_sent_back(paper, record)
    _write_absent(paper, record)


def write_receipt_annex(paper: Paper, meeting: Meeting) -> None:
    """Write when every school's return came, against the day it was due."""
    record = meeting.take(collect_timeliness)
    if record.empty:
        return
    start_page(paper.document, lying=False)
    paper.add_annex("Ngày nhận báo cáo của từng trường")
    paper.add_text(f"{capitalise(record.subtitle)}.")
    rows = (
        (one.name, one.level, one.outcome, _format_day(one), one.near if one.received_on else one.words) for one in record.schools
    )
    headings = name_columns("Trường", "Cấp học", "Tình trạng", "Ngày nhận", "So với hạn")
    paper.add_bare_table(Table(record.title, headings, group_rows(rows), "lllcl"), _WIDTHS)


def _format_day(school: SchoolTimeliness) -> str:
    return format_date(school.received_on) if school.received_on else "chưa nhận"


def _write_received(paper: Paper, record: TimelinessChart) -> None:
    counts = record.counts
    paper.add_part("Báo cáo đã nhận")
    told = f"Đã nhận {counts.received}/{counts.schools} báo cáo, trong đó {counts.on_time}/{counts.received} đúng hạn"
    came = ", ".join((told, *describe_sent_back(counts))) if counts.received else "Chưa nhận báo cáo nào"
    paper.add_text(f"{came}. Tính theo ngày nhận; ngày cuối còn đúng hạn là {format_date(record.last_day)}.")


def _write_late(paper: Paper, record: TimelinessChart) -> None:
    counts = record.counts
    paper.add_part("Trường nộp trễ")
    if not counts.late:
        came = f"{counts.received} báo cáo đã nhận đều đúng hạn"
        paper.add_text(f"Không có trường nào nộp trễ: {came if counts.received else 'chưa nhận báo cáo nào'}.")
        return
    paper.add_lead(f"{counts.late}/{counts.received} trường nộp trễ:")
    _list_schools(paper, [school for school in record.schools if school.state == "late"])


def _write_sent_back(paper: Paper, record: TimelinessChart) -> None:
    sent_back = [school for school in record.schools if school.waiting]
    if sent_back:
        paper.add_part("Trường có báo cáo trả lại, chờ sửa")
        paper.add_lead(f"{len(sent_back)}/{record.counts.received} báo cáo đã nhận còn lỗi, đã trả lại và chưa có số liệu:")
        _list_schools(paper, sent_back)


def _write_absent(paper: Paper, record: TimelinessChart) -> None:
    counts = record.counts
    paper.add_part("Trường chưa nộp")
    if counts.missing:
        paper.add_lead(f"{counts.missing}/{counts.schools} trường quá hạn chưa nộp:")
        _list_schools(paper, [school for school in record.schools if school.state == "missing"])
    if counts.not_due:
        paper.add_lead(f"{counts.not_due}/{counts.schools} trường chưa nộp, chưa đến hạn:")
        _list_schools(paper, [school for school in record.schools if school.state == "not_due"])
    if not counts.missing + counts.not_due:
        paper.add_text(f"Không có: {counts.received}/{counts.schools} trường đã nộp.")


def _list_schools(paper: Paper, schools: Iterable[SchoolTimeliness]) -> None:
    for school in schools:
        paper.add_dash(f"{school.name} ({school.level}): {school.words}.")
