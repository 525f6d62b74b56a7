"""What happened to actions since they were agreed on: when, by whom, from what to what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from danvan_metrics.formats.table import Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.actions import Action, Deed, Happening
from danvan_metrics.topics.actions.figures import ActionList, ActionRow
from danvan_metrics.vietnamese import NOTHING, format_date

_DEEDS: Final = {
    Deed.AGREED: "giao việc",
    Deed.CHANGED: "sửa",
    Deed.DONE: "ghi đã xong",
    Deed.DROPPED: "thôi không làm",
    Deed.TAKEN_UP: "làm tiếp",
}
_HEADINGS: Final = ("Việc cần làm", "Trường", "Ngày", "Người ghi", "Thay đổi", "Kết quả hoặc lý do")


def describe_history(action: Action) -> Iterator[tuple[Happening, str]]:
    """Everything that happened, in order, each with what it changed: “sửa hạn 15/10/2020 → 30/10/2020”."""
    if not action.history:
        return
    first, *_ = action.history
    yield first, f"{_DEEDS[Deed.AGREED]}: {first.task}; {first.person}, hạn {format_date(first.due)}"
    for before, happening in pairwise(action.history):
        moved = "; ".join(_list_moved(before, happening))
        yield happening, f"{_DEEDS[happening.deed]} {moved}".strip()


def lay_out_history(record: ActionList) -> Table:
    """Lay out what happened to the actions after they were agreed on, action by action; without rows where nothing did."""
    changed = (row for row in record.rows if len(row.action.history) > 1)
    rows = group_rows(cells for row in changed for cells in _lay_history(row))
    return Table("Việc đã giao thay đổi ra sao", name_columns(*_HEADINGS), rows, "lnnlll", record.subtitle, dense=True)


def _list_moved(before: Happening, after: Happening) -> Iterator[str]:
    if before.task != after.task:
        yield f"việc “{before.task}” → “{after.task}”"
    if before.person != after.person:
        yield f"người phụ trách {before.person} → {after.person}"
    if before.due != after.due:
        yield f"hạn {format_date(before.due)} → {format_date(after.due)}"


def _lay_history(row: ActionRow) -> Iterator[Row]:
    for happening, told in describe_history(row.action):
        yield (
            Cell(row.action.task),
            Cell(row.school.short_name),
            Cell(format_date(happening.day), figures=(happening.day,)),
            Cell(happening.actor or NOTHING),
            Cell(told),
            Cell(happening.note or NOTHING),
        )
