"""Hand-ins that the office withdrew, or took back in."""

import sqlalchemy as sa
from alembic import op

from danvan_metrics.store.columns import required
from danvan_metrics.store.migrations.append_only import refuse_changes

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table, and refuse changes to what is written there."""
    op.create_table(
        "withdrawals",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("submission", sa.Integer, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        *required(sa.Text, "reason", "actor"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_withdrawals"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_withdrawals_submission"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_withdrawals_submission", "withdrawals", ["submission"])
    refuse_changes(("withdrawals",))
