"""The first tables, and the triggers that keep them append-only."""

import sqlalchemy as sa
from alembic import op

from danvan_metrics.store.columns import optional, required
from danvan_metrics.store.migrations.append_only import refuse_changes

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = ("files", "submissions", "answers", "facts", "models", "defects", "events")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create every table, then refuse changes to what is written."""
    _create_receipts()
    _create_answers()
    _create_facts()
    _create_models()
    _create_defects()
    _create_events()
    if op.get_bind().dialect.name != "sqlite":
        op.execute(
            "CREATE FUNCTION danvan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION '%: rows are only added, never changed', TG_TABLE_NAME; END $$"
        )
    refuse_changes(APPEND_ONLY)


def _create_receipts() -> None:
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("kept_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_files"),
    )
    op.create_table(
        "submissions",
        sa.Column("id", sa.Integer, nullable=False),
        *required(sa.Text, "plan", "school", "period"),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        *required(sa.Text, "file_name", "sender", "plan_version", "template_version"),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("uploaded_at", MOMENT, nullable=False),
        sa.Column("models_declared", sa.Boolean),
        sa.PrimaryKeyConstraint("id", name="pk_submissions"),
        sa.UniqueConstraint("plan", "school", "period", "revision", name="uq_submissions_plan"),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name="fk_submissions_sha256"),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_submissions_revision")),
        sqlite_autoincrement=True,
    )


def _create_answers() -> None:
    op.create_table(
        "answers",
        *_row_of_submission(),
        *required(sa.Text, "line", "state"),
        *optional(sa.Double, "to_do", "done"),
        sa.Column("choice", sa.Text),
        sa.Column("dated", sa.Date),
        sa.Column("evidence_count", sa.Double),
        *required(sa.Text, "evidence", "note"),
        *optional(sa.Text, "sheet", "to_do_cell", "done_cell", "evidence_count_cell", "evidence_cell", "note_cell"),
        *_keys_of("answers"),
        sa.UniqueConstraint("submission", "line", name="uq_answers_submission"),
        sqlite_with_rowid=False,
    )


def _create_facts() -> None:
    op.create_table(
        "facts",
        *_row_of_submission(),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("number", sa.Double),
        sa.Column("dated", sa.Date),
        sa.Column("words", sa.Text),
        *_place(),
        *_keys_of("facts"),
        sqlite_with_rowid=False,
    )


def _create_models() -> None:
    op.create_table(
        "models",
        *_row_of_submission(),
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
        *_place(),
        *_keys_of("models"),
        sqlite_with_rowid=False,
    )


def _create_defects() -> None:
    op.create_table(
        "defects",
        *_row_of_submission(),
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("code", sa.Text),
        *required(sa.Text, "found", "expected"),
        *_place(),
        *_keys_of("defects"),
        sqlite_with_rowid=False,
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        *required(sa.Text, "action", "school", "period"),
        sa.Column("submission", sa.Integer),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("actor", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_events"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_events_submission"),
        sqlite_autoincrement=True,
    )


def _row_of_submission() -> tuple[sa.Column[int], ...]:
    return (
        sa.Column("submission", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
    )


def _place() -> tuple[sa.Column[str], ...]:
    return (sa.Column("sheet", sa.Text, nullable=False), sa.Column("cell", sa.Text, nullable=False))


def _keys_of(table: str) -> tuple[sa.PrimaryKeyConstraint, sa.ForeignKeyConstraint]:
    return (
        sa.PrimaryKeyConstraint("submission", "position", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=f"fk_{table}_submission"),
    )
