"""The empty presentation every deck starts from: 16:9, one layout, one font, nothing of its maker's left in it; or a template."""

from __future__ import annotations

import io
import re
from datetime import datetime, time
from typing import Any, Final

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation as PresentationFile
from pptx.util import Inches, Pt

from danvan_metrics.formats import theme
from danvan_metrics.formats.imprint import Imprint
from danvan_metrics.formats.pptx.slide_dress import PLAIN, SlideDress
from danvan_metrics.formats.pptx.slide_text import LANGUAGE
from danvan_metrics.formats.pptx.template_deck import empty_template
from danvan_metrics.xml_text import make_xml_safe

WIDTH: Final = 13.333  # all in inches
HEIGHT: Final = 7.5
MARGIN: Final = 0.5
ROOM: Final = WIDTH - 2 * MARGIN
TOP: Final = 1.42  # of what stands under title and subtitle
BOTTOM: Final = 6.9
TITLE: Final = (MARGIN, 0.22, ROOM, 0.7)  # left, top, width, height
FOOTER: Final = (MARGIN, 6.97, 11.4, 0.42)  # left, top, width, height
NUMBER: Final = (WIDTH - MARGIN - 0.8, 6.97, 0.8, 0.42)
_LAYOUT: Final = "Title Only"
_PLACES: Final = {  # of the placeholders, by their type in the template: left, top, width, height
    "TITLE": TITLE,
    "BODY": (MARGIN, TOP, ROOM, BOTTOM - TOP),
    "DATE": (MARGIN, 6.97, 0.1, 0.4),
    "FOOTER": FOOTER,
    "SLIDE_NUMBER": NUMBER,
}


#: Fonts with all Vietnamese letters in which a line is no longer than in SLIDE_FONT, by which room is measured.
KNOWN_FONTS: Final = frozenset(
    {"Arial", "Helvetica", "Calibri", "Times New Roman", "Tahoma", "Segoe UI", "Roboto", "Liberation Sans", "Cambria"}
)


def start_presentation(imprint: Imprint, dress: SlideDress = PLAIN) -> PresentationFile:
    """An empty presentation with the properties its imprint says; the same imprint always makes the same one."""
    presentation = _open_template(dress) if dress.template else _start_plain()
    _drop_leftovers(presentation)
    _set_properties(presentation, imprint)
    return presentation


def _open_template(dress: SlideDress) -> PresentationFile:
    """The office's template without its slides; masters, layouts and pictures on them stay."""
    presentation = Presentation(io.BytesIO(dress.template))
    empty_template(presentation)
    for master in presentation.slide_masters:
        if not KNOWN_FONTS.issuperset(list_theme_fonts(master)):
            _set_font(master)
    return presentation


def list_theme_fonts(master: Any) -> list[str]:
    """The two fonts of a master's theme: of titles and of everything else."""
    blob: bytes = master.part.part_related_by(RELATIONSHIP_TYPE.THEME).blob
    scheme = re.search(rb"<a:fontScheme.*?</a:fontScheme>", blob, re.DOTALL)
    return [
        one.decode("utf-8", "replace") for one in re.findall(rb'<a:latin[^>]* typeface="([^"]*)"', scheme[0] if scheme else b"")
    ]


def _start_plain() -> PresentationFile:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = Inches(WIDTH), Inches(HEIGHT)
    _keep_one_layout(presentation)
    _set_font(presentation.slide_master)
    _set_places(presentation)
    return presentation


def _keep_one_layout(presentation: PresentationFile) -> None:
    for layout in list(presentation.slide_layouts):
        if layout.name != _LAYOUT:
            presentation.slide_layouts.remove(layout)


def _set_font(master: Any) -> None:
    """Both fonts of the theme, for Vietnamese too: what the office types later looks like what is there."""
    part: Any = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    pattern = rb'(<a:latin|<a:font script="Viet") typeface="[^"]*"'
    part._blob = re.sub(pattern, rb'\1 typeface="' + theme.SLIDE_FONT.encode() + b'"', part.blob)


def _set_places(presentation: PresentationFile) -> None:
    for shape in presentation.slide_master.placeholders:
        left, top, width, height = map(Inches, _PLACES[shape.placeholder_format.type.name])
        shape.left, shape.top, shape.width, shape.height = left, top, width, height
    for shape in [*presentation.slide_master.placeholders, *presentation.slide_layouts[0].placeholders]:
        for element in shape.element.iter("{*}rPr", "{*}endParaRPr", "{*}defRPr"):
            element.set("lang", LANGUAGE)
    _set_title_style(presentation)


def _set_title_style(presentation: PresentationFile) -> None:
    style = presentation.slide_master.element.find(".//{*}titleStyle/{*}lvl1pPr")
    style.set("algn", "l")
    style.find("{*}defRPr").set("sz", str(Pt(26).centipoints))


def _drop_leftovers(presentation: PresentationFile) -> None:
    """The template's printer settings and its picture of another deck."""
    package = presentation.part.package
    for owner, kind in ((presentation.part, RELATIONSHIP_TYPE.PRINTER_SETTINGS), (package, RELATIONSHIP_TYPE.THUMBNAIL)):
        relations: Any = owner._rels
        for key in [key for key, relation in relations.items() if relation.reltype == kind]:
            relations.pop(key)


def _set_properties(presentation: PresentationFile, imprint: Imprint) -> None:
    properties = presentation.core_properties
    day = datetime.combine(imprint.day, time())
    properties.title = make_xml_safe(imprint.title)[:255]
    properties.author = properties.last_modified_by = make_xml_safe(imprint.author)[:255]
    properties.subject = make_xml_safe(imprint.subject)[:255]
    properties.created = properties.modified = properties.last_printed = day
    properties.language, properties.revision = LANGUAGE, 1
