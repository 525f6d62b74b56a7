"""The dashboard served for a browser: its own stores, its own port, ended when done."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.request import urlopen

from danvan_metrics.folders import SHIPPED

TODAY = "2020-06-12"  # two days before the first deadline


@dataclass(frozen=True)
class Served:
    """A running dashboard: its address and the stores it writes to."""

    url: str
    database_url: str
    sample_database_url: str


@contextmanager
def serve(folder: Path, *, port: int = 0, options: Sequence[str] = (), **variables: str) -> Iterator[Served]:
    """Run `streamlit run dashboard.py` on a free port of this machine (or this one) with stores in `folder`."""
    port = port or find_port()
    served = Served(f"http://127.0.0.1:{port}", _sqlite(folder / "danvan.sqlite3"), _sqlite(folder / "minh-hoa.sqlite3"))
    environment = os.environ | {
        "DANVAN_DATABASE_URL": served.database_url,
        "DANVAN_SAMPLE_DATABASE_URL": served.sample_database_url,
        "DANVAN_CREATE": "1",
        "DANVAN_TODAY": TODAY,
        **variables,
    }
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port), *options]
    with (
        (folder / "streamlit.log").open("w") as log,
        subprocess.Popen(command, cwd=SHIPPED, env=environment, stdout=log, stderr=log) as process,
    ):
        try:
            _wait_until_healthy(served.url, process, folder / "streamlit.log")
            yield served
        finally:
            process.terminate()


def find_port() -> int:
    """A port nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _sqlite(path: Path) -> str:
    return f"sqlite:///{path}"


def _wait_until_healthy(url: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            with urlopen(f"{url}/_stcore/health", timeout=2) as answer:  # noqa: S310 - our own server
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the dashboard did not start:\n{log.read_text()}")
