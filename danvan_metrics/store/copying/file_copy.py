"""SQLite's own way to copy a store that is at work: a file copied byte by byte in mid-write would be no store."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine, text

from danvan_metrics.store.engine import reading
from danvan_metrics.store.failures import BROKEN, StoreError, name_store

_FROM_THE_STORE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


def copy_file(engine: Engine, empty: Path) -> None:
    """Fill an empty file with the store as it stands; others go on reading, and a writer waits until it is done."""
    with reading(engine) as connection:
        connection.execute(text("SELECT count(*) FROM sqlite_master"))  # it stays as it is until we end
        source = connection.connection.driver_connection
        try:
            with closing(sqlite3.connect(empty)) as target:
                target.execute("PRAGMA journal_mode = OFF")  # nothing stands there yet that could be put back
                target.execute("PRAGMA synchronous = OFF")  # the whole file is flushed before it takes its name
                source.backup(target)  # type: ignore[union-attr]
        except sqlite3.Error as error:
            raise StoreError(_describe(error, name_store(engine.url))) from error


def _describe(error: sqlite3.Error, store: str) -> str:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the low byte is the primary code
    if code in _FROM_THE_STORE:
        return BROKEN.format(store=store)
    if code == sqlite3.SQLITE_FULL:
        return f"Không sao chép được kho dữ liệu “{store}” vì ổ đĩa nhận bản sao đã đầy; hãy chọn ổ đĩa khác rồi làm lại."
    return f"Không sao chép được kho dữ liệu “{store}”; hãy kiểm tra ổ đĩa, thư mục nhận bản sao có quyền ghi rồi làm lại."
