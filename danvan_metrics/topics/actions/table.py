"""What was agreed, and the weak cells, laid out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from danvan_metrics.formats.table import ActionForm, Band, Cell, Heading, Row, SchoolPage, Table, group_rows, name_columns
from danvan_metrics.metrics.actions import Action, ActionState, Deed
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.topics.actions.figures import ActionList, ActionRow
from danvan_metrics.topics.actions.weak_cells import WeakCell, WeakCells, WeakGroup
from danvan_metrics.vietnamese import NOTHING, format_date

HEADINGS = ("Trường", "Nội dung", "Việc cần làm", "Người phụ trách", "Hạn", "Giao ở", "Tình trạng", "Số liệu lúc giao → nay")
SCHOOL, SUBJECT, TASK, PERSON, DUE, AGREED_ON, STATE, MOVED = range(len(HEADINGS))
_WEAK_HEADINGS = ("Nhóm", "Dòng chưa đạt", "Kết quả", "Việc đang giao", "Giao việc")
WEAK_TOLD = range(len(_WEAK_HEADINGS) - 1)
_SHORT_HEADINGS = ("Mã", "Nội dung", "Kết quả", "Việc đang giao")
_BY_GROUP = "theo việc của cả nhóm"
_ACTS = {Deed.CHANGED: "Sửa", Deed.DONE: "Xong", Deed.DROPPED: "Thôi"}


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


def lay_out_acts(record: ActionList, scope: Scope) -> Table:
    """The same for a page where actions may be changed: on every line the acts that are left to do with it."""
    table = lay_out_actions(record, scope)
    rows = (cells + _lay_acts(row) for cells, row in zip(table.rows, record.rows, strict=True))
    headings = ((*table.columns, Heading("Cập nhật", span=len(_ACTS))),)
    return replace(table, headings=headings, bands=group_rows(rows), align=table.align + "n" * len(_ACTS), dense=True)


def _lay_acts(row: ActionRow) -> Row:
    acts = _ACTS if row.action.is_open else {Deed.TAKEN_UP: "Làm tiếp"}
    cells = [
        Cell(name, opens=ActionForm(row.action.id, deed), words=f"{name}: {row.action.task}, {row.school.short_name}")
        for deed, name in acts.items()
    ]
    return (*cells, *(Cell(joined=True) for _ in range(len(_ACTS) - len(cells))))


def lay_out_weak(record: WeakCells, scope: Scope) -> Table:
    """Lay out the coloured groups, each with the lines that keep it from all, a band per school; gravest first.

    Every row has its task in the last column, which a page of figures that are fixed leaves out (WEAK_TOLD).
    """
    bands = tuple(
        Band(school, tuple(row for group in groups for row in _lay_group(group, scope)))
        for school, groups in groupby(record.groups, key=lambda group: group.school.short_name)
    )
    headings = name_columns(*_WEAK_HEADINGS)
    return Table(record.title, headings, bands, "llllm", record.subtitle, band_heading="Trường", dense=True)


def _lay_group(group: WeakGroup, scope: Scope) -> Iterator[Row]:
    """The group itself, and under it its lines, which name the group again: a row is read by itself."""
    source = Reference(group.group.code, Scope(scope.period, scope.lens), group.school.code)
    name = f"{group.school.short_name}, {group.group.short}"
    told = f"{group.percent} {group.ratio}"
    yield (
        Cell(
            group.group.short,
            told,
            group.mark,
            f"Nguồn số liệu: {name}, {told}, {group.band}",
            opens=source,
            strong=True,
            printed=told,
            alert=f"{SYMBOLS[Mark.VIOLATED]}{group.violations}" if group.violations else "",
            figures=(group.group.short,),
        ),
        Cell(f"Cả nhóm{_describe_lines(group)}", strong=True),
        Cell(group.band, "còn phần Phòng chưa kiểm" if group.waits else "", strong=True, figures=(f"{group.band}, {told}",)),
        _lay_agreed(group.actions),
        _lay_task(source, name),
    )
    for cell in group.lines:
        yield _lay_line(cell, scope)


def _describe_lines(group: WeakGroup) -> str:
    if group.lines:
        return f": {len(group.lines)} chỗ dưới đây"
    if group.under:
        return f": từng chỗ xem ở {', '.join(group.under)}"
    return ": phần còn lại Phòng chưa kiểm" if group.waits else ""


def _lay_line(cell: WeakCell, scope: Scope) -> Row:
    source = Reference(cell.code, Scope(scope.period, scope.lens), cell.school.code)
    name = f"{cell.school.short_name}, {cell.code} {cell.title}"
    by_group = len(cell.actions) > len(cell.own_actions) and not cell.own_actions
    return (
        Cell(cell.group.short),
        Cell(f"{cell.code} {cell.title}"),
        Cell(cell.result, mark=cell.mark, opens=source, words=f"Nguồn số liệu: {name}: {cell.result}"),
        Cell(_BY_GROUP) if by_group else _lay_agreed(cell.own_actions),
        _lay_task(source, name),
    )


def _lay_agreed(actions: tuple[Action, ...]) -> Cell:
    told = "; ".join(f"{action.task} ({action.person}, hạn {format_date(action.due)})" for action in actions)
    return Cell(told or NOTHING, figures=("; ".join(action.task for action in actions),))


def _lay_task(source: Reference, name: str) -> Cell:
    return Cell("Giao việc", words=f"Giao việc: {name}", task=source)


def lay_out_weak_lines(record: WeakCells, school: str, scope: Scope) -> Table:
    """Lay one school's lines out without their groups, as paper has room for: code, content, result, what was agreed."""
    rows = group_rows(_lay_short(cell, scope) for cell in record.of(school))
    return Table(record.title, name_columns(*_SHORT_HEADINGS), rows, "nlll", record.subtitle, dense=True)


def _lay_short(cell: WeakCell, scope: Scope) -> Row:
    source = Reference(cell.code, Scope(scope.period, scope.lens), cell.school.code)
    words = f"Nguồn số liệu: {cell.school.short_name}, {cell.title}: {cell.result}"
    result = Cell(cell.result, mark=cell.mark, opens=source, words=words)
    return (Cell(cell.code, strong=True), Cell(cell.title), result, _lay_agreed(cell.actions))
