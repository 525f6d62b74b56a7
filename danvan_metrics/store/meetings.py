"""What meetings agree on and fix: actions with their steps, and snapshots. Rows are only ever added."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import asdict
from datetime import UTC, date, datetime
from itertools import starmap
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, RowMapping, insert, select

from danvan_metrics.errors import UserError
from danvan_metrics.store.agreeing.action_keeping import Noted, keep_action, keep_change, keep_step
from danvan_metrics.store.agreeing.action_reading import list_records
from danvan_metrics.store.appraising.appraisal_frames import AppraisalRows
from danvan_metrics.store.engine import reading, writing
from danvan_metrics.store.force import match_schools
from danvan_metrics.store.frames import Chosen, list_sent_back, load_frames
from danvan_metrics.store.meeting_tables import actions, snapshot_submissions, snapshots
from danvan_metrics.store.records import (
    ActionRecord,
    Agreement,
    Frames,
    NewAction,
    NewSnapshot,
    SnapshotRecord,
    SnapshotSubmission,
)
from danvan_metrics.store.saving import add_event, first_key
from danvan_metrics.store.tables import submissions
from danvan_metrics.vietnamese import clean_text, fold
from danvan_metrics.workbook.answers import SentBack

FIXED: Final = "snapshot_taken"
_NOTHING_FOUND: Final = AppraisalRows()


class Meetings:
    """The store's part that meetings write to; safe to share between threads, as the repository it belongs to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def agree(self, new: NewAction) -> int:
        """Keep an action; its number. UserError where the task or the person is blank, SameTaskOpen where it is open already."""
        with writing(self._engine) as connection:
            return keep_action(connection, new)

    def change(self, action: int, agreement: Agreement, day: date, *, reason: str, actor: str = "") -> None:
        """Let an action have the task, person and day of `agreement` from now on.

        UserError where it is unknown or ended, a word is missing, nothing is different, or the same task is open already.
        """
        with writing(self._engine) as connection:
            keep_change(connection, action, agreement, Noted(day, reason, actor))

    def step(self, action: int, state: str, day: date, *, note: str = "", actor: str = "") -> None:
        """Keep that an action was “done”, “dropped” or is “open” again; UserError where it is unknown or stands so already.

        What is dropped needs a note; what is taken up again may not be open as another action meanwhile.
        """
        with writing(self._engine) as connection:
            keep_step(connection, action, state, Noted(day, note, actor))

    def list_actions(self, plan_code: str, schools: Collection[str] | None = None) -> tuple[ActionRecord, ...]:
        """Every action of a plan, or of some schools, as it reads now, with what happened to it, in the order agreed on."""
        with reading(self._engine) as connection:
            return list_records(connection, sa.and_(*match_schools(actions, plan_code, schools)))

    def fix(self, new: NewSnapshot) -> int:
        """Keep a snapshot; its number. UserError where the name is blank, or taken however it is spelled."""
        name, now = clean_text(new.name), datetime.now(UTC)
        with writing(self._engine) as connection:
            _refuse_name(connection, new.plan, name)
            row = asdict(new) | {"name": name, "actor": clean_text(new.actor), "at": now}
            received = row.pop("received")
            number = first_key(connection.execute(insert(snapshots), row).inserted_primary_key)
            _add_submissions(connection, number, received)
            detail = {"snapshot": number, "name": name, "submissions": len(received), "figures": new.figures_sha256}
            _log(connection, FIXED, {"school": "", "period": new.period, "actor": row["actor"], "at": now}, detail)
            return number

    def list_snapshots(self, plan_code: str) -> tuple[SnapshotRecord, ...]:
        """Every snapshot of a plan, the latest first."""
        with reading(self._engine) as connection:
            rows = connection.execute(_select_snapshots(plan_code)).mappings().all()
            return tuple(_read_snapshot(connection, row) for row in rows)

    def find_snapshot(self, plan_code: str, name: str) -> SnapshotRecord:
        """The snapshot of this name, accents and case aside; UserError names those there are."""
        with reading(self._engine) as connection:
            found = connection.execute(_select_snapshots(plan_code)).mappings().all()
            for row in found:
                if fold(row["name"]) == fold(name):
                    return _read_snapshot(connection, row)
        known = ", ".join(f"“{row['name']}”" for row in found[:5]) or "chưa có bản chốt nào"
        raise UserError(f"Không có bản chốt “{clean_text(name)}”; đang có: {known}.")

    def load_frames(self, snapshot: int, sent_back: Iterable[SentBack], found: AppraisalRows = _NOTHING_FOUND) -> Frames:
        """Answers, models and receipts of the submissions a snapshot uses, beside what its documents say.

        These are what had been sent back, and what the office had found.
        """
        of_snapshot = snapshot_submissions.c.snapshot == snapshot
        same = snapshot_submissions.c.submission == submissions.c.id
        chosen = select(submissions).join(snapshot_submissions, same).where(of_snapshot)
        columns = (submissions.c.school, submissions.c.period, snapshot_submissions.c.received_on)
        days = select(*columns).join(snapshot_submissions, same).where(of_snapshot)
        with reading(self._engine) as connection:
            return load_frames(connection, Chosen(chosen.subquery(), days.subquery()), list_sent_back(sent_back), found)


def _select_snapshots(plan_code: str) -> Any:
    """The latest first."""
    return select(snapshots).where(snapshots.c.plan == plan_code).order_by(snapshots.c.id.desc())


def _refuse_name(connection: Connection, plan: str, name: str) -> None:
    if not name:
        raise UserError("Bản chốt chưa có tên; hãy ghi tên, ví dụ “Họp giao ban tháng 9”.")
    taken = connection.execute(select(snapshots.c.name).where(snapshots.c.plan == plan)).scalars()
    if any(fold(other) == fold(name) for other in taken):
        raise UserError(f"Đã có bản chốt tên “{name}”; bản chốt không sửa được, hãy đặt tên khác.")


def _add_submissions(connection: Connection, snapshot: int, received: dict[int, date]) -> None:
    digests = connection.execute(select(submissions.c.id, submissions.c.sha256).where(submissions.c.id.in_(received)))
    rows = [
        {"snapshot": snapshot, "submission": number, "received_on": received[number], "sha256": digest}
        for number, digest in digests
    ]
    if len(rows) != len(received):
        raise UserError("Số liệu vừa thay đổi trong lúc chốt; hãy tải lại trang rồi chốt lại.")
    connection.execute(insert(snapshot_submissions), rows)


def _read_snapshot(connection: Connection, row: RowMapping) -> SnapshotRecord:
    names = ("school", "period", "revision", "file_name")
    columns = (submissions.c.id, *(submissions.c[name] for name in names))
    query = (
        select(*columns, snapshot_submissions.c.received_on, snapshot_submissions.c.sha256)
        .join(snapshot_submissions, snapshot_submissions.c.submission == submissions.c.id)
        .where(snapshot_submissions.c.snapshot == row["id"])
        .order_by(submissions.c.id)
    )
    return SnapshotRecord(**row, submissions=tuple(starmap(SnapshotSubmission, connection.execute(query).all())))


def _log(connection: Connection, action: str, about: dict[str, Any], detail: dict[str, Any]) -> None:
    add_event(connection, {"action": action, "submission": None, "detail": detail, **about})
