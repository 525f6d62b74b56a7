"""Connections: how SQLite must be opened, and the two kinds of transaction, reading and writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from danvan_metrics.store.failures import StoreError, explain_failures, name_store

BUSY_SECONDS: Final = 20  # of 40 threads writing at once the last waited 1.7
_WRITING: Final = "danvan_writing"
_WRITERS_LOCK: Final = 20_200_430  # any number that only this program uses, for PostgreSQL's advisory locks
_PRAGMAS: Final = (
    "PRAGMA journal_mode = DELETE",  # no WAL: SQLite 3.7.0 to 3.51.2 can lose committed transactions in it (WAL-reset bug)
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE would slip past the triggers that refuse deletes
)


def open_engine(url: str, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Connections to the store at `url`; StoreError for an address that cannot work. A missing folder is made.

    busy_seconds: how long SQLite waits for another writer before it gives up.
    """
    address = _read_address(url)
    if address.get_backend_name() == "sqlite":
        _make_folder(address)
        return _open_sqlite(address, busy_seconds)
    try:
        return create_engine(address, pool_pre_ping=True)
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        driver = address.drivername
        raise StoreError(f"Máy này chưa cài bộ kết nối cho “{driver}”; hãy cài thư viện đó hoặc dùng sqlite:///….") from error


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the store; never waits for the write lock."""
    with explain_failures(engine.url), engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")  # SQLite's view is of one moment anyway
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the store's only write lock from its start; all of it is kept, or nothing."""
    with explain_failures(engine.url), engine.connect() as connection:
        connection.execution_options(**{_WRITING: True})
        with connection.begin():
            if connection.dialect.name == "postgresql":  # else two uploads take the same next revision, and one of them fails
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
            yield connection


def _read_address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "DANVAN_DATABASE_URL không đúng dạng; hãy ghi như sqlite:///du-lieu/danvan.sqlite3 hoặc để trống."
        ) from error
    if address.get_backend_name() == "sqlite" and address.database in {None, "", ":memory:"}:
        raise StoreError("DANVAN_DATABASE_URL chưa có tên tệp; hãy ghi như sqlite:///du-lieu/danvan.sqlite3.")
    return address


def _make_folder(address: URL) -> None:
    if str(address.database).startswith("file:"):  # SQLite's own form of address, with options: the folder is theirs to make
        return
    try:
        Path(str(address.database)).parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"Không tạo được thư mục cho kho dữ liệu “{name_store(address)}”; "
            "hãy chọn thư mục có quyền ghi ở DANVAN_DATABASE_URL."
        ) from error


def _open_sqlite(address: URL, busy_seconds: float) -> Engine:
    engine = create_engine(address, connect_args={"timeout": busy_seconds})
    event.listen(engine, "connect", _prepare_connection)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own: `_begin` does
    for pragma in _PRAGMAS:
        connection.execute(pragma).close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_WRITING, False)
    # With a plain BEGIN 438 of 480 uploads by 8 threads failed at once, however long they might wait; with IMMEDIATE none.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
