"""Zip files on their way in and out: templates are packed into one, a handed-in one is taken apart."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Final

from danvan_metrics.errors import UserError

MOST_FILES: Final = 500
LARGEST_FILE: Final = 20 * 1024 * 1024
LARGEST_ARCHIVE: Final = 100 * 1024 * 1024
_UTF8_FLAG: Final = 0x800
_PART_OF_WORKBOOK: Final = "[Content_Types].xml"

NamedFile = tuple[str, bytes]


def pack(files: Iterable[NamedFile]) -> bytes:
    """One zip of these files; they are compressed already, so they are only put together."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, date_time=(2020, 1, 1, 0, 0, 0)), content)
    return buffer.getvalue()


def unpack(name: str, content: bytes) -> Iterator[NamedFile]:
    """The files to read: those inside when it is a .zip, else itself; nothing for what systems leave beside files.

    UserError where the zip is empty, too large, broken or has a password.
    """
    if is_noise(name):
        return
    if PurePosixPath(name).suffix.casefold() != ".zip" or not zipfile.is_zipfile(io.BytesIO(content)):
        yield name, content
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from [(name, content)] if _PART_OF_WORKBOOK in archive.namelist() else _read_members(name, archive)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error) as error:
        raise UserError(f"Tệp nén “{name}” bị hỏng hoặc có mật khẩu; hãy giải nén trên máy rồi nộp từng tệp.") from error


def is_noise(path: str) -> bool:
    """Whether a system left this file beside the others: lock files, thumbnails, Mac's shadows."""
    parts = PurePosixPath(path).parts
    return "__MACOSX" in parts or (bool(parts) and (parts[-1].startswith((".", "~$")) or parts[-1] == "Thumbs.db"))


def _read_members(name: str, archive: zipfile.ZipFile) -> Iterator[NamedFile]:
    members = [member for member in archive.infolist() if not member.is_dir() and not is_noise(member.filename)]
    if not members:
        raise UserError(f"Tệp nén “{name}” không có tệp nào; hãy kiểm tra lại.")
    if len(members) > MOST_FILES:
        raise UserError(f"Tệp nén “{name}” có {len(members)} tệp, quá {MOST_FILES}; hãy chia thành nhiều tệp nén.")
    total = 0
    for member in members:
        content = _read_member(name, archive, member)
        total += len(content)
        if total > LARGEST_ARCHIVE:
            raise UserError(f"Tệp nén “{name}” quá lớn khi giải nén; hãy chia thành nhiều tệp nén.")
        yield PurePosixPath(_spell(member)).name, content


def _read_member(name: str, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
    with archive.open(member) as file:
        content = file.read(LARGEST_FILE + 1)
    if len(content) > LARGEST_FILE:
        raise UserError(f"Trong “{name}”, tệp “{_spell(member)}” lớn quá 20 MB; hãy bỏ tệp đó ra rồi nộp lại.")
    return content


def _spell(member: zipfile.ZipInfo) -> str:
    """The member's name; Macs write UTF-8 without saying so."""
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename
