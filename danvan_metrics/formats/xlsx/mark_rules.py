"""The pale fill each mark brings to its cells."""

from __future__ import annotations

from typing import Any, Final

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill

from danvan_metrics.formats import theme
from danvan_metrics.formats.xlsx.cell_references import quote
from danvan_metrics.formats.xlsx.look import argb
from danvan_metrics.formats.xlsx.page import Page
from danvan_metrics.metrics.marks import SYMBOLS, Mark

_PATTERNS: Final[dict[str, Any]] = {"/": "lightUp", ".": "gray0625", "x": "lightTrellis", "-": "lightHorizontal"}
GROUP_MARKS: Final = (
    Mark.MET, Mark.ON_PACE, Mark.BEHIND, Mark.ZERO, Mark.NOT_REPORTED, Mark.NOT_DUE, Mark.INVALID, Mark.NOT_APPLICABLE,
)  # fmt: skip


def fill_marks(page: Page, area: str, mark: str) -> None:
    """Fill an area by the mark that stands in the cell `mark` (relative to the area's first row)."""
    make_rule: Any = FormulaRule
    for one in GROUP_MARKS:
        rule = make_rule([f"{mark}={quote(SYMBOLS[one])}"], fill=fill_of(one, rule=True))
        page.sheet.conditional_formatting.add(area, rule)


def fill_of(mark: Mark, *, rule: bool = False) -> PatternFill:
    """The fill of a mark in a cell; in a rule a plain fill's colour is the background's."""
    fill = theme.MARK_FILLS[mark]
    if fill.pattern:
        return PatternFill(_PATTERNS[fill.pattern], fgColor=argb(theme.FAINT), bgColor=argb(fill.color))
    color = argb(fill.color)
    return PatternFill("solid", bgColor=color, fgColor=color) if rule else PatternFill("solid", fgColor=color)
