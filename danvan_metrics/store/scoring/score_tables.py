"""The tables of scores and sums. They follow from the others: the only rows here that are changed and thrown away."""

from typing import Final

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from danvan_metrics.store.columns import required
from danvan_metrics.store.tables import METADATA


def _named(*names: str) -> list[Column[str]]:
    return [Column(name, Text, primary_key=True) for name in names]


# A school's period was scored by this rule, with every event up to `event`; place: where it is summed ("": nowhere).
scored = Table(
    "scored",
    METADATA,
    *_named("plan", "school", "period"),
    Column("submission", Integer, ForeignKey("submissions.id")),  # null: nothing is in force, a file was sent back
    Column("rule", String(64), nullable=False),
    Column("place", Text, nullable=False),
    Column("event", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# A return's scores through a lens, of all indicators, side by side in the order that the rule gives them.
scores = Table(
    "scores",
    METADATA,
    *_named("plan", "school", "period", "lens"),
    Column("figures", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# Sums of these scores; part: of the schools directly under a unit (“own”), or of those under its units (“under”).
unit_sums = Table(
    "unit_sums",
    METADATA,
    *_named("plan", "period", "lens", "unit", "part", "level"),
    Column("model", Boolean, primary_key=True),
    Column("figures", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

# The sums hold what was scored by this rule, at these places (their digest), with every event up to `event`.
summed = Table(
    "summed",
    METADATA,
    *_named("plan"),
    *required(String(64), "rule", "places"),
    Column("event", Integer, nullable=False),
    Column("built", Boolean, nullable=False),  # false: there are returns that were never scored
    sqlite_with_rowid=False,
)

DERIVED: Final = ("scored", "scores", "unit_sums", "summed")
