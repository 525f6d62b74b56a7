"""What was decided about units and schools."""

import sqlalchemy as sa
from alembic import op

from danvan_metrics.store.columns import required
from danvan_metrics.store.migrations.append_only import refuse_changes

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and refuse changes to what is written there."""
    op.create_table(
        "roster_changes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *required(sa.Text, "deed", "code"),
        sa.Column("on_day", sa.Date, nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        *required(sa.Text, "decision", "reason", "actor"),
        sa.PrimaryKeyConstraint("id", name="pk_roster_changes"),
        sqlite_autoincrement=True,
    )
    refuse_changes(("roster_changes",))
