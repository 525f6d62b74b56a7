"""A copy of a workbook without what stands in some of its cells, and without its author's name."""

from __future__ import annotations

from collections.abc import Collection

from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.marking.marked_copy import open_copy, write_copy


def blank_cells(content: bytes, places: Collection[Place]) -> bytes:
    """The workbook as an .xlsx with these cells empty; all others stay as they are. UserError where it cannot be read."""
    workbook, edited = open_copy(content)
    for place in places:
        if place.cell and place.sheet in workbook.sheetnames:
            cell = workbook[place.sheet][place.cell]
            cell.value, cell.comment = None, None
    workbook.properties.creator = workbook.properties.lastModifiedBy = None
    return write_copy(workbook, content if edited else None)
