"""The tables of recognition and reward. Rows are only ever added; where something stands is the last row of its key."""

from typing import Final

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Date, ForeignKey, Index, Integer, Table, Text

from danvan_metrics.store.columns import required
from danvan_metrics.store.tables import METADATA, Moment

# What a registered model was recognised as; the last row of a model counts, and a withdrawn one is recognised no more.
recognitions = Table(
    "recognitions",
    METADATA,
    Column("id", Integer, primary_key=True),
    *required(Text, "plan", "school", "period", "model", "level"),
    Column("exemplary", Boolean, nullable=False),
    Column("decision", Text, nullable=False),
    Column("decided_on", Date, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    *required(Text, "reason", "actor"),
    Column("at", Moment, nullable=False),
    Index("ix_recognitions_plan", "plan", "school"),
    sqlite_autoincrement=True,
)

council_meetings = Table(
    "council_meetings",
    METADATA,
    Column("id", Integer, primary_key=True),
    *required(Text, "plan", "period", "place", "chair", "secretary"),
    Column("held_on", Date, nullable=False),
    Column("members", Integer, CheckConstraint("members >= 1", name="members"), nullable=False),
    Column("attendance", JSON, nullable=False),  # [{"name", "title"}] of those present
    Column("conclusion", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_council_meetings_plan", "plan"),
    sqlite_autoincrement=True,
)

# Somebody proposed: a school, or a person of it. `figures` are those of the appraisal, as they stood then.
proposals = Table(
    "proposals",
    METADATA,
    Column("id", Integer, primary_key=True),
    *required(Text, "plan", "period", "owner", "school", "name", "title", "model", "form", "summary"),
    Column("figures", JSON, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint("owner IN ('collective', 'individual')", name="owner"),
    Index("ix_proposals_plan", "plan", "school"),
    sqlite_autoincrement=True,
)

# considered (by a meeting, with its votes) · decided (by whom it was signed) · withdrawn · dropped. The last one counts.
proposal_steps = Table(
    "proposal_steps",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("proposal", Integer, ForeignKey("proposals.id"), nullable=False),
    Column("step", Text, nullable=False),
    Column("meeting", Integer, ForeignKey("council_meetings.id")),
    Column("votes_for", Integer),
    Column("votes_cast", Integer),
    Column("decision", Text, nullable=False),
    Column("decided_on", Date),
    Column("reason", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint("step IN ('considered', 'decided', 'withdrawn', 'dropped')", name="step"),
    Index("ix_proposal_steps_proposal", "proposal"),
    sqlite_autoincrement=True,
)

APPEND_ONLY: Final = ("recognitions", "council_meetings", "proposals", "proposal_steps")
