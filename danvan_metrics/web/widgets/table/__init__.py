"""A real HTML table: marks, bands of rows, sticky headings, cells that open something; prints and is walked by keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

from danvan_metrics.formats.theme import MARK_FILLS
from danvan_metrics.metrics.marks import SYMBOLS, Mark

_HERE = Path(__file__).parent
_PATTERNS = {"": "", "/": "hatched", ".": "dotted", "x": "crossed"}


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: text, a small note after it, a mark (symbol and fill), and all of it in words for tooltip and screen reader.

    `opens` makes it a button; the value comes back from show_table. `strong` prints bold, `tag` stands as a badge.
    """

    text: str = ""
    note: str = ""
    mark: Mark | None = None
    words: str = ""
    opens: str = ""
    tag: str = ""
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading cell over `span` columns and `rows` rows of headings."""

    text: str
    span: int = 1
    rows: int = 1
    words: str = ""


@dataclass(frozen=True, slots=True)
class Band:
    """Rows under one row heading (none where `title` is empty)."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A whole table; the first cell of a row heads it.

    `align` has a letter per column: l, c, r, or n and m for left and centred in one unbroken line.
    """

    caption: str
    headings: tuple[tuple[Heading, ...], ...]
    bands: tuple[Band, ...]
    align: str
    legend: tuple[tuple[Mark, str], ...] = ()
    band_heading: str = ""
    notes: tuple[str, ...] = field(default_factory=tuple)
    dense: bool = False


def show_table(table: Table, *, key: str) -> str | None:
    """Draw the table; gives what the cell just clicked opens, else None."""
    result = _component()(key=key, data=_to_json(table), on_open_change=_ignore)
    opened: str | None = result.open
    return opened


def plain_rows(rows: Sequence[Sequence[str]]) -> tuple[Band, ...]:
    """One band without a heading, of text only."""
    return (Band("", tuple(tuple(Cell(text) for text in row) for row in rows)),)


@lru_cache(maxsize=64)
def _to_json(table: Table) -> dict[str, Any]:
    """Everything the script draws from; kept, for every rerun of a page asks for it again."""
    marks = {cell.mark for band in table.bands for row in band.rows for cell in row} | {mark for mark, _ in table.legend}
    bands = [{"title": band.title, "rows": [[_unfold(cell) for cell in row] for row in band.rows]} for band in table.bands]
    headings = [[_unfold(heading) for heading in row] for row in table.headings]
    shown = {mark: _show_mark(mark) for mark in Mark if mark in marks}
    return _unfold(table) | {"headings": headings, "bands": bands, "marks": shown}


def _unfold(record: Table | Heading | Cell) -> dict[str, Any]:
    """One level of a record: `asdict` copies every text of a thousand cells."""
    return {one.name: getattr(record, one.name) for one in fields(record)}


def _show_mark(mark: Mark) -> dict[str, str]:
    fill = MARK_FILLS[mark]
    return {"symbol": SYMBOLS[mark], "color": fill.color, "pattern": _PATTERNS[fill.pattern]}


def _ignore() -> None:
    """Without a callback the result has no attribute until the first click."""


@cache
def _component() -> Any:
    script, style = ((_HERE / name).read_text(encoding="utf-8") for name in ("table.js", "table.css"))
    return st.components.v2.component("danvan_table", html='<div class="root"></div>', css=style, js=script)
