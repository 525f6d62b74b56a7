"""Sections V and VI: what is weak, what was agreed about it, and the place where people write what they ask for."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import TO_WRITE, bold
from danvan_metrics.topics.actions.figures import collect_actions
from danvan_metrics.topics.actions.table import lay_out_actions
from danvan_metrics.topics.actions.weak_cells import collect_weak_cells
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import capitalise

_WIDTHS = (19, 24, 29, 19, 20, 15, 23, 16)  # mm


def write_actions(paper: Paper, meeting: Meeting) -> None:
    """Write how many cells are weak, and what was agreed."""
    weak = meeting.take(collect_weak_cells)
    paper.add_dash(bold(weak.title), f": {weak.subtitle}; từng trường xem Phụ lục II.")
    paper.add_part("Việc đã giao")
    actions = meeting.take(collect_actions)
    paper.add_text(f"{capitalise(actions.subtitle)}.")
    if actions.rows:
        table = lay_out_actions(actions, meeting.scope)
        paper.add_table(replace(table, caption="Việc đã giao và tình trạng"), _WIDTHS)


def write_proposals(paper: Paper, _meeting: Meeting) -> None:
    """Leave room: what the office asks for is written by people, never made up."""
    paper.add_section("ĐỀ NGHỊ, KIẾN NGHỊ")
    paper.add_text(TO_WRITE)
