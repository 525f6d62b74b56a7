"""The report of a node, in the order it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from docx.shared import Pt

from danvan_metrics.exports.letter.opening import KIND, name_subject
from danvan_metrics.formats.docx.composing import compose_document
from danvan_metrics.formats.docx.letterhead import name_letterhead, write_letterhead, write_title
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.signatures import END, write_recipients_and_signature
from danvan_metrics.formats.table import Table, group_rows, name_columns
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.overview.key_figures import collect_key_figures
from danvan_metrics.topics.overview.sentences import collect_sentences
from danvan_metrics.topics.unit_criteria.section import write_unit_criteria
from danvan_metrics.topics.unit_owner import find_owner, find_signature, list_recipients
from danvan_metrics.topics.unit_scorecard.section import write_unit_scorecard
from danvan_metrics.topics.unit_spread.section import write_unit_spread
from danvan_metrics.topics.unit_timeliness.section import write_unit_receipts
from danvan_metrics.topics.unit_trend.section import write_unit_trend
from danvan_metrics.vietnamese import format_date, lower_first

_SIGN: Final = "BC"


def write_unit_report(meeting: Meeting, template: bytes = b"") -> bytes:
    """Write the meeting's figures as a DOCX in the layout of NĐ 30/2020/NĐ-CP; the same meeting gives the same bytes.

    template: as `compose_document` takes one.
    """
    title = f"{KIND.capitalize()} {name_subject(meeting)}"
    parts = [partial(_write_section, write_section, meeting) for write_section in SECTIONS]
    return compose_document(title, find_owner(meeting.dataset).short, meeting.imprint, parts, template)


def _write_section(write_section: Callable[[Paper, Meeting], None], meeting: Meeting, paper: Paper) -> None:
    write_section(paper, meeting)


def write_unit_opening(paper: Paper, meeting: Meeting) -> None:
    """Write everything above section I: whose paper it is, of what, and of which units the figures are."""
    owner = find_owner(meeting.dataset)
    write_letterhead(paper, name_letterhead(owner, _SIGN, meeting.as_of))
    write_title(paper, KIND, name_subject(meeting), sample=meeting.dataset.sample)
    told = f"{owner.name} báo cáo kết quả {meeting.period}, tổng hợp từ báo cáo của các trường theo đơn vị, như sau:"
    opening = paper.add_text(f"Thực hiện {meeting.plan.title}, {told}")
    opening.paragraph_format.space_before = Pt(10)
    paper.add_text(f"Phạm vi số liệu: {meeting.subtitle}; tính đến {format_date(meeting.as_of)}; {meeting.received}.")


def write_unit_figures(paper: Paper, meeting: Meeting) -> None:
    """Open section I with the key figures and what needs attention."""
    paper.add_section(f"TÌNH HÌNH CHUNG {meeting.period.upper()}")
    rows = group_rows((figure.label, figure.value, figure.note) for figure in meeting.take(collect_key_figures))
    table = Table(f"Số liệu chung {meeting.period}", name_columns("Nội dung", "Số liệu", "Ghi chú"), rows, "lcl")
    paper.add_table(table, (62, 48, 55), together=True)
    for sentence in meeting.take(collect_sentences):
        paper.add_dash(f"{sentence.lead}{sentence.text}")


def write_unit_ending(paper: Paper, meeting: Meeting) -> None:
    """Close the body, then “Nơi nhận” at left and the signature at right."""
    title, name = find_signature(meeting.dataset)
    paper.add_lead(f"Trên đây là {lower_first(name_subject(meeting))}{END}")
    write_recipients_and_signature(paper, list_recipients(meeting.dataset), title, name)


SECTIONS: Final[tuple[Callable[[Paper, Meeting], None], ...]] = (
    write_unit_opening,
    write_unit_figures,
    write_unit_receipts,
    write_unit_trend,
    write_unit_criteria,
    write_unit_spread,
    write_unit_ending,
    write_unit_scorecard,
)
