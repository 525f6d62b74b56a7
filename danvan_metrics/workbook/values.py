"""What stands in a cell of a workbook this project writes: text is text, whatever it begins with."""

from __future__ import annotations

import re
from typing import Final

from openpyxl.cell import Cell

from danvan_metrics.raw import Raw

_FORBIDDEN: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # in XML


def set_value(cell: Cell, value: Raw) -> None:
    """Put a value into a cell, whose look stays; never a formula or an error value, and no character XML forbids."""
    text = drop_forbidden(value) if isinstance(value, str) else None
    cell.value = value if text is None else text or None
    if text:
        cell.data_type = "s"


def drop_forbidden(text: str) -> str:
    """Text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)
