"""Empty the fields of Thông tin that say whom to ask, once nobody needs to ask any more; the fact that it was done stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from typing import Any, Final

from sqlalchemy import Connection, Select, or_, select, update

from danvan_metrics.store.saving import add_event
from danvan_metrics.store.tables import facts, submissions

BLANKED: Final = "contacts_blanked"
_VALUES: Final = ("number", "dated", "words")


def find_old_contacts(connection: Connection, plan: str, keys: Collection[str], before: date) -> list[int]:
    """Hand-ins of a plan, received and entered before a day, in which one of these fields still stands."""
    return list(connection.execute(_select_old(plan, keys, before)).scalars())


def _select_old(plan: str, keys: Collection[str], before: date) -> Select[Any]:
    entered = datetime.combine(before, time(), UTC)
    return (
        select(submissions.c.id)
        .join(facts, facts.c.submission == submissions.c.id)
        .where(
            submissions.c.plan == plan,
            submissions.c.received_on < before,
            submissions.c.uploaded_at < entered,  # a return of years ago that is entered today is being asked about today
            facts.c.key.in_(keys),
            or_(*(facts.c[name].is_not(None) for name in _VALUES)),
        )
        .distinct()
        .order_by(submissions.c.id)
    )


def blank_facts(connection: Connection, plan: str, keys: Collection[str], before: date) -> int:
    """Empty these fields of those hand-ins, and leave an event that says how many and never what; the number of hand-ins."""
    found = find_old_contacts(connection, plan, keys, before)
    if not found:
        return 0
    empty = dict.fromkeys(_VALUES)
    connection.execute(update(facts).where(facts.c.submission.in_(found), facts.c.key.in_(keys)).values(empty))
    detail = {"plan": plan, "fields": sorted(keys), "received_before": before.isoformat(), "submissions": found}
    told = {"school": "", "period": "", "submission": None, "actor": "", "detail": detail}
    add_event(connection, {**told, "action": BLANKED, "at": datetime.now(UTC)})
    return len(found)
