"""An office's template as papers use it: its text taken out, header and footer kept, its styles where they are the decree's."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, Final, cast

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.section import Section, _Footer, _Header
from docx.styles.style import ParagraphStyle

from danvan_metrics.formats.docx.styles import FACE, LOOKS, name_style

_RELATED: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_SIZES: Final = (12.0, 14.0)  # points that the decree has for text, headings and titles
_BLACK: Final = frozenset({None, "auto", "000000"})
_STYLED: Final = ("w:pStyle", "w:basedOn", "w:next", "w:link", "w:rStyle")
_SHOWN: Final = ("w:t", "w:drawing", "w:pict", "w:object", "w:tbl", "w:sym")
OWN_STYLES: Final = ("Normal", "Body Text", "Heading 1", "Heading 2", "Heading 3", "Title", "Subtitle", "Caption")


def open_template(content: bytes) -> Document:
    """The template without its text: what stands around a page, and how text looks, stay."""
    document: Document = docx.Document(io.BytesIO(content))
    body: Any = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    document.settings.odd_and_even_pages_header_footer = False
    _settle_style_names(document)
    return document


def list_kept_styles(document: Document) -> frozenset[str]:
    """The styles of the template that keep to the decree, and so stay the office's own."""
    styles = {style.name: style for style in document.styles}
    found = ((name, styles.get(name)) for name in OWN_STYLES)
    return frozenset(name for name, style in found if style is not None and not list_breaches(cast("ParagraphStyle", style)))


def list_breaches(style: ParagraphStyle) -> list[str]:
    """Where a style does not keep to the decree: its face, size (points) or colour, in words."""
    face, size, color = find_face(style), _find(style, _read_size), _find(style, _read_color)
    said = [f"phông {face}" if face else "không ghi phông"] if face != FACE else []
    if size is None or not _SIZES[0] <= size <= _SIZES[1]:
        said.append(f"cỡ {size:g}" if size else "không ghi cỡ chữ")
    return said if color in _BLACK else [*said, f"màu #{color}"]


def find_face(style: ParagraphStyle) -> str | None:
    """The font a style writes in; None where neither it nor what it is based on says one (a theme's font counts as none)."""
    return cast("str | None", _find(style, _read_face))


def keep_on_first_page(section: Section) -> None:
    """Give the first page the header and footer of the others, where the template has none of its own for it."""
    if section.different_first_page_header_footer:
        return
    _copy(section.header, section.first_page_header)
    _copy(section.footer, section.first_page_footer)


def shows_something(story: _Header | _Footer) -> bool:
    """Whether a header or footer has anything to see."""
    return not story.is_linked_to_previous and any(
        element.text if element.tag == qn("w:t") else True for element in story._element.iter(*map(qn, _SHOWN))
    )


def counts_pages(stories: Iterable[_Header | _Footer]) -> bool:
    """Whether one of these shows the number of the page."""
    return any("PAGE" in said.split() for story in stories if not story.is_linked_to_previous for said in _list_fields(story))


def _list_fields(story: _Header | _Footer) -> Iterator[str]:
    for element in story._element.iter(qn("w:instrText"), qn("w:fldSimple")):
        yield (element.text or "") if element.tag == qn("w:instrText") else element.get(qn("w:instr"), "")


def _settle_style_names(document: Document) -> None:
    """Style ids as paragraphs name them (“BodyText”): a Word of another language gives them others."""
    stories = [
        story
        for section in document.sections
        for story in (section.header, section.footer, section.first_page_header, section.first_page_footer)
    ]
    roots: list[Any] = [document.styles.element, *(story._element for story in stories if not story.is_linked_to_previous)]
    renamed = {style.style_id: name_style(str(style.name)) for style in document.styles if style.name in LOOKS}
    taken = {style.style_id for style in document.styles if style.name not in LOOKS}
    for old, new in renamed.items():
        if old == new or new in taken:
            continue
        for root in roots:
            for element in root.iter(*map(qn, _STYLED)):
                if element.get(qn("w:val")) == old:
                    element.set(qn("w:val"), new)
    for style in document.styles:
        if style.name in LOOKS:
            style.element.set(qn("w:styleId"), name_style(str(style.name)))


def _copy(source: Any, target: Any) -> None:
    if source.is_linked_to_previous:
        return
    target.is_linked_to_previous = False
    place = target._element
    for child in list(place):
        place.remove(child)
    for child in source._element:
        place.append(deepcopy(child))
    for element in place.iter():
        for name, value in element.attrib.items():
            if name.startswith(_RELATED) and value in source.part.rels:
                relation = source.part.rels[value]
                element.set(name, target.part.relate_to(relation.target_part, relation.reltype))


def _find(style: ParagraphStyle, read: Any) -> Any:
    """What a style says, or the nearest that it is based on, or the document's defaults."""
    here: Any = style
    for _ in range(20):  # styles based on each other in a circle say nothing
        if here is None:
            break
        properties = here.element.find(qn("w:rPr"))
        if properties is not None and (said := read(properties)) is not None:
            return said
        here = here.base_style
    usual = style.element.getparent().find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    return read(usual) if usual is not None else None


def _read_face(properties: Any) -> str | None:
    faces = properties.find(qn("w:rFonts"))
    if faces is None:
        return None
    if theme := faces.get(qn("w:asciiTheme")):
        return f"theo chủ đề ({theme})"
    return cast("str | None", faces.get(qn("w:ascii")))


def _read_size(properties: Any) -> float | None:
    size = properties.find(qn("w:sz"))
    said = size.get(qn("w:val"), "") if size is not None else ""
    return int(said) / 2 if said.isascii() and said.isdigit() and len(said) < 5 else None


def _read_color(properties: Any) -> str | None:
    color = properties.find(qn("w:color"))
    return cast("str | None", color.get(qn("w:val"))) if color is not None else None
