"""The end of the report: the closing sentence, who receives it, and who signs."""

from __future__ import annotations

from danvan_metrics.exports.letter.opening import name_subject
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.signatures import END, write_recipients_and_signature
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_owner import find_signature, list_recipients
from danvan_metrics.vietnamese import lower_first


def write_ending(paper: Paper, meeting: Meeting) -> None:
    """Close the body, then “Nơi nhận” at left and the signature at right."""
    paper.add_lead(f"Trên đây là {lower_first(name_subject(meeting))}{END}")
    if not meeting.dataset.unit:
        write_recipients_and_signature(paper, (), "TRƯỞNG PHÒNG")
        return
    title, name = find_signature(meeting.dataset)
    write_recipients_and_signature(paper, list_recipients(meeting.dataset), title, name)
