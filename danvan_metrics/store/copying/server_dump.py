"""PostgreSQL's own tools: pg_dump writes a store of one moment into a file, pg_restore reads it."""

from __future__ import annotations

import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import URL

from danvan_metrics.store.failures import StoreError, name_store

DUMP_MAGIC: Final = b"PGDMP"
_LOG = logging.getLogger(__name__)
_INSTALLED: Final = Path("/usr/lib/postgresql")  # where Debian keeps each version's own


class NoTool(StoreError):
    """The machine has no pg_dump, or no pg_restore."""


def dump_server(address: URL, out: Path) -> None:
    """Write a store as it stands; nobody waits meanwhile. NoTool without pg_dump, StoreError where it could not."""
    with _write_login(address) as login:
        done = _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={out}", f"--dbname={login}")
    if done.returncode:
        raise StoreError(_describe(f"Không sao lưu được kho dữ liệu “{name_store(address)}” bằng pg_dump", done.stderr))


def fill_server(address: URL, dump: Path) -> None:
    """Read a dump into an empty database, all of it or nothing."""
    whole = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    with _write_login(address) as login:
        done = _run("pg_restore", *whole, f"--dbname={login}", str(dump))
    if done.returncode:
        raise StoreError(_describe(f"Không khôi phục được “{dump}” bằng pg_restore", done.stderr))


def check_dump(dump: Path) -> None:
    """StoreError where a dump cannot be read to its end."""
    done = _run("pg_restore", f"--file={os.devnull}", str(dump))
    if done.returncode:
        raise StoreError(_describe(f"Bản sao lưu “{dump}” bị hỏng, pg_restore không đọc được", done.stderr))


def _run(program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - PostgreSQL's own program, no shell
        [_find(program), *arguments], capture_output=True, text=True, errors="replace", stdin=subprocess.DEVNULL, check=False
    )


def _find(program: str) -> str:
    """The newest installed: an older one refuses a newer server."""
    installed = sorted(_INSTALLED.glob(f"*/bin/{program}"), key=lambda found: _number(found.parts[-3]))
    found = str(installed[-1]) if installed else shutil.which(program)
    if not found:
        raise NoTool(f"Máy này chưa có {program} nên không sao lưu, khôi phục được PostgreSQL; hãy cài gói postgresql-client.")
    return found


def _number(version: str) -> float:
    return float(version) if version.replace(".", "", 1).isdigit() else 0.0


@contextmanager
def _write_login(address: URL) -> Iterator[str]:
    """The server's address for its tools; the password stands in a file for this account alone, in no list of processes."""
    plain = URL.create(
        "postgresql",
        username=address.username,
        host=address.host,
        port=address.port,
        database=address.database,
        query=address.query,
    )
    with tempfile.TemporaryDirectory(prefix="danvan-") as folder:
        if address.password:
            secret = Path(folder) / "pgpass"
            secret.touch(mode=0o600)
            secret.write_text(f"*:*:*:*:{_escape(str(address.password))}\n", encoding="utf-8")
            plain = plain.update_query_dict({"passfile": str(secret)})
        yield plain.render_as_string(hide_password=False)


def _escape(password: str) -> str:
    return password.replace("\\", "\\\\").replace(":", "\\:")


def _describe(sentence: str, said: str) -> str:
    """What the tool said goes into the log; to people its first line."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    _LOG.warning("%s: %s", sentence, " ".join(lines[:1]))
    return f"{sentence}: {lines[0] if lines else 'không rõ vì sao'}; hãy báo người quản trị."
