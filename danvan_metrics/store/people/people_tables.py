"""The tables of who may sign in and of what was tried. Rows are only ever added."""

from typing import Final

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Index, Integer, Table, Text

from danvan_metrics.store.columns import required
from danvan_metrics.store.tables import METADATA, Moment

# A person as they stand from then on; the last row of a subject counts. grants: {role: [schools] or null}.
people = Table(
    "people",
    METADATA,
    Column("id", Integer, primary_key=True),
    *required(Text, "subject", "name"),
    Column("grants", JSON, nullable=False),
    Column("withdrawn", Boolean, nullable=False),
    *required(Text, "reason", "actor"),
    Column("at", Moment, nullable=False),
    Index("ix_people_subject", "subject"),
    sqlite_autoincrement=True,
)

DEEDS: Final = ("refused", "signed_in", "signed_out", "turned_away", "named", "downloaded", "backed_up", "restored")

# What writes nothing else: refused attempts, signing in and out, a name said at a laptop, what was taken away as a file.
attempts = Table(
    "attempts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("deed", Text, CheckConstraint(f"deed IN {DEEDS}", name="deed"), nullable=False),
    *required(Text, "actor", "subject", "act", "school", "target"),
    sqlite_autoincrement=True,
)

APPEND_ONLY: Final = ("people", "attempts")
