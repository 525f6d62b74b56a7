"""Short subjects that share slides, so that none stands three quarters empty: each a finding over its table or its sentence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from pptx.slide import Slide

from danvan_metrics.formats import theme
from danvan_metrics.formats.pptx.deck import Deck
from danvan_metrics.formats.pptx.shapes import add_text, measure_height
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TOP
from danvan_metrics.formats.pptx.slide_tables import Line, SlideTable, add_table
from danvan_metrics.formats.pptx.slide_text import Run, shorten, write_paragraph

_HEAD: Final = 0.66  # inches of a finding and what it covers, where it is not the slide's title
_GAP: Final = 0.2
_SIZE: Final = 18
_SMALL: Final = 14
_ABOVE: Final = 0.12  # inches over a sentence
_MORE: Final = " (tiếp)"


@dataclass(frozen=True, slots=True)
class ShortSubject:
    """A finding, what it covers, and the table behind it; without a table what is to be said (“”: nothing)."""

    title: str
    subtitle: str
    table: SlideTable | None = None
    sentence: str = ""
    rows: tuple[Line, ...] = field(default=())

    @property
    def height(self) -> float:
        """Inches under its finding."""
        words = measure_height(self.sentence, _SMALL, ROOM) + _ABOVE if self.sentence else 0
        return words + (self.table.measure(self.rows) if self.table else 0)


def add_short_subjects(deck: Deck, subjects: Sequence[ShortSubject]) -> None:
    """Put them on as few slides as keep their order; the first of a slide gives it its title."""
    pages: list[list[ShortSubject]] = []
    for part in (part for subject in subjects for part in _split(subject)):
        if not pages or _measure([*pages[-1], part]) > BOTTOM - TOP:
            pages.append([])
        pages[-1].append(part)
    for page in pages:
        _add_page(deck, page)


def _split(subject: ShortSubject) -> Iterator[ShortSubject]:
    if subject.table is None:
        yield subject
        return
    for number, rows in enumerate(subject.table.split(BOTTOM - TOP)):
        yield replace(subject, rows=rows, title=subject.title + (_MORE if number else ""))


def _measure(page: Sequence[ShortSubject]) -> float:
    return sum(one.height for one in page) + (_HEAD + _GAP) * (len(page) - 1)


def _add_page(deck: Deck, page: Sequence[ShortSubject]) -> None:
    first = page[0]
    slide, top = deck.add_slide(first.title, first.subtitle), TOP
    for one in page:
        if one is not first:
            _write_head(slide, one, top, deck.accent)
            top += _HEAD
        top = _add_body(slide, one, top) + _GAP


def _write_head(slide: Slide, subject: ShortSubject, top: float, color: str) -> None:
    title = Run(shorten(subject.title, _SIZE, ROOM, most=1, bold=True), bold=True, color=color)
    covers = Run(shorten(subject.subtitle, _SMALL, ROOM, most=1), color=theme.MUTED)
    lines = [write_paragraph([title], _SIZE), write_paragraph([covers], _SMALL)]
    add_text(slide, (MARGIN, top, ROOM, _HEAD), lines, name="Nội dung tiếp theo")


def _add_body(slide: Slide, subject: ShortSubject, top: float) -> float:
    """Write table and sentence; where they end."""
    if subject.table:
        add_table(slide, subject.table, subject.rows, left=MARGIN, top=top, alt=f"{subject.title}: {subject.subtitle}")
        top += subject.table.measure(subject.rows)
    if subject.sentence:
        high = measure_height(subject.sentence, _SMALL, ROOM)
        add_text(slide, (MARGIN, top + _ABOVE, ROOM, high), [write_paragraph([Run(subject.sentence)], _SMALL)], name="Câu")
        top += high + _ABOVE
    return top
