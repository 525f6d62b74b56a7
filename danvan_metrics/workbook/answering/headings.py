"""The heading row of a table that came back: headings found as sent out, else by their beginning or their words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Final

from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.vietnamese import fold

_DEEPEST_HEADER: Final = 40
_WIDEST: Final = 60
_LONGEST_HEADING: Final = 80


@dataclass(frozen=True, slots=True)
class Header:
    """A table's heading row and the column under each heading.

    `lost` headings keep the column they were sent out in; `reworded` ones were found under other words; `found` is False
    where no row holds the headings, and the table is read as it was sent out.
    """

    row: int
    columns: Mapping[str, int]
    lost: tuple[str, ...] = ()
    reworded: tuple[str, ...] = ()
    found: bool = True


def find_header(grid: Grid, sent: Header) -> Header:
    """The row that holds at least half of the headings sent out, without regard to case and accents; else as sent.

    The row they were sent out in is looked at first, then each from the top; only then rows with headings changed.
    """
    if all(fold(_read_heading(grid, sent.row, column)) == fold(heading) for heading, column in sent.columns.items()):
        return sent
    rows = (sent.row, *range(1, min(grid.rows, _DEEPEST_HEADER) + 1))
    for match in (_match_exactly, _match_loosely):
        for row in rows:
            columns = match(_read_headings(grid, row), sent)
            if 2 * len(columns) >= len(sent.columns):
                return _describe(grid, row, sent, columns)
    return Header(sent.row, sent.columns, found=False)


def count_headings(grid: Grid, sent: Header) -> int:
    """How many of the headings sent out stand in the row that holds most of them, as sent or a little changed."""
    rows = chain([sent.row], range(1, min(grid.rows, _DEEPEST_HEADER) + 1))
    return max(len(_match_loosely(_read_headings(grid, row), sent)) for row in rows)


def _describe(grid: Grid, row: int, sent: Header, exact: Mapping[str, int]) -> Header:
    columns = _match_loosely(_read_headings(grid, row), sent) if len(exact) < len(sent.columns) else exact
    lost = tuple(heading for heading in sent.columns if heading not in columns)
    reworded = tuple(heading for heading, column in columns.items() if fold(_read_heading(grid, row, column)) != fold(heading))
    return Header(row, {**sent.columns, **columns}, lost, reworded)


def _read_headings(grid: Grid, row: int) -> dict[int, str]:
    """The folded text of each filled cell of a row, by column."""
    texts = {column: fold(_read_heading(grid, row, column)) for column in range(1, min(grid.columns, _WIDEST) + 1)}
    return {column: text for column, text in texts.items() if text}


def _read_heading(grid: Grid, row: int, column: int) -> str:
    raw = grid.value(row, column)
    return raw if isinstance(raw, str) and len(raw) <= _LONGEST_HEADING else ""


def _match_exactly(texts: Mapping[int, str], sent: Header) -> dict[str, int]:
    """Of two columns with one heading, the one it was sent out in; with neither there, the heading is lost."""
    columns: dict[str, int] = {}
    for heading, own in sent.columns.items():
        same = [column for column, text in texts.items() if text == fold(heading)]
        if own in same or len(same) == 1:
            columns[heading] = own if own in same else same[0]
    return columns


def _match_loosely(texts: Mapping[int, str], sent: Header) -> dict[str, int]:
    columns = _match_exactly(texts, sent)
    exact = {fold(heading) for heading in sent.columns}
    for fits in (_begins, _contains):
        free = {column: text for column, text in texts.items() if column not in columns.values() and text not in exact}
        lost = [heading for heading in sent.columns if heading not in columns]
        columns |= _match_free(free, lost, fits)
    return columns


def _match_free(free: Mapping[int, str], lost: Iterable[str], fits: Callable[[str, str], bool]) -> dict[str, int]:
    """Headings that fit one free column only; a column goes to the longest heading that fits it."""
    owners: dict[str, list[int]] = {}
    for column, text in free.items():
        fitting = [heading for heading in lost if fits(text, fold(heading))]
        if fitting:
            owners.setdefault(max(fitting, key=len), []).append(column)
    return {heading: columns[0] for heading, columns in owners.items() if len(columns) == 1}


def _begins(text: str, heading: str) -> bool:
    return f"{text} ".startswith(f"{heading} ")


def _contains(text: str, heading: str) -> bool:
    return f" {heading} " in f" {text} "
