"""Start this package's own programs as processes beside the app, spoken to over pipes."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Sequence
from typing import IO, Final

from danvan_metrics.folders import PACKAGE

_NO_WINDOW: Final = int(getattr(subprocess, "CREATE_NO_WINDOW", 0))  # Windows would show a black one


def name_module(module: str) -> tuple[str, ...]:
    """The command that runs a module of this package by this very interpreter."""
    return (sys.executable, "-m", module)


def start_process(command: Sequence[str], *, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start it with pipes to its stdin and from its stdout; `errors` takes its stderr."""
    # No pipe for errors: nobody would read it meanwhile, and once full it stops a library that prints much.
    pipe = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
        list(command), stdin=pipe, stdout=pipe, stderr=errors, env=_make_environment(), creationflags=_NO_WINDOW
    )


def open_pipe(stream: IO[bytes] | None) -> IO[bytes]:
    """A pipe of such a process; OSError, as of one that is gone, where there is none."""
    if stream is None:
        raise OSError
    return stream


def close_pipes(process: subprocess.Popen[bytes]) -> None:
    """Close both pipes of a process that has ended."""
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):  # bytes that nobody took
            open_pipe(stream).close()


def _make_environment() -> dict[str, str]:
    """Ours, without what such a process must not learn (the store's address) and with where this package is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DANVAN_")}
    path = os.pathsep.join(filter(None, (str(PACKAGE.parent), kept.get("PYTHONPATH", ""))))
    return {**kept, "PYTHONPATH": path, "RUST_BACKTRACE": "0"}
