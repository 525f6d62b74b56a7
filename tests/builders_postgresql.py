"""PostgreSQL servers of the tests' own: in a folder, on a free port of this machine, with a password, ended when done."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, create_engine, make_url, text

from tests.e2e.server import find_port

_ACCOUNT = "postgres"  # the server refuses to run as root
_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of one's own is made in it
_ROOM = 2 * 1024**3  # bytes; a container's is often 64 MB
_SETTINGS = """
listen_addresses = '127.0.0.1'
port = {port}
unix_socket_directories = ''
fsync = {fsync}
full_page_writes = {fsync}
max_connections = {connections}
log_min_messages = warning
"""


def find_postgresql() -> Path | None:
    """The folder of the newest server's programs; None where none is installed."""
    beside = shutil.which("pg_ctl")
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"), key=lambda found: int(found.parts[-3]))
    return Path(beside).parent if beside else installed[-1].parent if installed else None


@contextmanager
def run_postgresql(folder: Path, *, durable: bool = True, connections: int = 100) -> Iterator[str]:
    """A server of one's own, ended when done; the address of its administrator.

    Text is sorted as Vietnamese is, as on an office's server. durable=False: in memory where there is room, and it waits for no
    disk: ten times as fast. A superuser's server lies elsewhere where the account that runs it may not enter `folder`.
    """
    url = start_postgresql(folder, durable=durable, connections=connections)
    data = _find_data(url)
    try:
        yield url
    finally:
        _end(data)


def start_postgresql(folder: Path, *, durable: bool = True, connections: int = 100) -> str:
    """As `run_postgresql`, for whoever ends it later with `stop_postgresql`, perhaps another process."""
    place = _make_place(folder, durable=durable)
    password = secrets.token_hex(16)
    _found(place, password)
    for _ in range(3):  # somebody else may take the port between finding and listening
        port = find_port()
        settings = _SETTINGS.format(port=port, fsync="on" if durable else "off", connections=connections)
        (place / "data" / "postgresql.auto.conf").write_text(settings)
        if _control(place / "data", "start", "-l", str(place / "server.log"), check=False):
            break
    else:
        raise RuntimeError(f"PostgreSQL did not start:\n{(place / 'server.log').read_text()}")
    url = URL.create("postgresql+psycopg", "office", password, "127.0.0.1", port, "postgres")
    return url.render_as_string(hide_password=False)


def stop_postgresql(admin_url: str) -> None:
    """End a server, whoever is still connected, and remove its folder."""
    _end(_find_data(admin_url))


def restart_postgresql(url: str, *, mode: str = "fast") -> None:
    """Restart the server behind an address of a superuser; it listens again on the same port when this returns.

    mode: pg_ctl's: fast cuts everybody off, immediate does so as a crash would.
    """
    data = _find_data(url)
    _control(data, "restart", "-m", mode, "-l", str(data.parent / "server.log"))


@contextmanager
def paused_postgresql(url: str) -> Iterator[None]:
    """The server is down for as long as this lasts."""
    data = _find_data(url)
    _control(data, "stop", "-m", "fast")
    try:
        yield
    finally:
        _control(data, "start", "-l", str(data.parent / "server.log"))


def make_database(admin_url: str, name: str, *, template: str = "template1") -> str:
    """A fresh database, empty or as its template is; its address."""
    _administer(admin_url, f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return make_url(admin_url).set(database=name).render_as_string(hide_password=False)


def drop_database(admin_url: str, name: str) -> None:
    """Remove a database, whoever is still connected to it."""
    _administer(admin_url, f'DROP DATABASE "{name}" WITH (FORCE)')


def _end(data: Path) -> None:
    _control(data, "stop", "-m", "immediate", check=False)  # it may be down already
    shutil.rmtree(data.parent, ignore_errors=True)


def _administer(admin_url: str, statement: str) -> None:
    engine = create_engine(admin_url, isolation_level="AUTOCOMMIT")
    try:
        with engine.connect() as connection:
            connection.execute(text(statement))
    finally:
        engine.dispose()


def _find_data(url: str) -> Path:
    """Where the server behind an address keeps its data; it is asked."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return Path(str(connection.execute(text("SHOW data_directory")).scalar()))
    finally:
        engine.dispose()


def _make_place(folder: Path, *, durable: bool) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    in_memory = not durable and _MEMORY.exists() and shutil.disk_usage(_MEMORY).free > _ROOM
    if in_memory or not _may_enter(folder):
        folder = Path(tempfile.mkdtemp(prefix="postgresql-", dir=_MEMORY if in_memory else None))
    if os.geteuid() == 0:
        shutil.chown(folder, _ACCOUNT, _ACCOUNT)
    return folder


def _may_enter(folder: Path) -> bool:
    return os.geteuid() != 0 or all(parent.stat().st_mode & 0o001 for parent in folder.resolve().parents)


def _found(place: Path, password: str) -> None:
    secret = place / "password"
    secret.write_text(password)
    if os.geteuid() == 0:
        shutil.chown(secret, _ACCOUNT, _ACCOUNT)
    sorting = ("--encoding=UTF8", "--locale=C", "--lc-ctype=C.UTF-8", "--locale-provider=icu", "--icu-locale=vi")
    access = ("--username=office", "--auth=scram-sha-256", f"--pwfile={secret}")
    _run("initdb", "-D", str(place / "data"), "--no-sync", *access, *sorting)
    secret.unlink()


def _control(data: Path, *arguments: str, check: bool = True) -> bool:
    return _run("pg_ctl", "-D", str(data), "-w", "-s", *arguments, check=check) == 0


def _run(program: str, *arguments: str, check: bool = True) -> int:
    """One of the server's programs, as its account where we are root; a server inherits none of our pipes."""
    folder = find_postgresql()
    if folder is None:
        raise RuntimeError("no PostgreSQL here: install it (apt-get install postgresql)")
    account = {"user": _ACCOUNT, "group": _ACCOUNT, "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryFile("w+") as told:
        done = subprocess.run([folder / program, *arguments], cwd="/", stdout=told, stderr=told, check=False, **account)
        if done.returncode and check:
            told.seek(0)
            raise RuntimeError(f"{program} {' '.join(arguments)}: {told.read()}")
    return done.returncode
