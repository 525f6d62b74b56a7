"""A Streamlit script served on this machine for as long as a benchmark lasts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

from danvan_metrics.folders import SHIPPED
from tests.e2e.server import find_port


@contextmanager
def serve_script(script: str, **variables: str) -> Iterator[str]:
    """The address of a script of this repository, with the dashboard's own configuration."""
    port = find_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", str(Path(script)), "--server.port", str(port)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=SHIPPED, env=os.environ | variables, stdout=quiet, stderr=quiet) as process:
        try:
            _wait(url, process)
            yield url
        finally:
            process.terminate()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        try:
            with urlopen(f"{url}/_stcore/health", timeout=2):  # noqa: S310 - our own server
                return
        except OSError:
            time.sleep(0.2)
        if process.poll() is not None:
            break
    raise RuntimeError(f"{process.args} did not start")
