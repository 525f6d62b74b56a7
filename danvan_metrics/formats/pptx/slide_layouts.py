"""Which layout a slide is made on, and where on it title, subtitle and crest stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from pptx.presentation import Presentation as PresentationFile
from pptx.slide import Slide

from danvan_metrics.formats.pptx.shapes import Box
from danvan_metrics.formats.pptx.slide_dress import SlideDress
from danvan_metrics.formats.pptx.slide_master import BOTTOM, FOOTER, HEIGHT, MARGIN, NUMBER, ROOM, TOP, WIDTH
from danvan_metrics.formats.pptx.template_deck import (
    Decor,
    drop_other_places,
    find_cover_layout,
    find_strip,
    find_title_layout,
    list_decor,
)

HEAD: Final = (MARGIN, 0.22, ROOM, 1.09)  # of title and subtitle: left, top, width, height in inches
BODY: Final = (MARGIN, TOP, ROOM, BOTTOM - TOP)
FEET: Final = (FOOTER, NUMBER)
COVER: Final = (MARGIN, 1.25, ROOM, 5.1)
COVER_CREST: Final = (MARGIN + ROOM - 1.8, 1.2, 1.8, 1.15)  # beside the office's name
_HEAD_CREST: Final = (0.22, 0.66, 1.2)  # beside a title: top, height, most of width
_GAP: Final = 0.15


@dataclass(frozen=True, slots=True)
class Layouts:
    """The layouts of a deck's slides and of its cover. strip: where a title begins and ends, in inches from the left.

    crest_room: where the crest stands beside a title, cover_room: on the cover; None where the template has a picture there.
    """

    content: Any
    cover: Any
    strip: tuple[float, float] = (MARGIN, WIDTH - MARGIN)
    subtitle_room: float = ROOM
    crest_room: Box | None = None
    cover_room: Box | None = None

    def start_slide(self, presentation: PresentationFile, *, cover: bool) -> Slide:
        """An empty slide with a title to be written."""
        slide: Slide = presentation.slides.add_slide(self.cover if cover else self.content)
        drop_other_places(slide)
        return slide


def find_layouts(presentation: PresentationFile, dress: SlideDress) -> Layouts:
    """The program's one layout, or those of the office's template that do what it does."""
    if not dress.template:
        only = presentation.slide_layouts[0]
        return _make_room(Layouts(only, only), dress, [])
    content = find_title_layout(presentation)
    cover = find_cover_layout(presentation)
    decor = list_decor(content, WIDTH, HEIGHT)
    first, last = find_strip(decor, HEAD)
    usual = cover if cover is not None and leaves_room(cover, COVER) else content
    return _make_room(Layouts(content, usual, (first, last), last - first), dress, decor)


def leaves_room(layout: Any, *boxes: Box) -> bool:
    """Whether nothing that a layout and its master draw reaches into these boxes."""
    return not any(one.overlaps(box) for one in list_decor(layout, WIDTH, HEIGHT) for box in boxes)


def _make_room(layouts: Layouts, dress: SlideDress, decor: Sequence[Decor]) -> Layouts:
    """Room for the crest on the cover and beside titles, unless the template has a picture of its own there."""
    if not dress.crest:
        return layouts
    on_cover = list_decor(layouts.cover, WIDTH, HEIGHT) if dress.template else []
    if not any(one.picture for one in on_cover):
        layouts = replace(layouts, cover_room=COVER_CREST)
    if any(one.picture and one.box[1] < TOP for one in decor):
        return layouts
    first, last = layouts.strip
    top, high, most = _HEAD_CREST
    wide = min(high * dress.crest_shape, most)
    return replace(layouts, strip=(first, last - wide - _GAP), crest_room=(last - wide, top, wide, high))
