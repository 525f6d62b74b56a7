"""Text as Plotly takes it: escaped, and broken into lines that fit."""

from __future__ import annotations

import html
import textwrap

from danvan_metrics.xml_text import make_xml_safe


def escape(text: str) -> str:
    """Text that Plotly shows letter for letter: its pseudo-HTML and entities made harmless, what no picture can hold dropped."""
    return html.escape(make_xml_safe(text), quote=False)


def wrap(text: str, width: int, most: int = 3) -> list[str]:
    """Lines of at most `width` characters, at most `most` of them; what does not fit ends in “…”."""
    return textwrap.wrap(text, width, max_lines=most, placeholder="…", break_on_hyphens=False) or [""]


def wrap_escaped(text: str, width: int, most: int = 3) -> str:
    """Wrapped, escaped and joined with Plotly's line break."""
    return "<br>".join(escape(line) for line in wrap(text, width, most))


def measure(text: str, size: int) -> int:
    """About how many pixels wide a line is in the widest of our fonts; the longest line of a broken text."""
    return round(max(map(len, text.split("<br>"))) * size * 0.58)
