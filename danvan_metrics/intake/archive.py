"""What was dropped, as a list of files: folders' leavings are passed over, zips and mails taken apart, nothing inflated yet."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Final, TypeAlias

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.containers.file_kinds import find_apple_folder, name_document
from danvan_metrics.spreadsheets.containers.mail_files import is_mail, list_attachments
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
_HEAD: Final = 4096  # bytes that tell what a file is; a mail's headers are long
# zipfile raises NotImplementedError for a way of packing it lacks, RuntimeError for a password, EOFError for a cut end.
_BROKEN: Final = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error)


Source: TypeAlias = "bytes | Path | ArchiveMember | Attachment"


@dataclass(slots=True)
class Archive:
    """An open zip; `inflated` counts the bytes of each member read so far, for its directory may lie about them."""

    name: str
    file: zipfile.ZipFile
    inflated: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ArchiveMember:
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
class Attachment:
    """One file attached to a mail, taken out only when it is read; `number` counts the mail's attachments from 0."""

    mail: Source
    number: int

    def read(self, limits: Limits) -> bytes:
        """Its bytes; UnreadableWorkbook where the mail can no longer be had."""
        try:
            return list_attachments(_read(self.mail, limits))[self.number][1]
        except (ValueError, IndexError) as error:  # the mail has changed since it was looked into
            raise UnreadableWorkbook("mail", "thư điện tử") from error


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One file as it was handed in: its name with its folder, where its bytes are, and what is said about it.

    `received_on` and `told` (whose return it is) are None where nothing is said; a `flaw` is known before the file is read.
    `accepted`: the questions the officer has answered with yes, by code or by key (“*”: every one).
    `beside`: the files that lie beside it in its zip, which are kept with the return. `sender`: who sent it, where it is not the
    batch's.
    """

    name: str
    source: Source
    received_on: date | None = None
    told: Told | None = None
    flaw: Issue | None = None
    accepted: frozenset[str] = frozenset()
    beside: tuple[HandedIn, ...] = ()
    sender: str = ""

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
    for one in _unpack_each(_fold_documents(files), limits, depth=0):
        if len(found) == limits.most_files:
            flaw = Issue("too_many_files", WHOLE_FILE, found=format_quantity(limits.most_files))
            return [*found, replace(one, source=b"", flaw=flaw)]
        found.append(one)
    return found


def is_noise(path: str) -> bool:
    """Whether a system left this file beside the others: lock files, thumbnails, Mac's shadows."""
    parts = PurePosixPath(path.replace("\\", "/")).parts
    return "__MACOSX" in parts or (bool(parts) and (parts[-1].startswith((".", "~$")) or parts[-1] == "Thumbs.db"))


def _read(source: Source, limits: Limits) -> bytes:
    if isinstance(source, bytes):
        return source
    if isinstance(source, (ArchiveMember, Attachment)):
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
        inside = _look_inside(one, limits) if one.flaw is None else one
        if isinstance(inside, HandedIn):
            yield inside
        elif depth == DEEPEST:
            yield replace(one, source=b"", flaw=Issue("archive_too_large", WHOLE_FILE, found=f"{DEEPEST} lớp tệp nén lồng nhau"))
        else:
            yield from _unpack_each(inside, limits, depth=depth + 1)


def _look_inside(one: HandedIn, limits: Limits) -> HandedIn | Iterable[HandedIn]:
    """The files that a zip or a mail holds; the file itself where it is neither, or, with its flaw, where it is broken."""
    head = _read_head(one.source, limits)
    if is_mail(head):
        return _list_attached(one, limits)
    # Programs write a workbook's own parts in front, so that most need not be opened.
    if head.startswith(_ZIP_STARTS) and not head[_NAME_AT:].startswith(_OFFICE_STARTS):
        return _list_zipped(one, limits)
    return one


def _list_attached(one: HandedIn, limits: Limits) -> HandedIn | list[HandedIn]:
    """What is attached to a mail; the mail itself, told as one, where nothing is."""
    try:
        attached = list_attachments(one.load(limits))
    except (UnreadableWorkbook, ValueError):  # told when it is read
        return one
    files = [
        replace(one, name=f"{one.name}/{_name_inside(name)}", source=Attachment(one.source, number))
        for number, (name, _) in enumerate(attached)
    ]
    return files or one


def _list_zipped(one: HandedIn, limits: Limits) -> HandedIn | Iterable[HandedIn]:
    try:
        file = zipfile.ZipFile(_open_source(one, limits))
    except (UnreadableWorkbook, *_BROKEN):
        # A broken .xlsx is a zip too, and is told as a workbook when it is read.
        return one if _is_named_workbook(one) else _flaw(one, "archive_damaged")
    names = file.namelist()
    if _OFFICE_PARTS.intersection(names) or name_document(names):
        return one
    return _list_members(one, Archive(one.name, file))


def _open_source(one: HandedIn, limits: Limits) -> Path | io.BytesIO:
    return one.source if isinstance(one.source, Path) else io.BytesIO(_read(one.source, limits))


def _read_head(source: Source, limits: Limits) -> bytes:
    try:
        if isinstance(source, bytes):
            return source[:_HEAD]
        if isinstance(source, Attachment):
            return source.read(limits)[:_HEAD]
        if isinstance(source, Path):
            with source.open("rb") as file:
                return file.read(_HEAD)
        with source.archive.file.open(source.info) as member:
            return member.read(_HEAD)
    except (UnreadableWorkbook, *_BROKEN):
        return b""  # told when the file is read


def _list_members(one: HandedIn, archive: Archive) -> HandedIn | list[HandedIn]:
    members = [
        member for member in archive.file.infolist() if not member.filename.endswith("/") and not is_noise(member.filename)
    ]
    if not members:
        return _flaw(one, "archive_empty")
    if any(member.flag_bits & _ENCRYPTED_FLAG for member in members):
        return _flaw(one, "archive_protected")
    named = ((f"{one.name}/{_name_member(member)}", ArchiveMember(archive, member)) for member in members)
    inside = [replace(one, name=name, source=source) for name, source in named]
    return list(_fold_documents(inside, above=f"{one.name}/"))


def _fold_documents(files: Iterable[HandedIn], *, above: str = "") -> Iterator[HandedIn]:
    """Each folder that a Mac takes for one document (“bao-cao.numbers”) told once, never the parts inside it.

    `above`: how the files' names begin without meaning a folder.
    """
    listed = [(one, find_apple_folder(one.name.removeprefix(above))) for one in files]
    parts: dict[str, list[str]] = {}
    for one, folder in listed:
        if folder:
            parts.setdefault(folder, []).append(one.name.removeprefix(f"{above}{folder}/"))
    documents = {folder: name_document(names) for folder, names in parts.items()}
    for one, folder in listed:
        document = documents.get(folder) if folder else None
        if folder is None or document is None:
            yield one
        elif parts.pop(folder, None):
            yield replace(one, name=above + folder, source=b"", flaw=Issue(document.code, WHOLE_FILE, found=str(document)))


def _flaw(one: HandedIn, code: str) -> HandedIn:
    return replace(one, source=b"", flaw=Issue(code, WHOLE_FILE, found=f"“{one.name}”"))


def _is_named_workbook(one: HandedIn) -> bool:
    return PurePosixPath(one.name).suffix.casefold() != ".zip"


def _name_member(member: zipfile.ZipInfo) -> str:
    return _name_inside(_spell(member))


def _name_inside(name: str) -> str:
    """A file's name below its zip or mail: no drive, no way up, no control characters; a name only, nothing is written there."""
    shown = "".join(letter for letter in name.replace("\\", "/") if letter.isprintable())
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
