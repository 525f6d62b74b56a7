"""A worker that does to its pool what a hostile file may do to a parser; any other file is read as always.

Started by tests in place of the real one: `python -m tests.misbehaving_worker`.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from pathlib import Path

from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.exchange import LIMITED
from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.spreadsheets.parsing import parse
from danvan_metrics.spreadsheets.worker import serve

COMMAND = (sys.executable, "-m", "tests.misbehaving_worker")
HANG, SPIN, EAT, DIE, CHATTER, LIE, FLOOD = b"hang", b"spin", b"eat", b"die", b"chatter", b"lie", b"flood"
KILLED, KILLED_ONCE = b"killed", b"killed once "  # by nobody it knows; once: while the file named behind it is not there
WAIT = b"wait"  # a moment, then answer with who did it
ENDED = getattr(signal, "SIGKILL", signal.SIGTERM)


def misbehave(content: bytes, limits: Limits) -> Sheets:
    """Do what the file asks for."""
    if content == HANG:
        time.sleep(3600)
    if content == SPIN:
        while True:
            pass
    if content == EAT:
        hold = []
        while True:
            hold.append(b"x" * 10_000_000)
            time.sleep(0.005)
    if content == DIE:
        os.abort()
    if content == KILLED or (content.startswith(KILLED_ONCE) and _is_first_time(content)):
        os.kill(os.getpid(), ENDED)
    if content == CHATTER:
        print("a library prints")  # noqa: T201
        return Sheets({})
    if content == LIE:
        return Program()  # type: ignore[return-value]
    if content == FLOOD:
        return Sheets({"a": Grid("a", cells=[["x" * (limits.largest_unpacked + 1)]])})
    if content.startswith((WAIT, KILLED_ONCE)):
        time.sleep(0.3)
        return Sheets({"pid": Grid("pid", cells=[[str(os.getpid())]])})
    return parse(content, limits)


def _is_first_time(content: bytes) -> bool:
    mark = Path(content.removeprefix(KILLED_ONCE).decode())
    came = mark.exists()
    mark.touch()
    return not came


class Program:
    """What is run wherever it is unpickled with trust."""

    def __reduce__(self):
        return print, ("overcome",)


if __name__ == "__main__":
    serve(misbehave, Limits(**json.loads(sys.argv[1])), limited=sys.argv[2] == LIMITED)
