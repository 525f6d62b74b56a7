"""Keep that a file was not taken, inside a transaction that holds the write lock."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, insert, select

from danvan_metrics.store.records import NewRefusal
from danvan_metrics.store.saving import add_event
from danvan_metrics.store.tables import refusals


def refuse_file(connection: Connection, new: NewRefusal) -> bool:
    """Add the refusal and its event, unless the same bytes were refused before for the same reasons; whether it was added."""
    row = asdict(new) | {"issues": [dict(issue) for issue in new.issues]}
    if _is_known(connection, row):
        return False
    connection.execute(insert(refusals), row)
    add_event(connection, _describe_refusal(new))
    return True


def _is_known(connection: Connection, row: dict[str, Any]) -> bool:
    same = [refusals.c[name].is_not_distinct_from(row[name]) for name in ("school", "period")]
    query = select(refusals.c.issues).where(
        refusals.c.sha256 == row["sha256"], refusals.c.plan == row["plan"], refusals.c.status == row["status"], *same
    )
    return any(issues == row["issues"] for issues in connection.execute(query).scalars())


def _describe_refusal(new: NewRefusal) -> dict[str, Any]:
    return {
        "at": new.uploaded_at,
        "action": new.status,
        "school": new.school or "",
        "period": new.period or "",
        "submission": None,
        "detail": {
            "file": new.file_name,
            "sha256": new.sha256,
            "codes": dict(Counter(issue["code"] for issue in new.issues)),
            "received_on": new.received_on.isoformat(),
        },
        "actor": new.sender,
    }
