"""Where a scenario keeps its store: a file of its own, or a database of a server of its own."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from danvan_metrics.folders import DATA
from tests.builders_postgresql import make_database, run_postgresql

KINDS = ("sqlite", "postgresql")
DAY = "2020-06-14"  # the first deadline's day


@dataclass(frozen=True)
class Place:
    """A store's address and the folder a scenario may write to."""

    kind: str
    url: str
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """What a process that works on this store is started with."""
        return os.environ | {
            "DANVAN_DATABASE_URL": self.url,
            "DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{self.folder / 'minh-hoa.sqlite3'}",
            "DANVAN_CREATE": "1",
            "DANVAN_TODAY": DAY,
            "DANVAN_ACTOR": "Nguyễn Thị Lan",
            "DANVAN_PLAN": str(DATA / "plans" / "2020"),
        }


@contextmanager
def open_place(kind: str, folder: Path) -> Iterator[Place]:
    """A place nobody has used yet; a server is started for it and ended with it."""
    folder.mkdir(parents=True, exist_ok=True)
    if kind == "sqlite":
        yield Place(kind, f"sqlite:///{folder / 'kho.sqlite3'}", folder)
        return
    with run_postgresql(folder / "server") as server:
        yield Place(kind, make_database(server, f"kho_{uuid4().hex[:8]}"), folder)
