"""A table as real HTML: marks, bands of rows, sticky headings, cells that open something; prints and is walked by keyboard."""

from __future__ import annotations

from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from danvan_metrics.formats.table import ActionForm, Cell, Heading, Row, Table, UnitPage
from danvan_metrics.formats.theme import MARK_FILLS
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.web.navigation import follow, link_target, link_task, offer
from danvan_metrics.web.resources import remember
from danvan_metrics.web.state import meeting_mode
from danvan_metrics.web.tasks.form_links import open_form
from danvan_metrics.web.tasks.task_right import may_give_tasks
from danvan_metrics.web.widgets.component import show_component

_HERE = Path(__file__).parent
_PATTERNS = {"": "", "/": "hatched", "\\": "slanted", ".": "dotted", "x": "crossed", "|": "barred"}
_SHOWN = ("text", "note", "mark", "words", "tag", "strong", "alert", "details", "joined")


def show_table(table: Table, *, key: str, large: bool = False) -> None:
    """Draw the table, follow the cell that was just clicked, and offer to give the task that was asked for, to who may.

    large: it fills a meeting's screen, in letters as large as fit.
    """
    # kept, for every rerun of a page asks for it again
    size = "screen" if large else "meeting" if meeting_mode() else ""
    data = _offer_links(remember(_to_json if may_give_tasks() else _to_told, table)) | {"size": size}
    opened = show_component(_HERE, "table", '<div class="root"></div>', key=key, data=data, event="open")
    if opened and not open_form(opened):
        follow(opened)


def _to_json(table: Table) -> dict[str, Any]:
    """Everything the script draws from."""
    marks = {cell.mark for row in table.rows for cell in row} | {mark for mark, _ in table.legend}
    return _unfold(table) | {
        "caption": ". ".join(filter(None, (table.caption, table.subtitle))),
        "headings": [[_unfold(heading) for heading in row] for row in table.headings],
        "bands": [
            {"title": band.title, "total": band.total, "rows": [[_write_cell(cell) for cell in row] for row in band.rows]}
            for band in table.bands
        ],
        "marks": {mark: _show_mark(mark) for mark in Mark if mark in marks},
    }


def _to_told(table: Table) -> dict[str, Any]:
    """The same without the tasks that cells offer to give."""
    bands = (replace(band, rows=tuple(map(_drop_tasks, band.rows))) for band in table.bands)
    return _to_json(replace(table, bands=tuple(bands)))


def _drop_tasks(row: Row) -> Row:
    return tuple(replace(cell, task=None) for cell in row)


def _write_cell(cell: Cell) -> dict[str, Any]:
    shown = {name: getattr(cell, name) for name in _SHOWN}
    task = link_task(cell.task) if cell.task else ""
    act = isinstance(cell.opens, ActionForm) or (cell.task is not None and cell.opens is None)
    goes = {"to": "Mở đơn vị" if isinstance(cell.opens, UnitPage) else "Xem nguồn"} if cell.details else {}
    return shown | goes | {"opens": link_target(cell.opens) if cell.opens else task, "task": task, "act": act}


def _offer_links(data: dict[str, Any]) -> dict[str, Any]:
    """The same, of whose links only those stay that the visitor may follow: what is kept is kept for all."""
    bands = [{**band, "rows": [list(map(_offer_link, row)) for row in band["rows"]]} for band in data["bands"]]
    return data | {"bands": bands}


def _offer_link(cell: dict[str, Any]) -> dict[str, Any]:
    return cell if offer(cell["opens"]) == cell["opens"] else cell | {"opens": "", "act": False}


def _unfold(record: Table | Heading) -> dict[str, Any]:
    """One level of a record: `asdict` would unfold a thousand cells too."""
    return {one.name: getattr(record, one.name) for one in fields(record)}


def _show_mark(mark: Mark) -> dict[str, str]:
    fill = MARK_FILLS[mark]
    return {"symbol": SYMBOLS[mark], "color": fill.color, "ink": fill.ink, "pattern": _PATTERNS[fill.pattern]}
