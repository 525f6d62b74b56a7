"""Marks that follow their figures: the formula of a group's mark, and the pale fill each mark brings."""

from __future__ import annotations

from typing import Any, Final

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import PatternFill

from danvan_metrics.charts import theme
from danvan_metrics.exports.workbook.counting import Condition, count, count_applicable, in_state
from danvan_metrics.exports.workbook.look import argb
from danvan_metrics.exports.workbook.page import Page
from danvan_metrics.exports.workbook.references import quote
from danvan_metrics.metrics.marks import SYMBOLS, Mark

PACE: Final = "NGUONG_TIEN_DO"  # the name of the cell that holds the period's share of the year
_PATTERNS: Final[dict[str, Any]] = {"/": "lightUp", ".": "gray0625", "x": "lightTrellis", "-": "lightHorizontal"}
GROUP_MARKS: Final = (
    Mark.MET, Mark.ON_PACE, Mark.BEHIND, Mark.ZERO, Mark.NOT_REPORTED, Mark.NOT_DUE, Mark.INVALID, Mark.NOT_APPLICABLE,
)  # fmt: skip


def tell_mark(n: str, total: str, average: str, conditions: tuple[Condition, ...]) -> str:
    """The mark of a school in a group, by the rules of the legend."""
    symbol = {mark: quote(SYMBOLS[mark]) for mark in Mark}
    absent = (
        f"IF({count(*conditions, in_state('not_due'))}>0,{symbol[Mark.NOT_DUE]},"
        f"IF({count_applicable(*conditions)}=0,{symbol[Mark.NOT_APPLICABLE]},"
        f"IF({count(*conditions, in_state('invalid'))}>0,{symbol[Mark.INVALID]},{symbol[Mark.NOT_REPORTED]})))"
    )
    paced = f"IF({average}>={PACE}-0.000000001,{symbol[Mark.ON_PACE]},{symbol[Mark.BEHIND]})"
    achieved = f"IF({n}={total},{symbol[Mark.MET]},IF({average}=0,{symbol[Mark.ZERO]},{paced}))"
    return f"IF(ISNUMBER({n}),{achieved},{absent})"


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
