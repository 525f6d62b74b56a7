"""The tables of what meetings agree on and fix. Rows are only ever added, as everywhere in the store."""

from typing import Final

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from danvan_metrics.store.columns import required
from danvan_metrics.store.tables import METADATA, Moment

actions = Table(
    "actions",
    METADATA,
    Column("id", Integer, primary_key=True),
    *required(Text, "plan", "period", "school", "subject", "task", "person"),
    *required(Date, "due", "agreed_on"),
    Column("actor", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_actions_plan", "plan", "school"),
    sqlite_autoincrement=True,
)

# How an action ended, or that it was taken up again. The last one counts.
action_steps = Table(
    "action_steps",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("action", Integer, ForeignKey("actions.id"), nullable=False),
    Column("state", Text, CheckConstraint("state IN ('done', 'dropped', 'open')", name="state"), nullable=False),
    Column("on_day", Date, nullable=False),
    *required(Text, "note", "actor"),
    Column("at", Moment, nullable=False),
    Index("ix_action_steps_action", "action"),
    sqlite_autoincrement=True,
)

# What an action reads from then on: task, person and day as the office set them anew. The last one counts.
action_changes = Table(
    "action_changes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("action", Integer, ForeignKey("actions.id"), nullable=False),
    *required(Text, "task", "person"),
    *required(Date, "due", "on_day"),
    *required(Text, "reason", "actor"),
    Column("at", Moment, nullable=False),
    Index("ix_action_changes_action", "action"),
    sqlite_autoincrement=True,
)

# Figures fixed for a meeting. Plan, roster and actions are kept as they were; answers stay with submissions, which never change.
snapshots = Table(
    "snapshots",
    METADATA,
    Column("id", Integer, primary_key=True),
    *required(Text, "plan", "name", "period"),
    *required(Date, "meeting_on", "as_of"),
    *required(Text, "plan_document", "roster_document", "actions_document"),
    Column("sent_back_document", Text, nullable=False, server_default="[]"),
    Column("appraisals_document", Text, nullable=False, server_default=""),
    Column("rewards_document", Text, nullable=False, server_default=""),
    Column("figures_sha256", String(64), nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("plan", "name"),
    sqlite_autoincrement=True,
)

snapshot_submissions = Table(
    "snapshot_submissions",
    METADATA,
    Column("snapshot", Integer, ForeignKey("snapshots.id"), primary_key=True),
    Column("submission", Integer, ForeignKey("submissions.id"), primary_key=True),
    Column("received_on", Date, nullable=False),
    Column("sha256", String(64), ForeignKey("files.sha256"), nullable=False),
    sqlite_with_rowid=False,
)

APPEND_ONLY: Final = ("actions", "action_steps", "action_changes", "snapshots", "snapshot_submissions")
