"""Runs of text: pieces of a sentence, each with its look, and the shading behind a cell or a run."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from danvan_metrics.formats import theme
from danvan_metrics.xml_text import make_xml_safe

_TURNS: Final = dict.fromkeys([0x7F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_BREAKS: Final = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
MISSING_WORDS: Final = "(Phòng bổ sung)"
_SYMBOL_FACE: Final = "Segoe UI Symbol"  # on every Windows; others fall back to a face that has the symbols
_SYMBOL: Final = re.compile("([●→▽▼◐○▲✕◇⚑]+)")
_PATTERNS: Final = {
    "": "clear", "/": "thinDiagStripe", "\\": "thinReverseDiagStripe", ".": "pct10", "x": "thinDiagCross",
    "|": "thinVertStripe", "-": "thinHorzStripe",
}  # fmt: skip
_AFTER_RUN_SHADING: Final = tuple(
    f"w:{tag}" for tag in ("fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath")
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a sentence; `fill` shades what stands behind it; `size` in points, 0 for the paragraph's; `ink` "" for its own."""

    text: str
    bold: bool = False
    italic: bool = False
    fill: theme.Fill | None = None
    size: float = 0
    ink: str = ""


TO_WRITE: Final = Piece(MISSING_WORDS, italic=True, fill=theme.Fill(theme.SHARE_COLORS[1]))


def bold(text: str) -> Piece:
    """A piece printed bold."""
    return Piece(text, bold=True)


def add_pieces(paragraph: Paragraph, pieces: Iterable[str | Piece]) -> None:
    """Write a sentence of plain text and pieces."""
    for piece in pieces:
        _add_piece(paragraph, Piece(piece) if isinstance(piece, str) else piece)


def _add_piece(paragraph: Paragraph, piece: Piece) -> None:
    for part in filter(None, _SYMBOL.split(plain(piece.text))):
        run = paragraph.add_run(part)
        run.bold, run.italic = piece.bold or None, piece.italic or None
        if piece.size:
            run.font.size = Pt(piece.size)
        if _SYMBOL.fullmatch(part):
            _set_symbol(run, piece.size or _find_size(paragraph))
        if ink := piece.ink or (piece.fill.ink if piece.fill and piece.fill.ink != theme.INK else ""):
            run.font.color.rgb = RGBColor.from_string(hex_of(ink))
        if piece.fill:
            run._r.get_or_add_rPr().insert_element_before(make_shading(piece.fill), *_AFTER_RUN_SHADING)


def _find_size(paragraph: Paragraph) -> float:
    """Size of the paragraph's style in points."""
    size = paragraph.style.font.size if paragraph.style else None
    return size.pt if size else 13


def _set_symbol(run: Run, size: float) -> None:
    """Times New Roman lacks some of the marks' symbols: name the face they are taken from, whose letters are larger."""
    run.font.name, run.italic, run.bold = _SYMBOL_FACE, False, False
    run.font.size = Pt(round(size * 0.85 * 2) / 2)
    faces = run._r.get_or_add_rPr().find(qn("w:rFonts"))
    for script in ("w:cs", "w:eastAsia"):
        faces.set(qn(script), _SYMBOL_FACE)


def make_shading(fill: theme.Fill) -> BaseOxmlElement:
    """The element that shades; a fill without a value is hatched, as in the charts."""
    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), _PATTERNS.get(fill.pattern, "clear"))
    shading.set(qn("w:color"), hex_of(theme.FAINT))
    shading.set(qn("w:fill"), hex_of(fill.color))
    return shading


def hex_of(color: str) -> str:
    """A colour of the theme as office files write it: “#93cfb0” → “93CFB0”."""
    return color.removeprefix("#").upper()


def plain(text: str) -> str:
    """One line without control characters; spaces that do not break stay."""
    return make_xml_safe(_BREAKS.sub(" ", text)).translate(_TURNS)
