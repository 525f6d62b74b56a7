"""What the bytes of a file are, judged before anything parses them: first bytes, zip directory, XML parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Final

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.workbook.sheet_xml import is_usual, is_worksheet, iterate_cells

LARGEST_UNPACKED: Final = 100_000_000  # bytes, all members together
LARGEST_RANGE: Final = 8_000_000  # rows × columns of one sheet: the parser keeps the whole rectangle in memory
MOST_MEMBERS: Final = 2_000

_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
_ENCRYPTED_XLS: Final = re.compile(rb"\x2f\x00..\x01\x00[\x01-\x04]\x00[\x01\x02]\x00", re.DOTALL)  # a FilePass record
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_KINDS: Final = (
    (b"%PDF", "tệp PDF"),
    (b"\x89PNG", "tệp ảnh"),
    (b"\xff\xd8\xff", "tệp ảnh"),
    (b"GIF8", "tệp ảnh"),
    (b"BM", "tệp ảnh"),
    (b"Rar!", "tệp nén RAR"),
    (b"7z\xbc\xaf", "tệp nén 7z"),
    (b"{\\rtf", "tệp Word (RTF)"),
)
_OFFICE_PARTS: Final = (("word/document.xml", "tệp Word"), ("ppt/presentation.xml", "tệp PowerPoint"))
MAIN_PART: Final = "xl/workbook.xml"  # of an .xlsx or .xlsm
_USUAL_NAMESPACE: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKBOOK_PARTS: Final = (MAIN_PART, "xl/workbook.bin")
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."
_OPEN_DOCUMENT_MANIFEST: Final = "META-INF/manifest.xml"
# Below column AAA and row 10.000 a sheet cannot reach LARGEST_RANGE; their literal beginnings keep these searches quick.
_FAR_CELLS: Final = tuple(re.compile(start + rb"(?:[A-Za-z]{3,}\d|[A-Za-z]{0,2}\d{5})") for start in (b'r="', b"r='"))
_DOCTYPES: Final = (b"<!DOCTYPE", "DOCTYPE".encode("utf-16-le"))


def unpack(content: bytes) -> dict[str, bytes]:
    """The XML parts of a workbook's zip by name, none for an .xls; UnreadableWorkbook says what else the file is."""
    if not content.strip(b"\x00"):
        raise UnreadableWorkbook("empty_file", "tệp rỗng")
    if content.startswith(_OLE):
        _judge_ole(content)
        return {}
    if not content.startswith(_ZIP):
        raise UnreadableWorkbook("not_a_workbook", _name_kind(content))
    return _unpack_zip(content)


def is_office_open_xml(content: bytes) -> bool:
    """Whether a judged file is a usual .xlsx or .xlsm: not “Strict Open XML”, in which openpyxl finds nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _USUAL_NAMESPACE in archive.read(MAIN_PART)
    except Exception:  # noqa: BLE001 - a broken zip raises a dozen kinds of error, all meaning the same
        return False


def explain_failure(content: bytes) -> UnreadableWorkbook:
    """Why a file that looked like a workbook could not be parsed."""
    if content.startswith(_OLE) and _ENCRYPTED_XLS.search(content):
        return UnreadableWorkbook("password_protected", "tệp Excel đặt mật khẩu mở")
    return UnreadableWorkbook("damaged_file", "tệp Excel hỏng")


def _name_kind(content: bytes) -> str:
    for start, name in _KINDS:
        if content.startswith(start):
            return name
    if content[4:8] == b"ftyp" or content[8:12] == b"WEBP":
        return "tệp ảnh"
    head = content[:4096]
    if b"<html" in head.lower() or b"<table" in head.lower():
        return "trang web (HTML) mang tên tệp Excel"
    return "tệp không rõ loại" if b"\x00" in head else "tệp văn bản"


def _judge_ole(content: bytes) -> None:
    if _has_stream(content, "EncryptedPackage"):
        raise UnreadableWorkbook("password_protected", "tệp Excel đặt mật khẩu mở")
    for stream, name in (("WordDocument", "tệp Word"), ("PowerPoint Document", "tệp PowerPoint")):
        if _has_stream(content, stream):
            raise UnreadableWorkbook("not_a_workbook", name)
    if not (_has_stream(content, "Workbook") or _has_stream(content, "Book")):
        raise UnreadableWorkbook("damaged_file", "tệp Excel (.xls) hỏng hoặc tải chưa xong")


def _has_stream(content: bytes, name: str) -> bool:
    return name.encode("utf-16-le") in content


def _unpack_zip(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _judge_directory(archive)
            return {name: part for name, part in _read_parts(archive) if _is_harmless(name, part)}
    except UnreadableWorkbook:
        raise
    except Exception as error:  # a broken zip raises a dozen kinds of error, all meaning the same
        raise UnreadableWorkbook("damaged_file", "tệp Excel hỏng hoặc tải chưa xong") from error


def _judge_directory(archive: zipfile.ZipFile) -> None:
    members = archive.infolist()
    names = {member.filename.lower() for member in members}
    if len(members) > MOST_MEMBERS or sum(member.file_size for member in members) > LARGEST_UNPACKED:
        raise UnreadableWorkbook("too_large", f"tệp bung ra quá {format_quantity(LARGEST_UNPACKED // 1_000_000)} MB")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableWorkbook("password_protected", "tệp nén đặt mật khẩu")
    if not (names.intersection(_WORKBOOK_PARTS) or _is_open_spreadsheet(archive, names)):
        raise UnreadableWorkbook("not_a_workbook", _name_archive(names))
    if len(names) < len(members):
        raise UnreadableWorkbook("damaged_file", "tệp Excel hỏng (có hai phần trùng tên)")


def _is_open_spreadsheet(archive: zipfile.ZipFile, names: set[str]) -> bool:
    return "mimetype" in names and archive.read("mimetype").startswith(_OPEN_DOCUMENT + b"spreadsheet")


def _name_archive(names: set[str]) -> str:
    for part, name in _OFFICE_PARTS:
        if part in names:
            return name
    return "tệp nén (zip)"


def _read_parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    for member in archive.infolist():
        if member.filename.lower().endswith((".xml", ".rels")):
            yield member.filename, archive.read(member)


def _is_harmless(name: str, part: bytes) -> bool:
    if any(mark in part for mark in _DOCTYPES):
        raise UnreadableWorkbook("unsafe_content", f"tệp có khai báo DOCTYPE trong {name}")
    if name == _OPEN_DOCUMENT_MANIFEST and b"encryption-data" in part:
        raise UnreadableWorkbook("password_protected", "tệp bảng tính đặt mật khẩu mở")
    if is_worksheet(name) and (any(far.search(part) for far in _FAR_CELLS) or not is_usual(part)):
        _judge_range(part)
    return True


def _judge_range(part: bytes) -> None:
    rows, columns = 0, 0
    for cell in iterate_cells(part):
        rows, columns = max(rows, cell.row), max(columns, cell.column)
    if rows * columns > LARGEST_RANGE:
        raise UnreadableWorkbook("too_large", f"bảng tính dài tới dòng {format_quantity(rows)}, rộng tới cột {columns}")
