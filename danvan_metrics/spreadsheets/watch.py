"""Ends a worker that takes too long over a file, and one that takes too much memory where the system does not see to it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum, auto
from threading import Event, Lock, Thread
from typing import Final, Protocol

from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.exchange import LIMITED, WATCHED

_PAUSE: Final = 0.05  # seconds between two looks


class Excess(Enum):
    """What a process was ended for."""

    TIME = auto()
    MEMORY = auto()


class Watched(Protocol):
    """A process at work."""

    pid: int | None  # its number, as soon as it told it

    def end(self, excess: Excess) -> None:
        """End it at once."""


class Watch:
    """A thread that looks at the processes at work; it sleeps while there are none."""

    def __init__(self, limits: Limits, *, memory: bool) -> None:
        self._limits, self._memory = limits, memory
        self._deadlines: dict[Watched, float] = {}
        self._lock, self._working = Lock(), Event()
        self._thread: Thread | None = None

    @property
    def guard(self) -> str:
        """Who holds a process to its memory: the system, or else this watch."""
        return WATCHED if self._memory else LIMITED

    @contextmanager
    def over(self, process: Watched) -> Iterator[None]:
        """Keep an eye on a process while the caller waits for it."""
        with self._lock:
            self._deadlines[process] = time.monotonic() + self._limits.seconds
            self._working.set()
            if self._thread is None:
                self._thread = Thread(target=self._look_on, name="reading-watch", daemon=True)
                self._thread.start()
        try:
            yield
        finally:
            with self._lock:
                del self._deadlines[process]
                if not self._deadlines:
                    self._working.clear()

    def _look_on(self) -> None:
        while self._working.wait():
            with self._lock:  # held while ending, so that nobody is ended for the file before
                for process, deadline in self._deadlines.items():
                    self._judge(process, deadline)
            time.sleep(_PAUSE)

    def _judge(self, process: Watched, deadline: float) -> None:
        if time.monotonic() > deadline:
            process.end(Excess.TIME)
        elif self._memory and process.pid and measure_memory(process.pid) > self._limits.memory:
            process.end(Excess.MEMORY)


def measure_memory(pid: int) -> int:
    """Bytes a process holds; 0 where it is gone."""
    import psutil  # type: ignore[import-untyped]  # noqa: PLC0415 - only where the system has no limits

    try:
        held = psutil.Process(pid).memory_info()
    except psutil.Error:
        return 0
    return int(getattr(held, "private", held.rss))  # on Windows “private” counts what is asked for but not touched yet
