"""One version of the data for a whole run of a page: its figures agree, and what comes meanwhile is computed once, next time."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from danvan_metrics.store.engine import count_own_writes

Found = TypeVar("Found")


class _Run(threading.local):
    """What this thread's run has found; None between runs."""

    found: dict[Hashable, object] | None = None
    writes = 0


_RUN = _Run()


@contextmanager
def one_moment() -> Iterator[None]:
    """While it lasts, `find_once` answers as it answered first, to this thread; a fragment that runs alone asks anew."""
    _RUN.found, _RUN.writes = {}, count_own_writes()
    try:
        yield
    finally:
        _RUN.found = None


def find_once(key: Hashable, find: Callable[[], Found]) -> Found:
    """`find()`, or what it gave earlier in this run; what this very thread has written since is always seen."""
    if _RUN.found is None:
        return find()
    if _RUN.writes != count_own_writes():
        forget_moment()
    if key not in _RUN.found:
        _RUN.found[key] = find()
    found: Found = _RUN.found[key]  # type: ignore[assignment]  # the key says what it is
    return found


def forget_moment() -> None:
    """Ask anew from here on."""
    if _RUN.found is not None:
        _RUN.found, _RUN.writes = {}, count_own_writes()
