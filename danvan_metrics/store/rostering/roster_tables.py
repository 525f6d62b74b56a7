"""The table of the roster's changes. Rows are only ever added."""

from typing import Final

from sqlalchemy import JSON, Column, Date, Integer, Table, Text

from danvan_metrics.store.columns import required
from danvan_metrics.store.tables import METADATA, Moment

# What changes of a unit or school from a day on; the roster is its files with these folded over them in their order.
roster_changes = Table(
    "roster_changes",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    *required(Text, "deed", "code"),
    Column("on_day", Date, nullable=False),
    Column("detail", JSON, nullable=False),
    *required(Text, "decision", "reason", "actor"),
    sqlite_autoincrement=True,
)

APPEND_ONLY: Final = ("roster_changes",)
