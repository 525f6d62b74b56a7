"""What is in force, or was when a snapshot was taken, as tables of pandas.

Types: codes and words `str` (NaN where none), numbers float64 (NaN where none), `revision` and `submission` int64,
`has_result` bool; `dated`, `received_on` (datetime.date or None) and `models_declared` (True, False or None: blank) are objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

import pandas as pd
from sqlalchemy import Connection, Select, and_, exists, func, select

from danvan_metrics.store.force import (
    RETURNED,
    day_that_counts,
    is_withdrawn,
    number_in_force,
    select_first_days,
    select_in_force,
)
from danvan_metrics.store.records import Frames
from danvan_metrics.store.tables import answers, models, refusals, submissions
from danvan_metrics.workbook.answers import ANSWER_COLUMNS, MODEL_COLUMNS, RECEIPT_COLUMNS, SENT_BACK_COLUMNS, SentBack

_TYPES: Final = {
    **dict.fromkeys(("to_do", "done", "evidence_count", "beneficiaries"), "float64"),
    **dict.fromkeys(("dated", "received_on", "sent_back_on", "models_declared"), "object"),
    **dict.fromkeys(("revision", "submission", "errors", "answered", "askable"), "int64"),
    "has_result": "bool",
}


_NUMBERS: Final = select(answers.c.line, answers.c.done).where(answers.c.submission == number_in_force())


class Chosen(NamedTuple):
    """Which submissions count, as a select of columns of `submissions`, and the day received of each school and period."""

    submissions: Select[Any]
    days: Select[Any]


def choose_in_force(plan: str) -> Chosen:
    """What is in force now."""
    return Chosen(select_in_force(plan), select_first_days(plan))


def load_answer_frame(connection: Connection, chosen: Chosen) -> pd.DataFrame:
    """One row per school, period and line chosen; columns ANSWER_COLUMNS."""
    force = chosen.submissions.subquery()
    columns = [force.c.school, force.c.period, *(answers.c[name] for name in ANSWER_COLUMNS[2:])]
    query = select(*columns).join(force, force.c.id == answers.c.submission).order_by(answers.c.submission, answers.c.position)
    return _frame(connection.execute(query), ANSWER_COLUMNS)


def load_model_frame(connection: Connection, chosen: Chosen) -> pd.DataFrame:
    """One row per model of the returns chosen; columns MODEL_COLUMNS."""
    force = chosen.submissions.subquery()
    has_result = and_(models.c.result != "", func.coalesce(models.c.evidence_count, 0) > 0).label("has_result")
    named = {"school": force.c.school, "period": force.c.period, "has_result": has_result, **models.c}
    query = select(*(named[name] for name in MODEL_COLUMNS)).join(force, force.c.id == models.c.submission)
    return _frame(connection.execute(query.order_by(models.c.submission, models.c.position)), MODEL_COLUMNS)


def load_receipt_frame(connection: Connection, chosen: Chosen) -> pd.DataFrame:
    """One row per school and period handed in; columns RECEIPT_COLUMNS, received_on the first day anything of it came."""
    force, first = chosen.submissions.subquery(), chosen.days.subquery()
    named = {**force.c, "received_on": first.c.received_on, "submission": force.c.id}
    same = and_(first.c.school == force.c.school, first.c.period == force.c.period)
    query = select(*(named[name] for name in RECEIPT_COLUMNS)).join(first, same).order_by(force.c.id)
    return _frame(connection.execute(query), RECEIPT_COLUMNS)


def load_sent_back_frame(connection: Connection, plan: str) -> pd.DataFrame:
    """One row per school and period of a plan whose files were all sent back; columns SENT_BACK_COLUMNS."""
    key = [refusals.c.plan, refusals.c.school, refusals.c.period]
    taken = exists().where(*(submissions.c[column.name] == column for column in key), ~is_withdrawn())
    columns = [refusals.c[name] for name in ("school", "period", "answered", "askable", "issues")]
    query = select(*columns, day_that_counts(refusals)).where(
        refusals.c.plan == plan,
        refusals.c.status == RETURNED,
        refusals.c.school.is_not(None),  # a stranger's workbook is nobody's return
        refusals.c.period.is_not(None),
        ~taken,
    )
    found: dict[tuple[str, str], SentBack] = {}
    for row in connection.execute(query.order_by(refusals.c.id)):
        first = found.get((row.school, row.period))
        day = min(first.received_on, row.received_on) if first else row.received_on
        errors = sum(issue["severity"] == "error" for issue in row.issues)
        found[row.school, row.period] = SentBack(row.school, row.period, day, row.received_on, errors, row.answered, row.askable)
    return list_sent_back(found.values())


def list_sent_back(found: Iterable[SentBack]) -> pd.DataFrame:
    """What was sent back as a table; columns SENT_BACK_COLUMNS."""
    return _frame(found, SENT_BACK_COLUMNS)


def load_frames(connection: Connection, chosen: Chosen, sent_back: pd.DataFrame) -> Frames:
    """Answers, models and receipts of one moment, beside what was sent back."""
    return Frames(
        answers=load_answer_frame(connection, chosen),
        models=load_model_frame(connection, chosen),
        receipts=load_receipt_frame(connection, chosen),
        sent_back=sent_back,
    )


def load_numbers(connection: Connection, plan: str, school: str, period: str) -> dict[str, float | None] | None:
    """The numbers of the return in force of one school and period, by line; None where there is no return."""
    key = {"plan": plan, "school": school, "period": period}
    rows = connection.execute(_NUMBERS, key).all()
    return {row.line: row.done for row in rows} or None


def _frame(rows: Iterable[Sequence[Any]], names: tuple[str, ...]) -> pd.DataFrame:
    columns: Iterable[Sequence[Any]] = list(zip(*rows, strict=True)) or [()] * len(names)
    return pd.DataFrame(
        {name: pd.Series(list(values), dtype=_TYPES.get(name, "str")) for name, values in zip(names, columns, strict=True)}
    )
