"""What the bytes of a file are, judged before anything parses them: first bytes, zip directory, the parts inside."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.settings import MEGABYTE, Limits
from danvan_metrics.spreadsheets.file_kinds import name_stranger
from danvan_metrics.spreadsheets.members import Package, inflate, list_members, take_apart
from danvan_metrics.spreadsheets.ranges import judge_range
from danvan_metrics.vietnamese import format_quantity

MAIN_PART: Final = "xl/workbook.xml"  # of an .xlsx or .xlsm

_DEFAULT: Final = Limits()
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
# A FilePass record. Ten bytes may stand anywhere by chance, so they are looked for only once a file could not be parsed.
_ENCRYPTED_XLS: Final = re.compile(rb"\x2f\x00..\x01\x00[\x01-\x04]\x00[\x01\x02]\x00", re.DOTALL)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OFFICE_PARTS: Final = (("word/document.xml", "tệp Word"), ("ppt/presentation.xml", "tệp PowerPoint"))
_USUAL_NAMESPACE: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKBOOK_PARTS: Final = (MAIN_PART, "xl/workbook.bin")
_OPEN_DOCUMENT: Final = b"application/vnd.oasis.opendocument."
_OPEN_DOCUMENT_MANIFEST: Final = "META-INF/manifest.xml"
# A DOCTYPE stands before the root element, after nothing but declarations and comments. Nothing here is tried twice.
_DOCTYPE: Final = re.compile(rb"(?:\xef\xbb\xbf)?\s*+(?>(?:<\?.*?\?>|<!--.*?-->)\s*+)*+<!DOCTYPE", re.DOTALL | re.IGNORECASE)
_WIDE_DOCTYPE: Final = "DOCTYPE".encode("utf-16-le")  # found in UTF-16 of either order


def unpack(content: bytes, limits: Limits = _DEFAULT) -> dict[str, bytes]:
    """The XML parts of a workbook's zip by name, none for an .xls; UnreadableWorkbook says what else the file is."""
    package = open_package(content, limits)
    return package.find_xml() if package else {}


def open_package(content: bytes, limits: Limits) -> Package | None:
    """A workbook's zip taken apart and judged, None for an .xls; UnreadableWorkbook says what else the file is."""
    if not content.strip(b"\x00"):
        raise UnreadableWorkbook("empty_file", "tệp rỗng")
    if is_old_excel(content):
        _judge_ole(content)
        return None
    if not content.startswith(_ZIP):
        raise name_stranger(content)
    return _open_zip(content, limits)


def is_old_excel(content: bytes) -> bool:
    """Whether a file begins as an .xls does (and a .doc, and an encrypted .xlsx)."""
    return content.startswith(_OLE)


def is_office_open_xml(content: bytes) -> bool:
    """Whether a judged file is a usual .xlsx or .xlsm: not “Strict Open XML”, in which openpyxl finds nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive, archive.open(MAIN_PART) as part:
            return _USUAL_NAMESPACE in part.read(4096)
    except Exception:  # noqa: BLE001 - a broken zip raises a dozen kinds of error, all meaning the same
        return False


def explain_failure(content: bytes) -> UnreadableWorkbook:
    """Why a file that looked like a workbook could not be parsed."""
    if is_old_excel(content) and _ENCRYPTED_XLS.search(content):
        return UnreadableWorkbook("password_protected", "tệp Excel đặt mật khẩu mở")
    return UnreadableWorkbook("damaged_file", "tệp Excel hỏng")


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


def _open_zip(content: bytes, limits: Limits) -> Package:
    try:
        members = list_members(content)
        _judge_directory(content, members, limits)
        package = take_apart(content, members)
        for name, part in package.find_xml().items():
            _judge_part(name, part, limits)
    except (UnreadableWorkbook, MemoryError):  # out of memory is no damage: the worker dies of it, and the pool says “too large”
        raise
    except Exception as error:  # a broken zip raises a dozen kinds of error, all meaning the same
        raise UnreadableWorkbook("damaged_file", "tệp Excel hỏng hoặc tải chưa xong") from error
    return package


def _judge_directory(content: bytes, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    names = {member.filename.lower() for member in members}
    if len(members) > limits.most_members:
        raise UnreadableWorkbook("too_large", f"tệp gồm {format_quantity(len(members))} phần")
    if sum(member.file_size for member in members) > limits.largest_unpacked:
        raise UnreadableWorkbook("too_large", f"tệp bung ra quá {format_quantity(limits.largest_unpacked // MEGABYTE)} MB")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableWorkbook("password_protected", "tệp nén đặt mật khẩu")
    if not (names.intersection(_WORKBOOK_PARTS) or _is_open_spreadsheet(content, members)):
        raise UnreadableWorkbook("not_a_workbook", _name_archive(names))
    if len(names) < len(members):
        raise UnreadableWorkbook("damaged_file", "tệp Excel hỏng (có hai phần trùng tên)")


def _is_open_spreadsheet(content: bytes, members: list[zipfile.ZipInfo]) -> bool:
    kinds = [inflate(content, member) for member in members if member.filename == "mimetype"]
    return any(kind.startswith(_OPEN_DOCUMENT + b"spreadsheet") for kind in kinds)


def _name_archive(names: set[str]) -> str:
    for part, name in _OFFICE_PARTS:
        if part in names:
            return name
    return "tệp nén (zip)"


def _judge_part(name: str, part: bytes, limits: Limits) -> None:
    if _DOCTYPE.match(part) or (b"\x00" in part[:4] and _WIDE_DOCTYPE in part):
        raise UnreadableWorkbook("unsafe_content", f"tệp có khai báo DOCTYPE trong {name}")
    if name == _OPEN_DOCUMENT_MANIFEST and b"encryption-data" in part:
        raise UnreadableWorkbook("password_protected", "tệp bảng tính đặt mật khẩu mở")
    judge_range(name, part, limits)
