"""Cells and ranges as formulas name them."""

from __future__ import annotations

from openpyxl.utils import get_column_letter, quote_sheetname


def cell(row: int, column: int) -> str:
    """“$D7”: the column stays where a formula is copied."""
    return f"${get_column_letter(column)}{row}"


def span(column: int, first: int, last: int) -> str:
    """“$D$7:$D$25”; at least one row."""
    letter = get_column_letter(column)
    return f"${letter}${first}:${letter}${max(first, last)}"


def on(sheet: str, place: str) -> str:
    """A cell or range of another sheet."""
    return f"{quote_sheetname(sheet)}!{place}"


def quote(text: str) -> str:
    """A text as a formula writes it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
