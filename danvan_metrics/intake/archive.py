"""What was dropped, as a list of files: folders' leavings are passed over, zips are taken apart, nothing is inflated yet."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.settings import Limits
from danvan_metrics.validation.identity import WHOLE_FILE
from danvan_metrics.validation.issues import Issue
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.workbook.recognising.recognise import Told

DEEPEST: Final = 3  # zips within zips
_UTF8_FLAG: Final = 0x800
_ENCRYPTED_FLAG: Final = 0x1
_ZIP_STARTS: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OFFICE_STARTS: Final = (b"[Content_Types].xml", b"_rels/", b"mimetype", b"xl/", b"docProps/", b"word/", b"ppt/")
_OFFICE_PARTS: Final = frozenset({"[Content_Types].xml", "mimetype", "xl/workbook.xml", "xl/workbook.bin"})
_NAME_AT: Final = 30  # where a zip's first member has its name
# zipfile raises NotImplementedError for a way of packing it lacks, RuntimeError for a password, EOFError for a cut end.
_BROKEN: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)


@dataclass(slots=True)
class Archive:
    """An open zip; `inflated` counts the bytes of each member read so far, for its directory may lie about them."""

    name: str
    file: zipfile.ZipFile
    inflated: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside a zip, inflated only when it is read."""

    archive: Archive
    info: zipfile.ZipInfo

    def read(self, limits: Limits) -> bytes:
        """Its bytes; UnreadableWorkbook where the zip is broken, or holds more than it may."""
        try:
            with self.archive.file.open(self.info) as file:
                content = file.read(limits.largest_file + 1)
        except _BROKEN as error:
            raise UnreadableWorkbook("archive_damaged", f"“{self.archive.name}”") from error
        self.archive.inflated[self.info.header_offset] = len(content)  # by its place: read again, it is not counted again
        if sum(self.archive.inflated.values()) > limits.largest_archive:
            raise UnreadableWorkbook("archive_too_large", _megabytes(limits.largest_archive))
        return content


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One file as it was handed in: its name with its folder, where its bytes are, and what is said about it.

    `received_on` and `told` (whose return it is) are None where nothing is said; a `flaw` is known before the file is read.
    """

    name: str
    source: bytes | Path | Member
    received_on: date | None = None
    told: Told | None = None
    flaw: Issue | None = None

    def load(self, limits: Limits) -> bytes:
        """The file's bytes; UnreadableWorkbook says why there are none."""
        if self.flaw:
            raise UnreadableWorkbook(self.flaw.code, self.flaw.found)
        content = _read(self.source, limits)
        if len(content) > limits.largest_file:
            raise UnreadableWorkbook("too_large", f"tệp lớn hơn {_megabytes(limits.largest_file)}")
        return content


def list_files(files: Iterable[HandedIn], limits: Limits) -> list[HandedIn]:
    """Every file to read, zips (known by content) taken apart; at most `limits.most_files`, the rest told in one entry."""
    found: list[HandedIn] = []
    for one in _unpack_each(files, limits, depth=0):
        if len(found) == limits.most_files:
            flaw = Issue("too_many_files", WHOLE_FILE, found=format_quantity(limits.most_files))
            return [*found, replace(one, source=b"", flaw=flaw)]
        found.append(one)
    return found


def is_noise(path: str) -> bool:
    """Whether a system left this file beside the others: lock files, thumbnails, Mac's shadows."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return "__MACOSX" in parts or (bool(parts) and (parts[-1].startswith((".", "~$")) or parts[-1] == "Thumbs.db"))


def _read(source: bytes | Path | Member, limits: Limits) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, Member):
        return source.read(limits)
    try:
        with source.open("rb") as file:
            return file.read(limits.largest_file + 1)
    except FileNotFoundError as error:
        raise UnreadableWorkbook("damaged_file", "không có tệp này ở đường dẫn đã ghi") from error
    except OSError as error:
        raise UnreadableWorkbook("damaged_file", "máy tính không cho đọc tệp này") from error


def _unpack_each(files: Iterable[HandedIn], limits: Limits, *, depth: int) -> Iterator[HandedIn]:
    for one in files:
        if is_noise(one.name):
            continue
        archive = _open_archive(one, limits) if one.flaw is None else one
        if isinstance(archive, HandedIn):
            yield archive
        elif depth == DEEPEST:
            yield replace(one, source=b"", flaw=Issue("archive_too_large", WHOLE_FILE, found=f"{DEEPEST} lớp tệp nén lồng nhau"))
        else:
            yield from _list_members(one, archive, limits, depth=depth)


def _open_archive(one: HandedIn, limits: Limits) -> Archive | HandedIn:
    """The zip that this file is; the file itself where it is none, or, with its flaw, where it is broken."""
    if not _looks_like_archive(one):
        return one
    try:
        file = zipfile.ZipFile(_open_source(one, limits))
    except (UnreadableWorkbook, *_BROKEN):
        # A broken .xlsx is a zip too, and is told as a workbook when it is read.
        return one if _is_named_workbook(one) else _flaw(one, "archive_damaged")
    return one if _OFFICE_PARTS.intersection(file.namelist()) else Archive(one.name, file)


def _open_source(one: HandedIn, limits: Limits) -> Path | io.BytesIO:
    if isinstance(one.source, Path):
        return one.source
    return io.BytesIO(one.source if isinstance(one.source, bytes) else one.source.read(limits))


def _looks_like_archive(one: HandedIn) -> bool:
    """A look at the first bytes: programs write a workbook's own parts in front, so that most need not be opened."""
    head = _read_head(one.source)
    return head.startswith(_ZIP_STARTS) and not head[_NAME_AT:].startswith(_OFFICE_STARTS)


def _read_head(source: bytes | Path | Member) -> bytes:
    length = _NAME_AT + max(map(len, _OFFICE_STARTS))
    try:
        if isinstance(source, bytes):
            return source[:length]
        if isinstance(source, Path):
            with source.open("rb") as file:
                return file.read(length)
        with source.archive.file.open(source.info) as member:
            return member.read(length)
    except _BROKEN:
        return b""  # told when the file is read


def _list_members(one: HandedIn, archive: Archive, limits: Limits, *, depth: int) -> Iterator[HandedIn]:
    members = [
        member for member in archive.file.infolist() if not member.filename.endswith("/") and not is_noise(member.filename)
    ]
    if not members:
        yield _flaw(one, "archive_empty")
    elif any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        yield _flaw(one, "archive_protected")
    else:
        inside = (replace(one, name=f"{one.name}/{_name_member(member)}", source=Member(archive, member)) for member in members)
        yield from _unpack_each(inside, limits, depth=depth + 1)


def _flaw(one: HandedIn, code: str) -> HandedIn:
    return replace(one, source=b"", flaw=Issue(code, WHOLE_FILE, found=f"“{one.name}”"))


def _is_named_workbook(one: HandedIn) -> bool:
    return PurePosixPath(one.name).suffix.casefold() != ".zip"


def _name_member(member: zipfile.ZipInfo) -> str:
    """The member's name below its zip: no drive, no way up, no control characters; a name only, nothing is written there."""
    shown = "".join(letter for letter in _spell(member).replace("\\", "/") if letter.isprintable())
    parts = [part for part in shown.split("/") if part.strip(". ") and not part.endswith(":")]
    return "/".join(parts) or "tệp không tên"


def _spell(member: zipfile.ZipInfo) -> str:
    """Macs write UTF-8 without saying so."""
    if member.flag_bits & _UTF8_FLAG:
        return member.filename
    try:
        return member.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member.filename


def _megabytes(size: int) -> str:
    return f"{format_quantity(size // 1_000_000)} MB"
