"""Text on slides: runs and paragraphs as DrawingML, and how much room it takes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from danvan_metrics.formats import theme
from danvan_metrics.metrics.marks import SYMBOLS
from danvan_metrics.xml_text import make_xml_safe

LANGUAGE: Final = "vi-VN"
LINE: Final = 1.2  # height of a line, in sizes of its letters
POINTS: Final = 72  # to an inch
PATTERNS: Final = {  # DrawingML's names of the theme's patterns
    "/": "ltUpDiag",
    "\\": "ltDnDiag",
    ".": "pct10",
    "x": "diagCross",
    "-": "ltHorz",
    "|": "dashVert",
}
_NARROW: Final = frozenset("iíìịỉĩIÍÌỊỈĨljtfr.,:;|!'’“”()[]/- \u00a0")
_WIDE: Final = frozenset("mwMW%–—●→▽▼◐○▲✕◇")
_BOLD: Final = 1.1
_LAST_OF_ARIAL: Final = 0x2500  # no symbol of a mark beyond it is in SLIDE_FONT
_BEYOND: Final = "".join({letter for symbol in SYMBOLS.values() for letter in symbol if ord(letter) > _LAST_OF_ARIAL})
_SYMBOL: Final = re.compile(f"([{_BEYOND}]+)")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one look; `size` in points, None for the paragraph's."""

    text: str
    bold: bool = False
    color: str = theme.INK
    size: float | None = None
    font: str = ""  # "" for the slides' own


def spell(run: Run) -> tuple[Run, ...]:
    """The run, with symbols of marks in the font that has them."""
    parts = (part for part in _SYMBOL.split(run.text) if part)
    return tuple(
        replace(run, text=part, font=theme.SYMBOL_FONT) if _SYMBOL.match(part) else replace(run, text=part) for part in parts
    )


def escape_text(text: str) -> str:
    """Text as the content of an element."""
    return escape(make_xml_safe(text))


def quote_text(text: str) -> str:
    """Text as an attribute, with its quotes."""
    return quoteattr(make_xml_safe(text))


def write_color(color: str) -> str:
    """A solid fill of a colour of the theme (“#rrggbb”)."""
    return f'<a:solidFill><a:srgbClr val="{color[1:].upper()}"/></a:solidFill>'


def write_fill(fill: theme.Fill) -> str:
    """A fill of the theme; hatched or dotted where it stands for no value, so palely that letters stay readable."""
    if not fill.pattern:
        return write_color(fill.color)
    colors = {"fgClr": theme.FAINT, "bgClr": fill.color}
    inside = "".join(f'<a:{tag}><a:srgbClr val="{color[1:].upper()}"/></a:{tag}>' for tag, color in colors.items())
    return f'<a:pattFill prst="{PATTERNS[fill.pattern]}">{inside}</a:pattFill>'


def write_run(run: Run, size: float) -> str:
    """One run as XML."""
    points = round((run.size or size) * 100)
    look = (
        f'<a:rPr lang="{LANGUAGE}" sz="{points}" b="{int(run.bold)}" dirty="0">{write_color(run.color)}{_write_font(run)}</a:rPr>'
    )
    return f"<a:r>{look}<a:t>{escape_text(run.text)}</a:t></a:r>"


def _write_font(run: Run) -> str:
    if not run.font:
        return ""
    return "".join(f"<a:{kind} typeface={quote_text(run.font)}/>" for kind in ("latin", "ea", "cs", "sym"))


def write_paragraph(runs: Sequence[Run], size: float, *, align: str = "l", after: float = 0) -> str:
    """A paragraph as XML; align: l | ctr | r; `after` points below it."""
    space = f'<a:spcAft><a:spcPts val="{round(after * 100)}"/></a:spcAft>'
    ends = f'<a:endParaRPr lang="{LANGUAGE}" sz="{round(size * 100)}" dirty="0"/>'
    return f'<a:p><a:pPr algn="{align}">{space}</a:pPr>{"".join(write_run(run, size) for run in runs)}{ends}</a:p>'


def measure_width(text: str, size: float, *, bold: bool = False) -> float:
    """About how many inches wide a line of text is in SLIDE_FONT."""
    letters = sum(map(_measure_letter, text))
    return letters * size * (_BOLD if bold else 1) / POINTS


def _measure_letter(letter: str) -> float:
    if letter in _NARROW:
        return 0.31
    if letter in _WIDE:
        return 0.86
    return 0.69 if letter.isupper() else 0.55


def count_lines(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """About how many lines a text takes in `width` inches, broken between words and, in words too long, inside."""
    lines, used, space = 1, 0.0, measure_width(" ", size, bold=bold)
    for word in text.split():
        wide = measure_width(word, size, bold=bold)
        if used and used + space + wide > width:
            lines, used = lines + 1, 0.0
        used += wide + (space if used else 0)
        if used > width:
            lines, used = lines + int(used / width), used % width
    return lines


def shorten(text: str, size: float, width: float, *, most: int, bold: bool = False) -> str:
    """The text, or as many of its letters as `most` lines take, with “…”."""
    if count_lines(text, size, width, bold=bold) <= most:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if count_lines(f"{text[:middle]}…", size, width, bold=bold) <= most else (low, middle - 1)
    return f"{text[:low].rstrip()}…"
