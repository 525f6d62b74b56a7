"""Can the store be worked with, how much was done in it, and what its database could not do."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Column, Engine, ExceptionContext, event, func, select

from danvan_metrics.settings import MEGABYTE
from danvan_metrics.store.engine import locate_file, reading
from danvan_metrics.store.failures import StoreError, name_store
from danvan_metrics.store.people.people_tables import attempts
from danvan_metrics.store.schema import check_schema
from danvan_metrics.store.tables import events

LEAST_ROOM: Final = 200 * MEGABYTE  # a batch may be as large as Limits.largest_archive, but a return is 40 kB


class StoreWatch:
    """Looks at a store, and writes nothing; safe to share between threads, as its repository."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def check_ready(self) -> None:
        """StoreError where the store is gone or out of reach, its tables are of another version, or its disk is almost full."""
        _check_place(self._engine.url)
        check_schema(self._engine)

    def count_events(self) -> dict[str, int]:
        """How many events there are of each action, ever; they are only added."""
        return self._count(events.c.action)

    def count_attempts(self) -> dict[str, int]:
        """How many attempts came to what, ever, by AttemptDeed's words."""
        return self._count(attempts.c.deed)

    def _count(self, kind: Column[str]) -> dict[str, int]:
        with reading(self._engine) as connection:
            return {str(name): int(count) for name, count in connection.execute(select(kind, func.count()).group_by(kind))}


def hear_failures(hear: Callable[[type[BaseException]], None]) -> None:
    """From now on tell `hear` the kind of every failure of a database in this process, as OperationalError; no words of it."""
    event.listen(Engine, "handle_error", lambda failure: hear(_find_kind(failure)))


def _find_kind(failure: ExceptionContext) -> type[BaseException]:
    return type(failure.sqlalchemy_exception or failure.original_exception)


def _check_place(url: URL) -> None:
    path = locate_file(url)
    if path is None:  # a server's disk is not seen from here
        return
    if not path.exists():  # connections that are open go on writing into a file that was moved away
        raise StoreError(f"Không còn kho dữ liệu “{name_store(url)}”; hãy đưa tệp về chỗ cũ, hoặc khôi phục từ bản sao lưu.")
    _check_room(path, url)


def _check_room(path: Path, url: URL) -> None:
    try:
        free = shutil.disk_usage(path.parent).free
    except OSError as error:
        raise StoreError(f"Không đọc được ổ đĩa chứa kho dữ liệu “{name_store(url)}”; hãy kiểm tra ổ đĩa.") from error
    if free < LEAST_ROOM:
        megabytes = free // MEGABYTE
        raise StoreError(f"Ổ đĩa chứa kho dữ liệu “{name_store(url)}” sắp đầy (còn {megabytes} MB); hãy giải phóng dung lượng.")
