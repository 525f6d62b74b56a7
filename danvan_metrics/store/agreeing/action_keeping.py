"""Agree on an action, change it, end it or take it up again, inside a transaction that holds the write lock."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import Connection, insert, select

from danvan_metrics.errors import UserError
from danvan_metrics.store.agreeing.action_reading import list_records
from danvan_metrics.store.meeting_tables import action_changes, action_steps, actions
from danvan_metrics.store.records import ActionRecord, Agreement, NewAction
from danvan_metrics.store.saving import add_event, first_key
from danvan_metrics.vietnamese import clean_text, fold, format_date

AGREED: Final = "action_agreed"
CHANGED: Final = "action_changed"
STEPPED: Final = "action_stepped"
_OPEN: Final = "open"


@dataclass(frozen=True, slots=True)
class Noted:
    """The day something was done to an action, why or with what result, and by whom."""

    day: date
    words: str
    actor: str

    def clean(self) -> Noted:
        """The same without stray spaces and signs."""
        return Noted(self.day, clean_text(self.words), clean_text(self.actor))


class SameTaskOpen(UserError):
    """The very task is open already; `action` is its number."""

    def __init__(self, action: int, message: str) -> None:
        super().__init__(message)
        self.action = action


def keep_action(connection: Connection, new: NewAction) -> int:
    """Add an action; its number. UserError where the task or the person is blank, SameTaskOpen where it is there already."""
    words = _clean(task=new.task, person=new.person, actor=new.actor)
    _refuse_blanks(words)
    _refuse_same(connection, (new.plan, new.school, new.subject), words["task"])
    now = datetime.now(UTC)
    number = first_key(connection.execute(insert(actions), asdict(new) | words | {"at": now}).inserted_primary_key)
    detail = {"action": number, "subject": new.subject, "task": words["task"], "person": words["person"]}
    about = {"school": new.school, "period": new.period, "actor": words["actor"], "at": now}
    _log(connection, AGREED, about, detail | {"due": new.due.isoformat()})
    return number


def keep_change(connection: Connection, number: int, new: Agreement, noted: Noted) -> None:
    """Let an action have the task, person and day of `new` from now on.

    UserError where it is unknown or ended, words or reason are blank, or nothing is different.
    """
    plan, found = find_record(connection, number)
    words, note = _clean(task=new.task, person=new.person), noted.clean()
    before = {"task": found.task, "person": found.person, "due": found.due}
    after = words | {"due": new.due}
    _refuse_blanks(words)
    _refuse_change(found, note, changed=before != after)
    _refuse_same(connection, (plan, found.school, found.subject), words["task"], own=number)
    now = datetime.now(UTC)
    kept = {"reason": note.words, "actor": note.actor, "at": now, "on_day": note.day}
    connection.execute(insert(action_changes), {"action": number, **after, **kept})
    detail = {"action": number, "reason": note.words, "before": _write(before), "after": _write(after)}
    _log(connection, CHANGED, _about(found, note.actor, now), detail)


def keep_step(connection: Connection, number: int, state: str, noted: Noted) -> None:
    """Let an action stand as “done”, “dropped” or “open” again; UserError where it is unknown or stands so already."""
    plan, found = find_record(connection, number)
    if found.state == state:
        raise UserError("Việc này đang ở tình trạng ấy rồi; hãy tải lại trang để xem tình trạng mới nhất.")
    note, now = noted.clean(), datetime.now(UTC)
    if state == "dropped" and not note.words:
        raise UserError("Chưa ghi lý do thôi không làm; hãy ghi một câu ngắn để người xem sau hiểu vì sao.")
    if state == _OPEN:
        _refuse_same(connection, (plan, found.school, found.subject), found.task, own=number)
    kept = {"state": state, "note": note.words, "actor": note.actor}
    connection.execute(insert(action_steps), {"action": number, "on_day": note.day, "at": now, **kept})
    detail = {"action": number, "task": found.task, "before": found.state, "state": state, "note": note.words}
    _log(connection, STEPPED, _about(found, note.actor, now), detail)


def find_record(connection: Connection, number: int) -> tuple[str, ActionRecord]:
    """One action and its plan; UserError where there is none of this number."""
    plan = connection.execute(select(actions.c.plan).where(actions.c.id == number)).scalar()
    if plan is None:
        raise UserError(f"Không có việc số {number} trong kho dữ liệu; hãy tải lại trang Việc cần làm.")
    [found] = list_records(connection, actions.c.id == number)
    return plan, found


def _clean(**words: str) -> dict[str, str]:
    return {name: clean_text(text) for name, text in words.items()}


def _refuse_blanks(words: dict[str, str]) -> None:
    if not words["task"] or not words["person"]:
        raise UserError("Việc cần làm và người phụ trách không được để trống; hãy ghi đủ cả hai.")


def _refuse_change(found: ActionRecord, noted: Noted, *, changed: bool) -> None:
    if found.state != _OPEN:
        raise UserError("Việc này đã kết thúc nên không sửa được; hãy bấm “Làm tiếp” trước rồi sửa.")
    if not changed:
        raise UserError("Nội dung, người phụ trách và hạn vẫn như cũ nên không có gì để lưu; hãy sửa rồi lưu lại.")
    if not noted.words:
        raise UserError("Chưa ghi lý do sửa; hãy ghi một câu ngắn để người xem sau hiểu vì sao việc đã giao thay đổi.")


def _refuse_same(connection: Connection, about: tuple[str, str, str], task: str, own: int | None = None) -> None:
    """One task about one cell is open once: pressed twice, or said by two people at once, it is no second one."""
    plan, school, subject = about
    wanted = (actions.c.plan == plan) & (actions.c.school == school) & (actions.c.subject == subject)
    for one in list_records(connection, wanted):
        if one.id != own and one.state == _OPEN and _make_key(one.task) == _make_key(task):
            told = f"“{one.task}” đã giao cho {one.person}, hạn {format_date(one.due)}, và đang làm"
            raise SameTaskOpen(one.id, f"Việc {told}; hãy sửa việc ấy, hoặc ghi một việc khác.")


def _make_key(task: str) -> str:
    return fold(task) or task  # words of signs alone have no folded form


def _about(found: ActionRecord, actor: str, now: datetime) -> dict[str, Any]:
    return {"school": found.school, "period": found.period, "actor": actor, "at": now}


def _write(values: dict[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in values.items()}


def _log(connection: Connection, action: str, about: dict[str, Any], detail: dict[str, Any]) -> None:
    add_event(connection, {"action": action, "submission": None, "detail": detail, **about})
