"""What a meeting concluded: its head and its lines, each correction a version of its own."""

import sqlalchemy as sa
from alembic import op

from danvan_metrics.store.columns import required
from danvan_metrics.store.migrations.append_only import refuse_changes

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add two tables, and refuse changes to what is written there."""
    op.create_table(
        "conclusions",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("corrects", sa.Integer),
        *required(sa.Text, "plan", "period"),
        sa.Column("held_on", sa.Date, nullable=False),
        *required(sa.Text, "name", "place", "chair", "secretary", "present", "opening", "reason", "actor"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_conclusions"),
        sa.ForeignKeyConstraint(["corrects"], ["conclusions.id"], name="fk_conclusions_corrects"),
        sa.UniqueConstraint("corrects", name="uq_conclusions_corrects"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_conclusions_plan", "conclusions", ["plan"])
    op.create_table(
        "conclusion_lines",
        *required(sa.Integer, "conclusion", "position"),
        *required(sa.Text, "text", "school", "subject", "person"),
        sa.Column("due", sa.Date),
        sa.Column("action", sa.Integer),
        sa.PrimaryKeyConstraint("conclusion", "position", name="pk_conclusion_lines"),
        sa.ForeignKeyConstraint(["conclusion"], ["conclusions.id"], name="fk_conclusion_lines_conclusion"),
        sa.ForeignKeyConstraint(["action"], ["actions.id"], name="fk_conclusion_lines_action"),
        sqlite_with_rowid=False,
    )
    refuse_changes(("conclusions", "conclusion_lines"))
