"""Section III: the model schools, each with its criteria through the periods beside the middle of the others."""

from __future__ import annotations

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.metrics.marks import LABELS
from danvan_metrics.metrics.words import join_sentences
from danvan_metrics.plan.model import Group
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools.chart import ModelSchoolTracks, collect_model_tracks
from danvan_metrics.topics.model_schools.table import lay_out_tracks
from danvan_metrics.topics.scorecard.figures import SchoolScores, Score, collect_scorecard
from danvan_metrics.vietnamese import capitalise

_NAME = 45  # mm of the column of criteria
_MIDDLE = 36


def write_model_schools(paper: Paper, meeting: Meeting) -> None:
    """Write a part per model school."""
    record = meeting.take(collect_model_tracks)
    paper.add_section("TRƯỜNG ĐIỂM")
    if record.empty:
        paper.add_text(record.empty)
        return
    paper.add_lead(f"{capitalise(record.subtitle).replace('vạch đứng', 'cột cuối')}.")
    rows = {row.school: row for row in meeting.take(collect_scorecard).rows}
    for school in record.schools:
        _write_school(paper, meeting, school, rows.get(school.school))


def _write_school(paper: Paper, meeting: Meeting, school: ModelSchoolTracks, row: SchoolScores | None) -> None:
    paper.add_part(school.name)
    if row:
        groups = meeting.take(collect_scorecard).groups
        known = any(cell.ratio for cell in row.cells)  # without any the state says it all
        figures = "; ".join(_describe_cell(*pair) for pair in zip(groups, row.cells, strict=True)) if known else ""
        paper.add_lead(join_sentences(f"Báo cáo {meeting.period}: {row.receipt}, {row.state}.", figures and f"{figures}."))
    width = (WIDTH - _NAME - _MIDDLE) / max(1, len(meeting.take(collect_model_tracks).periods))
    widths = [_NAME, *[width] * len(meeting.take(collect_model_tracks).periods), _MIDDLE]
    paper.add_table(lay_out_tracks(meeting.take(collect_model_tracks), school), widths, together=True)


def _describe_cell(group: Group, cell: Score) -> str:
    return f"{group.short} {cell.ratio or LABELS[cell.mark]}"
