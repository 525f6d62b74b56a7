"""Keep one submission, inside a transaction that holds the write lock."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, bindparam, insert, select

from danvan_metrics.store.bulk import insert_rows
from danvan_metrics.store.records import NewSubmission, Saved
from danvan_metrics.store.rows import Row
from danvan_metrics.store.tables import answers, defects, events, evidence_items, facts, files, models, readings, submissions
from danvan_metrics.workbook.answers import Identity

ACCEPTED: Final = "accepted"
# Everything that leaves an event; topics/audit has words for each.
ACTIONS: Final = frozenset({
    "accepted", "returned", "blank", "unreadable", "ask", "duplicate", "put_in_force", "withdrawn", "received_corrected",
    "contacts_blanked", "evidence_kept", "evidence_named", "evidence_withdrawn", "action_agreed", "action_changed",
    "action_stepped", "snapshot_taken", "meeting_concluded", "conclusion_corrected", "team_named", "team_dissolved",
    "appraisal_stepped", "lines_judged", "evidence_ticked", "model_recognised", "model_unrecognised", "council_held",
    "reward_proposed", "reward_stepped", "person_kept", "person_withdrawn", "sample_filled",
    "roster_added", "roster_renamed", "roster_merged", "roster_split", "roster_closed", "roster_moved", "roster_corrected",
})  # fmt: skip
_PARTS: Final = {
    "answers": answers,
    "facts": facts,
    "models": models,
    "defects": defects,
    "readings": readings,
    "evidence_items": evidence_items,
}
_REVISIONS: Final = (
    select(submissions.c.id, submissions.c.revision, submissions.c.sha256)
    .where(*(submissions.c[name] == bindparam(name) for name in ("plan", "school", "period")))
    .order_by(submissions.c.revision)
)
_KNOWN_FILE: Final = select(files.c.size).where(files.c.sha256 == bindparam("digest"))


def save_submission(connection: Connection, new: NewSubmission, digest: str, prepared: Mapping[str, list[Row]]) -> Saved:
    """Add the submission with its file, rows and event, unless these very bytes are there already."""
    earlier = _list_revisions(connection, new.returned.identity)
    for submission, revision, known_digest in earlier:
        if known_digest == digest:
            return Saved(submission, revision, stored=False)
    revision = max((revision for _, revision, _ in earlier), default=0) + 1
    keep_file(connection, digest, new.content, new.uploaded_at)
    submission = _add_submission(connection, new, digest, revision)
    _add_parts(connection, submission, prepared)
    add_event(connection, _describe_acceptance(new, submission, revision))
    return Saved(submission, revision, stored=True)


def keep_file(connection: Connection, digest: str, content: bytes, at: datetime) -> None:
    """Add a file's bytes, unless these very bytes are there already."""
    if connection.execute(_KNOWN_FILE, {"digest": digest}).first() is None:
        connection.execute(insert(files), {"sha256": digest, "size": len(content), "content": content, "kept_at": at})


def add_event(connection: Connection, event: Mapping[str, Any]) -> int:
    """Add a line to the audit trail; its number. ValueError for an action that nobody could read the trail for."""
    if event["action"] not in ACTIONS:
        raise ValueError(f"no such action: {event['action']}; name it in ACTIONS, and in words in topics/audit")
    return first_key(connection.execute(insert(events), event).inserted_primary_key)


def _list_revisions(connection: Connection, identity: Identity) -> list[tuple[int, int, str]]:
    key = {"plan": identity.plan, "school": identity.school, "period": identity.period}
    return [(row.id, row.revision, row.sha256) for row in connection.execute(_REVISIONS, key)]


def _add_submission(connection: Connection, new: NewSubmission, digest: str, revision: int) -> int:
    identity = new.returned.identity
    row = {
        "plan": identity.plan,
        "school": identity.school,
        "period": identity.period,
        "revision": revision,
        "sha256": digest,
        "file_name": new.file_name,
        "sender": new.sender,
        "plan_version": identity.plan_version,
        "template_version": identity.template_version,
        "received_on": new.received_on,
        "uploaded_at": new.uploaded_at,
        "models_declared": new.returned.models_declared,
        "recognised_by": new.recognised_by,
    }
    return first_key(connection.execute(insert(submissions), row).inserted_primary_key)


def _add_parts(connection: Connection, submission: int, prepared: Mapping[str, list[Row]]) -> None:
    for name, table in _PARTS.items():
        insert_rows(connection, table, [(submission, position, *row) for position, row in enumerate(prepared[name])])


def _describe_acceptance(new: NewSubmission, submission: int, revision: int) -> dict[str, Any]:
    identity = new.returned.identity
    return {
        "at": new.uploaded_at,
        "action": ACCEPTED,
        "school": identity.school,
        "period": identity.period,
        "submission": submission,
        "detail": {**new.detail, "file": new.file_name, "revision": revision},
        "actor": new.actor or new.sender,
    }


def first_key(key: Any) -> int:
    """The number a row was given."""
    return int(key[0])
