"""The deck: slides with title, subtitle, footer, number and watermark; boxes and sentences put on them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any, Final

from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import Slide
from pptx.util import Inches

from danvan_metrics.briefing.meeting import Meeting
from danvan_metrics.charts import theme
from danvan_metrics.charts.frame import WATERMARK
from danvan_metrics.exports.package import settle_package
from danvan_metrics.exports.slides.template import HEIGHT, MARGIN, ROOM, TOP, WIDTH, start_presentation
from danvan_metrics.exports.slides.text import (
    LINE,
    POINTS,
    Run,
    count_lines,
    escape_text,
    measure_width,
    quote_text,
    shorten,
    write_color,
    write_paragraph,
)

Box = tuple[float, float, float, float]  # left, top, width, height in inches

_TITLE_SIZES: Final = (26, 24, 22, 20, 18)
_SUBTITLE_SIZE: Final = 14
_FOOTER_SIZES: Final = (10.5, 10)
_SENTENCE_SIZE: Final = 20
_BADGE: Final = 2.35
_TURN: Final = -18 * 60_000  # the watermark's, in 60,000ths of a degree


class Deck:
    """A presentation being made; every slide is finished with footer, number and watermark when it is written."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self._file = start_presentation(meeting)

    def add_slide(self, title: str, subtitle: str = "", *, place: Box | None = None, size: float = _TITLE_SIZES[0]) -> Slide:
        """A slide with its title (at its own `place` if not on top, no larger than `size`) and subtitle.

        The room under them is TOP … BOTTOM, MARGIN … MARGIN + ROOM.
        """
        slide: Slide = self._file.slides.add_slide(self._file.slide_layouts[0])
        width = place[2] if place else ROOM - (_BADGE + 0.15 if self.meeting.sample else 0)
        sizes = (size, *(one for one in _TITLE_SIZES if one < size))
        chosen = next((one for one in sizes if measure_width(title, one, bold=True) <= width), sizes[-1])
        _write_title(slide, shorten(title, chosen, width, most=1), chosen, place)
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
        """The finished file; equal meetings give equal bytes."""
        for number, slide in enumerate(self._file.slides, start=1):
            self._finish(slide, number)
        content = io.BytesIO()
        self._file.save(content)
        return settle_package(content.getvalue())

    def _finish(self, slide: Slide, number: int) -> None:
        _add_footer(slide, self.meeting.footer)
        _add_number(slide, number)
        if self.meeting.sample:
            _add_watermark(slide)


def add_shape(slide: Slide, name: str, box: Box, **parts: str) -> None:
    """Put a text shape on a slide. parts: kind (of cNvSpPr), place (in nvPr), look (fill and line), body (of txBody), turn."""
    left, top, width, height = (Inches(inches) for inches in box)
    tree = slide.shapes.element
    turn = f' rot="{parts["turn"]}"' if "turn" in parts else ""
    tree.append(
        parse_xml(
            f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{len(tree)}" name={quote_text(name)}/>'
            f"<p:cNvSpPr{parts.get('kind', '')}/><p:nvPr>{parts.get('place', '')}</p:nvPr></p:nvSpPr>"
            f'<p:spPr><a:xfrm{turn}><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{parts.get("look", "<a:noFill/>")}</p:spPr>'
            f"<p:txBody>{parts['body']}</p:txBody></p:sp>"
        )
    )


def add_text(
    slide: Slide, box: Box, paragraphs: Sequence[str], *, name: str, look: str = "<a:noFill/>", anchor: str = "t"
) -> None:
    """A box of paragraphs (as XML); anchor: t | ctr | b."""
    margin = Inches(0.1) if look != "<a:noFill/>" else 0
    inside = f'lIns="{margin}" rIns="{margin}" tIns="{margin // 2}" bIns="{margin // 2}"'
    body = f'<a:bodyPr wrap="square" {inside} anchor="{anchor}"><a:noAutofit/></a:bodyPr><a:lstStyle/>{"".join(paragraphs)}'
    add_shape(slide, name, box, kind=' txBox="1"', look=look, body=body)


def add_bar(slide: Slide, box: Box, color: str) -> None:
    """A plain coloured area."""
    body = "<a:bodyPr/><a:lstStyle/><a:p/>"
    add_shape(slide, "Dải màu", box, look=f"{write_color(color)}<a:ln><a:noFill/></a:ln>", body=body)


def measure_height(text: str, size: float, width: float, *, bold: bool = False) -> float:
    """About how many inches high a text stands in a box of `width`."""
    return count_lines(text, size, width, bold=bold) * size * LINE / POINTS


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


def _add_footer(slide: Slide, footer: str) -> None:
    left, top, width, height = MARGIN, 6.97, 11.4, 0.42
    size = next((size for size in _FOOTER_SIZES if measure_width(footer, size) <= width), _FOOTER_SIZES[-1])
    paragraph = write_paragraph([Run(shorten(footer, size, width, most=2), color=theme.MUTED)], size)
    body = f'<a:bodyPr wrap="square" lIns="0" rIns="0" tIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>{paragraph}'
    add_shape(slide, "Chân trang", (left, top, width, height), place='<p:ph type="ftr" sz="quarter" idx="11"/>', body=body)


def _add_number(slide: Slide, number: int) -> None:
    look = f'<a:rPr lang="vi-VN" sz="1200" b="1" dirty="0">{write_color(theme.MUTED)}</a:rPr>'
    field = f'<a:fld id="{{C1FF6DA9-008F-8B48-92A6-B652298478BF}}" type="slidenum">{look}<a:t>{number}</a:t></a:fld>'
    body = (
        '<a:bodyPr wrap="square" lIns="0" rIns="0" tIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>'
        f'<a:p><a:pPr algn="r"/>{field}</a:p>'
    )
    box = (WIDTH - MARGIN - 0.8, 6.97, 0.8, 0.42)
    add_shape(slide, "Số trang", box, place='<p:ph type="sldNum" sz="quarter" idx="12"/>', body=body)


def _add_watermark(slide: Slide) -> None:
    """A pale one across everything, and a small plain one beside the title that a bad projector shows too."""
    color = f'<a:solidFill><a:srgbClr val="{theme.INK[1:].upper()}"><a:alpha val="11000"/></a:srgbClr></a:solidFill>'
    run = f'<a:r><a:rPr lang="vi-VN" sz="6600" b="1" dirty="0">{color}</a:rPr><a:t>{escape_text(WATERMARK)}</a:t></a:r>'
    body = f'<a:bodyPr wrap="none" anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="ctr"/>{run}</a:p>'
    add_shape(slide, "Dấu chìm", (1.4, HEIGHT / 2 - 0.7, WIDTH - 2.8, 1.4), kind=' txBox="1"', body=body, turn=str(_TURN))
    edge = f'<a:noFill/><a:ln w="12700">{write_color(theme.REFERENCE)}</a:ln>'
    paragraph = write_paragraph([Run(WATERMARK, bold=True, color=theme.REFERENCE)], 12, align="ctr")
    add_text(
        slide,
        (WIDTH - MARGIN - _BADGE + 0.1, 0.42, _BADGE - 0.1, 0.36),
        [paragraph],
        name="Nhãn minh họa",
        look=edge,
        anchor="ctr",
    )
