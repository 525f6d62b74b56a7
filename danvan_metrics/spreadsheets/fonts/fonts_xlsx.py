"""Which cells of an .xlsx or .xlsm are written in an old font: by their style, or by the runs of their text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from danvan_metrics.spreadsheets.flaw_words import Position
from danvan_metrics.spreadsheets.fonts.written_text import FontRun, Fonts, Written
from danvan_metrics.spreadsheets.formulas import name_sheets
from danvan_metrics.spreadsheets.sheet_xml import XmlCell, is_worksheet, iterate_cells

_STYLES: Final = "xl/styles.xml"
_STRINGS: Final = "xl/sharedStrings.xml"
_STYLE: Final = re.compile(rb"""\bs\s*=\s*["'](\d+)["']""")
_TYPE: Final = re.compile(rb"""\bt\s*=\s*["'](s|str|inlineStr)["']""")
_INDEX: Final = re.compile(rb"<(?:\w+:)?v>\s*(\d+)\s*</")

Runs = tuple[FontRun, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """What the whole workbook shares: the font of each style, and the runs of the shared texts that have any."""

    fonts: Sequence[str]
    strings: Mapping[int, Runs]

    def read(self, cell: XmlCell) -> Written | None:
        """How a cell is written; None where it holds no text."""
        kind = _TYPE.search(cell.attributes)
        if kind is None:
            return None
        style = _STYLE.search(cell.attributes)
        number = int(style[1]) if style else 0
        runs = self._find_shared(cell.body) if kind[1] == b"s" else _read_inline(cell.body)
        return Written(self.fonts[number] if number < len(self.fonts) else "", runs)

    def _find_shared(self, body: bytes) -> Runs:
        index = _INDEX.search(body)
        return self.strings.get(int(index[1]), ()) if index else ()


def find_fonts(parts: Mapping[str, bytes]) -> Fonts:
    """By sheet and position: each cell with an old font in it; may raise anything where the parts are damaged."""
    look = _Look(_read_fonts(parts[_STYLES]), _read_strings(parts.get(_STRINGS, b"")))
    names = name_sheets(parts)
    return {names[name]: dict(_find(part, look)) for name, part in parts.items() if is_worksheet(name) and name in names}


def _find(part: bytes, look: _Look) -> Iterator[tuple[Position, Written]]:
    for cell in iterate_cells(part):
        written = look.read(cell)
        if written and written.old_font:
            yield (cell.row, cell.column), written


def _read_fonts(styles: bytes) -> list[str]:
    """The font's name by number of cell style."""
    root = ET.fromstring(styles)  # noqa: S314 - DOCTYPE is refused before
    names = [_read_value(font.find("{*}name")) for font in root.findall("{*}fonts/{*}font")]
    return [names[int(style.get("fontId", "0"))] for style in root.findall("{*}cellXfs/{*}xf")]


def _read_strings(strings: bytes) -> dict[int, Runs]:
    """The runs of shared texts, by number; texts of one run are left out."""
    items = ET.fromstring(strings) if strings else ()  # noqa: S314
    return {number: _read_runs(item) for number, item in enumerate(items) if item.find("{*}r") is not None}


def _read_inline(body: bytes) -> Runs:
    """The runs of a text that stands in its cell."""
    # A prefixed <x:is> cannot be parsed by itself, and one error leaves the fonts of the whole workbook undecoded.
    return _read_runs(ET.fromstring(body)) if b"<rPr>" in body and body.startswith(b"<is>") else ()  # noqa: S314


def _read_runs(item: ET.Element) -> Runs:
    return tuple(
        FontRun(run.findtext("{*}t") or "", _read_value(run.find("{*}rPr/{*}rFont"))) for run in item.findall("{*}r")
    )  # fmt: skip


def _read_value(element: ET.Element | None) -> str:
    return "" if element is None else element.get("val", "")
