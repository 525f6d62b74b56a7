"""Runs of text: pieces of a sentence, each with its look, and the shading behind a cell or a run.

They are spelled as the file spells them and parsed at once: python-docx builds an element at a time, and a report has thousands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Final

from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph

from danvan_metrics.formats import theme
from danvan_metrics.xml_text import make_xml_safe

_TURNS: Final = dict.fromkeys([0x7F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_BREAKS: Final = re.compile("[\t\n\x0b\x0c\r\x85\u2028\u2029]+")
MISSING_WORDS: Final = "(Phòng bổ sung)"
_SYMBOL_FACE: Final = "Segoe UI Symbol"  # on every Windows; others fall back to a face that has the symbols
_SYMBOL: Final = re.compile("([●→▽▼◐○▲✕◇⚑]+)")
_SYMBOL_LOOK: Final = (
    "<w:rFonts " + "".join(f'w:{script}="{_SYMBOL_FACE}" ' for script in ("ascii", "hAnsi", "cs", "eastAsia")) + "/>"
    '<w:b w:val="0"/><w:i w:val="0"/>'
)  # Times New Roman lacks some of the marks' symbols; the letters of the face they are taken from are larger
_PATTERNS: Final = {
    "": "clear", "/": "thinDiagStripe", "\\": "thinReverseDiagStripe", ".": "pct10", "x": "thinDiagCross",
    "|": "thinVertStripe", "-": "thinHorzStripe",
}  # fmt: skip


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
    told = [Piece(piece) if isinstance(piece, str) else piece for piece in pieces]
    size = _find_size(paragraph) if any(_SYMBOL.search(piece.text) for piece in told) else 0
    paragraph._p.extend(parse_parts("w:p", [spell_piece(piece, size) for piece in told]))


def spell_piece(piece: Piece, size: float) -> str:
    """The runs of a piece, in a paragraph whose letters are `size` points: symbols stand in runs of their own."""
    parts = filter(None, _SYMBOL.split(plain(piece.text)))
    return "".join(_spell_run(part, piece, size) for part in parts)


def spell_shading(fill: theme.Fill) -> str:
    """The element that shades; a fill without a value is hatched, as in the charts."""
    pattern = _PATTERNS.get(fill.pattern, "clear")
    return f'<w:shd w:val="{pattern}" w:color="{hex_of(theme.FAINT)}" w:fill="{hex_of(fill.color)}"/>'


def parse_parts(tag: str, parts: Iterable[str]) -> list[BaseOxmlElement]:
    """What was spelled, as elements to be added to one of this tag (“w:p”)."""
    return list(parse_xml(f"<{tag} {nsdecls('w')}>{''.join(parts)}</{tag}>"))


def hex_of(color: str) -> str:
    """A colour of the theme as office files write it: “#93cfb0” → “93CFB0”."""
    return color.removeprefix("#").upper()


def plain(text: str) -> str:
    """One line without control characters; spaces that do not break stay."""
    return make_xml_safe(_BREAKS.sub(" ", text)).translate(_TURNS)


def _spell_run(text: str, piece: Piece, size: float) -> str:
    symbol = bool(_SYMBOL.fullmatch(text))
    ink = piece.ink or (piece.fill.ink if piece.fill and piece.fill.ink != theme.INK else "")
    look = (
        _SYMBOL_LOOK if symbol else "<w:b/>" * piece.bold + "<w:i/>" * piece.italic,
        f'<w:color w:val="{hex_of(ink)}"/>' if ink else "",
        _spell_size(round((piece.size or size) * 0.85 * 2) / 2 if symbol else piece.size),
        spell_shading(piece.fill) if piece.fill else "",
    )
    edge = ' xml:space="preserve"' if text != text.strip() else ""
    return f"<w:r><w:rPr>{''.join(look)}</w:rPr><w:t{edge}>{escape(text, quote=False)}</w:t></w:r>"


def _spell_size(points: float) -> str:
    """Letters of so many points, which the file counts in halves; 0: the paragraph's own."""
    return f'<w:sz w:val="{int(points * 2)}"/>' if points else ""


def _find_size(paragraph: Paragraph) -> float:
    """Size of the paragraph's style in points."""
    size = paragraph.style.font.size if paragraph.style else None
    return size.pt if size else 13
