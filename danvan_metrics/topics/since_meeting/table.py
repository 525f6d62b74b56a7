"""What changed since a meeting, laid out as one table: what fell first, then what rose, came in, is silent, and the tasks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from danvan_metrics.formats.table import Band, Cell, Row, SchoolPage, Table, name_columns
from danvan_metrics.metrics.actions import STATE_WORDS, ActionState
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.topics.since_meeting.figures import SinceMeeting
from danvan_metrics.topics.since_meeting.moves import SchoolChange
from danvan_metrics.vietnamese import NOTHING, format_date

_SINGLE: Final = 5  # from one more on, schools of which there is nothing else to say share a row
_WAITING: Final = (ActionState.OVERDUE, ActionState.OPEN)


def lay_out_since(record: SinceMeeting) -> Table:
    """Lay it out: a row for every school that moved, a column for what is compared; below it whose return came, and tasks.

    Who fell stands first, with what else became of the school. A school leads to its page, a figure to its source. No band for
    what nobody did.
    """
    fallen = {change.school for change in record.changes if not change.rose}
    moved = [(school, list(own)) for school, own in groupby(record.changes, key=lambda change: change.school)]
    bands = (
        Band("Xuống", tuple(_lay_school_changes(record, own) for school, own in moved if school in fallen)),
        Band("Việc giao", tuple(_lay_tasks(record))),
        Band("Chưa nộp", tuple(_lay_schools(record, record.silent, "quá hạn, chưa nộp báo cáo"))),
        Band("Mới nộp", tuple(_lay_schools(record, record.came, "báo cáo đã về từ cuộc họp ấy"))),
        Band("Lên", tuple(_lay_school_changes(record, own) for school, own in moved if school not in fallen)),
    )
    shown = tuple(band for band in bands if band.rows)
    headings = name_columns("Trường", *(name for _, name in record.columns))
    return Table(
        record.title, headings, shown, "l" * len(headings[0]), record.subtitle, band_heading="Thay đổi", notes=record.notes
    )


def _lay_school_changes(record: SinceMeeting, own: Sequence[SchoolChange]) -> Row:
    by_column = {change.column: change for change in own}
    cells = (_lay_change(by_column[code]) if code in by_column else Cell(NOTHING) for code, _ in record.columns)
    return (_lay_school(own[0].school, own[0].name), *cells)


def _lay_change(change: SchoolChange) -> Cell:
    words = f"Nguồn số liệu: {change.name}: {change.words}"
    return Cell(change.short, mark=change.mark, words=words, opens=change.source, strong=not change.rose)


def _lay_schools(record: SinceMeeting, schools: Sequence[str], told: str) -> Iterator[Row]:
    if len(schools) > _SINGLE:
        names = ", ".join(map(record.name, schools))
        yield _reach(record, Cell(f"{len(schools)} trường"), Cell(told, words=f"{told}: {names}"))
        return
    for school in schools:
        source = Reference(Subject.RECEIPTS, record.scope, school)
        words = f"Nguồn số liệu: {record.name(school)}: {told}"
        yield _reach(record, _lay_school(school, record.name(school)), Cell(told, words=words, opens=source))


def _lay_tasks(record: SinceMeeting) -> Iterator[Row]:
    """What still waits, overdue first; then how many are done, as one row."""
    waiting = [one for one in record.tasks if one.state in _WAITING]
    for one in sorted(waiting, key=lambda one: (_WAITING.index(one.state), one.action.due, one.action.id)):
        action = one.action
        told = f"{action.task} ({action.person}, hạn {format_date(action.due)}): {STATE_WORDS[one.state]}"
        cell = Cell(told, strong=one.state is ActionState.OVERDUE)
        yield _reach(record, _lay_school(action.school, record.name(action.school)), cell)
    if record.tasks:
        dropped = record.count(ActionState.DROPPED)
        told = f"đã xong {record.done}/{record.agreed} việc còn dở ở cuộc họp ấy hoặc giao từ đó"
        yield _reach(record, Cell("Cộng"), Cell(f"{told}, {dropped} việc thôi không làm" if dropped else told))


def _reach(record: SinceMeeting, first: Cell, told: Cell) -> Row:
    """A row whose one text reaches over all the columns compared."""
    return (first, told, *(Cell(joined=True) for _ in record.columns[1:]))


def _lay_school(code: str, name: str) -> Cell:
    return Cell(name, words=f"Mở hồ sơ {name}", opens=SchoolPage(code))
