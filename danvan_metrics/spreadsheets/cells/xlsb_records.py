"""The records of an .xlsb's parts: numbers and bytes, one after another."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

BOOK: Final = "xl/workbook.bin"
_RELATIONS: Final = "xl/_rels/workbook.bin.rels"
_SHEET: Final = 156  # BrtBundleSh


def iterate_records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Each record's kind and data; IndexError where a part ends in mid-record."""
    place = 0
    while place < len(part):
        kind, place = part[place], place + 1
        if kind & 0x80:
            kind, place = kind & 0x7F | (part[place] & 0x7F) << 7, place + 1
        size, place = _read_size(part, place)
        yield kind, part[place : place + size]
        place += size


def _read_size(part: bytes, place: int) -> tuple[int, int]:
    """Seven bits a byte, at most four bytes, the low ones first."""
    size = 0
    for shift in (0, 7, 14, 21):
        low = part[place]
        place += 1
        size |= (low & 0x7F) << shift
        if not low & 0x80:
            break
    return size, place


def read_wide(data: bytes, start: int) -> tuple[str, int]:
    """The text that begins there with its length, and where it ends."""
    (length,) = struct.unpack_from("<I", data, start)
    end = start + 4 + 2 * length
    return data[start + 4 : end].decode("utf-16-le", "replace"), end


def name_binary_sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Sheet names by the name of the part that holds their cells."""
    targets = {one.get("Id"): one.get("Target", "") for one in ET.fromstring(parts[_RELATIONS])}  # noqa: S314 - judged before
    names = {}
    for kind, data in iterate_records(parts[BOOK]):
        if kind == _SHEET:
            relation, end = read_wide(data, 8)
            target = targets.get(relation, "")
            names[target.lstrip("/") if target.startswith("/") else f"xl/{target}"] = read_wide(data, end)[0]
    return names
