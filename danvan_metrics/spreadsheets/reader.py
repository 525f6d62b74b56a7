"""Read a workbook's cells: bytes in, sheets of plain values out. Nobody else knows that other processes do it."""

from __future__ import annotations

import atexit
from collections.abc import Iterable, Iterator
from functools import cache
from threading import Lock
from typing import Final

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.settings import load_limits
from danvan_metrics.spreadsheets.grid import Sheets
from danvan_metrics.spreadsheets.pool import Pool

_OPENING: Final = Lock()


def read_workbook(content: bytes) -> Sheets:
    """Every sheet of an xlsx, xlsm, xls, xlsb or ods file; UnreadableWorkbook says what else the file is."""
    return _share_pool().read(content)


def read_ahead(contents: Iterable[bytes | UnreadableWorkbook]) -> Iterator[Sheets | UnreadableWorkbook]:
    """The same for many files, in their order; the next few are read while the caller works on one.

    `contents` is asked for a file only when there is room for it, so memory does not grow with their number.
    A file that could not even be had is passed on with its reason.
    """
    return _share_pool().read_ahead(contents)


def start_ahead() -> None:
    """Start one of the other processes now: it comes up while the caller still loads what it needs."""
    _share_pool().start_ahead()


def stop_reading() -> None:
    """End the other processes at once, where there are any: whoever waits for a file is told that it could not be read."""
    with _OPENING:
        if _open_pool.cache_info().currsize:
            _open_pool().close()
            _open_pool.cache_clear()  # whoever reads after all is given a fresh one


def _share_pool() -> Pool:
    with _OPENING:  # `cache` alone would let two visitors who come together open a pool each
        return _open_pool()


@cache
def _open_pool() -> Pool:
    """One for all threads: every visitor's files are read by the same few processes."""
    pool = Pool(load_limits())
    atexit.register(pool.close)
    return pool
