"""Files that were not taken: keep that one was, and find the one that a school still has to mend."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any, Final

from sqlalchemy import Connection, bindparam, exists, insert, select

from danvan_metrics.store.force import RETURNED, is_withdrawn
from danvan_metrics.store.records import NewRefusal, RefusalRecord
from danvan_metrics.store.saving import add_event
from danvan_metrics.store.tables import refusals, submissions

_KEY: Final = ("plan", "school", "period")
_UNANSWERED: Final = (
    select(*refusals.columns)
    .where(
        *(refusals.c[name] == bindparam(name) for name in _KEY),
        refusals.c.status == RETURNED,
        ~exists().where(  # by the moment of upload: days received may be the same, or corrected later
            *(submissions.c[name] == bindparam(name) for name in _KEY),
            submissions.c.uploaded_at > refusals.c.uploaded_at,
            ~is_withdrawn(),
        ),
    )
    .order_by(refusals.c.id.desc())
    .limit(1)
)


def refuse_file(connection: Connection, new: NewRefusal, actor: str) -> bool:
    """Add the refusal and its event, unless the same bytes were refused before for the same reasons; whether it was added."""
    row = asdict(new) | {"issues": [dict(issue) for issue in new.issues]}
    if _is_known(connection, row):
        return False
    connection.execute(insert(refusals), row)
    add_event(connection, _describe_refusal(new, actor))
    return True


def _is_known(connection: Connection, row: dict[str, Any]) -> bool:
    same = [refusals.c[name].is_not_distinct_from(row[name]) for name in ("school", "period")]
    query = select(refusals.c.issues).where(
        refusals.c.sha256 == row["sha256"], refusals.c.plan == row["plan"], refusals.c.status == row["status"], *same
    )
    # compared here: PostgreSQL's json knows no “=”
    return any(issues == row["issues"] for issues in connection.execute(query).scalars())


def _describe_refusal(new: NewRefusal, actor: str) -> dict[str, Any]:
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
        "actor": actor or new.sender,
    }


def find_unanswered(connection: Connection, plan: str, school: str, period: str) -> RefusalRecord | None:
    """The file sent back last, where no sound return has come since; its received_on as it was entered."""
    found = connection.execute(_UNANSWERED, {"plan": plan, "school": school, "period": period}).mappings().first()
    return RefusalRecord(**(dict(found) | {"issues": tuple(found["issues"])})) if found else None
