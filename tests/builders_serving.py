"""Builders for tests of the server: `serve` run as a process from a folder that is not the program's."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from danvan_metrics.folders import SHIPPED
from tests.e2e.server import find_port


@dataclass(frozen=True)
class Answered:
    """What the server answered."""

    status: int
    text: str


@dataclass(frozen=True)
class Running:
    """A server that answers; `output` is what it printed, `log` what it keeps."""

    process: subprocess.Popen[bytes]
    port: int
    output: Path
    log: Path

    @property
    def url(self) -> str:
        """Where a browser finds it."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, address: str, **headers: str) -> Answered:
        """GET an address with these headers (x_real_ip="…" is X-Real-Ip)."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        request = Request(f"{self.url}{address}", headers=named)  # noqa: S310 - our own server
        try:
            with urlopen(request, timeout=30) as answer:  # noqa: S310
                return Answered(answer.status, answer.read().decode())
        except HTTPError as error:
            return Answered(error.code, error.read().decode())


def build_environment(folder: Path, **variables: str) -> dict[str, str]:
    """Stores and log of a server's own in `folder`; the program is found whatever folder it is called from."""
    return os.environ | {
        "PYTHONPATH": str(SHIPPED),
        "DANVAN_DATABASE_URL": f"sqlite:///{folder / 'kho.sqlite3'}",
        "DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{folder / 'minh-hoa.sqlite3'}",
        "DANVAN_CREATE": "1",
        "DANVAN_LOG_FOLDER": str(folder / "nhat-ky"),
        **variables,
    }


@contextmanager
def run_serve(folder: Path, *options: str, port: int | None = None, **variables: str) -> Iterator[Running]:
    """`serve` called from `folder`, where no settings of Streamlit's stand; ended when done."""
    chosen = port or find_port()
    output = folder / "output.txt"
    command = [sys.executable, "-m", "danvan_metrics", "serve", "--port", str(chosen), *options]
    with (
        output.open("w") as written,
        subprocess.Popen(
            command, cwd=folder, env=build_environment(folder, **variables), stdout=written, stderr=written
        ) as process,
    ):
        running = Running(process, chosen, output, folder / "nhat-ky" / f"danvan-{chosen}.log")
        try:
            _wait_until_alive(running)
            yield running
        finally:
            process.terminate()


def call_serve(folder: Path, *options: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """`serve` where it cannot start: what it said and left with."""
    command = [sys.executable, "-m", "danvan_metrics", "serve", "--no-browser", *options]
    environment = build_environment(folder, **variables)
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)


def _wait_until_alive(running: Running) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and running.process.poll() is None:
        try:
            if running.ask("/song").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{running.output.read_text()}")
