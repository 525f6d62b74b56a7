"""The directory of an OLE file (.xls, .doc, .msg): which streams stand at its root, whatever is embedded below them.

Names found anywhere in the bytes tell nothing: a letter embedded in a workbook has a stream “WordDocument” too. A dozen
lines rather than a library: the parser must be shown the root's workbook alone, which takes the places of the entries.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_SECTOR_SHIFT: Final = struct.Struct("<30xH")
_FIRST_SECTORS: Final = struct.Struct("<48xI4xI8xII109I")  # of the directory; least size of a stream of its own; further tables
_ENTRY: Final = struct.Struct("<64sHBxIII36xIQ")
_NUMBER: Final = struct.Struct("<I")
_LAST: Final = 0xFFFFFFFA  # sectors from here on are none
_NONE: Final = 0xFFFFFFFF
_STREAM: Final = 2
_MOST_ENTRIES: Final = 100_000
_WORKBOOKS: Final = ("Workbook", "Book")  # of Excel 97 and later, and of Excel 5: as the parser spells them
_HIDDEN: Final = "-".encode("utf-16-le")
_FILE_PASS: Final = 0x2F
_BEFORE_FILE_PASS: Final = frozenset({0x809, 0x86})  # the beginning of a workbook, and “save with this name only”


@dataclass(frozen=True, slots=True)
class OleEntry:
    """One entry of the directory: where it stands in the file, and where its stream begins."""

    name: str
    kind: int
    place: int
    left: int
    right: int
    child: int
    start: int
    size: int

    def means(self, name: str) -> bool:
        """Whether it bears this name; OLE makes no difference between small and capital letters."""
        return self.name.casefold() == name.casefold()


@dataclass(frozen=True, slots=True)
class OleDirectory:
    """Every entry by number; the first is the root. `own` are the least bytes of a stream that has sectors of its own."""

    entries: tuple[OleEntry, ...]
    sector: int
    own: int

    def list_root(self) -> list[OleEntry]:
        """What stands at the root; ValueError where the entries go in a circle."""
        found: list[OleEntry] = []
        waiting = [self.entries[0].child]
        while waiting:
            number = waiting.pop()
            if number < len(self.entries):
                found.append(self.entries[number])
                waiting += [found[-1].left, found[-1].right]
            if len(found) > len(self.entries):
                raise ValueError("entries in a circle")
        return found


def read_directory(content: bytes) -> OleDirectory:
    """The directory of an OLE file; ValueError, IndexError or struct.error where it is broken."""
    sector = 1 << min(_SECTOR_SHIFT.unpack_from(content)[0], 20)
    first, own, more, _, *tables = _FIRST_SECTORS.unpack_from(content)
    listed = [table for table in (*tables, *_list_further_tables(content, sector, more)) if table < _LAST]
    entries: list[OleEntry] = []
    for number in _follow(content, sector, first, listed):
        start = (number + 1) * sector
        entries += (_read_entry(content, start + step) for step in range(0, sector, _ENTRY.size))
        if len(entries) > _MOST_ENTRIES:
            raise ValueError("chain without an end")
    return OleDirectory(tuple(entries), sector, own)


def show_root(content: bytes) -> bytes:
    """The same .xls with its root's workbook named as the parser looks for it, and any other workbook inside it out of sight.

    The parser takes the first stream of that name, be it of a table embedded in the sheet. Where there is nothing to
    change, or the directory is broken, the very same bytes.
    """
    try:
        directory = read_directory(content)
        own = find_workbook(directory)
    except (ValueError, IndexError, struct.error):
        return content
    changed = bytearray(content)
    for entry in directory.entries:
        usual = next((name for name in _WORKBOOKS if entry.means(name)), None)
        if entry is own and usual and entry.name != usual:
            _rename(changed, entry, usual.encode("utf-16-le"))
        elif entry is not own and entry.kind == _STREAM and usual:
            _rename(changed, entry, _HIDDEN)
    return bytes(changed)


def find_workbook(directory: OleDirectory) -> OleEntry | None:
    """The root's own workbook, of two formats side by side the newer; None where there is none."""
    streams = [entry for entry in directory.list_root() if entry.kind == _STREAM]
    return next((entry for name in _WORKBOOKS for entry in streams if entry.means(name)), None)


def has_password(content: bytes, directory: OleDirectory) -> bool:
    """Whether the workbook says so in its first records, whichever way it is encrypted (RC4, or XOR as Excel 95 did)."""
    book = find_workbook(directory)
    if book is None or book.size < directory.own:
        return False
    position = end = (book.start + 1) * directory.sector
    end += directory.sector
    while position + 4 <= min(end, len(content)):
        record, length = struct.unpack_from("<HH", content, position)
        if record not in _BEFORE_FILE_PASS:
            return bool(record == _FILE_PASS)
        position += 4 + length
    return False


def _rename(content: bytearray, entry: OleEntry, name: bytes) -> None:
    content[entry.place : entry.place + 66] = name.ljust(64, b"\x00") + struct.pack("<H", len(name) + 2)


def _read_entry(content: bytes, place: int) -> OleEntry:
    name, length, kind, left, right, child, start, size = _ENTRY.unpack_from(content, place)
    text = name[: max(length - 2, 0)].decode("utf-16-le", "replace").rstrip("\x00")
    return OleEntry(text, kind, place, left, right, child, start, size & 0xFFFFFFFF)


def _list_further_tables(content: bytes, sector: int, more: int) -> Iterator[int]:
    """The sectors of the allocation table that the header has no room for."""
    met: set[int] = set()
    while more < _LAST:
        if more in met:
            raise ValueError("chain in a circle")
        met.add(more)
        *tables, more = struct.unpack_from(f"<{sector // 4}I", content, (more + 1) * sector)
        yield from tables


def _follow(content: bytes, sector: int, first: int, tables: list[int]) -> Iterator[int]:
    """The sectors of a chain, one after the other."""
    met: set[int] = set()
    while first < _LAST:
        if first in met:
            raise ValueError("chain in a circle")
        met.add(first)
        yield first
        table, place = divmod(first, sector // _NUMBER.size)
        (first,) = _NUMBER.unpack_from(content, (tables[table] + 1) * sector + place * _NUMBER.size)
