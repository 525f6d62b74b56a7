"""The store as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from typing import Any

import pandas as pd
from sqlalchemy import Connection, Engine, Row, RowMapping, Select, Table, bindparam, func, select

from danvan_metrics.errors import UserError
from danvan_metrics.store import rows
from danvan_metrics.store.engine import BUSY_SECONDS, open_engine, reading, writing
from danvan_metrics.store.frames import load_answer_frame, load_model_frame, load_numbers, load_receipt_frame, select_in_force
from danvan_metrics.store.records import Event, Frames, NewSubmission, Saved, SubmissionRecord
from danvan_metrics.store.saving import add_event, save_submission
from danvan_metrics.store.schema import prepare_schema
from danvan_metrics.store.tables import answers, defects, events, facts, files, models, submissions
from danvan_metrics.workbook.answers import Identity, Return


def open_repository(url: str, *, busy_seconds: float = BUSY_SECONDS) -> Repository:
    """Open the store at `url`, making and migrating it where needed; StoreError (a UserError) where it cannot be used."""
    engine = open_engine(url, busy_seconds=busy_seconds)
    prepare_schema(engine)
    return Repository(engine)


class Repository:
    """Adds and finds; nothing here changes or removes a row. Safe to share between threads.

    Every method may raise StoreError: the store is locked, broken, full or out of reach.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, new: NewSubmission) -> Saved:
        """Keep a return, its file and its event in one transaction, under the next revision number of its school and period."""
        digest = sha256(new.content).hexdigest()
        prepared = rows.write_rows(new.returned)
        with writing(self._engine) as connection:
            return save_submission(connection, new, digest, prepared)

    def record_event(
        self,
        action: str,
        *,
        school: str = "",
        period: str = "",
        submission: int | None = None,
        detail: Mapping[str, object] | None = None,
        actor: str = "",
    ) -> int:
        """Add a line to the audit trail in a transaction of its own; the event's number."""
        event = {"action": action, "school": school, "period": period, "submission": submission, "actor": actor}
        with writing(self._engine) as connection:
            return add_event(connection, {**event, "detail": dict(detail or {}), "at": datetime.now(UTC)})

    def version(self) -> int:
        """Grows with every write: each one leaves an event, and events are numbered in the order they are kept."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.max(events.c.id))).scalar() or 0

    def load_frames(self, plan_code: str) -> Frames:
        """Answers, models and receipts in force, of one moment (types: see `store.frames`)."""
        with reading(self._engine) as connection:
            return Frames(
                answers=load_answer_frame(connection, plan_code),
                models=load_model_frame(connection, plan_code),
                receipts=load_receipt_frame(connection, plan_code),
            )

    def load_answers(self, plan_code: str) -> pd.DataFrame:
        """One row per school, period and line in force; columns ANSWER_COLUMNS."""
        with reading(self._engine) as connection:
            return load_answer_frame(connection, plan_code)

    def load_models(self, plan_code: str) -> pd.DataFrame:
        """One row per registered model in force; columns MODEL_COLUMNS."""
        with reading(self._engine) as connection:
            return load_model_frame(connection, plan_code)

    def load_receipts(self, plan_code: str) -> pd.DataFrame:
        """One row per school and period handed in; columns RECEIPT_COLUMNS."""
        with reading(self._engine) as connection:
            return load_receipt_frame(connection, plan_code)

    def find_return(self, plan_code: str, school: str, period: str) -> Return | None:
        """The return in force of a school and period, or None where there is none."""
        query = (
            select(submissions)
            .where(submissions.c.plan == plan_code, submissions.c.school == school, submissions.c.period == period)
            .order_by(submissions.c.revision.desc())
            .limit(1)
        )
        with reading(self._engine) as connection:
            found = connection.execute(query).mappings().first()
            return _read_return(connection, found) if found else None

    def find_numbers(self, plan_code: str, school: str, period: str) -> dict[str, float | None] | None:
        """The numbers of the return in force by line (None where a line has none); None where nothing was handed in."""
        with reading(self._engine) as connection:
            return load_numbers(connection, plan_code, school, period)

    def load_return(self, submission_id: int) -> Return:
        """The return of one submission, equal to the one saved; UserError where there is no such submission."""
        with reading(self._engine) as connection:
            return _read_return(connection, _find_submission(connection, submission_id))

    def load_file(self, submission_id: int) -> bytes:
        """The workbook as it was handed in, byte for byte; UserError where there is no such submission."""
        with reading(self._engine) as connection:
            digest = _find_submission(connection, submission_id)["sha256"]
            return bytes(connection.execute(select(files.c.content).where(files.c.sha256 == digest)).scalar_one())

    def list_submissions(self, plan_code: str, school: str | None = None) -> tuple[SubmissionRecord, ...]:
        """Every hand-in of a plan, or of one school, in the order they came in."""
        force = select_in_force(plan_code).subquery()
        names = [name for name in SubmissionRecord.__dataclass_fields__ if name in submissions.c]
        query = (
            select(*(submissions.c[name] for name in names), files.c.size, force.c.id.is_not(None).label("in_force"))
            .join(files, files.c.sha256 == submissions.c.sha256)
            .outerjoin(force, force.c.id == submissions.c.id)
            .where(submissions.c.plan == plan_code)
            .order_by(submissions.c.id)
        )
        if school is not None:
            query = query.where(submissions.c.school == school)
        with reading(self._engine) as connection:
            return tuple(SubmissionRecord(**row) for row in connection.execute(query).mappings())

    def list_events(self, *, school: str | None = None, action: str | None = None) -> tuple[Event, ...]:
        """The audit trail in the order it was written, or the part of it about a school or an action."""
        query = select(events).order_by(events.c.id)
        if school is not None:
            query = query.where(events.c.school == school)
        if action is not None:
            query = query.where(events.c.action == action)
        with reading(self._engine) as connection:
            return tuple(Event(**row) for row in connection.execute(query).mappings())

    def close(self) -> None:
        """Let go of the file or server; the repository opens it again when used."""
        self._engine.dispose()


def _find_submission(connection: Connection, submission_id: int) -> RowMapping:
    found = connection.execute(select(submissions).where(submissions.c.id == submission_id)).mappings().first()
    if found is None:
        raise UserError(f"Không có lần nộp số {submission_id} trong kho dữ liệu; hãy chọn lại ở trang Hồ sơ trường.")
    return found


def _read_return(connection: Connection, submission: RowMapping) -> Return:
    def rows_of(table: Table) -> Sequence[Row[Any]]:
        return connection.execute(_select_part(table), {"number": submission["id"]}).all()

    found = rows_of(defects)
    return Return(
        identity=_read_identity(submission),
        facts=tuple(rows.read_facts(rows_of(facts))),
        answers=tuple(rows.read_answers(rows_of(answers))),
        models=tuple(rows.read_models(rows_of(models))),
        models_declared=submission["models_declared"],
        rejected=tuple(rows.read_rejected(found)),
        missing=tuple(rows.read_missing(found)),
    )


@cache
def _select_part(table: Table) -> Select[Any]:
    return select(*table.columns[2:]).where(table.c.submission == bindparam("number")).order_by(table.c.position)


def _read_identity(submission: RowMapping) -> Identity:
    return Identity(**{name: submission[name] for name in ("plan", "plan_version", "school", "period", "template_version")})
