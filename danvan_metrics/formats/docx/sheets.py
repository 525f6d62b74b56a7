"""Sheets of paper: A4 with the decree's margins, upright or on its side, and what stands at the head and foot of each."""

from __future__ import annotations

from typing import Final

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.section import Section, _Footer, _Header
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.pieces import hex_of, plain
from danvan_metrics.formats.docx.ruled_lines import add_page_number
from danvan_metrics.formats.docx.styles import FOOTER, HEADER
from danvan_metrics.formats.docx.template_document import counts_pages, keep_on_first_page, shows_something
from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.formats.plotly.frame import WATERMARK

_SHORT, _LONG = 210, 297  # mm
_LEFT, _RIGHT, _EDGE = 30, 15, 20  # mm; the left one is bound
_HEAD_FOOT: Final = 8  # mm from the edge of the paper
WIDTH: Final = _SHORT - _LEFT - _RIGHT
WIDTH_LYING: Final = _LONG - _LEFT - _RIGHT


def set_first_page(document: Document, imprint: Imprint) -> None:
    """Set the first section; its first page shows no number. What a template has around a page stays, above what is written."""
    section = document.sections[0]
    _set_paper(section, lying=False)
    counted = counts_pages((section.header, section.footer))
    keep_on_first_page(section)
    section.different_first_page_header_footer = True
    _write_head(section.first_page_header, imprint, numbered=False)
    _write_head(section.header, imprint, numbered=not counted)
    for footer in (section.first_page_footer, section.footer):
        _write_foot(footer, imprint)


def set_upright(document: Document) -> None:
    """Give the first section the decree's paper and margins."""
    _set_paper(document.sections[0], lying=False)


def set_lying(document: Document) -> None:
    """Lay the first section's paper on its side."""
    _set_paper(document.sections[0], lying=True)


def start_page(document: Document, *, lying: bool) -> None:
    """Begin a section on a new page, with the head and foot of the one before."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    _set_paper(section, lying=lying)


def _set_paper(section: Section, *, lying: bool) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE if lying else WD_ORIENT.PORTRAIT
    width, height = (_LONG, _SHORT) if lying else (_SHORT, _LONG)
    section.page_width, section.page_height = Mm(width), Mm(height)
    section.left_margin, section.right_margin = Mm(_LEFT), Mm(_RIGHT)
    section.top_margin = section.bottom_margin = Mm(_EDGE)
    section.header_distance = section.footer_distance = Mm(_HEAD_FOOT)


def _begin(story: _Header | _Footer, style: str) -> Paragraph:
    """An empty paragraph to write in: below what a template has there."""
    if shows_something(story):
        return story.add_paragraph(style=style)
    paragraph = story.paragraphs[0] if story.paragraphs else story.add_paragraph()
    paragraph.style = style
    return paragraph


def _write_head(header: _Header, imprint: Imprint, *, numbered: bool) -> None:
    if not numbered and not imprint.sample and shows_something(header):
        return
    paragraph = _begin(header, HEADER)
    if numbered:
        add_page_number(paragraph)
    if imprint.sample:
        marked = header.add_paragraph(style=HEADER) if numbered else paragraph
        run = marked.add_run(WATERMARK)
        run.bold, run.font.size = True, Pt(12)
        run.font.color.rgb = RGBColor.from_string(hex_of(theme.REFERENCE))


def _write_foot(footer: _Footer, imprint: Imprint) -> None:
    paragraph = _begin(footer, FOOTER)
    paragraph.add_run(plain(imprint.footer))
