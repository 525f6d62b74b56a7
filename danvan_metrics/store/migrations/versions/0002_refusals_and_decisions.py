"""What was read otherwise than written, by what a return was recognised, refused files, and the office's decisions."""

from typing import Any

import sqlalchemy as sa
from alembic import op

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
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite()
    else:
        _refuse_changes_on_postgresql()


def _create_readings() -> None:
    op.create_table(
        "readings",
        sa.Column("submission", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("found", sa.Text, nullable=False),
        sa.Column("taken", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text, nullable=False),
        sa.Column("cell", sa.Text, nullable=False),
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
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("school", sa.Text),
        sa.Column("period", sa.Text),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("uploaded_at", MOMENT, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("recognised_by", sa.Text, nullable=False),
        sa.Column("answered", sa.Integer, nullable=False),
        sa.Column("askable", sa.Integer, nullable=False),
        sa.Column("issues", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_refusals"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_refusals_sha256", "refusals", ["sha256"])


def _create_selections() -> None:
    op.create_table(
        "selections",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("submission", sa.Integer, nullable=False),
        sa.Column("latest_revision", sa.Integer, nullable=False),
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
        sa.Column("submission", sa.Integer),
        sa.Column("refusal", sa.Integer),
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
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )


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
