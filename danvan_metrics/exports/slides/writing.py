"""The deck from first to last slide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from danvan_metrics.briefing.meeting import Meeting
from danvan_metrics.exports.slides.completion import add_completion_slides
from danvan_metrics.exports.slides.deck import Deck
from danvan_metrics.exports.slides.follow_up import add_action_slides, add_late_slides
from danvan_metrics.exports.slides.model_schools import add_model_school_slides
from danvan_metrics.exports.slides.opening import add_attention_slide, add_title_slide
from danvan_metrics.exports.slides.scorecard import add_scorecard_slides
from danvan_metrics.exports.slides.spread import add_spread_slides
from danvan_metrics.exports.slides.statuses import add_status_slides

SECTIONS: Final[tuple[Callable[[Deck], None], ...]] = (
    add_title_slide,
    add_attention_slide,
    add_scorecard_slides,
    add_completion_slides,
    add_status_slides,
    add_model_school_slides,
    add_spread_slides,
    add_late_slides,
    add_action_slides,
)


def write_slides(meeting: Meeting) -> bytes:
    """Write a meeting as PPTX, 16:9; the same meeting gives the same bytes."""
    deck = Deck(meeting)
    for add_slides in SECTIONS:
        add_slides(deck)
    return deck.write()
