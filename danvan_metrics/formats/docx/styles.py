"""The styles of a decree's document: one face, black, real headings; and the language of everything."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, cast

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from danvan_metrics.formats import theme
from danvan_metrics.formats.docx.pieces import hex_of

FACE: Final = "Times New Roman"
LANGUAGE: Final = "vi-VN"
BODY: Final = "Body Text"
TITLE: Final = "Title"
SUBTITLE: Final = "Subtitle"
CAPTION: Final = "Caption"
HEADER: Final = "Header"
FOOTER: Final = "Footer"
LETTERHEAD: Final = "Letterhead"
TABLE: Final = "Table Text"
NOTE: Final = "Note"
RECIPIENT: Final = "Recipient"
TABLE_SIZE: Final = 11.0  # points
_INDENT: Final = 10.0  # mm before the first word of a paragraph


@dataclass(frozen=True, slots=True)
class ParagraphLook:
    """How a paragraph looks: size, space before and after in points, indent of its first line in mm."""

    size: float = 13
    bold: bool = False
    italic: bool = False
    align: ALIGN = ALIGN.LEFT
    indent: float = 0
    before: float = 0
    after: float = 0
    line: float = 1.0
    keep: bool = False
    color: str = ""


_CENTRE: Final = ALIGN.CENTER
LOOKS: Final = {
    "Normal": ParagraphLook(),
    BODY: ParagraphLook(align=ALIGN.JUSTIFY, indent=_INDENT, before=3, after=3, line=1.12),
    "Heading 1": ParagraphLook(bold=True, align=ALIGN.JUSTIFY, indent=_INDENT, before=10, after=4, keep=True),
    "Heading 2": ParagraphLook(bold=True, align=ALIGN.JUSTIFY, indent=_INDENT, before=8, after=3, keep=True),
    "Heading 3": ParagraphLook(align=ALIGN.JUSTIFY, indent=_INDENT, before=5, after=3, keep=True),
    TITLE: ParagraphLook(size=14, bold=True, align=_CENTRE, before=14),
    SUBTITLE: ParagraphLook(size=14, bold=True, align=_CENTRE, before=2),
    CAPTION: ParagraphLook(size=12, bold=True, align=_CENTRE, before=6, after=4, keep=True),
    HEADER: ParagraphLook(align=_CENTRE),
    FOOTER: ParagraphLook(size=8.5, align=_CENTRE, color=theme.MUTED),
    LETTERHEAD: ParagraphLook(align=_CENTRE),
    TABLE: ParagraphLook(size=TABLE_SIZE),
    NOTE: ParagraphLook(size=11, italic=True, before=3, after=5),
    RECIPIENT: ParagraphLook(size=11),
}


def set_styles(document: Document, kept: Collection[str] = ()) -> None:
    """Give every style used its look, and the whole document its face and language; those `kept` stay as they are."""
    _set_defaults(document)
    known = {style.name for style in document.styles}
    for name, look in LOOKS.items():
        if name in kept:
            continue
        found = document.styles[name] if name in known else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        _restyle(cast("ParagraphStyle", found), look)


def name_style(style: str) -> str:
    """How the file names a style, in paragraphs that are given one: “Body Text” → “BodyText”."""
    return style.replace(" ", "")


def add_styled(holder: Document | _Cell, style: str, text: str = "") -> Paragraph:
    """A paragraph of one of these styles at the end; python-docx looks at every style there is whenever it sets one by name."""
    paragraph: Paragraph = holder.add_paragraph(text)
    paragraph._p.style = name_style(style)
    return paragraph


def _set_defaults(document: Document) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        for part in ("w:val", "w:eastAsia"):
            language.set(qn(part), LANGUAGE)
    for language in document.settings.element.iter(qn("w:themeFontLang")):
        language.set(qn("w:val"), LANGUAGE)
        language.attrib.pop(qn("w:eastAsia"), None)
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")  # else Word opens it in compatibility mode


def _restyle(style: ParagraphStyle, look: ParagraphLook) -> None:
    """Take the template's look off (colours, other faces, borders) and put this one on."""
    _strip(style)
    shape, font = style.paragraph_format, style.font
    shape.alignment, shape.first_line_indent = look.align, Mm(look.indent)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(look.before), Pt(look.after), look.line
    shape.keep_with_next, shape.widow_control = look.keep or None, True
    font.name, font.size, font.bold, font.italic = FACE, Pt(look.size), look.bold, look.italic
    if look.color:
        font.color.rgb = RGBColor.from_string(hex_of(look.color))
    _name_faces(style)


def _strip(style: ParagraphStyle) -> None:
    element = style.element
    for properties in element.findall(qn("w:rPr")):
        element.remove(properties)
    for properties in element.findall(qn("w:pPr")):
        for child in [child for child in properties if child.tag != qn("w:outlineLvl")]:
            properties.remove(child)


def _name_faces(style: ParagraphStyle) -> None:
    """Word picks the face by script: all of them are the same one, and the language is said once more."""
    properties = style.element.get_or_add_rPr()
    faces = properties.find(qn("w:rFonts"))
    for script in ("w:cs", "w:eastAsia"):
        faces.set(qn(script), FACE)
    language = OxmlElement("w:lang")
    for part in ("w:val", "w:eastAsia"):
        language.set(qn(part), LANGUAGE)
    properties.append(language)
