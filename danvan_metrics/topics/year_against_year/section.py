"""The annex of the report with this year against the year before."""

from __future__ import annotations

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import start_page
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.year_against_year.figures import collect_year_against_year, describe_moves
from danvan_metrics.topics.year_against_year.table import lay_out_years
from danvan_metrics.vietnamese import capitalise

_WIDTHS = (18, 84, 45, 45, 24, 40)  # mm of a lying page


def write_year_comparison(paper: Paper, meeting: Meeting) -> None:
    """Write every indicator then and now; nothing where no plan of an earlier year is known."""
    record = meeting.take(collect_year_against_year)
    if record is None:
        return
    start_page(paper.document, lying=True)
    paper.add_annex(record.title)
    if record.empty:
        paper.add_text(record.empty)
        return
    paper.add_text(f"{capitalise(record.subtitle)}. {capitalise(describe_moves(record))}.")
    table = lay_out_years(record)
    paper.add_table(table, _WIDTHS)
    for note in table.notes:
        paper.add_text(note)
