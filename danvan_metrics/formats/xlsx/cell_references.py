"""Cells and ranges as formulas name them."""

from __future__ import annotations

from xlsxwriter.utility import quote_sheetname, xl_col_to_name


def letter(column: int) -> str:
    """“D”, the fourth."""
    return str(xl_col_to_name(column - 1))


def cell(row: int, column: int) -> str:
    """“$D7”: the column stays where a formula is copied."""
    return f"${letter(column)}{row}"


def span(column: int, first: int, last: int) -> str:
    """“$D$7:$D$25”; at least one row."""
    return f"${letter(column)}${first}:${letter(column)}${max(first, last)}"


def on(sheet: str, place: str) -> str:
    """A cell or range of another sheet."""
    return f"{quote_sheetname(sheet)}!{place}"


def quote(text: str) -> str:
    """A text as a formula writes it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
