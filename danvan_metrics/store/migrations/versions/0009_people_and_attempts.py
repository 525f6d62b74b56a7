"""Who may sign in, and what was tried."""

import sqlalchemy as sa
from alembic import op

from danvan_metrics.store.columns import required
from danvan_metrics.store.migrations.append_only import refuse_changes

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_DEEDS = "('refused', 'signed_in', 'signed_out', 'turned_away', 'named', 'downloaded', 'backed_up', 'restored')"


def upgrade() -> None:
    """Add the tables, and refuse changes to what is written there."""
    op.create_table(
        "people",
        sa.Column("id", sa.Integer, nullable=False),
        *required(sa.Text, "subject", "name"),
        sa.Column("grants", sa.JSON, nullable=False),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        *required(sa.Text, "reason", "actor"),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_people_subject", "people", ["subject"])
    op.create_table(
        "attempts",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("deed", sa.Text, nullable=False),
        *required(sa.Text, "actor", "subject", "act", "school", "target"),
        sa.PrimaryKeyConstraint("id", name="pk_attempts"),
        sa.CheckConstraint(f"deed IN {_DEEDS}", name="ck_attempts_deed"),
        sqlite_autoincrement=True,
    )
    refuse_changes(("people", "attempts"))
