"""The tables of the store, for SQLite and PostgreSQL alike. Rows are only ever added; what is in force is a query.

Tests hold the migrations against these tables; a change here needs a new file in `migrations/versions`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from danvan_metrics.store.columns import optional, required

METADATA: Final = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class Moment(sa.TypeDecorator[datetime]):
    """A moment in UTC, timezone-aware on the way in and out; SQLite keeps no zone, so it is put back."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        """To UTC; a naive moment is a programming error (ValueError)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:  # noqa: ARG002 - signature
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _of_submission() -> sa.Column[int]:
    return sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.id"), primary_key=True)


def _position() -> sa.Column[int]:
    return sa.Column("position", sa.Integer, primary_key=True, autoincrement=False)


files = sa.Table(
    "files",
    METADATA,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
    sa.Column("kept_at", Moment, nullable=False),
)

submissions = sa.Table(
    "submissions",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    *required(sa.Text, "plan", "school", "period"),
    sa.Column("revision", sa.Integer, sa.CheckConstraint("revision >= 1", name="revision"), nullable=False),
    sa.Column("sha256", sa.String(64), sa.ForeignKey("files.sha256"), nullable=False),
    *required(sa.Text, "file_name", "sender", "plan_version", "template_version"),
    sa.Column("received_on", sa.Date, nullable=False),
    sa.Column("uploaded_at", Moment, nullable=False),
    sa.Column("models_declared", sa.Boolean),
    sa.Column("recognised_by", sa.Text, nullable=False, server_default=""),
    sa.UniqueConstraint("plan", "school", "period", "revision"),
    sqlite_autoincrement=True,
)

answers = sa.Table(
    "answers",
    METADATA,
    _of_submission(),
    _position(),
    *required(sa.Text, "line", "state"),
    *optional(sa.Double, "to_do", "done"),
    sa.Column("choice", sa.Text),
    sa.Column("dated", sa.Date),
    sa.Column("evidence_count", sa.Double),
    *required(sa.Text, "evidence", "note"),
    *optional(sa.Text, "sheet", "to_do_cell", "done_cell", "evidence_count_cell", "evidence_cell", "note_cell"),
    sa.UniqueConstraint("submission", "line"),
    sqlite_with_rowid=False,
)

facts = sa.Table(
    "facts",
    METADATA,
    _of_submission(),
    _position(),
    sa.Column("key", sa.Text, nullable=False),
    sa.Column("number", sa.Double),
    sa.Column("dated", sa.Date),
    sa.Column("words", sa.Text),
    *required(sa.Text, "sheet", "cell"),
    sqlite_with_rowid=False,
)

models = sa.Table(
    "models",
    METADATA,
    _of_submission(),
    _position(),
    sa.Column("name", sa.Text, nullable=False),
    *optional(sa.Text, "field", "area", "owner"),
    sa.Column("leader", sa.Text, nullable=False),
    sa.Column("started_on", sa.Date),
    sa.Column("status", sa.Text),
    sa.Column("beneficiaries", sa.Double),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("evidence_count", sa.Double),
    sa.Column("evidence", sa.Text, nullable=False),
    sa.Column("proposed_for_award", sa.Boolean),
    *required(sa.Text, "sheet", "cell"),
    sqlite_with_rowid=False,
)

# What the reader could not take: a refused cell (with its code), or a line or sheet not found (code is null).
defects = sa.Table(
    "defects",
    METADATA,
    _of_submission(),
    _position(),
    sa.Column("line", sa.Text, nullable=False),
    sa.Column("code", sa.Text),
    *required(sa.Text, "found", "expected", "sheet", "cell"),
    sqlite_with_rowid=False,
)

# What the reader took as something other than what is written.
readings = sa.Table(
    "readings",
    METADATA,
    _of_submission(),
    _position(),
    *required(sa.Text, "line", "found", "taken", "sheet", "cell"),
    sqlite_with_rowid=False,
)

# Files that were not taken. School and period are null where nothing told them.
refusals = sa.Table(
    "refusals",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("plan", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    *required(sa.Text, "file_name", "status"),
    *optional(sa.Text, "school", "period"),
    sa.Column("received_on", sa.Date, nullable=False),
    sa.Column("uploaded_at", Moment, nullable=False),
    *required(sa.Text, "sender", "recognised_by"),
    *required(sa.Integer, "answered", "askable"),
    sa.Column("issues", sa.JSON, nullable=False),
    sa.Index("ix_refusals_sha256", "sha256"),
    sa.Index("ix_refusals_plan", "plan", "school", "period"),
    sqlite_autoincrement=True,
)

# The sheet Minh chứng of a return.
evidence_items = sa.Table(
    "evidence_items",
    METADATA,
    sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    *required(sa.Text, "code", "title", "kind", "number"),
    sa.Column("dated", sa.Date),
    *required(sa.Text, "issuer", "location", "used_for", "sheet", "cell"),
    sqlite_with_rowid=False,
)

# A revision the office put in force. `latest_revision` is the highest there was then: a later hand-in stands above the choice.
selections = sa.Table(
    "selections",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.id"), nullable=False),
    sa.Column("latest_revision", sa.Integer, nullable=False),
    *required(sa.Text, "reason", "actor"),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_selections_submission", "submission"),
    sqlite_autoincrement=True,
)

# Days received, corrected: of a submission or of a refused file. The last one counts.
corrections = sa.Table(
    "corrections",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.id")),
    sa.Column("refusal", sa.Integer, sa.ForeignKey("refusals.id")),
    sa.Column("received_on", sa.Date, nullable=False),
    *required(sa.Text, "reason", "actor"),
    sa.Column("at", Moment, nullable=False),
    sa.CheckConstraint("(submission IS NULL) <> (refusal IS NULL)", name="of_one"),
    sa.Index("ix_corrections_submission", "submission"),
    sa.Index("ix_corrections_refusal", "refusal"),
    sqlite_autoincrement=True,
)

# Hand-ins withdrawn by the office, or taken back in (`withdrawn` is false). The last row of a submission counts.
withdrawals = sa.Table(
    "withdrawals",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.id"), nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    *required(sa.Text, "reason", "actor"),
    sa.Column("at", Moment, nullable=False),
    sa.Index("ix_withdrawals_submission", "submission"),
    sqlite_autoincrement=True,
)

events = sa.Table(
    "events",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    *required(sa.Text, "action", "school", "period"),
    sa.Column("submission", sa.Integer, sa.ForeignKey("submissions.id")),
    sa.Column("detail", sa.JSON, nullable=False),
    sa.Column("actor", sa.Text, nullable=False),
    sa.Index("ix_events_school", "school", "id"),
    sqlite_autoincrement=True,
)

APPEND_ONLY: Final = (
    "files", "submissions", "answers", "facts", "models", "defects", "readings",
    "evidence_items", "refusals", "selections", "corrections", "withdrawals", "events",
)  # fmt: skip
