"""What was agreed, and the weak cells, laid out."""

from __future__ import annotations

from itertools import groupby

from danvan_metrics.formats.table import Band, Cell, Row, SchoolPage, Table, group_rows, name_columns
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import name_mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.topics.actions.figures import ActionList, ActionRow
from danvan_metrics.topics.actions.weak_cells import WeakCell, WeakCells
from danvan_metrics.vietnamese import NOTHING, format_date

HEADINGS = ("Trường", "Nội dung", "Việc cần làm", "Người phụ trách", "Hạn", "Giao ở", "Tình trạng", "Số liệu lúc giao → nay")
SCHOOL, SUBJECT, TASK, PERSON, DUE, AGREED_ON, STATE, MOVED = range(len(HEADINGS))
_WEAK_HEADINGS = ("Mã", "Nội dung", "Kết quả", "Việc đang giao")


def lay_out_actions(record: ActionList, scope: Scope) -> Table:
    """Lay the actions out, those that are overdue first; a school and a subject lead to their pages."""
    rows = group_rows(_lay_action(row, scope) for row in record.rows)
    return Table(record.title, name_columns(*HEADINGS), rows, "nlllmmln", record.subtitle)


def _lay_action(row: ActionRow, scope: Scope) -> Row:
    action, school = row.action, row.school
    source = Reference(action.subject, Scope(scope.period, scope.lens), school.code)
    return (
        Cell(school.short_name, opens=SchoolPage(school.code), words=f"Mở hồ sơ {school.short_name}"),
        Cell(row.subject, opens=source, words=f"Nguồn số liệu: {row.subject}"),
        Cell(action.task, strong=True),
        Cell(action.person),
        Cell(format_date(action.due), figures=(action.due,)),
        Cell(row.agreed_on),
        Cell(row.state_words, strong=row.state is ActionState.OVERDUE),
        Cell(row.moved),
    )


def lay_out_weak(record: WeakCells, scope: Scope) -> Table:
    """Lay the weak cells out, a band per school; each leads to its source, where an action can be agreed."""
    bands = tuple(
        Band(cells[0].school.short_name, tuple(_lay_weak(cell, scope) for cell in cells))
        for cells in (list(own) for _, own in groupby(record.cells, key=lambda cell: cell.school.code))
    )
    headings = name_columns(*_WEAK_HEADINGS)
    return Table(record.title, headings, bands, "nlcl", record.subtitle, band_heading="Trường", dense=True)


def _lay_weak(cell: WeakCell, scope: Scope) -> Row:
    opens = Reference(cell.code, Scope(scope.period, scope.lens), cell.school.code)
    words = f"{cell.school.short_name}, {cell.title}: {cell.words}"
    agreed = "; ".join(f"{action.task} ({action.person}, hạn {format_date(action.due)})" for action in cell.actions)
    return (
        Cell(cell.code, opens=opens, words=f"Nguồn và giao việc: {words}", strong=True),
        Cell(cell.title),
        Cell(
            cell.ratio, mark=cell.mark, words=words, opens=opens, printed=name_mark(cell.mark, scope.lens) if cell.ratio else ""
        ),
        Cell(agreed or NOTHING, figures=("; ".join(action.task for action in cell.actions),)),
    )
