"""Which cells of an .xlsb are written in an old font: by their style, or by the runs of their text."""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from danvan_metrics.spreadsheets.cells.xlsb_records import iterate_records, name_binary_sheets, read_wide
from danvan_metrics.spreadsheets.flaw_words import Position
from danvan_metrics.spreadsheets.fonts.written_text import FontRun, Fonts, Written

_FONT, _STYLES_BEGIN, _STYLE, _STYLES_END = 43, 617, 47, 618
_FONT_NAME: Final = 21  # bytes before it in its record
_ROW, _TEXT, _SHARED, _FORMULA_TEXT, _RICH_TEXT, _ITEM = 0, 6, 7, 8, 62, 19
_TEXTS: Final = frozenset({_TEXT, _SHARED, _FORMULA_TEXT, _RICH_TEXT})

Runs = tuple[FontRun, ...]


@dataclass(frozen=True, slots=True)
class _Look:
    """What the whole workbook shares: its fonts, the font of each style, and the runs of the shared texts."""

    fonts: Sequence[str]
    styles: Sequence[str]
    strings: Sequence[Runs]

    def read(self, kind: int, data: bytes) -> Written:
        """How a cell that holds a text is written."""
        number = struct.unpack_from("<I", data, 4)[0] & 0xFFFFFF
        runs: Runs = ()
        if kind == _SHARED:
            index = struct.unpack_from("<I", data, 8)[0]
            runs = self.strings[index] if index < len(self.strings) else ()
        elif kind == _RICH_TEXT:
            runs = _read_runs(data[8:], self.fonts)
        return Written(self.styles[number] if number < len(self.styles) else "", runs)


def find_fonts(parts: Mapping[str, bytes]) -> Fonts:
    """By sheet and position: each cell with an old font in it; may raise anything where the parts are damaged."""
    fonts, styles = _read_styles(parts["xl/styles.bin"])
    items = iterate_records(parts.get("xl/sharedStrings.bin", b""))
    look = _Look(fonts, styles, [_read_runs(data, fonts) for kind, data in items if kind == _ITEM])
    return {name: dict(_find(parts[part], look)) for part, name in name_binary_sheets(parts).items() if part in parts}


def _read_styles(styles: bytes) -> tuple[list[str], list[str]]:
    """The fonts' names, and the font's name by number of cell style."""
    fonts: list[str] = []
    by_style: list[str] = []
    inside = False
    for kind, data in iterate_records(styles):
        if kind == _FONT:
            fonts.append(read_wide(data, _FONT_NAME)[0])
        elif kind in {_STYLES_BEGIN, _STYLES_END}:
            inside = kind == _STYLES_BEGIN
        elif kind == _STYLE and inside:
            number = struct.unpack_from("<H", data, 4)[0]
            by_style.append(fonts[number] if number < len(fonts) else "")
    return fonts, by_style


def _read_runs(data: bytes, fonts: Sequence[str]) -> Runs:
    """The runs of a text that may have some: a byte of flags, the text, where each run begins and the number of its font."""
    if not data[0] & 1:
        return ()
    text, end = read_wide(data, 1)
    (count,) = struct.unpack_from("<I", data, end)
    starts = [struct.unpack_from("<HH", data, end + 4 + 4 * number) for number in range(count)]
    bounds = [(0, None), *starts, (len(text), None)]
    runs = (FontRun(text[first:last], "" if font is None else fonts[font]) for (first, font), (last, _) in pairwise(bounds))
    return tuple(run for run in runs if run.text)


def _find(part: bytes, look: _Look) -> Iterator[tuple[Position, Written]]:
    row = 0
    for kind, data in iterate_records(part):
        if kind == _ROW:
            row = struct.unpack_from("<I", data)[0] + 1
        elif kind in _TEXTS:
            written = look.read(kind, data)
            if written.old_font:
                yield (row, struct.unpack_from("<I", data)[0] + 1), written
