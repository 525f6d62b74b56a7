"""A store out of a copy, in an empty place; never over a store."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from sqlalchemy import URL, Engine, inspect

from danvan_metrics.store.copying.before_upgrade import ONLY_THE_OFFICE
from danvan_metrics.store.copying.file_copy import copy_file
from danvan_metrics.store.copying.server_dump import DUMP_MAGIC, check_dump, fill_server
from danvan_metrics.store.engine import locate_file, open_engine, reading
from danvan_metrics.store.failures import StoreError, name_store
from danvan_metrics.store.safekeeping.store_check import StoreCheck, check_store
from danvan_metrics.whole_files import has_no_room, prepare_beside

FILE_MAGIC: Final = b"SQLite format 3\x00"
_TAKEN: Final = (
    "Ở “{store}” đã có dữ liệu; chỉ khôi phục vào chỗ trống. "
    "Hãy đặt DANVAN_DATABASE_URL sang một chỗ mới, hoặc tự chuyển kho đang có đi nơi khác trước."
)


def restore_store(url: str, copy: Path) -> StoreCheck:
    """Make a store at an address where nothing stands, as the copy has it, and check it.

    What is wrong with single files of it is told, and they are restored as they are. StoreError where something stands there,
    the copy is of the other kind of store, or is damaged.
    """
    engine = open_engine(url)
    try:
        path, server = locate_file(engine.url), engine.dialect.name == "postgresql"
        _check_kind(copy, wants_dump=path is None and server)
        if path is None:
            _refill_server(engine, copy)
        else:
            _refill_file(path, engine.url, copy)
        return require_usable(check_store(engine))
    finally:
        engine.dispose()


def check_copy(copy: Path) -> StoreCheck | None:
    """What is wrong with a copy; None for a dump of PostgreSQL's, which can be read to its end but not looked into.

    StoreError where it cannot be read, or is no copy of a store.
    """
    if _read_head(copy).startswith(DUMP_MAGIC):
        check_dump(copy)
        return None
    _check_kind(copy, wants_dump=False)
    engine = open_engine(URL.create("sqlite", database=str(copy)))
    try:
        return check_store(engine)
    finally:
        engine.dispose()


def _check_kind(copy: Path, *, wants_dump: bool) -> None:
    head = _read_head(copy)
    if wants_dump and not head.startswith(DUMP_MAGIC):
        raise StoreError(f"“{copy}” không phải bản sao lưu PostgreSQL do lệnh backup ghi; hãy chọn đúng tệp .dump.")
    if not wants_dump and head != FILE_MAGIC:
        raise StoreError(f"“{copy}” không phải bản sao lưu do lệnh backup ghi; hãy chọn đúng tệp .sqlite3 (hay .dump).")


def _read_head(copy: Path) -> bytes:
    try:
        with copy.open("rb") as file:
            return file.read(len(FILE_MAGIC))
    except OSError as error:
        raise StoreError(f"Không đọc được bản sao lưu “{copy}”; hãy kiểm tra tên tệp và quyền đọc.") from error


def _refill_server(engine: Engine, copy: Path) -> None:
    with reading(engine) as connection:
        if inspect(connection).get_table_names():
            raise StoreError(_TAKEN.format(store=name_store(engine.url)))
    check_dump(copy)
    fill_server(engine.url, copy)


def _refill_file(path: Path, url: URL, copy: Path) -> None:
    """Beside its place first: nobody opens half a store, and a copy that turns out damaged leaves nothing behind."""
    if os.path.lexists(path):
        raise StoreError(_TAKEN.format(store=name_store(url)))
    source = open_engine(URL.create("sqlite", database=str(copy)))
    try:
        require_usable(check_store(source))
        path.parent.mkdir(parents=True, exist_ok=True)
        with prepare_beside(path, replace=False, mode=ONLY_THE_OFFICE) as beside:
            copy_file(source, beside)
    except FileExistsError as error:
        raise StoreError(_TAKEN.format(store=name_store(url))) from error
    except OSError as error:
        why = "ổ đĩa đã đầy" if has_no_room(error) else "thư mục không ghi được"
        raise StoreError(f"Không khôi phục được vào “{name_store(url)}” vì {why}; hãy chọn chỗ khác rồi làm lại.") from error
    finally:
        source.dispose()


def require_usable(checked: StoreCheck) -> StoreCheck:
    """What was checked; StoreError where the program cannot work with such a store."""
    if not checked.usable:
        more = f" (và {len(checked.flaws) - 1} chỗ nữa)" if len(checked.flaws) > 1 else ""
        raise StoreError(
            f"“{checked.store}” bị hỏng nên không dùng được: {checked.flaws[0]}{more} Hãy dùng bản sao lưu gần nhất còn tốt."
        )
    return checked
