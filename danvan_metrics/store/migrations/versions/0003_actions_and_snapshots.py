"""What meetings agree on, and figures fixed for a meeting."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from danvan_metrics.store.columns import required
from danvan_metrics.store.migrations.append_only import refuse_changes

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

APPEND_ONLY = ("actions", "action_steps", "snapshots", "snapshot_submissions")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add four tables, and refuse changes to what is written there."""
    _create_actions()
    _create_action_steps()
    _create_snapshots()
    _create_snapshot_submissions()
    refuse_changes(APPEND_ONLY)


def _create_actions() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer, nullable=False),
        *required(sa.Text, "plan", "period", "school", "subject", "task", "person"),
        *required(sa.Date, "due", "agreed_on"),
        *_stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_actions"),
        sqlite_autoincrement=True,
    )


def _create_action_steps() -> None:
    op.create_table(
        "action_steps",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("action", sa.Integer, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        *_stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_action_steps"),
        sa.ForeignKeyConstraint(["action"], ["actions.id"], name="fk_action_steps_action"),
        sa.CheckConstraint("state IN ('done', 'dropped', 'open')", name=op.f("ck_action_steps_state")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_action_steps_action", "action_steps", ["action"])


def _create_snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("plan", "name", "period")),
        *required(sa.Date, "meeting_on", "as_of"),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("plan_document", "roster_document", "actions_document")),
        sa.Column("figures_sha256", sa.String(64), nullable=False),
        *_stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_snapshots"),
        sa.UniqueConstraint("plan", "name", name="uq_snapshots_plan"),
        sqlite_autoincrement=True,
    )


def _create_snapshot_submissions() -> None:
    op.create_table(
        "snapshot_submissions",
        *required(sa.Integer, "snapshot", "submission"),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("snapshot", "submission", name="pk_snapshot_submissions"),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.id"], name="fk_snapshot_submissions_snapshot"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_snapshot_submissions_submission"),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_snapshot_submissions_sha256"),
        sqlite_with_rowid=False,
    )


def _stamp() -> tuple[sa.Column[Any], ...]:
    return sa.Column("actor", sa.Text, nullable=False), sa.Column("at", MOMENT, nullable=False)
