"""Submissions read back as they were saved: the return of one, the models of all in force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Row, RowMapping, Select, Table, bindparam, select

from danvan_metrics.errors import UserError
from danvan_metrics.store import rows
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.force import select_in_force
from danvan_metrics.store.tables import answers, defects, evidence_items, facts, files, models, readings, submissions
from danvan_metrics.workbook.answers import Identity, ModelEntry, Return

_SPOILT: Final = (
    "Tệp đã giữ trong kho dữ liệu không còn giống bản đã nhận (SHA-256 {digest}…) nên không đưa ra; "
    "hãy báo người quản trị khôi phục từ bản sao lưu."
)


def find_submission(connection: Connection, submission_id: int) -> RowMapping:
    """The row of a submission; UserError where there is none."""
    found = connection.execute(select(submissions).where(submissions.c.id == submission_id)).mappings().first()
    if found is None:
        raise UserError(f"Không có lần nộp số {submission_id} trong kho dữ liệu; hãy chọn lại ở trang Hồ sơ trường.")
    return found


def load_file(connection: Connection, digest: str) -> bytes | None:
    """The bytes kept under a SHA-256, None where there are none; StoreError where they have become other bytes."""
    content = connection.execute(select(files.c.content).where(files.c.sha256 == digest)).scalar()
    if content is None:
        return None
    if sha256(content).hexdigest() != digest:
        raise StoreError(_SPOILT.format(digest=digest[:12]))
    return bytes(content)


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
        evidence=tuple(rows.read_evidence_items(rows_of(evidence_items))),
    )


def read_models_in_force(connection: Connection, plan: str, period: str) -> dict[str, tuple[ModelEntry, ...]]:
    """The rows of the sheet Mô hình in the returns in force for a period, by school; schools without any are left out."""
    force = select_in_force(plan).subquery()
    query = select(force.c.school, *models.columns[2:]).join(force, force.c.id == models.c.submission)
    ordered = query.where(force.c.period == period).order_by(models.c.submission, models.c.position)
    found: dict[str, list[Sequence[Any]]] = defaultdict(list)
    for school, *row in connection.execute(ordered):
        found[school].append(row)
    return {school: tuple(rows.read_models(own)) for school, own in found.items()}


@cache
def _select_part(table: Table) -> Select[Any]:
    return select(*table.columns[2:]).where(table.c.submission == bindparam("number")).order_by(table.c.position)


def _read_identity(submission: RowMapping) -> Identity:
    return Identity(**{name: submission[name] for name in ("plan", "plan_version", "school", "period", "template_version")})
