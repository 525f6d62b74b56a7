"""What stands around every slide: the footer, the slide's number and, where figures are made up, the watermark."""

from __future__ import annotations

import io
from typing import Any, Final

from pptx.slide import Slide
from pptx.util import Inches

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.frame import WATERMARK
from danvan_metrics.formats.pptx.shapes import Box, add_shape, add_text
from danvan_metrics.formats.pptx.slide_dress import SlideDress
from danvan_metrics.formats.pptx.slide_master import FOOTER, HEIGHT, MARGIN, NUMBER, WIDTH
from danvan_metrics.formats.pptx.slide_text import (
    LANGUAGE,
    Run,
    escape_text,
    measure_width,
    shorten,
    write_color,
    write_paragraph,
)
from danvan_metrics.xml_text import make_xml_safe

BADGE: Final = 2.35  # inches of the small watermark beside the title
_FOOTER_SIZES: Final = (10.5, 10)
_BODY: Final = '<a:bodyPr wrap="square" lIns="0" rIns="0" tIns="0" bIns="0" anchor="ctr"/><a:lstStyle/>'
_FIELD: Final = "{C1FF6DA9-008F-8B48-92A6-B652298478BF}"
_TURN: Final = -18 * 60_000  # the watermark's, in 60,000ths of a degree


def add_footer(slide: Slide, footer: str) -> None:
    """The meeting's footer on one line, or on two."""
    width = FOOTER[2]
    size = next((size for size in _FOOTER_SIZES if measure_width(footer, size) <= width), _FOOTER_SIZES[-1])
    paragraph = write_paragraph([Run(shorten(footer, size, width, most=2), color=theme.MUTED)], size)
    add_shape(slide, "Chân trang", FOOTER, place='<p:ph type="ftr" sz="quarter" idx="11"/>', body=_BODY + paragraph)


def add_number(slide: Slide, number: int) -> None:
    """The slide's number as a field, which counts on when slides are moved."""
    look = f'<a:rPr lang="{LANGUAGE}" sz="1200" b="1" dirty="0">{write_color(theme.MUTED)}</a:rPr>'
    field = f'<a:fld id="{_FIELD}" type="slidenum">{look}<a:t>{number}</a:t></a:fld>'
    body = f'{_BODY}<a:p><a:pPr algn="r"/>{field}</a:p>'
    add_shape(slide, "Số trang", NUMBER, place='<p:ph type="sldNum" sz="quarter" idx="12"/>', body=body)


def add_crest(slide: Slide, dress: SlideDress, box: Box) -> None:
    """The office's crest in a corner of a box (left, top, width, height), as large as fits, at its right."""
    left, top, width, height = box
    high = min(height, width / dress.crest_shape)
    wide = high * dress.crest_shape
    place = (left + width - wide, top, wide, high)
    picture: Any = slide.shapes.add_picture(io.BytesIO(dress.crest), *map(Inches, place))
    picture.name = "Biểu trưng"
    picture._element.nvPicPr.cNvPr.set("descr", make_xml_safe(dress.crest_name))


def add_watermark(slide: Slide, right: float = WIDTH - MARGIN) -> None:
    """A pale one across everything, and a small plain one beside the title that a bad projector shows too: it ends at `right`."""
    color = f'<a:solidFill><a:srgbClr val="{theme.INK[1:].upper()}"><a:alpha val="11000"/></a:srgbClr></a:solidFill>'
    run = f'<a:r><a:rPr lang="{LANGUAGE}" sz="6600" b="1" dirty="0">{color}</a:rPr><a:t>{escape_text(WATERMARK)}</a:t></a:r>'
    body = f'<a:bodyPr wrap="none" anchor="ctr"/><a:lstStyle/><a:p><a:pPr algn="ctr"/>{run}</a:p>'
    add_shape(slide, "Dấu chìm", (1.4, HEIGHT / 2 - 0.7, WIDTH - 2.8, 1.4), kind=' txBox="1"', body=body, turn=str(_TURN))
    edge = f'<a:noFill/><a:ln w="12700">{write_color(theme.REFERENCE)}</a:ln>'
    paragraph = write_paragraph([Run(WATERMARK, bold=True, color=theme.REFERENCE)], 12, align="ctr")
    add_text(
        slide,
        (right - BADGE + 0.1, 0.42, BADGE - 0.1, 0.36),
        [paragraph],
        name="Nhãn minh họa",
        look=edge,
        anchor="ctr",
    )
