"""Cells written in old fonts, found by the font's name and turned into Unicode before anyone reads them.

A usual workbook names no such font, which a search through its bytes tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from danvan_metrics.spreadsheets.cells.xlsb_records import BOOK
from danvan_metrics.spreadsheets.container import MAIN_PART
from danvan_metrics.spreadsheets.flaw_words import Position
from danvan_metrics.spreadsheets.fonts.old_fonts import OLD_FONTS
from danvan_metrics.spreadsheets.fonts.written_text import Fonts, Written
from danvan_metrics.spreadsheets.sheet_xml import is_worksheet

_NAMES: Final = tuple(name.encode() for name in OLD_FONTS)
_WIDE_NAMES: Final = tuple(name.encode("utf-16-le") for name in OLD_FONTS)
_PARTS_WITH_FONTS: Final = ("styles.xml", "sharedStrings.xml", "content.xml")
_BINARY_STYLES: Final = "xl/styles.bin"
_INLINE_RUN: Final = b"<rFont val="


def find_old_fonts(content: bytes, parts: Mapping[str, bytes]) -> Fonts:
    """The cells of a judged workbook that are written in an old font; none where its fonts cannot be told."""
    try:
        return _find(content, parts)
    except Exception:  # noqa: BLE001 - a workbook whose styles are damaged can still be read
        return {}


def decode_cells(cells: list[list[Any]], start: Position, found: Mapping[Position, Written]) -> dict[Position, str]:
    """Turn what was found into Unicode within a sheet's cells, which begin at `start`; the font of each cell that changed."""
    changed = {}
    for (row, column), written in found.items():
        text = _look_up(cells, row - start[0], column - start[1])
        decoded = written.decode(text)
        if decoded != text:
            cells[row - start[0]][column - start[1]] = decoded
            changed[row, column] = written.old_font
    return changed


def _look_up(cells: Sequence[Sequence[Any]], row: int, column: int) -> str:
    """The text there, "" where there is none."""
    inside = 0 <= row < len(cells) and 0 <= column < len(cells[row])
    value = cells[row][column] if inside else ""
    return value if isinstance(value, str) else ""


def _find(content: bytes, parts: Mapping[str, bytes]) -> Fonts:
    """Each format's own search, loaded only where a font's name is found."""
    if not parts:
        return _find_in_xls(content) if any(name in content for name in (*_NAMES, *_WIDE_NAMES)) else {}
    if BOOK in parts:
        return _find_in_xlsb(parts) if any(name in parts[_BINARY_STYLES] for name in _WIDE_NAMES) else {}
    if not any(name in part for part in _list_parts(parts) for name in _NAMES):
        return {}
    if MAIN_PART in parts:
        from danvan_metrics.spreadsheets.fonts.fonts_xlsx import find_fonts  # noqa: PLC0415
    else:
        from danvan_metrics.spreadsheets.fonts.fonts_ods import find_fonts  # noqa: PLC0415
    return find_fonts(parts)


def _find_in_xls(content: bytes) -> Fonts:
    from danvan_metrics.spreadsheets.fonts.fonts_xls import find_fonts  # noqa: PLC0415

    return find_fonts(content)


def _find_in_xlsb(parts: Mapping[str, bytes]) -> Fonts:
    from danvan_metrics.spreadsheets.fonts.fonts_xlsb import find_fonts  # noqa: PLC0415

    return find_fonts(parts)


def _list_parts(parts: Mapping[str, bytes]) -> Iterator[bytes]:
    """The parts in which a font would be named: a sheet only where its texts stand in their cells, as openpyxl writes them."""
    for name, part in parts.items():
        if name.endswith(_PARTS_WITH_FONTS) or (is_worksheet(name) and _INLINE_RUN in part):
            yield part
