"""Colours and fonts; nothing else in the project names a colour of a chart.

Fills are pale and their text is INK, so that every label keeps a contrast of at least 4.5 : 1; what has no value is
hatched or dotted, never coloured, and every mark also has its symbol: the charts survive a black-and-white printer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from danvan_metrics.metrics.marks import Mark

FONT: Final = '"danvan-symbols", "Source Sans", "Noto Sans", sans-serif'
SLIDE_FONT: Final = "Arial"  # on every Windows and Mac, with all Vietnamese letters
SYMBOL_FONT: Final = "Segoe UI Symbol"  # has every mark's symbol, as SLIDE_FONT has not
INK: Final = "#17212b"
MUTED: Final = "#4d5b68"
PAPER: Final = "#ffffff"
TRACK: Final = "#e6ebef"
EDGE: Final = "#7d8a96"
ACCENT: Final = "#0b5f8a"
REFERENCE: Final = "#a8430c"
FAINT: Final = "#c5cdd4"
SEPARATORS: Final = ",."

TITLE_SIZE: Final = 17
SUBTITLE_SIZE: Final = 13
LABEL_SIZE: Final = 12
SMALL_SIZE: Final = 11

NARROWEST: Final = 640  # px: every label fits a figure this wide
PRINT_WIDTH: Final = 720  # px of a picture that leaves: 180 mm on paper
PRINT_SCALE: Final = 2.953  # dots per px: 2126 dots on 180 mm are 300 to an inch


@dataclass(frozen=True, slots=True)
class Fill:
    """How an area is filled: a colour and, where it stands for no value, a pattern (Plotly's pattern shapes)."""

    color: str
    pattern: str = ""


NOT_REPORTED: Final = Fill("#ffffff", "/")
NOT_DUE: Final = Fill("#ffffff", ".")
SENT_BACK: Final = Fill("#ffffff", "\\")
MARK_FILLS: Final = {
    Mark.VIOLATED: Fill("#ef8a6f"),
    Mark.ABOVE: Fill("#8fbfe0"),
    Mark.MET: Fill("#93cfb0"),
    Mark.DOING: Fill("#fbe7a8"),
    Mark.ON_PACE: Fill("#fbe7a8"),
    Mark.BEHIND: Fill("#f5bfa2"),
    Mark.ZERO: Fill("#fde9e2"),
    Mark.NOT_APPLICABLE: Fill("#ffffff"),
    Mark.NOT_REPORTED: NOT_REPORTED,
    Mark.NOT_DUE: NOT_DUE,
    Mark.SENT_BACK: SENT_BACK,
    Mark.INVALID: Fill("#ffffff", "x"),
    Mark.NOT_APPRAISED: Fill("#ffffff", "|"),
}
RUNG_COLORS: Final = ("#fbeee6", "#fae0b4", "#e9df97", "#bcd99b", "#86c5a2", "#55a8a5")
SHARE_COLORS: Final = ("#f3f6f8", "#cfe1ed", "#9fc5df", "#6ca6cc")
POINT_COLORS: Final = ("#b7cbd9", "#6fa0bf", ACCENT)  # earlier … latest
VALUE: Final = Fill("#9fc5df")
TOTAL: Final = Fill("#6ca6cc")
COLLECTIVE: Final = Fill("#9fc5df")
INDIVIDUAL: Final = Fill("#f4d9a0")
UNKNOWN_OWNER: Final = Fill("#ffffff", "-")


def rung_fill(rung: int, top: int) -> Fill:
    """The colour of a rung of a ladder with rungs 0…top; darker is higher."""
    last = len(RUNG_COLORS) - 1
    return Fill(RUNG_COLORS[rung if top <= last else round(rung / top * last)])


def point_color(position: int, count: int) -> str:
    """The colour of the point of a period: the last of `count` is the darkest."""
    return POINT_COLORS[max(0, len(POINT_COLORS) - count + position)]
