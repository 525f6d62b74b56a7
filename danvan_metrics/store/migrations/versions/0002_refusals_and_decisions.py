"""What was read otherwise than written, by what a return was recognised, refused files, and the office's decisions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from danvan_metrics.store.columns import optional, required
from danvan_metrics.store.migrations.append_only import refuse_changes

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

APPEND_ONLY = ("readings", "refusals", "selections", "corrections")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add a column and four tables, and refuse changes to what is written there."""
    op.add_column("submissions", sa.Column("recognised_by", sa.Text, nullable=False, server_default=""))
    _create_readings()
    _create_refusals()
    _create_selections()
    _create_corrections()
    refuse_changes(APPEND_ONLY)


def _create_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("submission", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        *required(sa.Text, "line", "found", "taken", "sheet", "cell"),
        sa.PrimaryKeyConstraint("submission", "position", name="pk_readings"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_readings_submission"),
        sqlite_with_rowid=False,
    )


def _create_refusals() -> None:
    op.create_table(
        "refusals",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        *required(sa.Text, "file_name", "status"),
        *optional(sa.Text, "school", "period"),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("uploaded_at", MOMENT, nullable=False),
        *required(sa.Text, "sender", "recognised_by"),
        *required(sa.Integer, "answered", "askable"),
        sa.Column("issues", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refusals"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_refusals_sha256", "refusals", ["sha256"])


def _create_selections() -> None:
    op.create_table(
        "selections",
        sa.Column("id", sa.Integer, nullable=False),
        *required(sa.Integer, "submission", "latest_revision"),
        *_decision(),
        sa.PrimaryKeyConstraint("id", name="pk_selections"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_selections_submission"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_selections_submission", "selections", ["submission"])


def _create_corrections() -> None:
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, nullable=False),
        *optional(sa.Integer, "submission", "refusal"),
        sa.Column("received_on", sa.Date, nullable=False),
        *_decision(),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_corrections_submission"),
        sa.ForeignKeyConstraint(["refusal"], ["refusals.id"], name="fk_corrections_refusal"),
        sa.CheckConstraint("(submission IS NULL) <> (refusal IS NULL)", name=op.f("ck_corrections_of_one")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_corrections_submission", "corrections", ["submission"])
    op.create_index("ix_corrections_refusal", "corrections", ["refusal"])


def _decision() -> tuple[sa.Column[Any], ...]:
    return (
        *required(sa.Text, "reason", "actor"),
        sa.Column("at", MOMENT, nullable=False),
    )
