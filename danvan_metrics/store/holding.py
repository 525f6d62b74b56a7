"""How a new file stands to what is kept of its school and period: the hand-in in force, and the one of the very same bytes."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy import Connection, bindparam, exists, func, select

from danvan_metrics.store.force import day_that_counts, number_in_force
from danvan_metrics.store.records import Holding, Kept, Known, Withdrawal
from danvan_metrics.store.tables import answers, models, submissions, withdrawals
from danvan_metrics.workbook.answers import State

_KEY: Final = ("plan", "school", "period")
_GIVEN: Final = (State.VALUE.value, State.NOT_APPLICABLE.value)
_SHOWN: Final = (submissions.c.id, submissions.c.revision, submissions.c.file_name, day_that_counts(submissions))
_IN_FORCE: Final = select(
    *_SHOWN,
    submissions.c.models_declared.is_not(None).label("models_declared"),
    exists().where(models.c.submission == submissions.c.id).label("models_listed"),
    select(func.count())
    .where(answers.c.submission == submissions.c.id, answers.c.state.in_(_GIVEN))
    .scalar_subquery()
    .label("lines"),
).where(submissions.c.id == number_in_force())
_SAME: Final = (
    select(*_SHOWN)
    .where(*(submissions.c[name] == bindparam(name) for name in _KEY), submissions.c.sha256 == bindparam("digest"))
    .limit(1)
)
_LAST_WITHDRAWAL: Final = (
    select(*(withdrawals.c[name] for name in Withdrawal.__dataclass_fields__))
    .where(withdrawals.c.submission == bindparam("submission"))
    .order_by(withdrawals.c.id.desc())
    .limit(1)
)


def find_holding(connection: Connection, plan: str, school: str, period: str, digest: str, *, given: int) -> Holding:
    """What is in force of a school and period, and which hand-in of theirs is the file of this SHA-256.

    given: the lines that the new file answers; those of the hand-in in force are named only where they are more.
    """
    key = {"plan": plan, "school": school, "period": period}
    current = connection.execute(_IN_FORCE, key).first()
    same = connection.execute(_SAME, key | {"digest": digest}).first()
    return Holding(_read_kept(connection, current, given) if current else None, _read_known(connection, same) if same else None)


def _read_kept(connection: Connection, row: Any, given: int) -> Kept:
    about_models = bool(row.models_declared or row.models_listed)
    lines = select(answers.c.line).where(answers.c.submission == row.id, answers.c.state.in_(_GIVEN)).order_by(answers.c.position)
    return Kept(
        submission=row.id,
        revision=row.revision,
        file_name=row.file_name,
        received_on=row.received_on,
        lines=row.lines,
        answered=tuple(connection.execute(lines).scalars()) if row.lines + about_models > given else (),
        models_answered=about_models,
    )


def _read_known(connection: Connection, row: Any) -> Known:
    last = connection.execute(_LAST_WITHDRAWAL, {"submission": row.id}).first()
    return Known(row.id, row.revision, row.file_name, row.received_on, Withdrawal(*last) if last and last.withdrawn else None)
