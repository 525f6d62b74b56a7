"""How cells look: one font, the theme's colours, number formats; typed-in figures are told apart from computed ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.number_formats import CHANGE_FORMAT, DATE_FORMAT, SHARE_FORMAT, WHOLE_FORMAT

FONT: Final = "Times New Roman"
_ROMAN: Final = 1  # the family: what stands in for the font has serifs too
_PATTERNS: Final = {"-": 11, "|": 12, "\\": 13, "/": 14, "x": 16, ".": 18}  # Excel's numbers of thin lines, trellis, grey


@dataclass(frozen=True, slots=True)
class CellFormat:
    """One way a cell looks; `color` "" for the reader's own, `align` "" for what suits the value, `edge` "" for no lines.

    `quoted`: a spreadsheet goes on taking the text for a text when somebody edits the cell.
    """

    bold: bool = False
    italic: bool = False
    size: int = 11
    color: str = theme.INK
    fill: theme.Fill | None = None
    align: str = ""
    wrap: bool = False
    number: str = "General"
    edge: str = theme.EDGE
    quoted: bool = False

    def list_properties(self) -> dict[str, Any]:
        """It in XlsxWriter's words."""
        letters = {"font_name": FONT, "font_family": _ROMAN, "font_size": self.size}
        ink = {"font_color": self.color} if self.color else {}
        style = {"bold": self.bold, "italic": self.italic, "num_format": self.number, "quote_prefix": self.quoted}
        place = {"align": self.align, "valign": "vcenter", "indent": int(self.align == "left"), "text_wrap": self.wrap}
        lines = {"border": 1, "border_color": self.edge} if self.edge else {}
        return letters | ink | style | place | lines | (paint(self.fill) if self.fill else {})


def paint(fill: theme.Fill) -> dict[str, Any]:
    """A fill in XlsxWriter's words, for a cell as for a rule."""
    pattern = {"pattern": _PATTERNS[fill.pattern], "fg_color": theme.FAINT} if fill.pattern else {}
    ink = {"font_color": fill.ink} if fill.ink != theme.INK else {}
    return {"bg_color": fill.color} | pattern | ink


TITLE: Final = CellFormat(bold=True, size=14, edge="")
NOTE: Final = CellFormat(italic=True, edge="", wrap=True)
PLAIN: Final = CellFormat(edge="", wrap=True)
LOOSE: Final = CellFormat(edge="")
WARNING: Final = CellFormat(bold=True, size=12, color=theme.REFERENCE, edge="")
SECTION: Final = CellFormat(bold=True, size=12, color=theme.ACCENT, edge="")
HEADING: Final = CellFormat(bold=True, fill=theme.Fill(theme.TRACK), align="center", wrap=True)
BAND: Final = CellFormat(bold=True, fill=theme.Fill(theme.SHARE_COLORS[1]), align="left", edge="")
TEXT: Final = CellFormat(align="left")
LONG_TEXT: Final = CellFormat(align="left", wrap=True)
CENTRED: Final = CellFormat(align="center")
MARK: Final = CellFormat(align="center", size=13)  # fonts draw these signs smaller than letters
COUNT: Final = CellFormat(align="right", number=WHOLE_FORMAT)
SHARE: Final = CellFormat(align="right", number=SHARE_FORMAT)
CHANGE: Final = CellFormat(align="right", number=CHANGE_FORMAT, color=theme.ACCENT)
DATE: Final = CellFormat(align="center", number=DATE_FORMAT)
TYPED: Final = replace(COUNT, color=theme.ACCENT)
TYPED_SHARE: Final = replace(SHARE, color=theme.ACCENT)
TYPED_DATE: Final = replace(DATE, color=theme.ACCENT)
TYPED_TEXT: Final = replace(CENTRED, color=theme.ACCENT)


def embolden(look: CellFormat) -> CellFormat:
    """The look of a total."""
    return replace(look, bold=True, fill=theme.Fill(theme.TRACK))
