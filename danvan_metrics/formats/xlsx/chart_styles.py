"""How native charts look: fills, labels, letters and titles, in the theme's colours."""

from __future__ import annotations

from typing import Any, Final

from openpyxl.chart.label import DataLabelList
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.colors import ColorChoice
from openpyxl.drawing.fill import PatternFillProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun

from danvan_metrics.formats import theme
from danvan_metrics.formats.xlsx.look import FONT
from danvan_metrics.xml_text import make_xml_safe

_PATTERNS: Final[dict[str, Any]] = {"/": "ltUpDiag", ".": "pct10", "x": "diagCross", "-": "ltHorz"}


def paint(fill: theme.Fill) -> GraphicalProperties:
    """A bar's fill, patterned where it stands for no value, and its edge."""
    choose: Any = ColorChoice
    properties = GraphicalProperties(ln=LineProperties(solidFill=_hex(theme.EDGE), w=6350))
    if fill.pattern:
        properties.pattFill = PatternFillProperties(
            prst=_PATTERNS[fill.pattern], fgClr=choose(srgbClr=_hex(theme.EDGE)), bgClr=choose(srgbClr=_hex(fill.color))
        )
    else:
        properties.solidFill = _hex(fill.color)
    return properties


def label_bars(number_format: str) -> DataLabelList:
    """The figure at every bar, in a format of its own."""
    labels = DataLabelList(numFmt=number_format, showVal=True, txPr=make_letters(900))
    labels.showLegendKey = labels.showCatName = labels.showSerName = labels.showPercent = labels.showBubbleSize = False
    return labels


def _hex(color: str) -> str:
    return color.removeprefix("#").upper()


def _properties(size: int, *, bold: bool = False) -> CharacterProperties:
    return CharacterProperties(sz=size, b=bold, solidFill=_hex(theme.INK), latin=Font(typeface=FONT))


def make_letters(size: int) -> RichText:
    """The letters of labels; size in hundredths of a point."""
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_properties(size)), endParaRPr=CharacterProperties(sz=size))
    return RichText(p=[paragraph])


def make_title(text: str) -> Title:
    """A chart's title."""
    run = RegularTextRun(rPr=_properties(1200, bold=True), t=make_xml_safe(text))
    paragraph = Paragraph(pPr=ParagraphProperties(defRPr=_properties(1200, bold=True)), r=[run])
    return Title(tx=Text(rich=RichText(p=[paragraph])), overlay=False)
