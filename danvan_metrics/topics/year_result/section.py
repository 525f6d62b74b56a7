"""The annex of the report with the year of every school, as appraised."""

from __future__ import annotations

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import start_page
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.year_result.figures import collect_year_results
from danvan_metrics.topics.year_result.table import lay_out_year_results
from danvan_metrics.vietnamese import capitalise

_WIDTHS = (34, 20, 22, 45, 50, 30, 38, 13)  # mm of a lying page
_NARROW = (30, 18, 20, 40, 44, 26, 32, 12, 30)  # with the office's own mark


def write_year_annex(paper: Paper, meeting: Meeting) -> None:
    """Write a row per school; nothing where the office has appraised none."""
    record = meeting.take(collect_year_results)
    if not record.appraised:
        return
    start_page(paper.document, lying=True)
    paper.add_annex(record.title)
    paper.add_text(f"{capitalise(record.subtitle)}. Theo kết quả thẩm định; dòng chưa kiểm không tính là đạt.")
    table = lay_out_year_results(record)
    paper.add_table(table, _NARROW if record.rule else _WIDTHS)
    for note in table.notes:
        paper.add_text(f"{note}.")
