"""The office's word: teams, appraisals, verdicts, evidence; recognition and reward; and all of it in snapshots.

Contact data may be blanked from now on: the one change to what is written, by design (appraisal.md, “Privacy”).
"""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from danvan_metrics.store.columns import optional, required
from danvan_metrics.store.migrations.append_only import allow_blanking, refuse_changes

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "teams", "team_members", "appraisal_steps", "verdicts", "evidence_seen", "evidence_items", "evidence_files",
    "recognitions", "council_meetings", "proposals", "proposal_steps",
)  # fmt: skip
MOMENT = sa.DateTime(timezone=True)
OF_APPRAISAL = ("plan", "school", "period", "round")


def upgrade() -> None:
    """Add eleven tables and two columns, and refuse changes to what is written there."""
    for create in (_create_teams, _create_appraisals, _create_evidence, _create_recognitions, _create_proposals):
        create()
    refuse_changes(APPEND_ONLY)
    for name in ("appraisals_document", "rewards_document"):
        op.add_column("snapshots", sa.Column(name, sa.Text, nullable=False, server_default=""))
    allow_blanking("facts", ("number", "dated", "words"), kept=("submission", "position", "key", "sheet", "cell"))


def _create_teams() -> None:
    op.create_table(
        "teams",
        _number(),
        *required(sa.Text, "plan", "round", "name"),
        sa.Column("dissolved", sa.Boolean, nullable=False),
        *_stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_teams"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_teams_plan", "teams", ["plan"])
    op.create_table(
        "team_members",
        *required(sa.Integer, "team", "position"),
        *required(sa.Text, "name", "role", "workplace", "title"),
        sa.PrimaryKeyConstraint("team", "position", name="pk_team_members"),
        _refer("team_members", "team", "teams.id"),
        sqlite_with_rowid=False,
    )


def _create_appraisals() -> None:
    op.create_table(
        "appraisal_steps",
        _number(),
        *required(sa.Text, *OF_APPRAISAL, "stage"),
        *required(sa.Integer, "version"),
        *optional(sa.Integer, "team", "submission"),
        sa.Column("due", sa.Date),
        *required(sa.Text, "reason"),
        sa.Column("detail", sa.JSON, nullable=False),
        *_stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_appraisal_steps"),
        _refer("appraisal_steps", "team", "teams.id"),
        _refer("appraisal_steps", "submission", "submissions.id"),
        sa.CheckConstraint("version >= 1", name=op.f("ck_appraisal_steps_version")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_appraisal_steps_plan", "appraisal_steps", list(OF_APPRAISAL))
    op.create_table(
        "verdicts",
        _number(),
        *required(sa.Text, *OF_APPRAISAL, "lane", "line"),
        *required(sa.Integer, "revision", "version", "submission"),
        *required(sa.Text, "outcome"),
        *optional(sa.Double, "to_do", "done"),
        sa.Column("choice", sa.Text),
        sa.Column("dated", sa.Date),
        sa.Column("seen", sa.Double),
        sa.Column("method", sa.Text),
        *required(sa.Text, "reason", "appraiser"),
        *required(sa.Date, "judged_on"),
        sa.Column("sheet_sha256", sa.String(64)),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_verdicts"),
        _refer("verdicts", "submission", "submissions.id"),
        sa.UniqueConstraint(*OF_APPRAISAL, "lane", "line", "revision", name="uq_verdicts_plan"),
        sa.CheckConstraint("revision >= 1", name=op.f("ck_verdicts_revision")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "evidence_seen",
        _number(),
        *required(sa.Text, *OF_APPRAISAL, "code"),
        sa.Column("seen", sa.Boolean, nullable=False),
        *required(sa.Text, "appraiser"),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_seen"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evidence_seen_plan", "evidence_seen", list(OF_APPRAISAL))


def _create_evidence() -> None:
    op.create_table(
        "evidence_items",
        *required(sa.Integer, "submission", "position"),
        *required(sa.Text, "code", "title", "kind", "number"),
        sa.Column("dated", sa.Date),
        *required(sa.Text, "issuer", "location", "used_for", "sheet", "cell"),
        sa.PrimaryKeyConstraint("submission", "position", name="pk_evidence_items"),
        _refer("evidence_items", "submission", "submissions.id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "evidence_files",
        _number(),
        *required(sa.Text, "plan", "school", "period"),
        sa.Column("sha256", sa.String(64), nullable=False),
        *required(sa.Text, "file_name", "code"),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        *required(sa.Text, "reason"),
        *_stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_files"),
        _refer("evidence_files", "sha256", "files.sha256"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_evidence_files_plan", "evidence_files", ["plan", "school", "period"])


def _create_recognitions() -> None:
    op.create_table(
        "recognitions",
        _number(),
        *required(sa.Text, "plan", "school", "period", "model", "level"),
        sa.Column("exemplary", sa.Boolean, nullable=False),
        *required(sa.Text, "decision"),
        *required(sa.Date, "decided_on"),
        sa.Column("withdrawn", sa.Boolean, nullable=False),
        *required(sa.Text, "reason"),
        *_stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_recognitions"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_recognitions_plan", "recognitions", ["plan"])


def _create_proposals() -> None:
    op.create_table(
        "council_meetings",
        _number(),
        *required(sa.Text, "plan", "period", "place", "chair", "secretary"),
        *required(sa.Date, "held_on"),
        *required(sa.Integer, "members"),
        sa.Column("attendance", sa.JSON, nullable=False),
        *required(sa.Text, "conclusion"),
        *_stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_council_meetings"),
        sa.CheckConstraint("members >= 1", name=op.f("ck_council_meetings_members")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_council_meetings_plan", "council_meetings", ["plan"])
    op.create_table(
        "proposals",
        _number(),
        *required(sa.Text, "plan", "period", "owner", "school", "name", "title", "model", "form", "summary"),
        sa.Column("figures", sa.JSON, nullable=False),
        *_stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_proposals"),
        sa.CheckConstraint("owner IN ('collective', 'individual')", name=op.f("ck_proposals_owner")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proposals_plan", "proposals", ["plan"])
    op.create_table(
        "proposal_steps",
        _number(),
        *required(sa.Integer, "proposal"),
        *required(sa.Text, "step"),
        *optional(sa.Integer, "meeting", "votes_for", "votes_cast"),
        *required(sa.Text, "decision"),
        sa.Column("decided_on", sa.Date),
        *required(sa.Text, "reason"),
        sa.Column("detail", sa.JSON, nullable=False),
        *_stamp(),
        sa.PrimaryKeyConstraint("id", name="pk_proposal_steps"),
        _refer("proposal_steps", "proposal", "proposals.id"),
        _refer("proposal_steps", "meeting", "council_meetings.id"),
        sa.CheckConstraint("step IN ('considered', 'decided', 'withdrawn', 'dropped')", name=op.f("ck_proposal_steps_step")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_proposal_steps_proposal", "proposal_steps", ["proposal"])


def _number() -> sa.Column[int]:
    return sa.Column("id", sa.Integer, nullable=False)


def _refer(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}")


def _stamp() -> Iterator[sa.Column[Any]]:
    yield sa.Column("actor", sa.Text, nullable=False)
    yield sa.Column("at", MOMENT, nullable=False)
