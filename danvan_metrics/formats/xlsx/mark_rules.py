"""The pale fill each mark brings to its cells."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.xlsx.cell_references import quote
from danvan_metrics.formats.xlsx.look import paint
from danvan_metrics.formats.xlsx.page import Page
from danvan_metrics.metrics.marks import SYMBOLS, Mark

GROUP_MARKS: Final = (
    Mark.MET, Mark.ON_PACE, Mark.BEHIND, Mark.ZERO, Mark.NOT_REPORTED, Mark.NOT_DUE, Mark.INVALID, Mark.NOT_APPLICABLE,
)  # fmt: skip


def fill_marks(page: Page, area: str, mark: str) -> None:
    """Fill an area by the mark that stands in the cell `mark` (relative to the area's first row)."""
    for one in GROUP_MARKS:
        fill = page.cells.workbook.add_format(paint(theme.MARK_FILLS[one]))
        page.sheet.conditional_format(area, {"type": "formula", "criteria": f"={mark}={quote(SYMBOLS[one])}", "format": fill})
