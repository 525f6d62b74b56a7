"""The store as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, func, select

from danvan_metrics.store import deciding, listing, rows
from danvan_metrics.store.blanking import blank_facts, find_old_contacts
from danvan_metrics.store.engine import BUSY_SECONDS, open_engine, reading, writing
from danvan_metrics.store.force import number_in_force
from danvan_metrics.store.founding import settle_store
from danvan_metrics.store.frames import load_numbers
from danvan_metrics.store.holding import find_holding
from danvan_metrics.store.loading import find_submission, load_file, read_models_in_force, read_return
from danvan_metrics.store.opening.store_parts import StoreParts
from danvan_metrics.store.records import (
    Event,
    Frames,
    Holding,
    NewRefusal,
    NewSubmission,
    RefusalRecord,
    Saved,
    SubmissionRecord,
)
from danvan_metrics.store.refusing import find_unanswered, refuse_file
from danvan_metrics.store.saving import add_event, keep_file, save_submission
from danvan_metrics.store.tables import events
from danvan_metrics.workbook.answers import ModelEntry, Return

if TYPE_CHECKING:
    from danvan_metrics.store.appraising.declared_values import Sources


def open_repository(
    url: str, *, create: bool = True, busy_seconds: float = BUSY_SECONDS, copies: Path | None = None
) -> Repository:
    """Open the store at `url`, migrating it where needed; StoreError (a UserError) where it cannot be used.

    Where none stands it is made only with `create`: whoever has the address from a person says whether that was meant.
    copies: the folder where a store is copied to before it is migrated; None for beside its file.
    """
    engine = open_engine(url, busy_seconds=busy_seconds)
    settle_store(engine, create=create, copies=copies)
    return Repository(engine)


class View:
    """What the store holds at one moment, looked up several times in one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_numbers(self, plan_code: str, school: str, period: str) -> dict[str, float | None] | None:
        """The numbers of the return in force by line (None where a line has none); None where nothing was handed in."""
        return load_numbers(self._connection, plan_code, school, period)

    def find_unanswered(self, plan_code: str, school: str, period: str) -> RefusalRecord | None:
        """The file of a school and period sent back last, where no sound return has come since; None where none waits."""
        return find_unanswered(self._connection, plan_code, school, period)

    def find_holding(self, plan_code: str, school: str, period: str, digest: str, *, given: int) -> Holding:
        """What a file with this SHA-256 meets: the hand-in in force of its school and period, and the one it is itself.

        given: how many lines the file answers.
        """
        return find_holding(self._connection, plan_code, school, period, digest, given=given)


class Keeping(View):
    """A view that holds the store's write lock: what it was asked about cannot change before it keeps something."""

    def save(self, new: NewSubmission) -> Saved:
        """As Repository.save, within this transaction."""
        return save_submission(self._connection, new, sha256(new.content).hexdigest(), rows.write_rows(new.returned))

    def refuse(self, new: NewRefusal, content: bytes = b"", *, actor: str = "") -> bool:
        """As Repository.refuse, within this transaction; with `content` the file itself is kept, to be marked again later.

        actor: who handed it in here; else it was the sender.
        """
        if content:
            keep_file(self._connection, new.sha256, content, new.uploaded_at)
        return refuse_file(self._connection, new, actor)

    def put_in_force(self, submission_id: int, *, reason: str, actor: str = "") -> None:
        """As Repository.put_in_force, within this transaction."""
        deciding.put_in_force(self._connection, submission_id, deciding.decide(reason, actor))


class Repository(StoreParts):
    """Adds and finds; nothing here changes or removes a row. Safe to share between threads.

    Every method may raise StoreError: the store is locked, broken, full or out of reach.
    """

    def save(self, new: NewSubmission) -> Saved:
        """Keep a return, its file and its event in one transaction, under the next revision number of its school and period."""
        with self.keep() as keeping:
            return keeping.save(new)

    def refuse(self, new: NewRefusal) -> bool:
        """Keep that a file was not taken, and its event (the action is its status), in one transaction.

        False, and nothing written, where the same bytes were refused before with the same status and issues for the same
        plan, school and period.
        """
        with self.keep() as keeping:
            return keeping.refuse(new)

    def put_in_force(self, submission_id: int, *, reason: str, actor: str = "") -> None:
        """Put a revision in force, a withdrawn one too, until a newer return comes; logged.

        UserError for a blank reason, an unknown submission, or one that is in force already.
        """
        decision = deciding.decide(reason, actor)
        with writing(self._engine) as connection:
            deciding.put_in_force(connection, submission_id, decision)

    def withdraw(self, submission_id: int, *, reason: str, actor: str = "") -> None:
        """Let a hand-in, the only one too, count as if it had not come: figures, receipts, first days; logged, nothing deleted.

        The one before it that was not withdrawn is in force again; `put_in_force` takes a withdrawn one back. UserError for a
        blank reason, an unknown submission, or one that is withdrawn already.
        """
        decision = deciding.decide(reason, actor)
        with writing(self._engine) as connection:
            deciding.withdraw(connection, submission_id, decision)

    def correct_received(self, submission_id: int, day: date, *, reason: str, actor: str = "") -> None:
        """Set right the day a submission was received; logged.

        UserError for a blank reason, an unknown submission, or the day it has already. Whoever calls knows what day it is
        and refuses days to come (decision_acts.correct_received).
        """
        decision = deciding.decide(reason, actor)
        with writing(self._engine) as connection:
            deciding.correct_submission_day(connection, submission_id, day, decision)

    def correct_refused(self, refusal_id: int, day: date, *, reason: str, actor: str = "") -> None:
        """Set right the day a refused file was received, as `correct_received` does for a submission."""
        decision = deciding.decide(reason, actor)
        with writing(self._engine) as connection:
            deciding.correct_refusal_day(connection, refusal_id, day, decision)

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

    def blank_facts(self, plan_code: str, keys: Collection[str], before: date) -> int:
        """Empty these fields of Thông tin of what was received and entered before a day, and log it; of how many hand-ins.

        Looks first: usually there is nothing, and no write lock is taken.
        """
        with reading(self._engine) as connection:
            if not find_old_contacts(connection, plan_code, keys, before):
                return 0
        with writing(self._engine) as connection:
            return blank_facts(connection, plan_code, keys, before)

    def version(self) -> int:
        """Grows with every write: each one leaves an event, and events are numbered in the order they are kept."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.max(events.c.id))).scalar() or 0

    def version_of(self, schools: Collection[str]) -> int:
        """As `version`, of what is about these schools, or about no school at all: others' returns leave it as it is."""
        from danvan_metrics.store.scoring.rows_of_schools import find_last_event  # noqa: PLC0415 - with figures only

        with reading(self._engine) as connection:
            return find_last_event(connection, {*schools, ""})

    def load_frames(self, plan_code: str, sources: Sources | None = None, schools: Collection[str] | None = None) -> Frames:
        """Answers, models and receipts in force, what was sent back and what the office found, of one moment.

        Types: see `store.frames`. sources: the lines that the sheet Mô hình answers, for whether they changed since they were
        judged. schools: only these schools' rows, found by index; None: everybody's.
        """
        from danvan_metrics.store.scoring.rows_of_schools import load_current_frames  # noqa: PLC0415 - with figures only

        with reading(self._engine) as connection:
            return load_current_frames(connection, plan_code, sources or {}, schools)

    def find_return(self, plan_code: str, school: str, period: str) -> Return | None:
        """The return in force of a school and period, or None where there is none."""
        key = {"plan": plan_code, "school": school, "period": period}
        with reading(self._engine) as connection:
            found = connection.execute(select(number_in_force()), key).scalar()
            return None if found is None else read_return(connection, find_submission(connection, found))

    def list_models(self, plan_code: str, period: str) -> dict[str, tuple[ModelEntry, ...]]:
        """The models of the returns in force for a period, by school, in the order of the sheet."""
        with reading(self._engine) as connection:
            return read_models_in_force(connection, plan_code, period)

    @contextmanager
    def view(self) -> Iterator[View]:
        """The store as it stands now, for several look-ups at once."""
        with reading(self._engine) as connection:
            yield View(connection)

    @contextmanager
    def keep(self) -> Iterator[Keeping]:
        """Look up and then keep in one transaction, all of it or nothing; other writers wait."""
        with writing(self._engine) as connection:
            yield Keeping(connection)

    def load_return(self, submission_id: int) -> Return:
        """The return of one submission, equal to the one saved; UserError where there is no such submission."""
        with reading(self._engine) as connection:
            return read_return(connection, find_submission(connection, submission_id))

    def load_file(self, submission_id: int) -> bytes:
        """The workbook as it was handed in, byte for byte; UserError where there is no such submission.

        StoreError where what is kept is not what was handed in.
        """
        with reading(self._engine) as connection:
            return load_file(connection, find_submission(connection, submission_id)["sha256"]) or b""

    def load_refused(self, sha256: str) -> bytes | None:
        """The bytes of a file that was sent back; None where they were not kept (files sent back before they were).

        StoreError as `load_file`.
        """
        with reading(self._engine) as connection:
            return load_file(connection, sha256)

    def list_submissions(self, plan_code: str, school: str | None = None) -> tuple[SubmissionRecord, ...]:
        """Every hand-in of a plan, or of one school, in the order they came in; those withdrawn too."""
        with reading(self._engine) as connection:
            return listing.list_submissions(connection, plan_code, school)

    def list_refusals(self, plan_code: str, *, school: str | None = None) -> tuple[RefusalRecord, ...]:
        """Every refused file of a plan, or of one school, in the order they came."""
        with reading(self._engine) as connection:
            return listing.list_refusals(connection, plan_code, school)

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
