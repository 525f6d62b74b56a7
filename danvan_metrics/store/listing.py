"""Hand-ins and refused files as records, with what the office decided about them since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Select, Table, select

from danvan_metrics.store.force import day_that_counts, select_in_force
from danvan_metrics.store.records import Correction, RefusalRecord, Selection, SubmissionRecord, Withdrawal
from danvan_metrics.store.tables import corrections, files, refusals, selections, submissions, withdrawals

Decisions = Mapping[int, tuple[Any, ...]]  # by the number of the row they are about, in the order they were made


def list_submissions(connection: Connection, plan: str, school: str | None) -> tuple[SubmissionRecord, ...]:
    """Every hand-in of a plan, or of one school, in the order they came in; those withdrawn too."""
    query = _select_submissions(plan)
    if school is not None:
        query = query.where(submissions.c.school == school)
    corrected = _list_corrections(connection, "submission")
    selected, withdrawn = _list_decisions(connection, selections, Selection), _list_decisions(connection, withdrawals, Withdrawal)
    return tuple(
        SubmissionRecord(
            **row,
            corrections=corrected.get(row["id"], ()),
            selections=selected.get(row["id"], ()),
            withdrawals=withdrawn.get(row["id"], ()),
        )
        for row in connection.execute(query).mappings()
    )


def list_refusals(connection: Connection, plan: str, school: str | None) -> tuple[RefusalRecord, ...]:
    """Every refused file of a plan, or of one school, in the order they came."""
    columns = [column for column in refusals.columns if column.name not in {"received_on", "issues"}]
    query = select(*columns, day_that_counts(refusals), refusals.c.issues).where(refusals.c.plan == plan).order_by(refusals.c.id)
    if school is not None:
        query = query.where(refusals.c.school == school)
    corrected = _list_corrections(connection, "refusal")
    return tuple(
        RefusalRecord(**(dict(row) | {"issues": tuple(row["issues"])}), corrections=corrected.get(row["id"], ()))
        for row in connection.execute(query).mappings()
    )


def _select_submissions(plan: str) -> Select[Any]:
    force = select_in_force(plan).subquery()
    names = [name for name in SubmissionRecord.__dataclass_fields__ if name in submissions.c and name != "received_on"]
    entered = submissions.c.received_on.label("received_as_entered")
    in_force = force.c.id.is_not(None).label("in_force")
    return (
        select(*(submissions.c[name] for name in names), day_that_counts(submissions), entered, files.c.size, in_force)
        .join(files, files.c.sha256 == submissions.c.sha256)
        .outerjoin(force, force.c.id == submissions.c.id)
        .where(submissions.c.plan == plan)
        .order_by(submissions.c.id)
    )


def _list_corrections(connection: Connection, of: str) -> Decisions:
    number = corrections.c[of]
    query = select(number, *(corrections.c[name] for name in Correction.__dataclass_fields__)).where(number.is_not(None))
    made = defaultdict(list)
    for about, *values in connection.execute(query.order_by(corrections.c.id)):
        made[about].append(Correction(*values))
    return {about: tuple(each) for about, each in made.items()}


def _list_decisions(connection: Connection, table: Table, record: type[Selection | Withdrawal]) -> Decisions:
    query = select(table.c.submission, *(table.c[name] for name in record.__dataclass_fields__))
    made = defaultdict(list)
    for about, *values in connection.execute(query.order_by(table.c.id)):
        made[about].append(record(*values))
    return {about: tuple(each) for about, each in made.items()}
