"""A small .xlsb from plain cells: no program at hand writes the format, which is records of bytes in a zip."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator
from datetime import date, datetime

import openpyxl
from openpyxl.utils.datetime import to_excel

_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_BEGIN_BOOK, _END_BOOK, _BEGIN_SHEETS, _END_SHEETS, _SHEET = 131, 132, 143, 144, 156
_BEGIN_SHEET, _END_SHEET, _BEGIN_DATA, _END_DATA, _DIMENSION, _ROW = 129, 130, 145, 146, 148, 0
_ERROR, _BOOL, _REAL, _TEXT, _MERGED = 3, 4, 5, 6, 176
_FONT = 43
_ERRORS = {"#DIV/0!": 0x07, "#VALUE!": 0x0F, "#REF!": 0x17, "#N/A": 0x2A}
_BEGIN_STYLES, _END_STYLES, _BEGIN_FORMATS_OF_CELLS, _END_FORMATS_OF_CELLS, _FORMAT_OF_CELL = 278, 279, 617, 618, 47
_FORMATS = {"general": 0, "date": 14, "percent": 9}


def save_as_xlsb(content: bytes) -> bytes:
    """The values of an .xlsx as an .xlsb: texts, numbers, dates, flags, errors, percentages, merges and the fonts of cells."""
    book = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    fonts = sorted({cell.font.name or "" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row})
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>')
        archive.writestr("_rels/.rels", _relate([("officeDocument", "xl/workbook.bin")]))
        archive.writestr("xl/workbook.bin", b"".join(_write_book(book.sheetnames)))
        targets = [("worksheet", f"worksheets/sheet{number}.bin") for number, _ in enumerate(book.sheetnames, start=1)]
        archive.writestr("xl/_rels/workbook.bin.rels", _relate(targets))
        archive.writestr("xl/styles.bin", b"".join(_write_styles(fonts)))
        for number, sheet in enumerate(book.worksheets, start=1):
            archive.writestr(f"xl/worksheets/sheet{number}.bin", b"".join(_write_sheet(sheet, fonts)))
    return packed.getvalue()


def _relate(targets: list[tuple[str, str]]) -> str:
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'


def _write_book(names: list[str]) -> Iterator[bytes]:
    yield _record(_BEGIN_BOOK) + _record(_BEGIN_SHEETS)
    for number, name in enumerate(names, start=1):
        yield _record(_SHEET, struct.pack("<II", 0, number) + _text(f"rId{number}") + _text(name))
    yield _record(_END_SHEETS) + _record(_END_BOOK)


def _write_styles(fonts: list[str]) -> Iterator[bytes]:
    """A style for each font in each of the formats."""
    yield _record(_BEGIN_STYLES)
    yield from (_record(_FONT, bytes(21) + _text(font)) for font in fonts)
    yield _record(_BEGIN_FORMATS_OF_CELLS, struct.pack("<I", len(fonts) * len(_FORMATS)))
    for font in range(len(fonts)):
        yield from (_record(_FORMAT_OF_CELL, struct.pack("<HHH10x", 0, number, font)) for number in _FORMATS.values())
    yield _record(_END_FORMATS_OF_CELLS) + _record(_END_STYLES)


def _write_sheet(sheet, fonts: list[str]) -> Iterator[bytes]:
    yield _record(_BEGIN_SHEET)
    yield _record(_DIMENSION, struct.pack("<IIII", 0, sheet.max_row - 1, 0, sheet.max_column - 1)) + _record(_BEGIN_DATA)
    for number, row in enumerate(sheet.iter_rows()):
        yield _record(_ROW, struct.pack("<I21x", number))
        yield from (_write_cell(cell, fonts) for cell in row if cell.value is not None)
    yield _record(_END_DATA)
    for merged in sheet.merged_cells.ranges:
        rows, columns = (merged.min_row - 1, merged.max_row - 1), (merged.min_col - 1, merged.max_col - 1)
        yield _record(_MERGED, struct.pack("<IIII", *rows, *columns))
    yield _record(_END_SHEET)


def _write_cell(cell, fonts: list[str]) -> bytes:
    value = cell.value
    dated = isinstance(value, (date, datetime))
    shown = "date" if dated else "percent" if "%" in cell.number_format else "general"
    style = fonts.index(cell.font.name or "") * len(_FORMATS) + list(_FORMATS).index(shown)
    head = struct.pack("<II", cell.column - 1, style)
    if cell.data_type == "e":
        return _record(_ERROR, head + bytes([_ERRORS[value]]))
    if isinstance(value, bool):
        return _record(_BOOL, head + bytes([value]))
    if isinstance(value, str):
        return _record(_TEXT, head + _text(value))
    return _record(_REAL, head + struct.pack("<d", to_excel(value) if dated else value))


def _record(kind: int, data: bytes = b"") -> bytes:
    return (bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])) + _length(len(data)) + data


def _length(size: int) -> bytes:
    sevens = bytearray()
    while True:
        size, low = size >> 7, size & 0x7F
        sevens.append(low | (0x80 if size else 0))
        if not size:
            return bytes(sevens)


def _text(text: str) -> bytes:
    encoded = text.encode("utf-16-le")
    return struct.pack("<I", len(encoded) // 2) + encoded
