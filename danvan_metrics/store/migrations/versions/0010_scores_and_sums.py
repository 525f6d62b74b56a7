"""Scores of returns and sums of units, and what finds a school's rows among those of many."""

import sqlalchemy as sa
from alembic import op

from danvan_metrics.store.columns import required

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_INDEXES = {
    "ix_refusals_plan": ("refusals", ["plan", "school", "period"]),
    "ix_events_school": ("events", ["school", "id"]),
    "ix_actions_plan": ("actions", ["plan", "school"]),
    "ix_recognitions_plan": ("recognitions", ["plan", "school"]),
    "ix_proposals_plan": ("proposals", ["plan", "school"]),
}


def upgrade() -> None:
    """Add tables whose rows may be changed, for they follow from the others."""
    for name in ("recognitions", "proposals"):
        op.drop_index(f"ix_{name}_plan", name)
    for name, (table, columns) in _INDEXES.items():
        op.create_index(name, table, columns)
    op.create_table(
        "scored",
        *required(sa.Text, "plan", "school", "period"),
        sa.Column("submission", sa.Integer),
        sa.Column("rule", sa.String(64), nullable=False),
        sa.Column("place", sa.Text, nullable=False),
        sa.Column("event", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("plan", "school", "period", name="pk_scored"),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name="fk_scored_submission"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "scores",
        *required(sa.Text, "plan", "school", "period", "lens"),
        sa.Column("figures", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("plan", "school", "period", "lens", name="pk_scores"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unit_sums",
        *required(sa.Text, "plan", "period", "lens", "unit", "part", "level"),
        sa.Column("model", sa.Boolean, nullable=False),
        sa.Column("figures", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("plan", "period", "lens", "unit", "part", "level", "model", name="pk_unit_sums"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "summed",
        *required(sa.Text, "plan"),
        *required(sa.String(64), "rule", "places"),
        sa.Column("event", sa.Integer, nullable=False),
        sa.Column("built", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("plan", name="pk_summed"),
        sqlite_with_rowid=False,
    )
