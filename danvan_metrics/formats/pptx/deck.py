"""The deck: slides with title and subtitle, or with one sentence, finished when they are written."""

from __future__ import annotations

import io
from typing import Any, Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Inches

from danvan_metrics.formats import theme
from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.formats.package import settle_package
from danvan_metrics.formats.pptx.margins import BADGE, add_footer, add_number, add_watermark
from danvan_metrics.formats.pptx.shapes import Box, add_text
from danvan_metrics.formats.pptx.slide_master import MARGIN, ROOM, TOP, start_presentation
from danvan_metrics.formats.pptx.slide_text import Run, measure_width, shorten, write_paragraph

_TITLE_SIZES: Final = (26, 24, 22, 20, 18)
_SUBTITLE_SIZE: Final = 14
_SENTENCE_SIZE: Final = 20


class Deck:
    """A presentation being made; every slide is finished with footer, number and watermark when it is written."""

    def __init__(self, imprint: Imprint) -> None:
        self._imprint = imprint
        self._file = start_presentation(imprint)

    def add_slide(self, title: str, subtitle: str = "", *, place: Box | None = None, size: float = _TITLE_SIZES[0]) -> Slide:
        """A slide with its title (at its own `place` if not on top, no larger than `size`) and subtitle.

        The room under them is TOP … BOTTOM, MARGIN … MARGIN + ROOM.
        """
        slide: Slide = self._file.slides.add_slide(self._file.slide_layouts[0])
        width = place[2] if place else ROOM - (BADGE + 0.15 if self._imprint.sample else 0)
        sizes = (size, *(one for one in _TITLE_SIZES if one < size))
        chosen = next((one for one in sizes if measure_width(title, one, bold=True) <= width), sizes[-1])
        _write_title(slide, shorten(title, chosen, width, most=1, bold=True), chosen, place)
        if subtitle:
            look = Run(shorten(subtitle, _SUBTITLE_SIZE, ROOM, most=1), color=theme.MUTED)
            add_text(slide, (MARGIN, 0.92, ROOM, 0.36), [write_paragraph([look], _SUBTITLE_SIZE)], name="Phụ đề")
        return slide

    def add_sentence_slide(self, title: str, subtitle: str, sentence: str) -> Slide:
        """A slide that says one sentence, in place of a chart or table without anything to show."""
        slide = self.add_slide(title, subtitle)
        add_text(slide, (MARGIN, TOP + 0.4, ROOM, 2.0), [write_paragraph([Run(sentence)], _SENTENCE_SIZE)], name="Câu")
        return slide

    def write(self) -> bytes:
        """The finished file; equal slides give equal bytes."""
        for number, slide in enumerate(self._file.slides, start=1):
            self._finish(slide, number)
        content = io.BytesIO()
        self._file.save(content)
        return settle_package(content.getvalue())

    def _finish(self, slide: Slide, number: int) -> None:
        add_footer(slide, self._imprint.footer)
        add_number(slide, number)
        if self._imprint.sample:
            add_watermark(slide)


def _write_title(slide: Slide, title: str, size: float, place: Box | None) -> None:
    shape: Any = slide.shapes.title
    if place:
        shape.left, shape.top, shape.width, shape.height = map(Inches, place)
    body = shape.element.find("{*}txBody")
    for paragraph in body.findall("{*}p"):
        body.remove(paragraph)
    paragraph = write_paragraph([Run(title, bold=True, color=theme.ACCENT)], size)
    body.append(parse_xml(paragraph.replace("<a:p>", f"<a:p {nsdecls('a')}>", 1)))
    body.find("{*}bodyPr").attrib.update({"lIns": "0", "rIns": "0", "anchor": "ctr"})
