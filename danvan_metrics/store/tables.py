"""The tables of the store, for SQLite and PostgreSQL alike. Rows are only ever added; what is in force is a query.

Tests hold the migrations against these tables; a change here needs a new file in `migrations/versions`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    Dialect,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

from danvan_metrics.store.columns import optional, required

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC, timezone-aware on the way in and out; SQLite keeps no zone, so it is put back."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; a naive moment is a programming error (ValueError)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - signature
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _of_submission() -> Column[int]:
    return Column("submission", Integer, ForeignKey("submissions.id"), primary_key=True)


def _position() -> Column[int]:
    return Column("position", Integer, primary_key=True, autoincrement=False)


files = Table(
    "files",
    METADATA,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("kept_at", Moment, nullable=False),
)

submissions = Table(
    "submissions",
    METADATA,
    Column("id", Integer, primary_key=True),
    *required(Text, "plan", "school", "period"),
    Column("revision", Integer, CheckConstraint("revision >= 1", name="revision"), nullable=False),
    Column("sha256", String(64), ForeignKey("files.sha256"), nullable=False),
    *required(Text, "file_name", "sender", "plan_version", "template_version"),
    Column("received_on", Date, nullable=False),
    Column("uploaded_at", Moment, nullable=False),
    Column("models_declared", Boolean),
    Column("recognised_by", Text, nullable=False, server_default=""),
    UniqueConstraint("plan", "school", "period", "revision"),
    sqlite_autoincrement=True,
)

answers = Table(
    "answers",
    METADATA,
    _of_submission(),
    _position(),
    *required(Text, "line", "state"),
    *optional(Double, "to_do", "done"),
    Column("choice", Text),
    Column("dated", Date),
    Column("evidence_count", Double),
    *required(Text, "evidence", "note"),
    *optional(Text, "sheet", "to_do_cell", "done_cell", "evidence_count_cell", "evidence_cell", "note_cell"),
    UniqueConstraint("submission", "line"),
    sqlite_with_rowid=False,
)

facts = Table(
    "facts",
    METADATA,
    _of_submission(),
    _position(),
    Column("key", Text, nullable=False),
    Column("number", Double),
    Column("dated", Date),
    Column("words", Text),
    *required(Text, "sheet", "cell"),
    sqlite_with_rowid=False,
)

models = Table(
    "models",
    METADATA,
    _of_submission(),
    _position(),
    Column("name", Text, nullable=False),
    *optional(Text, "field", "area", "owner"),
    Column("leader", Text, nullable=False),
    Column("started_on", Date),
    Column("status", Text),
    Column("beneficiaries", Double),
    Column("result", Text, nullable=False),
    Column("evidence_count", Double),
    Column("evidence", Text, nullable=False),
    Column("proposed_for_award", Boolean),
    *required(Text, "sheet", "cell"),
    sqlite_with_rowid=False,
)

# What the reader could not take: a refused cell (with its code), or a line or sheet not found (code is null).
defects = Table(
    "defects",
    METADATA,
    _of_submission(),
    _position(),
    Column("line", Text, nullable=False),
    Column("code", Text),
    *required(Text, "found", "expected", "sheet", "cell"),
    sqlite_with_rowid=False,
)

# What the reader took as something other than what is written.
readings = Table(
    "readings",
    METADATA,
    _of_submission(),
    _position(),
    *required(Text, "line", "found", "taken", "sheet", "cell"),
    sqlite_with_rowid=False,
)

# Files that were not taken. School and period are null where nothing told them.
refusals = Table(
    "refusals",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("plan", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    *required(Text, "file_name", "status"),
    *optional(Text, "school", "period"),
    Column("received_on", Date, nullable=False),
    Column("uploaded_at", Moment, nullable=False),
    *required(Text, "sender", "recognised_by"),
    *required(Integer, "answered", "askable"),
    Column("issues", JSON, nullable=False),
    Index("ix_refusals_sha256", "sha256"),
    sqlite_autoincrement=True,
)

# A revision the office put in force. `latest_revision` is the highest there was then: a later hand-in stands above the choice.
selections = Table(
    "selections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("submission", Integer, ForeignKey("submissions.id"), nullable=False),
    Column("latest_revision", Integer, nullable=False),
    *required(Text, "reason", "actor"),
    Column("at", Moment, nullable=False),
    Index("ix_selections_submission", "submission"),
    sqlite_autoincrement=True,
)

# Days received, corrected: of a submission or of a refused file. The last one counts.
corrections = Table(
    "corrections",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("submission", Integer, ForeignKey("submissions.id")),
    Column("refusal", Integer, ForeignKey("refusals.id")),
    Column("received_on", Date, nullable=False),
    *required(Text, "reason", "actor"),
    Column("at", Moment, nullable=False),
    CheckConstraint("(submission IS NULL) <> (refusal IS NULL)", name="of_one"),
    Index("ix_corrections_submission", "submission"),
    Index("ix_corrections_refusal", "refusal"),
    sqlite_autoincrement=True,
)

events = Table(
    "events",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    *required(Text, "action", "school", "period"),
    Column("submission", Integer, ForeignKey("submissions.id")),
    Column("detail", JSON, nullable=False),
    Column("actor", Text, nullable=False),
    sqlite_autoincrement=True,
)

APPEND_ONLY: Final = (
    "files", "submissions", "answers", "facts", "models", "defects", "readings",
    "refusals", "selections", "corrections", "events",
)  # fmt: skip
