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
from danvan_metrics.formats.pptx.margins import BADGE, add_crest, add_footer, add_number, add_watermark
from danvan_metrics.formats.pptx.shapes import Box, add_text, measure_height
from danvan_metrics.formats.pptx.slide_dress import PLAIN, SlideDress
from danvan_metrics.formats.pptx.slide_layouts import COVER_CREST, find_layouts
from danvan_metrics.formats.pptx.slide_master import BOTTOM, MARGIN, ROOM, TITLE, WIDTH, start_presentation
from danvan_metrics.formats.pptx.slide_text import Run, count_lines, measure_width, shorten, write_paragraph

_TITLE_SIZES: Final = (26, 24, 22)
_LONG_TITLE_SIZES: Final = (20, 18)  # of one on two lines
_MOST_LINES: Final = 2
_SUBTITLE_SIZES: Final = (14, 13, 12)
_NOTE_SIZE: Final = 12
_NOTE_WIDTH: Final = ROOM - 0.4  # inches


class Deck:
    """A presentation being made; every slide is finished with footer, number, crest and watermark when it is written."""

    def __init__(self, imprint: Imprint, dress: SlideDress = PLAIN) -> None:
        self._imprint, self._dress = imprint, dress
        self._file = start_presentation(imprint, dress)
        self._layouts = find_layouts(self._file, dress)
        self._left_out: list[tuple[str, str]] = []

    @property
    def accent(self) -> str:
        """The colour of titles: “#rrggbb”."""
        return self._dress.accent

    @property
    def cover_width(self) -> float:
        """Inches that the names above a cover's title may take."""
        return ROOM - 0.4 - (COVER_CREST[2] + 0.2 if self._layouts.cover_room else 0)

    def add_slide(self, title: str, subtitle: str = "", *, place: Box | None = None, size: float = _TITLE_SIZES[0]) -> Slide:
        """A slide with its title (at its own `place` if not on top, no larger than `size`) and subtitle.

        The room under them is TOP … BOTTOM, MARGIN … MARGIN + ROOM.
        """
        slide = self._layouts.start_slide(self._file, cover=place is not None)
        left, right = self._layouts.strip
        width = place[2] if place else right - left - (BADGE + 0.15 if self._imprint.sample else 0)
        chosen, lines = _fit_title(title, size, width)
        _, top, _, height = TITLE
        words = shorten(title, chosen, width, most=lines, bold=True)
        _write_title(slide, Run(words, bold=True, color=self.accent), chosen, place or (left, top, width, height))
        if subtitle:
            room = self._layouts.subtitle_room
            small = next((one for one in _SUBTITLE_SIZES if measure_width(subtitle, one) <= room), _SUBTITLE_SIZES[-1])
            look = Run(shorten(subtitle, small, room, most=1), color=theme.MUTED)
            add_text(slide, (left, 0.95, room, 0.36), [write_paragraph([look], small)], name="Phụ đề")
        return slide

    def leave_out(self, subject: str, sentence: str) -> None:
        """Note why a subject has no slide: a slide of its own would be empty but for this sentence."""
        self._left_out.append((subject.partition(":")[0], sentence))

    def _tell_left_out(self, slide: Slide) -> None:
        """On the first slide, so that nobody looks for what is not there; subjects of one reason together."""
        reasons = dict.fromkeys(sentence for _, sentence in self._left_out)
        told = {reason: "; ".join(subject for subject, own in self._left_out if own == reason) for reason in reasons}
        lines = [f"Không có trang về: {subjects}. {reason}" for reason, subjects in told.items()]
        if lines:
            look = [write_paragraph([Run(line, color=theme.MUTED)], _NOTE_SIZE, after=3) for line in lines]
            high = sum(measure_height(line, _NOTE_SIZE, _NOTE_WIDTH) + 0.05 for line in lines)
            add_text(slide, (WIDTH - MARGIN - _NOTE_WIDTH, BOTTOM - high, _NOTE_WIDTH, high), look, name="Phần không có")

    def write(self) -> bytes:
        """The finished file; equal slides give equal bytes."""
        self._tell_left_out(self._file.slides[0])
        for number, slide in enumerate(self._file.slides, start=1):
            self._finish(slide, number)
        content = io.BytesIO()
        self._file.save(content)
        return settle_package(content.getvalue())

    def _finish(self, slide: Slide, number: int) -> None:
        add_footer(slide, self._imprint.footer)
        add_number(slide, number)
        room = self._layouts.cover_room if number == 1 else self._layouts.crest_room
        if room:
            add_crest(slide, self._dress, room)
        if self._imprint.sample:
            add_watermark(slide, self._layouts.strip[1])


def _fit_title(title: str, size: float, width: float) -> tuple[float, int]:
    """The largest size, at most `size`, in which the title stands on one line, else on two; and how many lines it takes."""
    sizes = (size, *(one for one in _TITLE_SIZES if one < size))
    for one in sizes:
        if measure_width(title, one, bold=True) <= width:
            return one, 1
    room = {one: count_lines(title, one, width, bold=True) for one in _LONG_TITLE_SIZES}
    return next((one for one, lines in room.items() if lines <= _MOST_LINES), _LONG_TITLE_SIZES[-1]), _MOST_LINES


def _write_title(slide: Slide, title: Run, size: float, place: Box) -> None:
    shape: Any = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = map(Inches, place)
    body = shape.element.find("{*}txBody")
    for paragraph in body.findall("{*}p"):
        body.remove(paragraph)
    paragraph = write_paragraph([title], size)
    body.append(parse_xml(paragraph.replace("<a:p>", f"<a:p {nsdecls('a')}>", 1)))
    body.find("{*}bodyPr").attrib.update({"lIns": "0", "rIns": "0", "anchor": "ctr"})
