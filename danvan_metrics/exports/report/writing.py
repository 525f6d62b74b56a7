"""The whole report, in the order it is read."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time

import docx
from docx.document import Document

from danvan_metrics.briefing.meeting import Meeting
from danvan_metrics.exports.package import settle_package
from danvan_metrics.exports.report.agreed import write_attention, write_proposals
from danvan_metrics.exports.report.decree import name_subject
from danvan_metrics.exports.report.ending import write_ending
from danvan_metrics.exports.report.model_schools import write_model_schools
from danvan_metrics.exports.report.opening import KIND, write_opening
from danvan_metrics.exports.report.pages import set_first_page
from danvan_metrics.exports.report.paper import Paper
from danvan_metrics.exports.report.plain import plain
from danvan_metrics.exports.report.receipts import write_receipts
from danvan_metrics.exports.report.results import write_results
from danvan_metrics.exports.report.school_annex import write_school_annex
from danvan_metrics.exports.report.scorecard_annex import write_scorecard_annex
from danvan_metrics.exports.report.spread import write_spread
from danvan_metrics.exports.report.styles import LANGUAGE, set_styles


def write_report(meeting: Meeting) -> bytes:
    """Write the meeting's figures as a DOCX in the layout of NĐ 30/2020/NĐ-CP; the same meeting gives the same bytes."""
    document = docx.Document()
    set_styles(document)
    _set_properties(document, meeting)
    set_first_page(document, meeting)
    _write_body(Paper(document), meeting)
    content = io.BytesIO()
    document.save(content)
    return settle_package(content.getvalue())


def _write_body(paper: Paper, meeting: Meeting) -> None:
    write_opening(paper, meeting)
    write_receipts(paper, meeting)
    write_results(paper, meeting)
    write_model_schools(paper, meeting)
    write_spread(paper, meeting)
    write_attention(paper, meeting)
    write_proposals(paper)
    write_ending(paper, meeting)
    write_scorecard_annex(paper, meeting)
    write_school_annex(paper, meeting)


def _set_properties(document: Document, meeting: Meeting) -> None:
    """Properties speak of the meeting's day and office, never of this machine or moment."""
    properties = document.core_properties
    office, day = plain(meeting.plan.office.short), datetime.combine(meeting.as_of, time(), UTC)
    properties.title = plain(f"{KIND.capitalize()} {name_subject(meeting)}")
    properties.author = properties.last_modified_by = office
    properties.created = properties.modified = day
    properties.language, properties.comments, properties.revision = LANGUAGE, "", 1
