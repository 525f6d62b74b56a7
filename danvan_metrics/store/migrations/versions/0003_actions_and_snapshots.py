"""What meetings agree on, and figures fixed for a meeting."""

from typing import Any

import sqlalchemy as sa
from alembic import op

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
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite()
    else:
        _refuse_changes_on_postgresql()


def _create_actions() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("plan", "period", "school", "subject", "task", "person")),
        sa.Column("due", sa.Date, nullable=False),
        sa.Column("agreed_on", sa.Date, nullable=False),
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
        sa.Column("meeting_on", sa.Date, nullable=False),
        sa.Column("as_of", sa.Date, nullable=False),
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
        sa.Column("snapshot", sa.Integer, nullable=False),
        sa.Column("submission", sa.Integer, nullable=False),
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


def _refuse_changes_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{act} BEFORE {act.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added, never changed'); END"
            )


def _refuse_changes_on_postgresql() -> None:
    for table in APPEND_ONLY:  # the function came with the first tables
        op.execute(
            f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION danvan_refuse_change()"
        )
