"""The whole report, in the order it is read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from danvan_metrics.exports.letter.ending import write_ending
from danvan_metrics.exports.letter.opening import KIND, name_subject, write_opening
from danvan_metrics.formats.docx.composing import compose_document
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.topics.actions.section import write_actions
from danvan_metrics.topics.appraisal.section import write_appraisal, write_item_annex
from danvan_metrics.topics.indicators.section import write_results
from danvan_metrics.topics.judgement.section import write_judgement, write_requests, write_tasks
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools.section import write_model_schools
from danvan_metrics.topics.office_work.section import write_office_work
from danvan_metrics.topics.overview.section import write_key_figures
from danvan_metrics.topics.rewards.section import write_reward_annex
from danvan_metrics.topics.school.section import write_school_annex
from danvan_metrics.topics.scorecard.section import write_scorecard_annex
from danvan_metrics.topics.spread.section import write_model_annex, write_spread
from danvan_metrics.topics.timeliness.section import write_receipt_annex, write_receipts
from danvan_metrics.topics.year_against_year.section import write_year_comparison
from danvan_metrics.topics.year_result.section import write_year_annex

SECTIONS: Final[tuple[Callable[[Paper, Meeting], None], ...]] = (
    write_opening,
    write_key_figures,
    write_receipts,
    write_results,
    write_model_schools,
    write_spread,
    write_appraisal,
    write_actions,
    write_office_work,
    write_judgement,
    write_tasks,
    write_requests,
    write_ending,
    write_scorecard_annex,
    write_school_annex,
    write_model_annex,
    write_reward_annex,
    write_receipt_annex,
    write_item_annex,
    write_year_annex,
    write_year_comparison,
)


def write_report(meeting: Meeting, template: bytes = b"") -> bytes:
    """Write the meeting's figures as a DOCX in the layout of NĐ 30/2020/NĐ-CP; the same meeting gives the same bytes.

    template: as `compose_document` takes one.
    """
    title = f"{KIND.capitalize()} {name_subject(meeting)}"
    parts = [partial(_write_section, write_section, meeting) for write_section in SECTIONS]
    return compose_document(title, meeting.plan.office.short, meeting.imprint, parts, template)


def _write_section(write_section: Callable[[Paper, Meeting], None], meeting: Meeting, paper: Paper) -> None:
    write_section(paper, meeting)
