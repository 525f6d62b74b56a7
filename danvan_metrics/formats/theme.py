"""Colours and fonts; nothing else in the project names a colour of a chart.

Darker means worse: what is well is nearly white, so that on a grey print and at the back of the room the eye goes where something
is to be done. A label keeps a contrast of at least 4.5 : 1 in its fill's own ink; what has no value is hatched or dotted, never
coloured, and every mark also has its symbol: the charts survive a black-and-white printer.
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
    """How an area is filled: a colour, where it stands for no value a pattern (Plotly's pattern shapes), and the ink on it."""

    color: str
    pattern: str = ""
    ink: str = INK


NOT_REPORTED: Final = Fill("#ffffff", "/")
NOT_DUE: Final = Fill("#ffffff", ".")
SENT_BACK: Final = Fill("#ffffff", "\\")
MARK_FILLS: Final = {
    Mark.VIOLATED: Fill(INK, ink=PAPER),
    Mark.MET: Fill("#e8f2ec"),
    Mark.ABOVE: Fill("#e3edf6"),
    Mark.ON_PACE: Fill("#dbe7ef"),
    Mark.NEAR: Fill("#f4cf9c"),
    Mark.BEHIND: Fill("#f0a06e"),
    Mark.FAR_BEHIND: Fill("#b03a24", ink=PAPER),
    Mark.DOING: Fill("#dfc25a"),
    Mark.ZERO: Fill("#7a1e13", ink=PAPER),
    Mark.NOT_APPLICABLE: Fill("#ffffff"),
    Mark.NOT_REPORTED: NOT_REPORTED,
    Mark.NOT_DUE: NOT_DUE,
    Mark.SENT_BACK: SENT_BACK,
    Mark.INVALID: Fill("#ffffff", "x"),
    Mark.NOT_APPRAISED: Fill("#ffffff", "|"),
}
RUNGS: Final = (  # from the lowest, where most is to be done
    Fill("#9c3a1c", ink=PAPER), Fill("#c8743f"), Fill("#e29a68"), Fill("#f0bd90"), Fill("#f5d8b8"), Fill("#eff6f1"),
)  # fmt: skip
SHARE_COLORS: Final = ("#f3f6f8", "#cfe1ed", "#9fc5df", "#6ca6cc")
POINT_COLORS: Final = ("#b7cbd9", "#6fa0bf", ACCENT)  # earlier … latest
ON_TIME: Final = Fill("#e6ebef")  # lateness is no band of a share, and has none of their colours
LATE: Final = Fill("#4d5b68", ink=PAPER)
CONFIRMED: Final = Fill("#f4f3f9")  # what the office found has a hue of its own: it moves a share and is none
RAISED: Final = Fill("#dcd6f0")
UNPROVEN: Final = Fill("#b7abdd")
LOWERED: Final = Fill("#4b3f7d", ink=PAPER)
VALUE: Final = Fill("#9fc5df")
TOTAL: Final = Fill("#6ca6cc")
COLLECTIVE: Final = Fill("#9fc5df")
INDIVIDUAL: Final = Fill("#d3d9df")
UNKNOWN_OWNER: Final = Fill("#ffffff", "-")


def rung_fill(rung: int, top: int) -> Fill:
    """The fill of a rung of a ladder with rungs 0…top; darker is lower, and the top is nearly white."""
    return RUNGS[round(rung / max(top, 1) * (len(RUNGS) - 1))]


def point_color(position: int, count: int) -> str:
    """The colour of the point of a period: the last of `count` is the darkest."""
    return POINT_COLORS[max(0, len(POINT_COLORS) - count + position)]
