"""The office's decisions about what came in: which revision is in force or withdrawn, and when something was received."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, func, insert, select

from danvan_metrics.errors import UserError
from danvan_metrics.store.force import day_that_counts, is_withdrawn, number_in_force
from danvan_metrics.store.loading import find_submission
from danvan_metrics.store.saving import add_event
from danvan_metrics.store.tables import corrections, refusals, selections, submissions, withdrawals
from danvan_metrics.vietnamese import clean_text, format_date

PUT_IN_FORCE: Final = "put_in_force"
RECEIVED_CORRECTED: Final = "received_corrected"
WITHDRAWN: Final = "withdrawn"


@dataclass(frozen=True, slots=True)
class Decision:
    """Why, by whom and when."""

    reason: str
    actor: str
    at: datetime


def decide(reason: str, actor: str) -> Decision:
    """A decision of this moment; UserError where no reason is given."""
    why = clean_text(reason)
    if not why:
        raise UserError("Chưa ghi lý do; hãy ghi ngắn gọn vì sao, để người xem lại sau này hiểu được.")
    return Decision(why, clean_text(actor), datetime.now(UTC))


def put_in_force(connection: Connection, submission_id: int, decision: Decision) -> None:
    """Put a submission in force until a newer return comes; UserError where it is unknown or in force already."""
    chosen = find_submission(connection, submission_id)
    key = {name: chosen[name] for name in ("plan", "school", "period")}
    current = connection.execute(select(number_in_force()), key).scalar()
    if current == submission_id:
        raise UserError(f"Lần nộp {chosen['revision']} đang có hiệu lực rồi; hãy chọn một lần nộp khác.")
    _take_back(connection, submission_id, decision)
    of_key = (submissions.c[name] == value for name, value in key.items())
    latest = connection.execute(select(func.max(submissions.c.revision)).where(*of_key)).scalar_one()
    row = {"submission": submission_id, "latest_revision": latest}
    connection.execute(insert(selections), row | _describe(decision))
    instead_of = None if current is None else find_submission(connection, current)["revision"]
    detail = {"revision": chosen["revision"], "instead_of": instead_of}
    _add_event(connection, PUT_IN_FORCE, chosen, decision, detail={**detail, "submission": submission_id})


def withdraw(connection: Connection, submission_id: int, decision: Decision) -> None:
    """Let a submission count as if it had not come; UserError where it is unknown or withdrawn already."""
    chosen = find_submission(connection, submission_id)
    if _counts_no_more(connection, submission_id):
        raise UserError(f"Lần nộp {chosen['revision']} đã được rút rồi; hãy tải lại trang để xem tình trạng mới nhất.")
    connection.execute(insert(withdrawals), {"submission": submission_id, "withdrawn": True} | _describe(decision))
    current = connection.execute(
        select(number_in_force()), {name: chosen[name] for name in ("plan", "school", "period")}
    ).scalar()
    in_force = None if current is None else find_submission(connection, current)["revision"]
    detail = {"revision": chosen["revision"], "in_force": in_force, "submission": submission_id}
    _add_event(connection, WITHDRAWN, chosen, decision, detail=detail)


def correct_submission_day(connection: Connection, submission_id: int, day: date, decision: Decision) -> None:
    """Set right the day a submission was received; UserError where it is unknown or was that day already."""
    chosen = find_submission(connection, submission_id)
    before = connection.execute(select(day_that_counts(submissions)).where(submissions.c.id == submission_id)).scalar_one()
    _refuse_same_day(before, day)
    connection.execute(insert(corrections), {"submission": submission_id, "received_on": day} | _describe(decision))
    detail = {"revision": chosen["revision"], "submission": submission_id}
    _add_event(connection, RECEIVED_CORRECTED, chosen, decision, detail=detail | _describe_days(before, day))


def correct_refusal_day(connection: Connection, refusal_id: int, day: date, decision: Decision) -> None:
    """Set right the day a refused file was received; UserError where it is unknown or was that day already."""
    query = select(refusals.c.school, refusals.c.period, refusals.c.file_name, day_that_counts(refusals))
    chosen = connection.execute(query.where(refusals.c.id == refusal_id)).mappings().first()
    if chosen is None:
        raise UserError(f"Không có tệp trả lại số {refusal_id} trong kho dữ liệu; hãy chọn lại ở trang Hồ sơ trường.")
    _refuse_same_day(chosen["received_on"], day)
    connection.execute(insert(corrections), {"refusal": refusal_id, "received_on": day} | _describe(decision))
    detail = {"refusal": refusal_id, "file": chosen["file_name"]} | _describe_days(chosen["received_on"], day)
    _add_event(connection, RECEIVED_CORRECTED, chosen, decision, detail=detail)


def _take_back(connection: Connection, submission_id: int, decision: Decision) -> None:
    if _counts_no_more(connection, submission_id):
        connection.execute(insert(withdrawals), {"submission": submission_id, "withdrawn": False} | _describe(decision))


def _counts_no_more(connection: Connection, submission_id: int) -> bool:
    return bool(connection.execute(select(is_withdrawn()).where(submissions.c.id == submission_id)).scalar_one())


def _refuse_same_day(before: date, day: date) -> None:
    if before == day:
        raise UserError(f"Ngày nhận đang ghi đúng là {format_date(day)}; hãy chọn ngày khác nếu cần sửa.")


def _describe(decision: Decision) -> dict[str, Any]:
    return {"reason": decision.reason, "actor": decision.actor, "at": decision.at}


def _describe_days(before: date, day: date) -> dict[str, str]:
    return {"received_on": day.isoformat(), "before": before.isoformat()}


def _add_event(connection: Connection, action: str, about: RowMapping, decision: Decision, *, detail: Mapping[str, Any]) -> None:
    told = dict(detail)
    event = {
        "at": decision.at,
        "action": action,
        "school": about["school"] or "",
        "period": about["period"] or "",
        "submission": told.pop("submission", None),
        "detail": told | {"reason": decision.reason},
        "actor": decision.actor,
    }
    add_event(connection, event)
