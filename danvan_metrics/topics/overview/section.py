"""What opens section I: the figures of the period."""

from __future__ import annotations

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.table import Table, group_rows, name_columns
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.overview.key_figures import collect_key_figures
from danvan_metrics.topics.timeliness.chart import collect_timeliness


def write_key_figures(paper: Paper, meeting: Meeting) -> None:
    """Open section I with the period strip, or with why there is none."""
    paper.add_section(f"TÌNH HÌNH NỘP BÁO CÁO {meeting.period.upper()}")
    record = meeting.take(collect_timeliness)
    if record.empty:
        paper.add_text(record.empty)
        return
    paper.add_table(_lay_strip(meeting), (62, 48, 55), together=True)


def _lay_strip(meeting: Meeting) -> Table:
    rows = group_rows((figure.label, figure.value, figure.note) for figure in meeting.take(collect_key_figures))
    return Table(f"Số liệu chung {meeting.period}", name_columns("Nội dung", "Số liệu", "Ghi chú"), rows, "lcl")
