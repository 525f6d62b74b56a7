"""The deck of a node from first to last slide."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.slide_dress import PLAIN, SlideDress
from danvan_metrics.topics.indicators.slides import add_status_slides
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.overview.slides import add_attention_slide, add_cover
from danvan_metrics.topics.unit_owner import find_owner
from danvan_metrics.topics.unit_scorecard.slides import add_unit_scorecard_slides
from danvan_metrics.topics.unit_spread.slides import add_unit_spread_slides
from danvan_metrics.topics.unit_timeliness.slides import add_unit_return_slides
from danvan_metrics.topics.unit_trend.slides import add_unit_trend_slides


def add_unit_cover(deck: Deck, meeting: Meeting) -> None:
    """Whose figures they are: the unit's."""
    owner = find_owner(meeting.dataset)
    add_cover(deck, meeting, owner.parent, owner.name)


SECTIONS: Final[tuple[Callable[[Deck, Meeting], None], ...]] = (
    add_unit_cover,
    add_attention_slide,
    add_unit_scorecard_slides,
    add_status_slides,
    add_unit_return_slides,
    add_unit_trend_slides,
    add_unit_spread_slides,
)


def write_unit_slides(meeting: Meeting, dress: SlideDress = PLAIN) -> bytes:
    """Write a node's meeting as PPTX, 16:9; the same meeting in the same dress gives the same bytes."""
    deck = Deck(meeting.imprint, dress)
    for add_slides in SECTIONS:
        add_slides(deck, meeting)
    return deck.write()
