"""A table as real HTML: marks, bands of rows, sticky headings, cells that open something; prints and is walked by keyboard."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

from danvan_metrics.formats.table import Cell, Heading, Table
from danvan_metrics.formats.theme import MARK_FILLS
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.web.navigation import follow, link_target
from danvan_metrics.web.resources import remember
from danvan_metrics.web.widgets.component import show_component

_HERE = Path(__file__).parent
_PATTERNS = {"": "", "/": "hatched", "\\": "slanted", ".": "dotted", "x": "crossed", "|": "barred"}
_SHOWN = ("text", "note", "mark", "words", "tag", "strong")


def show_table(table: Table, *, key: str) -> None:
    """Draw the table, and follow the cell that was just clicked."""
    # kept, for every rerun of a page asks for it again
    if opened := show_component(
        _HERE, "table", '<div class="root"></div>', key=key, data=remember(_to_json, table), event="open"
    ):
        follow(opened)


def _to_json(table: Table) -> dict[str, Any]:
    """Everything the script draws from."""
    marks = {cell.mark for row in table.rows for cell in row} | {mark for mark, _ in table.legend}
    return _unfold(table) | {
        "caption": ". ".join(filter(None, (table.caption, table.subtitle))),
        "headings": [[_unfold(heading) for heading in row] for row in table.headings],
        "bands": [
            {"title": band.title, "rows": [[_write_cell(cell) for cell in row] for row in band.rows]} for band in table.bands
        ],
        "marks": {mark: _show_mark(mark) for mark in Mark if mark in marks},
    }


def _write_cell(cell: Cell) -> dict[str, Any]:
    shown = {name: getattr(cell, name) for name in _SHOWN}
    return shown | {"opens": link_target(cell.opens) if cell.opens else ""}


def _unfold(record: Table | Heading) -> dict[str, Any]:
    """One level of a record: `asdict` would unfold a thousand cells too."""
    return {one.name: getattr(record, one.name) for one in fields(record)}


def _show_mark(mark: Mark) -> dict[str, str]:
    fill = MARK_FILLS[mark]
    return {"symbol": SYMBOLS[mark], "color": fill.color, "pattern": _PATTERNS[fill.pattern]}
