"""What the parser does not tell of an .xlsx or .xlsm: which numbers are shown as percentages, and which cells are merged."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from danvan_metrics.spreadsheets.flaw_words import Position
from danvan_metrics.spreadsheets.formulas import name_sheets
from danvan_metrics.spreadsheets.sheet_xml import is_worksheet, iterate_cells, read_letters

_STYLES: Final = "xl/styles.xml"
_BUILT_IN: Final = {"9": "0%", "10": "0.00%"}
_HINT: Final = re.compile(rb"""numFmtId\s*=\s*["'](?:9|10)["']|%""")
_STYLE: Final = re.compile(rb"""\bs\s*=\s*["'](\d+)["']""")
_OTHER_TYPE: Final = re.compile(rb"""\bt\s*=\s*["'](?!n["'])""")
_MERGED: Final = re.compile(rb"""<(?:\w+:)?mergeCell\s[^>]*?\bref\s*=\s*["']([A-Za-z]+)(\d+):([A-Za-z]+)(\d+)["']""")


def find_percentages(parts: Mapping[str, bytes]) -> dict[str, dict[Position, str]]:
    """By sheet and position: the format of each number shown as a percentage; may raise anything where parts are damaged."""
    formats = _read_formats(parts.get(_STYLES, b""))
    if not formats:
        return {}
    used = re.compile(rb"""\bs\s*=\s*["'](?:%s)["']""" % b"|".join(b"%d" % number for number in formats))
    names = name_sheets(parts)
    sheets = {names[name]: part for name, part in parts.items() if is_worksheet(name) and name in names and used.search(part)}
    return {name: dict(_find(part, formats)) for name, part in sheets.items()}


def _read_formats(styles: bytes) -> dict[int, str]:
    """The format of a percentage by number of cell style."""
    if not _HINT.search(styles):
        return {}
    root = ET.fromstring(styles)  # noqa: S314 - DOCTYPE is refused before
    spelled = {one.get("numFmtId", ""): one.get("formatCode", "") for one in root.iterfind("{*}numFmts/{*}numFmt")}
    known = {**_BUILT_IN, **spelled}
    numbered = enumerate(known.get(style.get("numFmtId", "0"), "") for style in root.iterfind("{*}cellXfs/{*}xf"))
    return {number: spelling for number, spelling in numbered if "%" in spelling}


def _find(part: bytes, formats: Mapping[int, str]) -> Iterator[tuple[Position, str]]:
    for cell in iterate_cells(part):
        style = _STYLE.search(cell.attributes)
        if style and int(style[1]) in formats and not _OTHER_TYPE.search(cell.attributes):
            yield (cell.row, cell.column), formats[int(style[1])]


def find_merged(parts: Mapping[str, bytes]) -> dict[str, list[tuple[int, int, int, int]]]:
    """The ranges of merged cells by sheet."""
    names = name_sheets(parts)
    return {names[name]: list(_iterate_merged(part)) for name, part in parts.items() if is_worksheet(name) and name in names}


def _iterate_merged(part: bytes) -> Iterator[tuple[int, int, int, int]]:
    for left, top, right, bottom in _MERGED.findall(part):
        yield int(top), read_letters(left), int(bottom), read_letters(right)
