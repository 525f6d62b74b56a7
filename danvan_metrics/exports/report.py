"""The whole report, in the order it is read."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Final

import docx
from docx.document import Document

from danvan_metrics.exports.letter.ending import write_ending
from danvan_metrics.exports.letter.opening import KIND, name_subject, write_opening
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import plain
from danvan_metrics.formats.docx.sheets import set_first_page
from danvan_metrics.formats.docx.styles import LANGUAGE, set_styles
from danvan_metrics.formats.package import settle_package
from danvan_metrics.topics.actions.section import write_actions, write_proposals
from danvan_metrics.topics.indicators.section import write_results
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools.section import write_model_schools
from danvan_metrics.topics.overview.section import write_attention, write_key_figures
from danvan_metrics.topics.school.section import write_school_annex
from danvan_metrics.topics.scorecard.section import write_scorecard_annex
from danvan_metrics.topics.spread.section import write_spread
from danvan_metrics.topics.timeliness.section import write_receipts

SECTIONS: Final[tuple[Callable[[Paper, Meeting], None], ...]] = (
    write_opening,
    write_key_figures,
    write_receipts,
    write_results,
    write_model_schools,
    write_spread,
    write_attention,
    write_actions,
    write_proposals,
    write_ending,
    write_scorecard_annex,
    write_school_annex,
)


def write_report(meeting: Meeting) -> bytes:
    """Write the meeting's figures as a DOCX in the layout of NĐ 30/2020/NĐ-CP; the same meeting gives the same bytes."""
    document = docx.Document()
    set_styles(document)
    _set_properties(document, meeting)
    set_first_page(document, meeting.imprint)
    paper = Paper(document)
    for write_section in SECTIONS:
        write_section(paper, meeting)
    content = io.BytesIO()
    document.save(content)
    return settle_package(content.getvalue())


def _set_properties(document: Document, meeting: Meeting) -> None:
    """Properties speak of the meeting's day and office, never of this machine or moment."""
    properties = document.core_properties
    office, day = plain(meeting.plan.office.short), datetime.combine(meeting.as_of, time(), UTC)
    properties.title = plain(f"{KIND.capitalize()} {name_subject(meeting)}")
    properties.author = properties.last_modified_by = office
    properties.created = properties.modified = day
    properties.language, properties.comments, properties.revision = LANGUAGE, "", 1
