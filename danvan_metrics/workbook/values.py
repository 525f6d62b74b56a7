"""What stands in a cell of a workbook this project writes: text is text, whatever it begins with."""

from __future__ import annotations

import re
from typing import Any, Final

from openpyxl.cell import Cell

from danvan_metrics.raw import Raw
from danvan_metrics.xml_text import make_xml_safe

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")  # of what Excel takes for a formula once somebody edits the cell
_LONGEST: Final = 32_767  # letters in a cell
_LIKE_A_CODE: Final = re.compile("_(?=x[0-9A-Fa-f]{4}_)")


def set_value(cell: Cell, value: Raw) -> None:
    """Put a value into a cell, whose look stays; never a formula or an error value, and no character XML forbids."""
    inner: Any = cell
    if isinstance(value, str):
        value = spell_in_cell(value)[:_LONGEST] or None
    if value is None or isinstance(value, str):  # openpyxl would look a text through for what `spell_in_cell` took out
        inner._value, inner.data_type = value, "n" if value is None else "s"
    else:
        cell.value = value


def spell_in_cell(text: str) -> str:
    """Text as a workbook's file spells it, safe in XML; openpyxl writes and reads it letter for letter."""
    return _LIKE_A_CODE.sub("_x005F_", make_xml_safe(text))  # Excel reads “_x0041_” as “A”
