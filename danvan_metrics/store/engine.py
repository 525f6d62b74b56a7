"""Connections: how SQLite and PostgreSQL must be opened, and the two kinds of transaction, reading and writing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock, local
from typing import Any, Final
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from danvan_metrics.store.failures import StoreError, explain_failures
from danvan_metrics.store.postgresql.server_sessions import prepare_server, prepare_sessions

BUSY_SECONDS: Final = 20  # of 40 threads writing at once the last waited 1.7
_WRITING: Final = "danvan_writing"
_QUEUE: Final = "danvan_queue"
_WRITERS_LOCK: Final = 20_200_430  # any number that only this program uses, for PostgreSQL's advisory locks
_PRAGMAS: Final = (
    "PRAGMA journal_mode = DELETE",  # no WAL: SQLite 3.7.0 to 3.51.2 can lose committed transactions in it (WAL-reset bug)
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # else INSERT OR REPLACE would slip past the triggers that refuse deletes
)


def open_engine(url: str | URL, *, busy_seconds: float = BUSY_SECONDS) -> Engine:
    """Connections to the store at `url`, which are made when first used; StoreError for an address that cannot work.

    No connection makes a file: `founding` does. busy_seconds: how long one waits for another writer before it gives up.
    """
    address = _read_address(url)
    backend = address.get_backend_name()
    own = {"execution_options": {_QUEUE: _Queue(busy_seconds)}, "hide_parameters": True}  # no log tells what a return says
    try:
        engine = create_engine(address, **own, **_find_options(address, busy_seconds))
    except (NoSuchModuleError, ModuleNotFoundError) as error:
        driver = address.drivername
        raise StoreError(f"Máy này chưa cài bộ kết nối cho “{driver}”; hãy cài thư viện đó hoặc dùng sqlite:///….") from error
    event.listen(engine, "handle_error", _spare_rows)
    if backend == "sqlite":
        event.listen(engine, "do_connect", _connect_to_what_is_there)
        event.listen(engine, "connect", _prepare_connection)
        event.listen(engine, "begin", _begin)
    elif backend == "postgresql":
        prepare_sessions(engine, busy_seconds)
    return engine


def locate_file(address: URL) -> Path | None:
    """SQLite's file; None for a server, and for SQLite's own form of address (file:…), whose options say how it is opened."""
    named = str(address.database)
    return None if address.get_backend_name() != "sqlite" or _is_uri(named) else Path(named)


def write_address(path: Path) -> str:
    """A file as SQLite's form of address names it, for options to be added: file:///…, file:///C:/…, file:////server/…."""
    named = path.absolute().as_posix()
    return "file://" + quote(named if named.startswith("/") else f"/{named}", safe="/:")


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One consistent view of the store; never waits for the write lock."""
    with explain_failures(engine.url), engine.connect() as connection:
        if connection.dialect.name == "postgresql":  # SQLite's view is of one moment anyway
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction that holds the store's only write lock from its start; all of it is kept, or nothing."""
    queue: _Queue = engine.get_execution_options()[_QUEUE]
    with explain_failures(engine.url), queue.wait(), engine.connect() as connection:
        connection.execution_options(**{_WRITING: True})
        with connection.begin():
            if connection.dialect.name == "postgresql":  # else two uploads take the same next revision, and one of them fails
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
            yield connection
        _WRITES.kept += 1


class _Writes(local):
    kept = 0


_WRITES: Final = _Writes()


def count_own_writes() -> int:
    """The transactions this thread has kept, in whatever store: what it read before the last may hold no more."""
    return _WRITES.kept


class _Queue:
    """The writers of one process, one after another: else those that wait for the lock take every connection of the readers."""

    def __init__(self, patience: float) -> None:
        self._lock = Lock()
        self._patience = patience

    @contextmanager
    def wait(self) -> Iterator[None]:
        """Hold the turn; as a pool without a free connection (PoolTimeoutError) where it does not come in time."""
        if not self._lock.acquire(timeout=self._patience):
            raise PoolTimeoutError("the writers before this one took too long")
        try:
            yield
        finally:
            self._lock.release()


def _find_options(address: URL, busy_seconds: float) -> dict[str, Any]:
    backend = address.get_backend_name()
    return prepare_server(address, busy_seconds) if backend == "postgresql" else {"connect_args": {"timeout": busy_seconds}}


def _read_address(url: str | URL) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:
        raise StoreError(
            "DANVAN_DATABASE_URL không đúng dạng; hãy ghi như sqlite:///du-lieu/danvan.sqlite3 hoặc để trống."
        ) from error
    if address.get_backend_name() == "sqlite" and address.database in {None, "", ":memory:"}:
        raise StoreError("DANVAN_DATABASE_URL chưa có tên tệp; hãy ghi như sqlite:///du-lieu/danvan.sqlite3.")
    return address


def _is_uri(database: str) -> bool:
    return database.startswith("file:")


def _connect_to_what_is_there(_dialect: object, _record: object, arguments: list[Any], options: dict[str, Any]) -> None:
    """Without “mode” SQLite would make an empty file where none stands, or stands any more."""
    named = str(arguments[0])
    address = named if _is_uri(named) else write_address(Path(named))
    if "mode=" not in address.partition("?")[2]:
        address += f"{'&' if '?' in address else '?'}mode=rw"
    arguments[0], options["uri"] = address, True


def _spare_rows(failure: ExceptionContext) -> None:
    """Keep the first line of what a database says: PostgreSQL's second one (“DETAIL: Failing row contains …”) tells the row."""
    for error in (failure.original_exception, failure.sqlalchemy_exception):
        if error is not None:
            error.args = tuple(part.split("\n", 1)[0] if isinstance(part, str) else part for part in error.args)


def _prepare_connection(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # the driver must not begin transactions of its own: `_begin` does
    for pragma in _PRAGMAS:
        connection.execute(pragma).close()


def _begin(connection: Connection) -> None:
    immediate = connection.get_execution_options().get(_WRITING, False)
    # With a plain BEGIN 438 of 480 uploads by 8 threads failed at once, however long they might wait; with IMMEDIATE none.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
