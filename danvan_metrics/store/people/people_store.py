"""Who may sign in, and what was tried: kept and found again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Engine, RowMapping, func, insert, select

from danvan_metrics.errors import UserError
from danvan_metrics.store.engine import reading, writing
from danvan_metrics.store.people.people_records import AttemptDeed, AttemptRecord, Grants, NewAttempt, NewPerson, PersonRecord
from danvan_metrics.store.people.people_tables import attempts, people
from danvan_metrics.store.saving import add_event
from danvan_metrics.vietnamese import clean_text, fold

_IN_FORCE = select(func.max(people.c.id)).group_by(people.c.subject)


class PeopleStore:
    """The store's part that people and attempts are written to; safe to share between threads, as its repository."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def keep(self, new: NewPerson) -> None:
        """Let a person stand like this from now on, with an event.

        UserError for a blank subject or name, or a name that another person carries: papers and appraisals go by names.
        """
        subject, name = fold_subject(new.subject), clean_text(new.name)
        if not subject or not name:
            raise UserError("Người dùng cần có địa chỉ đăng nhập và họ tên; hãy ghi đủ cả hai.")
        with writing(self._engine) as connection:
            rows = connection.execute(select(people).where(people.c.id.in_(_IN_FORCE))).mappings()
            standing = {row["subject"]: row for row in rows}
            _refuse_same_name(standing, subject, name, withdrawn=new.withdrawn)
            now, grants = datetime.now(UTC), _write_grants(new.grants)
            row = {
                "subject": subject,
                "name": name,
                "grants": grants,
                "withdrawn": new.withdrawn,
                "reason": clean_text(new.reason),
            }
            connection.execute(insert(people), {**row, "actor": new.actor, "at": now})
            detail = {**row, "before": _describe(standing.get(subject))}
            add_event(connection, {
                "at": now, "action": "person_withdrawn" if new.withdrawn else "person_kept", "school": "", "period": "",
                "submission": None, "detail": detail, "actor": new.actor,
            })  # fmt: skip

    def find(self, subject: str) -> PersonRecord | None:
        """The person of this sign-in as they stand, withdrawn or not; None for a stranger."""
        query = select(people).where(people.c.subject == fold_subject(subject)).order_by(people.c.id.desc()).limit(1)
        with reading(self._engine) as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else _read_person(row)

    def list(self) -> tuple[PersonRecord, ...]:
        """Everybody as they stand, in the order of their names; those withdrawn too."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(people).where(people.c.id.in_(_IN_FORCE))).mappings().all()
        return tuple(sorted(map(_read_person, rows), key=lambda one: (fold(one.name), one.subject)))

    def attempt(self, new: NewAttempt) -> None:
        """Keep that something was tried or taken."""
        row = {name: getattr(new, name) for name in ("actor", "subject", "act", "school", "target")}
        with writing(self._engine) as connection:
            connection.execute(insert(attempts), {**row, "deed": new.deed.value, "at": datetime.now(UTC)})

    def list_attempts(self) -> tuple[AttemptRecord, ...]:
        """Everything tried or taken, in the order it was kept."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(attempts).order_by(attempts.c.id)).mappings().all()
        return tuple(AttemptRecord(**{**row, "deed": AttemptDeed(row["deed"])}) for row in rows)

    def find_name_said(self) -> str:
        """The name said last at this laptop; "" where none was."""
        query = select(attempts.c.actor).where(attempts.c.deed == AttemptDeed.NAMED.value).order_by(attempts.c.id.desc()).limit(1)
        with reading(self._engine) as connection:
            return str(connection.execute(query).scalar() or "")


def fold_subject(subject: str) -> str:
    """An address or number as providers may write it differently: case and spaces around it do not count."""
    return subject.strip().casefold()


def _refuse_same_name(standing: dict[str, RowMapping], subject: str, name: str, *, withdrawn: bool) -> None:
    if withdrawn:
        return
    same = next(
        (
            one
            for one in standing.values()
            if one["subject"] != subject and not one["withdrawn"] and fold(one["name"]) == fold(name)
        ),
        None,
    )
    if same is not None:
        raise UserError(
            f"Đã có người dùng tên “{same['name']}” ({same['subject']}); hãy thêm chức danh hoặc đơn vị vào tên để phân biệt."
        )


def _write_grants(grants: Grants) -> dict[str, list[str] | None]:
    return {role: None if units is None else sorted(units) for role, units in grants.items()}


def _describe(row: RowMapping | None) -> dict[str, Any]:
    return {} if row is None else {name: row[name] for name in ("name", "grants", "withdrawn")}


def _read_person(row: RowMapping) -> PersonRecord:
    grants = {role: None if units is None else tuple(units) for role, units in row["grants"].items()}
    return PersonRecord(**{**row, "grants": grants})
