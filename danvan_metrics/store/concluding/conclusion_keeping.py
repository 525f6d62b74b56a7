"""Keep what a meeting concluded together with the tasks it gave, inside a transaction that holds the write lock."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, insert, select

from danvan_metrics.errors import UserError
from danvan_metrics.store.agreeing.action_keeping import Noted, SameTaskOpen, find_record, keep_action, keep_change
from danvan_metrics.store.concluding.conclusion_records import Concluded, ConcludedLine, NewConclusion
from danvan_metrics.store.concluding.conclusion_tables import conclusion_lines, conclusions
from danvan_metrics.store.records import ActionRecord, Agreement, NewAction
from danvan_metrics.store.saving import add_event, first_key
from danvan_metrics.vietnamese import clean_text, fold

CONCLUDED: Final = "meeting_concluded"
CORRECTED: Final = "conclusion_corrected"
_WORDS: Final = ("name", "place", "chair", "secretary", "present", "opening", "reason", "actor")
_OPEN: Final = "open"


def keep_conclusion(connection: Connection, new: NewConclusion, day: date) -> Concluded:
    """Add a meeting's conclusions, and its tasks as agreed on `day`; a task that is open already is joined, not doubled.

    UserError where a word is missing, or where what it corrects was corrected meanwhile.
    """
    new = _clean(new)
    _refuse_blanks(new)
    if new.corrects is not None:
        _refuse_stale(connection, new.corrects)
    # a line as it stood before leaves its task alone, which may have another person or day by now
    before = load_lines(connection, conclusions.c.id == new.corrects).get(new.corrects or 0, [])
    given = [(line, False) if line in before else _give(connection, new, line, day) for line in new.lines]
    row: dict[str, Any] = {**asdict(new), "at": datetime.now(UTC)}
    del row["lines"]
    number = first_key(connection.execute(insert(conclusions), row).inserted_primary_key)
    rows = [{"conclusion": number, "position": place, **asdict(line)} for place, (line, _) in enumerate(given, 1)]
    connection.execute(insert(conclusion_lines), rows)
    new_tasks = sum(made for _, made in given)
    known_tasks = sum(line.action is not None and not made for line, made in given)
    _log(connection, new, {"conclusion": number, "lines": len(rows), "new_tasks": new_tasks, "known_tasks": known_tasks})
    return Concluded(number, new_tasks, known_tasks)


def load_lines(connection: Connection, wanted: ColumnElement[bool]) -> Mapping[int, list[ConcludedLine]]:
    """The lines wanted (a condition on the tables of conclusions and their lines), in order, by the number of their version."""
    names = [column for column in conclusion_lines.c if column.name != "position"]
    query = select(*names).join(conclusions, conclusions.c.id == conclusion_lines.c.conclusion).where(wanted)
    query = query.order_by(conclusion_lines.c.conclusion, conclusion_lines.c.position)
    lines = defaultdict[int, list[ConcludedLine]](list)
    for row in connection.execute(query).mappings():
        values: dict[str, Any] = dict(row)
        lines[values.pop("conclusion")].append(ConcludedLine(**values))
    return lines


def _give(connection: Connection, new: NewConclusion, line: ConcludedLine, day: date) -> tuple[ConcludedLine, bool]:
    """The line with the number of its task, and whether that is a new one."""
    if not line.is_task or line.due is None:
        return replace(line, action=None), False
    agreement = Agreement(new.period, line.school, line.subject, line.text, line.person, line.due)
    if line.action is not None and (known := _follow(connection, line.action, agreement, new, day)):
        return replace(line, action=known), False
    try:
        number = keep_action(connection, NewAction(**asdict(agreement), plan=new.plan, agreed_on=day, actor=new.actor))
    except SameTaskOpen as same:
        return replace(line, action=same.action), False
    return replace(line, action=number), True


def _follow(connection: Connection, number: int, agreement: Agreement, new: NewConclusion, day: date) -> int | None:
    """Let the task of a line corrected read as the line does, unless it has ended. None: it is about another cell."""
    plan, found = find_record(connection, number)
    if (plan, found.school, found.subject) != (new.plan, agreement.school, agreement.subject):
        return None
    if found.state == _OPEN and _differs(found, agreement):
        keep_change(connection, number, agreement, Noted(day, f"Sửa kết luận: {new.reason}", new.actor))
    return number


def _differs(found: ActionRecord, agreement: Agreement) -> bool:
    return (found.task, found.person, found.due) != (agreement.task, agreement.person, agreement.due)


def _clean(new: NewConclusion) -> NewConclusion:
    words: dict[str, Any] = {name: clean_text(getattr(new, name)) for name in _WORDS}
    return replace(new, **words, lines=tuple(_clean_lines(new)))


def _clean_lines(new: NewConclusion) -> Iterator[ConcludedLine]:
    for line in new.lines:
        yield replace(line, text=clean_text(line.text), person=clean_text(line.person))


def _refuse_blanks(new: NewConclusion) -> None:
    if not new.name:
        raise UserError("Cuộc họp chưa có tên; hãy ghi tên, ví dụ “Họp giao ban quý III”.")
    if not new.lines or not all(line.text for line in new.lines):
        raise UserError("Kết luận chưa có nội dung; hãy ghi ít nhất một dòng, và không để dòng nào trống.")
    if new.corrects is not None and not new.reason:
        raise UserError("Chưa ghi lý do sửa kết luận; hãy ghi một câu ngắn để người xem sau hiểu vì sao.")


def _refuse_stale(connection: Connection, corrects: int) -> None:
    if connection.execute(select(conclusions.c.id).where(conclusions.c.id == corrects)).scalar() is None:
        raise UserError(f"Không có kết luận số {corrects} trong kho dữ liệu; hãy tải lại trang Xuất báo cáo.")
    if connection.execute(select(conclusions.c.id).where(conclusions.c.corrects == corrects)).scalar() is not None:
        raise UserError("Có người vừa sửa kết luận này; hãy tải lại trang để xem bản mới nhất rồi sửa tiếp.")


def refuse_same_meeting(connection: Connection, new: NewConclusion) -> None:
    """UserError where a meeting of this name and day has its conclusions already: pressed twice, they are kept once."""
    kept = select(conclusions.c.name).where(conclusions.c.plan == new.plan, conclusions.c.held_on == new.held_on)
    if new.corrects is None and any(fold(name) == fold(new.name) for name in connection.execute(kept).scalars()):
        raise UserError(
            f"Cuộc họp “{clean_text(new.name)}” ngày ấy đã có kết luận; hãy mở kết luận ấy để sửa, hoặc ghi tên cuộc họp khác."
        )


def _log(connection: Connection, new: NewConclusion, detail: dict[str, Any]) -> None:
    action = CONCLUDED if new.corrects is None else CORRECTED
    told = detail if new.corrects is None else detail | {"corrects": new.corrects, "reason": new.reason}
    about = {"school": "", "period": new.period, "actor": new.actor, "at": datetime.now(UTC)}
    add_event(connection, {"action": action, "submission": None, "detail": told, **about})
