"""The deck from first to last slide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.short_subjects import ShortSubject, add_short_subjects
from danvan_metrics.formats.pptx.slide_dress import PLAIN, SlideDress
from danvan_metrics.topics.actions.slides import collect_action_subject
from danvan_metrics.topics.appraisal.slides import add_appraisal_slides
from danvan_metrics.topics.completion.slides import add_completion_slides
from danvan_metrics.topics.indicators.slides import add_status_slides
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools.slides import add_model_school_slides
from danvan_metrics.topics.office_work.slides import collect_office_subject
from danvan_metrics.topics.overview.slides import add_attention_slide, add_title_slide
from danvan_metrics.topics.scorecard.slides import add_scorecard_slides, add_weakest_slide
from danvan_metrics.topics.spread.slides import add_spread_slides
from danvan_metrics.topics.timeliness.slides import collect_late_subject

SECTIONS: Final[tuple[Callable[[Deck, Meeting], None], ...]] = (
    add_title_slide,
    add_attention_slide,
    add_weakest_slide,
    add_scorecard_slides,
    add_completion_slides,
    add_status_slides,
    add_model_school_slides,
    add_spread_slides,
    add_appraisal_slides,
)
SHORT: Final[tuple[Callable[[Meeting], ShortSubject | None], ...]] = (
    collect_late_subject,
    collect_action_subject,
    collect_office_subject,
)


def write_slides(meeting: Meeting, dress: SlideDress = PLAIN) -> bytes:
    """Write a meeting as PPTX, 16:9; the same meeting in the same dress gives the same bytes."""
    deck = Deck(meeting.imprint, dress)
    for add_slides in SECTIONS:
        add_slides(deck, meeting)
    add_short_subjects(deck, [subject for collect in SHORT if (subject := collect(meeting))])
    return deck.write()
