"""What the bytes of a file are, judged before anything parses them: first bytes, zip directory, the parts inside."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import Final

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.settings import MEGABYTE, Limits
from danvan_metrics.spreadsheets.containers.compound import OleDirectory, has_password, read_directory
from danvan_metrics.spreadsheets.containers.file_kinds import name_document, name_old_document, name_stranger
from danvan_metrics.spreadsheets.containers.members import Package, inflate, list_members, take_apart
from danvan_metrics.spreadsheets.containers.usual_places import WORKBOOK_PARTS, is_usual_workbook, put_in_place
from danvan_metrics.spreadsheets.ranges import is_far
from danvan_metrics.vietnamese import format_quantity

MAIN_PART: Final = WORKBOOK_PARTS[0]  # of an .xlsx or .xlsm

_DEFAULT: Final = Limits()
_OLE: Final = bytes.fromhex("D0CF11E0A1B11AE1")
# A FilePass record. Ten bytes may stand anywhere by chance, so they are looked for only once a file could not be parsed.
_ENCRYPTED_XLS: Final = re.compile(rb"\x2f\x00..\x01\x00[\x01-\x04]\x00[\x01\x02]\x00", re.DOTALL)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_USUAL_NAMESPACE: Final = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STREAMS: Final = ("EncryptedPackage", "WordDocument", "PowerPoint Document", "__properties_version1.0", "Workbook", "Book")
_MAIN_TYPE: Final = re.compile(rb"(?:spreadsheetml|ms-excel)\.[\w.]*main\b")  # of a workbook's part, wherever it stands
_SAID_OF_TYPES: Final = ("[Content_Types].xml", "mimetype")
_SPREADSHEET: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_SCRIPTS: Final = ("Basic/", "Dialogs/", "Scripts/")  # an .ods's macros: nobody runs or reads them, and they begin with a DOCTYPE
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
    try:
        directory = read_directory(content)
        names = [entry.name for entry in directory.list_root()]
    except (ValueError, IndexError, struct.error):  # a broken directory: by what is found anywhere
        directory, names = None, [name for name in _STREAMS if name.encode("utf-16-le") in content]
    _judge_streams({name.casefold() for name in names}, content, directory)


def _judge_streams(names: set[str], content: bytes, directory: OleDirectory | None) -> None:
    """UnreadableWorkbook where the streams at the root are not those of an .xls that opens without a password."""
    is_workbook = not names.isdisjoint(("workbook", "book"))
    if "encryptedpackage" in names or (is_workbook and directory and has_password(content, directory)):
        raise UnreadableWorkbook("password_protected", "tệp Excel đặt mật khẩu mở")
    document = name_old_document(names)
    if document:
        raise document
    if not is_workbook:
        raise UnreadableWorkbook("damaged_file", "tệp Excel (.xls) hỏng hoặc tải chưa xong")


def _open_zip(content: bytes, limits: Limits) -> Package:
    try:
        members = list_members(content)
        package = take_apart(content, _judge_directory(content, members, limits))
        for name, part in package.find_xml().items():
            _judge_part(name, part)
        package = _bring_to_usual_places(package)
        far = [is_far(name, part, limits) for name, part in package.find_xml().items()]
        package = Package(package.members, far=any(far))
    except (UnreadableWorkbook, MemoryError):  # out of memory is no damage: the worker dies of it, and the pool says “too large”
        raise
    except Exception as error:  # a broken zip raises a dozen kinds of error, all meaning the same
        raise UnreadableWorkbook("damaged_file", "tệp Excel hỏng hoặc tải chưa xong") from error
    return package


def _bring_to_usual_places(package: Package) -> Package:
    """The package as parsers want it; BadZipFile where nothing in it is the workbook's own part."""
    if is_usual_workbook(package.members) or _is_open_spreadsheet(package):
        return package
    members = put_in_place(package.members)
    if not any(part in members for part in WORKBOOK_PARTS):
        raise zipfile.BadZipFile("no part is the workbook's own")
    return Package(members)


def _judge_directory(content: bytes, members: list[zipfile.ZipInfo], limits: Limits) -> list[zipfile.ZipInfo]:
    """The members that are worth unpacking; UnreadableWorkbook where the zip is no workbook, or a dangerous one."""
    names = {member.filename.lower() for member in members}
    if len(members) > limits.most_members:
        raise UnreadableWorkbook("too_large", f"tệp gồm {format_quantity(len(members))} phần")
    if sum(member.file_size for member in members) > limits.largest_unpacked:
        raise UnreadableWorkbook("too_large", f"tệp bung ra quá {format_quantity(limits.largest_unpacked // MEGABYTE)} MB")
    if any(member.flag_bits & 1 for member in members):
        raise UnreadableWorkbook("password_protected", "tệp nén đặt mật khẩu")
    types = b"" if names.intersection(WORKBOOK_PARTS) else _read_types(content, members)
    if types.startswith(_SPREADSHEET):
        members = [member for member in members if not member.filename.startswith(_SCRIPTS)]
    elif not (names.intersection(WORKBOOK_PARTS) or _MAIN_TYPE.search(types)):
        raise _name_archive(members, types)
    if len({member.filename.lower() for member in members}) < len(members):
        raise UnreadableWorkbook("damaged_file", "tệp Excel hỏng (có hai phần trùng tên)")
    return members


def _read_types(content: bytes, members: list[zipfile.ZipInfo]) -> bytes:
    """What an office document says of its kind: an OpenDocument's “mimetype”, the types of an Open XML package's parts."""
    return b"".join(inflate(content, member) for member in members if member.filename in _SAID_OF_TYPES)


def _is_open_spreadsheet(package: Package) -> bool:
    return package.members.get("mimetype", (b"", 0))[0].startswith(_SPREADSHEET)


def _name_archive(members: list[zipfile.ZipInfo], types: bytes) -> UnreadableWorkbook:
    document = name_document((member.filename for member in members), types)
    return document or UnreadableWorkbook("not_a_workbook", "tệp nén (zip)")


def _judge_part(name: str, part: bytes) -> None:
    if _DOCTYPE.match(part) or (b"\x00" in part[:4] and _WIDE_DOCTYPE in part):
        raise UnreadableWorkbook("unsafe_content", f"tệp có khai báo DOCTYPE trong {name}")
    if name == _OPEN_DOCUMENT_MANIFEST and b"encryption-data" in part:
        raise UnreadableWorkbook("password_protected", "tệp bảng tính đặt mật khẩu mở")
