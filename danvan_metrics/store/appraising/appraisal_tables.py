"""The tables of appraisal. Rows are only ever added; where something stands is the last row of its key."""

from typing import Any, Final

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from danvan_metrics.store.columns import optional, required
from danvan_metrics.store.tables import METADATA, Moment

# A team as it was named then: its last row counts, and a dissolved one judges nothing any more.
teams = Table(
    "teams",
    METADATA,
    Column("id", Integer, primary_key=True),
    *required(Text, "plan", "round", "name"),
    Column("dissolved", Boolean, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_teams_plan", "plan"),
    sqlite_autoincrement=True,
)

# workplace: the code of the school a member works in, else words.
team_members = Table(
    "team_members",
    METADATA,
    Column("team", Integer, ForeignKey("teams.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    *required(Text, "name", "role", "workplace", "title"),
    sqlite_with_rowid=False,
)


def _of_appraisal() -> list[Column[Any]]:
    return list(required(Text, "plan", "school", "period", "round"))


# What was done to an appraisal: the stage it was brought to, under which version, and what was said then (detail).
appraisal_steps = Table(
    "appraisal_steps",
    METADATA,
    Column("id", Integer, primary_key=True),
    *_of_appraisal(),
    Column("stage", Text, nullable=False),
    Column("version", Integer, CheckConstraint("version >= 1", name="version"), nullable=False),
    Column("team", Integer, ForeignKey("teams.id")),
    Column("submission", Integer, ForeignKey("submissions.id")),
    Column("due", Date),
    Column("reason", Text, nullable=False),
    Column("detail", JSON, nullable=False),
    Column("actor", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_appraisal_steps_plan", "plan", "school", "period", "round"),
    sqlite_autoincrement=True,
)

# One row per decision on a line; `revision` counts them within a lane, so that two writers cannot both have the next one.
verdicts = Table(
    "verdicts",
    METADATA,
    Column("id", Integer, primary_key=True),
    *_of_appraisal(),
    *required(Text, "lane", "line"),
    Column("revision", Integer, CheckConstraint("revision >= 1", name="revision"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("submission", Integer, ForeignKey("submissions.id"), nullable=False),
    Column("outcome", Text, nullable=False),
    *optional(Double, "to_do", "done"),
    Column("choice", Text),
    Column("dated", Date),
    Column("seen", Double),
    Column("method", Text),
    *required(Text, "reason", "appraiser"),
    Column("judged_on", Date, nullable=False),
    Column("sheet_sha256", String(64)),  # of the phiếu it came in with; null: entered at the desk
    Column("at", Moment, nullable=False),
    UniqueConstraint("plan", "school", "period", "round", "lane", "line", "revision"),
    sqlite_autoincrement=True,
)

# A piece of evidence ticked as seen, or not after all (`seen` false); by its code, within a round. The last row counts.
evidence_seen = Table(
    "evidence_seen",
    METADATA,
    Column("id", Integer, primary_key=True),
    *_of_appraisal(),
    Column("code", Text, nullable=False),
    Column("seen", Boolean, nullable=False),
    Column("appraiser", Text, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_evidence_seen_plan", "plan", "school", "period", "round"),
    sqlite_autoincrement=True,
)

# A file handed in beside a return, kept once by its SHA-256; code: of the piece it is (“”: nobody has said).
evidence_files = Table(
    "evidence_files",
    METADATA,
    Column("id", Integer, primary_key=True),
    *required(Text, "plan", "school", "period"),
    Column("sha256", String(64), ForeignKey("files.sha256"), nullable=False),
    *required(Text, "file_name", "code"),
    Column("withdrawn", Boolean, nullable=False),
    *required(Text, "reason", "actor"),
    Column("at", Moment, nullable=False),
    Index("ix_evidence_files_plan", "plan", "school", "period"),
    sqlite_autoincrement=True,
)

APPEND_ONLY: Final = ("teams", "team_members", "appraisal_steps", "verdicts", "evidence_seen", "evidence_files")
