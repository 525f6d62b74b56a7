"""A glance at a store that makes nothing, upgrades nothing and waits for nobody, for words a shell completes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

_FILE: Final = "sqlite:///"
_PATIENCE: Final = 0.2  # seconds: somebody waits with the finger on the key


def glance_at_snapshots(url: str, plan: str) -> tuple[str, ...]:
    """The names of a plan's snapshots, the latest first; none where it is on a server, missing, busy or no store."""
    if not url.startswith(_FILE):
        return ()
    address = f"{Path(url.removeprefix(_FILE)).absolute().as_uri()}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=_PATIENCE)) as database:
            rows = database.execute("SELECT name FROM snapshots WHERE plan = ? ORDER BY id DESC", (plan,)).fetchall()
    except sqlite3.Error:
        return ()
    return tuple(str(name) for (name,) in rows)
