"""How many lines a text takes in a cell: spreadsheet programs do not grow locked rows by themselves."""

from __future__ import annotations

import math
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_PIXELS_PER_UNIT: Final = 8.0  # one unit of column width: a digit of Times New Roman 12
_PADDING: Final = 18.0  # both sides of a cell, and the indent
_PIXELS_PER_POINT: Final = 96 / 72
_LINE_SPACING: Final = 1.31
_BOLD: Final = 1.07
_SAFETY: Final = 1.05  # programs differ a little in where they break lines
_TALLEST: Final = 409.0  # points; Excel takes no taller row

# Widths of Times New Roman in thousandths of the type size; other letters count as a digit, 500.
_WIDTHS: Final = {
    letter: width
    for width, letters in {
        250: " .,·\u00a0", 278: "ijltI/:;", 333: "frt()-!I", 389: "sJ", 444: "acezyr“”?", 556: "PSF", 611: "ELTZ",
        667: "BCR", 722: "ADGHKNOQUVXYwươ", 778: "mM", 833: "%", 889: "Ư", 944: "W", 1000: "…—",
    }.items()
    for letter in letters
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A text as it stands in a cell: `width` in units of column width, `size` in points."""

    text: str
    width: float
    size: float = 12
    bold: bool = False


def measure_height(*texts: Wrapped, least: float = 20) -> float:
    """Row height in points in which every one of these texts stands uncut, up to what Excel takes."""
    tallest = max((_count_lines(wrapped) * wrapped.size * _LINE_SPACING for wrapped in texts), default=0.0)
    return min(_TALLEST, max(least, math.ceil(tallest + 4)))


@lru_cache(maxsize=8192)
def _count_lines(wrapped: Wrapped) -> int:
    room = (wrapped.width * _PIXELS_PER_UNIT - _PADDING) / (wrapped.size * _PIXELS_PER_POINT) * 1000
    scale = _SAFETY * (_BOLD if wrapped.bold else 1.0)
    return sum(_count_paragraph(paragraph, room / scale) for paragraph in wrapped.text.split("\n"))


def _count_paragraph(paragraph: str, room: float) -> int:
    lines, used = 1, 0.0
    for word in paragraph.split(" "):
        width = _measure(word)
        if used and used + width > room:
            lines, used = lines + 1, 0.0
        lines += int(width // room)
        used += width % room + _WIDTHS[" "]
    return lines


@lru_cache(maxsize=8192)
def _measure(word: str) -> float:
    return sum(_WIDTHS.get(letter) or _WIDTHS.get(unicodedata.normalize("NFD", letter)[0], 500) for letter in word)
