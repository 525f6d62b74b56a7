"""What stands in a cell of a workbook this project writes: text is text, whatever it begins with."""

from __future__ import annotations

import re
from typing import Final

from openpyxl.cell import Cell

from danvan_metrics.raw import Raw
from danvan_metrics.xml_text import make_xml_safe

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")  # of what Excel takes for a formula once somebody edits the cell
_LIKE_A_CODE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def set_value(cell: Cell, value: Raw) -> None:
    """Put a value into a cell, whose look stays; never a formula or an error value, and no character XML forbids."""
    text = spell_in_cell(value) if isinstance(value, str) else None
    cell.value = value if text is None else text or None
    if text:
        cell.data_type = "s"


def spell_in_cell(text: str) -> str:
    """Text as a workbook's file spells it, safe in XML; openpyxl writes and reads it letter for letter."""
    return _LIKE_A_CODE.sub("_x005F_", make_xml_safe(text))  # Excel reads “_x0041_” as “A”
