"""The first tables, and the triggers that keep them append-only."""

import sqlalchemy as sa
from alembic import op

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
    if op.get_bind().dialect.name == "sqlite":
        _refuse_changes_on_sqlite()
    else:
        _refuse_changes_on_postgresql()


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
        sa.Column("plan", sa.Text, nullable=False),
        sa.Column("school", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("file_name", sa.Text, nullable=False),
        sa.Column("sender", sa.Text, nullable=False),
        sa.Column("plan_version", sa.Text, nullable=False),
        sa.Column("template_version", sa.Text, nullable=False),
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
        sa.Column("line", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("to_do", sa.Double),
        sa.Column("done", sa.Double),
        sa.Column("choice", sa.Text),
        sa.Column("dated", sa.Date),
        sa.Column("evidence_count", sa.Double),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("sheet", sa.Text),
        sa.Column("to_do_cell", sa.Text),
        sa.Column("done_cell", sa.Text),
        sa.Column("evidence_count_cell", sa.Text),
        sa.Column("evidence_cell", sa.Text),
        sa.Column("note_cell", sa.Text),
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
        sa.Column("field", sa.Text),
        sa.Column("area", sa.Text),
        sa.Column("owner", sa.Text),
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
        sa.Column("found", sa.Text, nullable=False),
        sa.Column("expected", sa.Text, nullable=False),
        *_place(),
        *_keys_of("defects"),
        sqlite_with_rowid=False,
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("school", sa.Text, nullable=False),
        sa.Column("period", sa.Text, nullable=False),
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


def _refuse_changes_on_sqlite() -> None:
    for table in APPEND_ONLY:
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_refuse_{act} BEFORE {act.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added, never changed'); END"
            )


def _refuse_changes_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION danvan_refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION '%: rows are only added, never changed', TG_TABLE_NAME; END $$"
    )
    for table in APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION danvan_refuse_change()"
        )
