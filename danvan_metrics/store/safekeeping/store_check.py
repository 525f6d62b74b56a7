"""Is a store whole: its database, every file that was handed in, and the locks that let nobody change a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection, Engine, func, inspect, select, text

from danvan_metrics.store import meeting_tables as _meeting  # noqa: F401 - these tables belong to the metadata too
from danvan_metrics.store.appraising import appraisal_tables as _appraisal  # noqa: F401 - as above
from danvan_metrics.store.concluding import conclusion_tables as _conclusion  # noqa: F401 - as above
from danvan_metrics.store.engine import reading
from danvan_metrics.store.failures import name_store
from danvan_metrics.store.people import people_tables as _people  # noqa: F401 - as above
from danvan_metrics.store.rewarding import reward_tables as _reward  # noqa: F401 - as above
from danvan_metrics.store.rostering import roster_tables as _rostering  # noqa: F401 - as above
from danvan_metrics.store.schema import HEAD, KNOWN
from danvan_metrics.store.scoring.score_tables import DERIVED
from danvan_metrics.store.tables import METADATA, files

_MOST: Final = 20  # of one kind: who has more knows enough
_AT_ONCE: Final = 8  # files in memory, each up to Limits.largest_file
_TRIGGERS: Final = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}
_REFUSALS: Final = {"sqlite": ("refuse_update", "refuse_delete"), "postgresql": ("refuse_change",)}
_BLANKED: Final = {"facts": ("refuse_update",)}  # emptied once nobody needs to ask any more, and else not changed


@dataclass(frozen=True)
class StoreCheck:
    """What was looked at and what is wrong with it, a sentence each. version: of the tables, None for no store of ours.

    usable: the program can work with it all the same; what is wrong then is a file or a lock, not the store.
    """

    store: str
    version: str | None
    rows: int
    files: int
    flaws: tuple[str, ...]
    usable: bool

    @property
    def outdated(self) -> bool:
        """Whether the tables are of an earlier version, which opening the store brings up to date."""
        return self.version in KNOWN and self.version != HEAD


def check_store(engine: Engine) -> StoreCheck:
    """Read all of a store of one moment; it writes nothing and migrates nothing. StoreError where it cannot be read at all."""
    with reading(engine) as connection:
        damages = tuple(_find_damages(connection))
        tables = [] if damages else [one for one in METADATA.tables if one in inspect(connection).get_table_names()]
        version = None if damages else _read_version(connection)
        kept = connection.execute(select(func.count()).select_from(files)).scalar_one() if "files" in tables else 0
        flaws = damages or (
            *_find_version_flaws(version),
            *_find_missing_tables(version, tables),
            *_find_unlocked(connection, tables),
            *(_find_changed_files(connection) if kept else ()),
        )
        rows = sum(connection.execute(select(func.count()).select_from(METADATA.tables[one])).scalar_one() for one in tables)
    return StoreCheck(name_store(engine.url), version, rows, kept, flaws, usable=version in KNOWN)


def _find_damages(connection: Connection) -> Iterator[str]:
    if connection.dialect.name != "sqlite":
        return
    said = connection.execute(text(f"PRAGMA integrity_check({_MOST})")).scalars().all()
    if said != ["ok"]:
        yield from (f"SQLite thấy tệp bị hỏng: {one}" for one in said)
        return
    for table, row, parent, _ in connection.execute(text("PRAGMA foreign_key_check")).fetchmany(_MOST):
        yield f"Bảng {table}, dòng {row}: dòng của bảng {parent} mà nó dẫn tới không còn."


def _read_version(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _find_version_flaws(version: str | None) -> Iterator[str]:
    if version is None:
        yield "Không có số phiên bản của các bảng: đây không phải kho dữ liệu của chương trình này."
    elif version not in KNOWN:
        yield f"Các bảng thuộc phiên bản {version} mà chương trình này chưa biết; hãy cập nhật chương trình."


def _find_missing_tables(version: str | None, tables: list[str]) -> Iterator[str]:
    if version == HEAD:
        yield from (f"Thiếu bảng {one}." for one in METADATA.tables if one not in tables)


def _find_unlocked(connection: Connection, tables: list[str]) -> Iterator[str]:
    """Tables whose rows could be changed or removed without a word."""
    dialect = connection.dialect.name
    if dialect not in _TRIGGERS:
        return
    standing = set(connection.execute(text(_TRIGGERS[dialect])).scalars())
    for table in (one for one in tables if one not in DERIVED):
        wanted = {f"{table}_{one}" for one in (*_REFUSALS[dialect], *_BLANKED.get(table, ()))}
        if missing := sorted(wanted - standing):
            yield f"Bảng {table} không còn khóa chống sửa, xóa ({', '.join(missing)})."


def _find_changed_files(connection: Connection) -> Iterator[str]:
    """Files that are not, any more, what was handed in."""
    query = select(files.c.sha256, files.c.size, files.c.content).order_by(files.c.sha256)
    read = connection.execution_options(stream_results=True, yield_per=_AT_ONCE).execute(query)
    changed = (digest for digest, size, content in read if not _is_same(content, digest, size))
    yield from (f"Tệp đã nhận có SHA-256 {digest} không còn đúng như lúc nhận." for digest in changed)


def _is_same(content: bytes, digest: str, size: int) -> bool:
    return len(content) == size and sha256(content).hexdigest() == digest
