"""One submission read back: its return, as it was saved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, RowMapping, Select, Table, bindparam, select

from danvan_metrics.errors import UserError
from danvan_metrics.store import rows
from danvan_metrics.store.tables import answers, defects, facts, models, readings, submissions
from danvan_metrics.workbook.answers import Identity, Return


def find_submission(connection: Connection, submission_id: int) -> RowMapping:
    """The row of a submission; UserError where there is none."""
    found = connection.execute(select(submissions).where(submissions.c.id == submission_id)).mappings().first()
    if found is None:
        raise UserError(f"Không có lần nộp số {submission_id} trong kho dữ liệu; hãy chọn lại ở trang Hồ sơ trường.")
    return found


def read_return(connection: Connection, submission: RowMapping) -> Return:
    """The return of a submission's row, equal to the one saved."""

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
        normalised=tuple(rows.read_readings(rows_of(readings))),
    )


@cache
def _select_part(table: Table) -> Select[Any]:
    return select(*table.columns[2:]).where(table.c.submission == bindparam("number")).order_by(table.c.position)


def _read_identity(submission: RowMapping) -> Identity:
    return Identity(**{name: submission[name] for name in ("plan", "plan_version", "school", "period", "template_version")})
