"""Cells that a parser gives back empty although something stands in them: formulas never computed, and Excel's errors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree import ElementTree as ET

from danvan_metrics.spreadsheets.container import MAIN_PART
from danvan_metrics.spreadsheets.flaw_words import FORMULA, PICTURE, Position
from danvan_metrics.spreadsheets.sheet_xml import XmlCell, is_usual, is_worksheet, iterate_cells

_SHEET: Final = "{*}sheet"  # in the usual namespace, or that of “Strict Open XML”
_HINTS: Final = (b"</f>", b't="e"')  # of a shared formula the first cell alone closes its tag, which is hint enough
_HAS_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[\s>/]")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v>([^<]+)</")
_TYPE: Final = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
_RICH_VALUE: Final = re.compile(rb"""\bvm\s*=\s*["']""")
_PICTURE_STANDS_AS: Final = b"#VALUE!"  # for programs that know no pictures in cells
_RICH_KINDS: Final = "xl/richData/rdrichvaluestructure.xml"


def find_flaws(parts: Mapping[str, bytes]) -> dict[str, dict[Position, str]]:
    """By sheet name and position: FORMULA for a formula without a value, PICTURE, else the error's own text (“#REF!”)."""
    flawed = {name: part for name, part in parts.items() if is_worksheet(name) and _may_be_flawed(part)}
    if not flawed:
        return {}
    sheets, pictures = name_sheets(parts), b"mage" in parts.get(_RICH_KINDS, b"_localImage")
    return {sheets[name]: dict(_find_in_sheet(part, pictures=pictures)) for name, part in flawed.items() if name in sheets}


def _may_be_flawed(part: bytes) -> bool:
    """Most sheets hold neither formulas nor errors: a quick look spares the slow one."""
    return any(hint in part for hint in _HINTS) or not is_usual(part)


def _find_in_sheet(part: bytes, *, pictures: bool) -> Iterator[tuple[Position, str]]:
    for cell in iterate_cells(part):
        flaw = _judge_cell(cell, pictures=pictures)
        if flaw:
            yield (cell.row, cell.column), flaw


def _judge_cell(cell: XmlCell, *, pictures: bool) -> str | None:
    found_type, value = _TYPE.search(cell.attributes), _VALUE.search(cell.body)
    kind = found_type[1] if found_type else b"n"
    if kind == b"e" and pictures and value and value[1] == _PICTURE_STANDS_AS and _RICH_VALUE.search(cell.attributes):
        return PICTURE
    if kind == b"e":
        return value[1].decode("utf-8", "replace") if value else "#N/A"
    # An empty string is a true result of a text formula; an empty number is no result.
    return FORMULA if kind != b"str" and value is None and _HAS_FORMULA.search(cell.body) else None


def name_sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Sheet names by the name of the part that holds their cells."""
    targets = {
        relation.get("Id"): relation.get("Target", "")
        for relation in ET.fromstring(parts["xl/_rels/workbook.xml.rels"])  # noqa: S314 - DOCTYPE is refused before
    }
    book = ET.fromstring(parts[MAIN_PART])  # noqa: S314
    return {_part_name(targets.get(_read_relation(sheet), "")): sheet.get("name", "") for sheet in book.iterfind(f".//{_SHEET}")}


def _read_relation(sheet: ET.Element) -> str | None:
    # r:id; “Strict Open XML” has another namespace for it
    return next((value for name, value in sheet.items() if name.endswith("}id")), None)


def _part_name(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
