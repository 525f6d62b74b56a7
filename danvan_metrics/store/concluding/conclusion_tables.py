"""The tables of what meetings concluded. Rows are only ever added; a correction is a row of its own."""

from typing import Final

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from danvan_metrics.store.columns import required
from danvan_metrics.store.tables import METADATA, Moment

# `corrects`: the version this one stands in for, which nothing else may correct (so that nothing stands twice).
conclusions = Table(
    "conclusions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("corrects", Integer, ForeignKey("conclusions.id")),
    *required(Text, "plan", "period"),
    Column("held_on", Date, nullable=False),
    *required(Text, "name", "place", "chair", "secretary", "present", "opening", "reason", "actor"),
    Column("at", Moment, nullable=False),
    UniqueConstraint("corrects"),
    Index("ix_conclusions_plan", "plan"),
    sqlite_autoincrement=True,
)

# One thing concluded; school "" is said to all, `action` the task it was given as.
conclusion_lines = Table(
    "conclusion_lines",
    METADATA,
    Column("conclusion", Integer, ForeignKey("conclusions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    *required(Text, "text", "school", "subject", "person"),
    Column("due", Date),
    Column("action", Integer, ForeignKey("actions.id")),
    sqlite_with_rowid=False,
)

APPEND_ONLY: Final = ("conclusions", "conclusion_lines")
