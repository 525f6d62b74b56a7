"""What was agreed about the weak cells, and how it stands."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.topics.actions.figures import collect_actions
from danvan_metrics.topics.actions.table import lay_out_actions
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import capitalise

_WIDTHS = (19, 24, 29, 19, 20, 15, 23, 16)  # mm


def write_actions(paper: Paper, meeting: Meeting) -> None:
    """Open the section with what was agreed."""
    paper.add_section("VIỆC ĐÃ GIAO VÀ VIỆC CỦA PHÒNG")
    paper.add_part("Việc đã giao")
    actions = meeting.take(collect_actions)
    paper.add_text(f"{capitalise(actions.subtitle)}.")
    if actions.rows:
        table = lay_out_actions(actions, meeting.scope)
        paper.add_table(replace(table, caption="Việc đã giao và tình trạng"), _WIDTHS)
