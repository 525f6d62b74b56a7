"""What of a snapshot's schools had been sent back when it was taken: one state of a return, then as now."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add a column; a snapshot taken before has nothing in it."""
    op.add_column("snapshots", sa.Column("sent_back_document", sa.Text, nullable=False, server_default="[]"))
