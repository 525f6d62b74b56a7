"""What is in force, as tables of pandas.

Types: codes and words `str` (NaN where none), numbers float64 (NaN where none), `revision` and `submission` int64,
`has_result` bool; `dated`, `received_on` (datetime.date or None) and `models_declared` (True, False or None: blank) are objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

import pandas as pd
from sqlalchemy import Connection, and_, func, select

from danvan_metrics.store.force import number_in_force, select_first_days, select_in_force
from danvan_metrics.store.tables import answers, models
from danvan_metrics.workbook.answers import ANSWER_COLUMNS, MODEL_COLUMNS, RECEIPT_COLUMNS

_TYPES: Final = {
    **dict.fromkeys(("to_do", "done", "evidence_count", "beneficiaries"), "float64"),
    **dict.fromkeys(("dated", "received_on", "models_declared"), "object"),
    **dict.fromkeys(("revision", "submission"), "int64"),
    "has_result": "bool",
}


_NUMBERS: Final = select(answers.c.line, answers.c.done).where(answers.c.submission == number_in_force())


def load_answer_frame(connection: Connection, plan: str) -> pd.DataFrame:
    """One row per school, period and line in force; columns ANSWER_COLUMNS."""
    force = select_in_force(plan).subquery()
    columns = [force.c.school, force.c.period, *(answers.c[name] for name in ANSWER_COLUMNS[2:])]
    query = select(*columns).join(force, force.c.id == answers.c.submission).order_by(answers.c.submission, answers.c.position)
    return _frame(connection.execute(query), ANSWER_COLUMNS)


def load_model_frame(connection: Connection, plan: str) -> pd.DataFrame:
    """One row per model of the returns in force; columns MODEL_COLUMNS."""
    force = select_in_force(plan).subquery()
    has_result = and_(models.c.result != "", func.coalesce(models.c.evidence_count, 0) > 0).label("has_result")
    named = {"school": force.c.school, "period": force.c.period, "has_result": has_result, **models.c}
    query = select(*(named[name] for name in MODEL_COLUMNS)).join(force, force.c.id == models.c.submission)
    return _frame(connection.execute(query.order_by(models.c.submission, models.c.position)), MODEL_COLUMNS)


def load_receipt_frame(connection: Connection, plan: str) -> pd.DataFrame:
    """One row per school and period handed in; columns RECEIPT_COLUMNS, received_on the first day anything of it came."""
    force, first = select_in_force(plan).subquery(), select_first_days(plan).subquery()
    named = {**force.c, "received_on": first.c.received_on, "submission": force.c.id}
    same = and_(first.c.school == force.c.school, first.c.period == force.c.period)
    query = select(*(named[name] for name in RECEIPT_COLUMNS)).join(first, same).order_by(force.c.id)
    return _frame(connection.execute(query), RECEIPT_COLUMNS)


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
