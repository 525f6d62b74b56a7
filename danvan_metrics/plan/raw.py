"""What stands in a cell before any rule has judged it: read as a number or a date, shown as a person sees it."""

from __future__ import annotations

import math
import re
from datetime import date, datetime

from danvan_metrics.vietnamese import clean_text, format_date, format_quantity

Raw = str | float | int | bool | date | datetime | None


def show_raw(raw: Raw) -> str:
    """A cell's value as a person would read it in the sheet."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, date):
        return format_date(raw)
    if isinstance(raw, (int, float)):
        return _show_number(float(raw))
    return raw


def _show_number(number: float) -> str:
    return format_quantity(number) if number.is_integer() else str(number).replace(".", ",")


def is_blank(raw: Raw) -> bool:
    """Whether nothing stands there: an empty cell, or text of spaces only. A 0 is not blank."""
    return raw is None or (isinstance(raw, str) and not clean_text(raw))


def read_number(raw: Raw) -> float | None:
    """The number, typed as one or written in Vietnamese (“1.234”, “87,5”); None where it is no finite number."""
    if isinstance(raw, bool):
        return None
    if isinstance(raw, (int, float)):
        return float(raw) if math.isfinite(raw) else None
    text = clean_text(str(raw))
    if re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "")
    return float(text.replace(",", ".")) if re.fullmatch(r"-?\d{1,12}([.,]\d+)?", text, re.ASCII) else None


def read_date(raw: Raw) -> date | None:
    """The day, typed as a date or written dd/mm/yyyy; None where it is no day of the calendar."""
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", clean_text(str(raw)), re.ASCII)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
