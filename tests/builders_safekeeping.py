"""Stores to be copied, and ways to look at all that a store holds."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import Engine, select

from danvan_metrics.store.engine import open_engine, reading, writing
from danvan_metrics.store.repository import Repository
from danvan_metrics.store.schema import configure_migrations
from danvan_metrics.store.tables import METADATA
from tests.builders_store import build_action, build_count, build_refusal, build_return, build_submission

Rows = dict[str, list[tuple[Any, ...]]]

# Hands in one return after another into the store it is called with: a file, 20 answers and an event each.
IMPORTER = """
import itertools, sys
from danvan_metrics.store.repository import open_repository
from tests.builders_store import build_count, build_return, build_submission

store = open_repository(sys.argv[1])
for number in itertools.count(1):
    returned = build_return(answers=[build_count(f"L{line}", number) for line in range(20)])
    store.save(build_submission(returned, content=str(number).encode() * 9000))
"""


def fill_store(store: Repository) -> None:
    """Two returns of one school, a file sent back, an action: a row in most kinds of tables."""
    for number in (1, 2):
        returned = build_return(answers=[build_count("NV2.3", number)])
        store.save(build_submission(returned, content=f"tệp {number}".encode()))
    store.refuse(build_refusal("MN-2"))
    store.meetings.agree(build_action())


def read_all_rows(url: str) -> Rows:
    """Every row of every table, in a fixed order, of one moment."""
    engine = open_engine(url)
    try:
        with reading(engine) as connection:
            return {
                name: sorted(tuple(map(repr, row)) for row in connection.execute(select(table)))
                for name, table in METADATA.tables.items()
            }
    finally:
        engine.dispose()


def make_outdated(engine: Engine, version: str = "0008") -> None:
    """Make the tables of an earlier version of the program where there are none."""
    config = configure_migrations()
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, version)


def name_url(path: Path) -> str:
    return f"sqlite:///{path}"


def change_file(path: Path, *statements: str) -> None:
    """Do to a store what no program of ours does."""
    with closing(sqlite3.connect(path)) as database:
        database.executescript("; ".join(statements))
