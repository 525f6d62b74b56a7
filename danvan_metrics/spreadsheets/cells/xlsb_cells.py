"""What the parser does not tell of an .xlsb: errors, pictures, percentages and merged cells."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Final

from danvan_metrics.spreadsheets.cells.sheet_findings import Range, SheetFindings
from danvan_metrics.spreadsheets.cells.xlsb_records import iterate_records, name_binary_sheets, read_wide
from danvan_metrics.spreadsheets.flaw_words import PICTURE, Position

_ROW, _ERROR, _FORMULA_ERROR, _RICH_VALUE, _MERGED = 0, 3, 11, 50, 176
_NUMBERS: Final = frozenset({2, 5, 9})  # whole in four bytes, in eight bytes, a formula's result
_CELLS: Final = frozenset(range(1, 12)) | {62}
_FORMAT, _STYLES_BEGIN, _STYLE, _STYLES_END = 44, 617, 47, 618
_BUILT_IN: Final = {9: "0%", 10: "0.00%"}
_VALUE: Final = 0x0F
_ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", _VALUE: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip


def find_in_xlsb(parts: Mapping[str, bytes]) -> dict[str, SheetFindings]:
    """By sheet; may raise anything where a part is damaged."""
    formats = read_style_formats(parts.get("xl/styles.bin", b""))
    names = name_binary_sheets(parts)
    return {name: _find(parts[part], formats) for part, name in names.items() if part in parts}


def read_style_formats(styles: bytes) -> dict[int, str]:
    """The format of a percentage by number of cell style."""
    spelled, formats, inside, number = dict(_BUILT_IN), {}, False, 0
    for kind, data in iterate_records(styles):
        if kind == _FORMAT:
            spelled[struct.unpack_from("<H", data)[0]] = read_wide(data, 2)[0]
        elif kind in {_STYLES_BEGIN, _STYLES_END}:
            inside = kind == _STYLES_BEGIN
        elif kind == _STYLE and inside:
            formats[number] = spelled.get(struct.unpack_from("<H", data, 2)[0], "")
            number += 1
    return {number: spelling for number, spelling in formats.items() if "%" in spelling}


def _find(part: bytes, formats: Mapping[int, str]) -> SheetFindings:
    flaws: dict[Position, str] = {}
    found: dict[Position, str] = {}
    merged: list[Range] = []
    row, rich = 0, False
    for kind, data in iterate_records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", data)[0] + 1
        elif kind == _MERGED:
            top, bottom, left, right = struct.unpack_from("<IIII", data)
            merged.append((top + 1, left + 1, bottom + 1, right + 1))
        elif kind in _CELLS:
            column, style = struct.unpack_from("<II", data)
            if kind in {_ERROR, _FORMULA_ERROR}:
                flaws[row, column + 1] = PICTURE if rich and data[8] == _VALUE else _ERRORS.get(data[8], "#N/A")
            elif kind in _NUMBERS and style & 0xFFFFFF in formats:
                found[row, column + 1] = formats[style & 0xFFFFFF]
        rich = kind == _RICH_VALUE or (rich and kind not in _CELLS)
    return SheetFindings(flaws, found, merged)
