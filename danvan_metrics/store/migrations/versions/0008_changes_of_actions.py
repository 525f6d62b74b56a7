"""What an action was changed to: its task, its person, its day."""

import sqlalchemy as sa
from alembic import op

from danvan_metrics.store.columns import required
from danvan_metrics.store.migrations.append_only import refuse_changes

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and refuse changes to what is written there."""
    op.create_table(
        "action_changes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("action", sa.Integer, nullable=False),
        *required(sa.Text, "task", "person"),
        *required(sa.Date, "due", "on_day"),
        *required(sa.Text, "reason", "actor"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_action_changes"),
        sa.ForeignKeyConstraint(["action"], ["actions.id"], name="fk_action_changes_action"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_action_changes_action", "action_changes", ["action"])
    refuse_changes(("action_changes",))
