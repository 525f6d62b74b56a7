"""Whether a store stands at an address: a new one is made only where it is asked for; another program's is left alone."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Engine, inspect, make_url
from sqlalchemy.exc import ArgumentError

from danvan_metrics.store.engine import locate_file, open_engine, reading, write_address
from danvan_metrics.store.failures import BROKEN, StoreError, name_store
from danvan_metrics.store.schema import prepare_schema
from danvan_metrics.whole_files import has_no_room, prepare_beside

_OURS: Final = frozenset({"alembic_version", "events", "submissions"})  # in every store since the first
_MAGIC: Final = b"SQLite format 3\x00"
_ONLY_THE_OFFICE: Final = 0o600  # SQLite gives its journal the same
_HOW_TO_MAKE: Final = "hoặc đặt DANVAN_CREATE=1 rồi mở lại chương trình nếu muốn tạo kho mới ở đó."


class NoStoreThere(StoreError):
    """Nothing stands at the address, and nothing was made there."""


def settle_store(engine: Engine, *, create: bool, copies: Path | None = None) -> None:
    """See to it that a store of this program stands there, its tables up to date; it is made only with `create`.

    copies: as `prepare_schema` takes it.

    StoreError where there is none, or where something else stands in its place: that is not touched.
    """
    path = locate_file(engine.url)
    if path is None:
        _judge_tables(_list_tables(engine), engine.url, create=create)
    elif os.path.exists(path):  # noqa: PTH110 - False, where Path.exists raises, for a name that the system does not take
        _judge_file(path, engine.url)
        _judge_tables(_list_tables(engine), engine.url, create=False)
    elif create:
        _make_file(path, engine.url)
    else:
        raise NoStoreThere(
            f"Không có kho dữ liệu “{name_store(engine.url)}”; hãy kiểm tra lại đường dẫn ở DANVAN_DATABASE_URL, {_HOW_TO_MAKE}"
        )
    prepare_schema(engine, copies=copies)


def is_same_store(first: str, second: str) -> bool:
    """Whether two addresses lead to one store; an address that is none leads nowhere."""
    try:
        one, other = make_url(first), make_url(second)
    except (ArgumentError, ValueError):
        return False
    here, there = locate_file(one), locate_file(other)
    return here.resolve() == there.resolve() if here and there else one == other


def _judge_file(path: Path, url: URL) -> None:
    """Look without opening it as a database: that alone would change another program's (its journal, its locks)."""
    store = name_store(url)
    if path.is_dir():
        raise StoreError(
            f"Không mở được kho dữ liệu “{store}” vì đó là một thư mục; "
            "hãy ghi cả tên tệp ở DANVAN_DATABASE_URL, ví dụ sqlite:///du-lieu/danvan.sqlite3."
        )
    try:
        with path.open("rb") as file:
            head = file.read(len(_MAGIC))
    except OSError:
        return  # SQLite will say what it is that keeps it from opening
    if not head:
        raise StoreError(
            f"Tệp “{store}” trống, chưa phải kho dữ liệu; hãy khôi phục từ bản sao lưu gần nhất, "
            "hoặc xóa tệp trống này rồi mở lại để bắt đầu kho mới."
        )
    if head != _MAGIC:
        raise StoreError(BROKEN.format(store=store))
    tables = _peek(path)
    if tables is not None and not path.with_name(f"{path.name}-journal").exists():  # else it may be in the middle of a write
        _judge_tables(tables, url, create=False)


def _peek(path: Path) -> set[str] | None:
    """The tables of a file, read without a lock and without leaving a trace; None where it cannot be read like that."""
    try:
        with closing(sqlite3.connect(f"{write_address(path)}?immutable=1", uri=True)) as database:
            return {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error:
        return None


def _list_tables(engine: Engine) -> set[str]:
    with reading(engine) as connection:
        return set(inspect(connection).get_table_names())


def _judge_tables(tables: set[str], url: URL, *, create: bool) -> None:
    store = name_store(url)
    if tables >= _OURS or (not tables and create):
        return
    if not tables:
        raise NoStoreThere(
            f"Cơ sở dữ liệu “{store}” trống, chưa phải kho dữ liệu; hãy kiểm tra lại DANVAN_DATABASE_URL, {_HOW_TO_MAKE}"
        )
    raise StoreError(
        f"“{store}” là cơ sở dữ liệu của chương trình khác nên không mở và không sửa; "
        "hãy chọn đúng kho dữ liệu, hoặc một tệp mới, ở DANVAN_DATABASE_URL."
    )


def _make_file(path: Path, url: URL) -> None:
    """All of it beside its place first: nobody ever opens half a store, and of several who make one the first has made it."""
    store = name_store(url)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"Không tạo được thư mục cho kho dữ liệu “{store}”; hãy chọn thư mục có quyền ghi ở DANVAN_DATABASE_URL."
        ) from error
    try:
        with prepare_beside(path, replace=False, mode=_ONLY_THE_OFFICE) as beside:
            _fill(beside, url)
    except FileExistsError:
        return
    except OSError as error:
        if has_no_room(error):
            raise StoreError(f"Ổ đĩa chứa kho dữ liệu “{store}” đã đầy; hãy giải phóng dung lượng rồi làm lại.") from error
        raise StoreError(f"Không tạo được kho dữ liệu “{store}”; hãy chọn thư mục có quyền ghi ở DANVAN_DATABASE_URL.") from error


def _fill(beside: Path, url: URL) -> None:
    engine = open_engine(url.set(database=str(beside)))
    try:
        prepare_schema(engine)
    except StoreError as error:  # of a file that nobody has heard of
        raise StoreError(str(error).replace(str(beside), name_store(url))) from error
    finally:
        engine.dispose()
