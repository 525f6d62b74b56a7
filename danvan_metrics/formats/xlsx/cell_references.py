"""Cells and ranges as formulas name them."""

from __future__ import annotations

from collections.abc import Iterable

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


def join_areas(places: Iterable[tuple[int, int]]) -> str:
    """“D7:D9 F7:F7”: cells, by row and column, as the areas that rules and validations take."""
    runs: list[tuple[int, int, int]] = []
    for column, row in sorted((column, row) for row, column in places):
        if runs and runs[-1][0] == column and row == runs[-1][2] + 1:
            runs[-1] = (column, runs[-1][1], row)
        else:
            runs.append((column, row, row))
    return " ".join(f"{letter(column)}{first}:{letter(column)}{last}" for column, first, last in runs)


def on(sheet: str, place: str) -> str:
    """A cell or range of another sheet."""
    return f"{quote_sheetname(sheet)}!{place}"


def quote(text: str) -> str:
    """A text as a formula writes it."""
    doubled = text.replace('"', '""')
    return f'"{doubled}"'
