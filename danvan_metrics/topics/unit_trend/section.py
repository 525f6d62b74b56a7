"""The way of every unit through the periods, with what stood for it before a merger."""

from __future__ import annotations

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_trend.figures import ON_TIME, RUNG, collect_unit_trends
from danvan_metrics.topics.unit_trend.table import lay_out_unit_trends
from danvan_metrics.vietnamese import capitalise

_NAME = 45  # mm


def write_unit_trend(paper: Paper, meeting: Meeting) -> None:
    """Write two tables: schools on the notable rung, and returns on time; nothing of the plan's first period alone."""
    records = [meeting.take(collect_unit_trends, measure) for measure in (RUNG, ON_TIME)]
    if records[0].empty or len(records[0].periods) < 2:
        return
    paper.add_part("Qua các kỳ")
    for record in records:
        table = lay_out_unit_trends(record)
        others = len(table.columns) - 1
        paper.add_lead(f"{record.measure.title}, {record.subtitle}.")
        paper.add_table(table, [_NAME, *[(WIDTH - _NAME) / others] * others])
        for note in table.notes:
            paper.add_note(f"{capitalise(note)}.")
