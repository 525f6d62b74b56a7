"""openpyxl's writer with one date on every part, sheets written in memory, and rows of plain cells in one go."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from openpyxl import Workbook
from openpyxl.compat import safe_string
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.functions import Element

_RETURN: Final = {"\r": "&#13;"}  # else a parser takes it for a new line


class DatedWriter(ExcelWriter):
    """Writes a workbook into `packed`; equal workbooks with equal moments (without time zone) give equal bytes."""

    def __init__(self, workbook: Workbook, packed: io.BytesIO, moment: datetime) -> None:
        super().__init__(workbook, _DatedZip(packed, moment))

    def write_worksheet(self, ws: Any) -> None:
        """Add one sheet's part; openpyxl's own goes by a file on disk."""
        ws._drawing = SpreadsheetDrawing()
        ws._drawing.charts, ws._drawing.images = ws._charts, ws._images
        inner: Any = self
        writer: Any = _SheetWriter(ws, io.BytesIO())
        writer.write()
        ws._rels = writer._rels
        inner._archive.writestr(ws.path[1:], writer.take_part())
        inner.manifest.append(ws)


class _SheetWriter(WorksheetWriter):
    """Writes a sheet of texts, numbers and blanks as one text; openpyxl makes an element or two of every cell."""

    def __init__(self, sheet: Any, part: io.BytesIO) -> None:
        super().__init__(sheet, part)
        self._part, self._rows = part, ""

    def write_rows(self) -> None:
        """Write the rows; those of a sheet with anything else in it are left to openpyxl."""
        inner: Any = self
        rows = inner.rows()
        if not all(_is_plain(cell) for _, cells in rows for cell in cells):
            super().write_rows()
            return
        spell = _CellSpeller(inner.ws.parent)
        self._rows = "".join(_spell_row(number, inner.ws.row_dimensions, map(spell, cells)) for number, cells in rows)
        inner.xf.send(True).write(Element("sheetData"))  # noqa: FBT003 - it takes no keyword
        inner.xf.send(None)

    def take_part(self) -> bytes:
        """The part, its rows in place."""
        part = self._part.getvalue()
        return part.replace(b"<sheetData/>", f"<sheetData>{self._rows}</sheetData>".encode(), 1) if self._rows else part


def _is_plain(cell: Any) -> bool:
    kind, value = cell.data_type, cell._value
    told = isinstance(value, str) if kind == "s" else kind == "n" and (value is None or type(value) in {int, float})
    return told and cell.hyperlink is None and cell._comment is None


def _spell_row(number: int, dimensions: Any, cells: Iterable[str]) -> str:
    told = dict(dimensions.get(number, {}))
    attributes = "".join(f" {name}={quoteattr(value)}" for name, value in told.items() if name != "r")
    return f'<row r="{number}"{attributes}>{"".join(cells)}</row>'


class _CellSpeller:
    """Spells cells of one workbook, whose styles it numbers in the order they come."""

    def __init__(self, workbook: Any) -> None:
        self._styles = workbook._cell_styles
        self._numbers: dict[bytes, str] = {bytes(StyleArray()): ""}

    def __call__(self, cell: Any) -> str:
        value, style = cell._value, self._find_style(cell._style)
        if value is None or value == "":
            return f'<c r="{cell.coordinate}"{style} t="{cell.data_type}"/>' if value == "" or style else ""
        if cell.data_type == "n":
            return f'<c r="{cell.coordinate}"{style} t="n"><v>{safe_string(value)}</v></c>'
        space = ' xml:space="preserve"' if value != value.strip() else ""
        return f'<c r="{cell.coordinate}"{style} t="inlineStr"><is><t{space}>{escape(value, _RETURN)}</t></is></c>'

    def _find_style(self, style: Any) -> str:
        if style is None:
            return ""
        key = bytes(style)
        if key not in self._numbers:
            self._numbers[key] = f' s="{self._styles.add(style)}"'
        return self._numbers[key]


class _DatedZip(zipfile.ZipFile):
    """A zip whose members all bear one date; openpyxl's own bear the clock's, which would make every writing differ."""

    def __init__(self, file: io.BytesIO, moment: datetime) -> None:
        super().__init__(file, "w", zipfile.ZIP_DEFLATED)
        self._moment = moment.timetuple()[:6]

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add a part from memory."""
        member = zipfile.ZipInfo(str(zinfo_or_arcname), self._moment)
        member.compress_type = zipfile.ZIP_DEFLATED
        super().writestr(member, data)
