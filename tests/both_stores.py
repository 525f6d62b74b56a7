"""What stands on both stores: a test that asks for `store_url` runs on SQLite's file and on PostgreSQL.

One server serves all of them, the other worker's too: it is started by the first test that needs one and ended by the last
worker. Every test has a database of its own, copied from one that has its tables already.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from uuid import uuid4

import pytest
from filelock import FileLock

from danvan_metrics.store.repository import open_repository
from tests.builders_postgresql import drop_database, find_postgresql, make_database, start_postgresql, stop_postgresql
from tests.builders_store import open_store

KINDS = ("sqlite", "postgresql")
Lending = Callable[[str, Path], AbstractContextManager[str]]
_TEMPLATE = "with_tables"


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory):
    """The address of the administrator of a PostgreSQL that all tests share; skipped where none is installed, but not in CI."""
    if find_postgresql() is None:
        _give_up("no PostgreSQL here: install it (apt-get install postgresql)")
    base = tmp_path_factory.getbasetemp()
    with _share_server((base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "postgresql") as url:
        yield url


@pytest.fixture(scope="session")
def lend_store(request) -> Lending:
    """Lends a store of a kind that nobody else uses: its address; SQLite's file in this folder is not yet made."""

    @contextmanager
    def lend(kind, folder):
        if kind == "sqlite":
            yield f"sqlite:///{folder / 'kho.sqlite3'}"
            return
        with lend_database(request.getfixturevalue("postgresql"), template=_TEMPLATE) as url:
            yield url

    return lend


@pytest.fixture(params=KINDS)
def store_url(request, lend_store, tmp_path):
    """A store of one's own, still empty, on each of both."""
    with lend_store(request.param, tmp_path) as url:
        yield url


@pytest.fixture
def store(store_url):
    """That store, opened."""
    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture(params=KINDS)
def new_store_url(request, tmp_path):
    """Where no store stands yet, on each of both: no file, a database without any table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'kho.sqlite3'}"
        return
    with lend_database(request.getfixturevalue("postgresql")) as url:
        yield url


@pytest.fixture
def postgresql_url(postgresql):
    """A store of one's own on PostgreSQL alone, still empty."""
    with lend_database(postgresql, template=_TEMPLATE) as url:
        yield url


@contextmanager
def lend_database(admin_url: str, *, template: str = "template1") -> Iterator[str]:
    """A database that is gone afterwards, whoever is still connected to it."""
    name = f"kho_{uuid4().hex[:12]}"
    try:
        yield make_database(admin_url, name, template=template)
    finally:
        drop_database(admin_url, name)


@contextmanager
def _share_server(folder: Path) -> Iterator[str]:
    """The server whose address stands in `folder`; whoever comes first starts it, whoever leaves last ends it."""
    folder.mkdir(exist_ok=True)
    told, mine = folder / "address", folder / f"used-by-{os.getpid()}"
    with FileLock(folder / "lock"):
        if not told.exists():
            told.write_text(_start_server(folder / "server"))
        mine.touch()
    try:
        yield told.read_text()
    finally:
        with FileLock(folder / "lock"):
            mine.unlink()
            if not list(folder.glob("used-by-*")):
                stop_postgresql(told.read_text())
                told.unlink()


def _start_server(folder: Path) -> str:
    url = start_postgresql(folder, durable=False)
    open_repository(make_database(url, _TEMPLATE)).close()
    return url


def _give_up(reason):
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
