"""Lines under a name or a title, and the number of the page: what python-docx has no word for."""

from __future__ import annotations

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

_AFTER_BORDER = tuple(
    f"w:{tag}"
    for tag in (
        "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE",
        "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents",
        "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle",
        "rPr", "sectPr", "pPrChange",
    )
)  # fmt: skip


def make_rule(paragraph: Paragraph, *, width: float, length: float) -> None:
    """Turn an empty paragraph into a thin line of `length` mm in the middle of `width` mm."""
    shape = paragraph.paragraph_format
    shape.first_line_indent = Mm(0)
    shape.left_indent = shape.right_indent = Mm((width - length) / 2)
    shape.space_before, shape.space_after, shape.line_spacing = Pt(2), Pt(0), Pt(4)
    border, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for key, value in {"val": "single", "sz": "6", "space": "1", "color": "auto"}.items():
        line.set(qn(f"w:{key}"), value)
    border.append(line)
    paragraph._p.get_or_add_pPr().insert_element_before(border, *_AFTER_BORDER)


def add_page_number(paragraph: Paragraph) -> None:
    """Write the field that counts pages."""
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    run, text = OxmlElement("w:r"), OxmlElement("w:t")
    text.text = "2"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)
