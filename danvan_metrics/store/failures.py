"""Failures of the database as sentences for people."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    OperationalError,
    PendingRollbackError,
    ProgrammingError,
)
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
_CUT_OFF = (
    "Kết nối với kho dữ liệu “{store}” bị ngắt giữa chừng nên việc đang làm có thể chưa được lưu; "
    "hãy đợi một phút, mở lại để xem rồi làm lại nếu chưa có."
)
_STARTING = "Máy chủ của kho dữ liệu “{store}” đang khởi động hoặc đang tắt; hãy đợi một phút rồi làm lại."
_CROWDED = (
    "Kho dữ liệu “{store}” đang có quá nhiều kết nối; "
    "hãy đợi một phút rồi làm lại, hoặc báo người quản trị tăng max_connections của máy chủ."
)
_SLOW = "Kho dữ liệu “{store}” trả lời quá lâu nên đã dừng lại; hãy đợi một phút rồi làm lại."
_READ_ONLY = (
    "Máy chủ chỉ cho đọc nên không ghi được kho dữ liệu “{store}”; "
    "hãy báo người quản trị kiểm tra máy chủ chính, DANVAN_DATABASE_URL và quyền ghi."
)
_FORBIDDEN = (
    "Tài khoản ở DANVAN_DATABASE_URL không đủ quyền trên kho dữ liệu “{store}”; "
    "hãy báo người quản trị cấp quyền (chủ của cơ sở dữ liệu) cho tài khoản đó."
)
_LOGIN = (
    "Máy chủ không nhận tên đăng nhập hoặc mật khẩu cho kho dữ liệu “{store}”; hãy kiểm tra DANVAN_DATABASE_URL và pg_hba.conf."
)
_NO_DATABASE = (
    "Máy chủ không có cơ sở dữ liệu của “{store}”; hãy kiểm tra tên ở DANVAN_DATABASE_URL hoặc tạo cơ sở dữ liệu đó trước."
)
_MEMORY = "Máy chủ của kho dữ liệu “{store}” hết bộ nhớ; hãy đợi một phút rồi làm lại, nếu còn lỗi hãy báo người quản trị."
_SERVER_BROKEN = (
    "Dữ liệu của kho “{store}” trên máy chủ bị hỏng; "
    "hãy ngừng ghi, báo người quản trị kiểm tra ổ đĩa và khôi phục từ bản sao lưu gần nhất."
)
_UNSEEN = "Không lưu được vào kho dữ liệu “{store}” vì trong chữ có ký tự không nhìn thấy (mã 0); hãy gõ lại chỗ đó rồi làm lại."
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
_STATES = {  # PostgreSQL's SQLSTATE, or its class
    "08": _CUT_OFF,
    "22021": _UNSEEN,
    "25006": _READ_ONLY,
    "25P03": _CUT_OFF,  # idle_in_transaction_session_timeout
    "28": _LOGIN,
    "3D000": _NO_DATABASE,
    "40001": _BUSY,
    "40P01": _BUSY,
    "42501": _FORBIDDEN,
    "53100": _FULL,
    "53200": _MEMORY,
    "53300": _CROWDED,
    "55P03": _BUSY,  # lock_timeout
    "57014": _SLOW,  # statement_timeout
    "57P01": _CUT_OFF,
    "57P02": _CUT_OFF,
    "57P03": _STARTING,
    "57P05": _CUT_OFF,
    "58": _DISK,
    "XX001": _SERVER_BROKEN,
    "XX002": _SERVER_BROKEN,
}
# A connection that was never made has no SQLSTATE, only the server's words; where it speaks another language, _UNREACHED stays.
_REFUSED = {
    "too many clients": _CROWDED,
    "remaining connection slots": _CROWDED,
    "too many connections": _CROWDED,
    "the database system is": _STARTING,
    "authentication failed": _LOGIN,
    "no pg_hba.conf entry": _LOGIN,
    "no password supplied": _LOGIN,
    "does not exist": _NO_DATABASE,
    "permission denied for database": _FORBIDDEN,
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
    except PendingRollbackError as error:  # used again after it was cut off
        raise StoreError(_CUT_OFF.format(store=name_store(url))) from error
    except (DatabaseError, InterfaceError) as error:
        sentence = _find_sentence(error)
        if sentence is None:
            raise
        raise StoreError(sentence.format(store=name_store(url))) from error


def name_store(url: URL) -> str:
    """What to call the store before people: the file, or the address without its password."""
    return str(url.database) if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _find_sentence(error: DatabaseError | InterfaceError) -> str | None:
    if isinstance(error, IntegrityError):
        return None
    if isinstance(error.orig, sqlite3.Error):
        code = getattr(error.orig, "sqlite_errorcode", 0)
        return None if isinstance(error, ProgrammingError) else _SENTENCES.get(code & 0xFF)  # the low byte is the primary code
    return _find_server_sentence(error)


def _find_server_sentence(error: DatabaseError | InterfaceError) -> str | None:
    state = str(getattr(error.orig, "sqlstate", None) or "")
    if state:
        return _STATES.get(state) or _STATES.get(state[:2])
    said = str(error.orig)
    if isinstance(error, DataError):
        return _UNSEEN if "NUL" in said else None
    if not isinstance(error, (OperationalError, InterfaceError)):
        return None
    if error.connection_invalidated or error.statement is not None:
        return _CUT_OFF
    return next((sentence for words, sentence in _REFUSED.items() if words in said), _UNREACHED)
