"""Failures of the database as sentences for people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DatabaseError, IntegrityError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from danvan_metrics.errors import UserError

_BUSY = "Kho dữ liệu “{store}” đang bận vì có chương trình khác đang ghi; hãy đợi một phút rồi làm lại."
_CLOSED = (
    "Không mở được hoặc không ghi được kho dữ liệu “{store}”; "
    "hãy kiểm tra thư mục đó có tồn tại và có quyền ghi, tệp không bị đặt chỉ đọc."
)
BROKEN = (
    "Tệp “{store}” bị hỏng hoặc không phải kho dữ liệu của chương trình này; "
    "hãy giữ nguyên tệp đó, khôi phục từ bản sao lưu gần nhất hoặc chọn tệp khác ở DANVAN_DATABASE_URL."
)
_FULL = "Ổ đĩa chứa kho dữ liệu “{store}” đã đầy; hãy giải phóng dung lượng rồi làm lại."
_DISK = "Ổ đĩa báo lỗi khi đọc, ghi kho dữ liệu “{store}”; hãy kiểm tra ổ đĩa, sao lưu ngay rồi làm lại."
_UNREACHED = (
    "Không kết nối được kho dữ liệu “{store}”; hãy kiểm tra máy chủ đang chạy, mạng, tên đăng nhập và DANVAN_DATABASE_URL."
)
_SENTENCES = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_READONLY: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_AUTH: _CLOSED,
    sqlite3.SQLITE_CORRUPT: BROKEN,
    sqlite3.SQLITE_NOTADB: BROKEN,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_IOERR: _DISK,
}


class StoreError(UserError):
    """The store cannot be opened, read or written; nothing of the transaction was kept."""


@contextmanager
def explain_failures(url: URL) -> Iterator[None]:
    """Turn what the database could not do into a StoreError; mistakes of our own (constraints, SQL) pass through."""
    try:
        yield
    except PoolTimeoutError as error:
        raise StoreError(_BUSY.format(store=name_store(url))) from error
    except (IntegrityError, ProgrammingError):  # DatabaseErrors too, hence before them
        raise
    except (DatabaseError, InterfaceError) as error:
        sentence = _find_sentence(error)
        if sentence is None:
            raise
        raise StoreError(sentence.format(store=name_store(url))) from error


def name_store(url: URL) -> str:
    """What to call the store before people: the file, or the address without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _find_sentence(error: DatabaseError | InterfaceError) -> str | None:
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", 0)
        return _SENTENCES.get(code & 0xFF)  # the low byte is the primary code, the rest tells details
    return _UNREACHED if isinstance(error, (OperationalError, InterfaceError)) else None
