"""How cells look: one font, the theme's colours, number formats; typed-in figures are told apart from computed ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from danvan_metrics.formats import theme
from danvan_metrics.formats.xlsx.plain_sheet import DATE_FORMAT, SHARE_FORMAT, WHOLE_FORMAT

FONT: Final = "Times New Roman"
CHANGE_FORMAT: Final = "+0;\u22120;0"  # a true minus sign


def argb(color: str) -> str:
    """A colour of the theme as spreadsheets write it."""
    return f"FF{color.removeprefix('#').upper()}"


_LINE: Final = Side(style="thin", color=argb(theme.EDGE))
BOX: Final = Border(_LINE, _LINE, _LINE, _LINE)


@dataclass(frozen=True, slots=True)
class Look:
    """One way a cell looks; `fill` "" for none, `align` "" for what suits the value."""

    bold: bool = False
    italic: bool = False
    size: int = 11
    color: str = theme.INK
    fill: str = ""
    align: str = ""
    wrap: bool = False
    number: str = "General"
    boxed: bool = True

    @property
    def font(self) -> Font:
        """Its font."""
        return Font(name=FONT, size=self.size, bold=self.bold, italic=self.italic, color=argb(self.color))

    @property
    def pattern(self) -> PatternFill:
        """Its fill."""
        return PatternFill("solid", fgColor=argb(self.fill)) if self.fill else PatternFill()

    @property
    def alignment(self) -> Alignment:
        """Where its text stands."""
        indent = int(self.align == "left")
        return Alignment(horizontal=self.align or None, vertical="center", wrap_text=self.wrap, indent=indent)

    @property
    def border(self) -> Border:
        """Its lines."""
        return BOX if self.boxed else Border()


TITLE: Final = Look(bold=True, size=14, boxed=False)
NOTE: Final = Look(italic=True, boxed=False, wrap=True)
PLAIN: Final = Look(boxed=False, wrap=True)
WARNING: Final = Look(bold=True, size=12, color=theme.REFERENCE, boxed=False)
SECTION: Final = Look(bold=True, size=12, color=theme.ACCENT, boxed=False)
HEADING: Final = Look(bold=True, fill=theme.TRACK, align="center", wrap=True)
BAND: Final = Look(bold=True, fill=theme.SHARE_COLORS[1], align="left", boxed=False)
TEXT: Final = Look(align="left")
LONG_TEXT: Final = Look(align="left", wrap=True)
CENTRED: Final = Look(align="center")
MARK: Final = Look(align="center", size=13)  # fonts draw these signs smaller than letters
COUNT: Final = Look(align="right", number=WHOLE_FORMAT)
SHARE: Final = Look(align="right", number=SHARE_FORMAT)
CHANGE: Final = Look(align="right", number=CHANGE_FORMAT, color=theme.ACCENT)
DATE: Final = Look(align="center", number=DATE_FORMAT)
TYPED: Final = replace(COUNT, color=theme.ACCENT)
TYPED_SHARE: Final = replace(SHARE, color=theme.ACCENT)
TYPED_DATE: Final = replace(DATE, color=theme.ACCENT)
TYPED_TEXT: Final = replace(CENTRED, color=theme.ACCENT)


def embolden(look: Look) -> Look:
    """The look of a total."""
    return replace(look, bold=True, fill=theme.TRACK)
