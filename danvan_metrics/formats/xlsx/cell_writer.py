"""Cells written once: a text stays a text whatever it begins with, a formula bears what it comes to."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from danvan_metrics.formats.number_formats import SHARE_FORMAT
from danvan_metrics.formats.xlsx.cell_references import join_areas
from danvan_metrics.formats.xlsx.look import CellFormat
from danvan_metrics.raw import DAY_ZERO
from danvan_metrics.vietnamese import format_percent
from danvan_metrics.workbook.values import FORMULA_STARTS, spell_in_cell
from danvan_metrics.xml_text import make_xml_safe

_WIDTH: Final = 7  # pixels of a unit of width, in the font a workbook opens with
# Thousandths that a whole per cent would call all or nothing.
_CUT: Final = (999, 998, 997, 996, 995, 4, 3, 2, 1, 0)
_NEAR: Final = 5e-10  # a share is read to nine digits, as format_percent does


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula without its “=”, and what it comes to (None and NaN: an empty text)."""

    text: str
    value: Any


Content = str | float | date | Formula | None


@dataclass(frozen=True)
class CellWriter:
    """Writes into any sheet of a workbook, in which every format is made once; rows and columns count from 1."""

    workbook: Workbook
    formats: dict[CellFormat, Format] = field(default_factory=dict)
    shares: dict[Worksheet, list[tuple[int, int]]] = field(default_factory=dict)

    def find_format(self, look: CellFormat) -> Format:
        """The workbook's own format for a look."""
        if look not in self.formats:
            self.formats[look] = self.workbook.add_format(look.list_properties())
        return self.formats[look]

    def write(self, sheet: Worksheet, row: int, column: int, content: Content, look: CellFormat) -> Any:
        """Write a cell and give back what it shows; None and an empty text leave it blank."""
        place = row - 1, column - 1
        if look.number == SHARE_FORMAT:
            self.shares.setdefault(sheet, []).append((row, column))
        if isinstance(content, Formula):
            shown = _simplify(content.value)
            sheet.write_formula(*place, f"={content.text}", self.find_format(look), _spell_result(shown))
            return shown
        shown = None if content is None else _simplify(content)
        if isinstance(shown, str) and shown:
            quoted = str(content).startswith(FORMULA_STARTS)
            text = f"{shown}\u200b" if shown.endswith("</r>") else shown  # XlsxWriter takes “<r>…</r>” for XML of its own
            sheet.write_string(*place, text, self.find_format(replace(look, quoted=True) if quoted else look))
        elif isinstance(shown, date):
            sheet.write_datetime(*place, shown, self.find_format(look))
        elif shown in {None, ""}:
            sheet.write_blank(*place, None, self.find_format(look))
        else:
            sheet.write_number(*place, shown, self.find_format(look))
        return shown

    def cut_shares(self) -> None:
        """Show a share that is not all, but nearly, as “99,6 %”, and “0,4 %” of what is not nothing; after the last cell."""
        for sheet, places in self.shares.items():
            areas = join_areas(places)
            for thousandths in _CUT:
                low, high = (abs(one / 1000 - _NEAR) for one in (thousandths, thousandths + 1))
                text = self.workbook.add_format({"num_format": f'"{format_percent((thousandths + 0.5) / 1000)}"'})
                between = {"criteria": "between", "minimum": f"{low:.10f}", "maximum": f"{high:.10f}"}
                sheet.conditional_format(areas.split()[0], {"type": "cell", "format": text, "multi_range": areas, **between})


def set_widths(sheet: Worksheet, widths: Sequence[float]) -> None:
    """Set the columns' widths, from the first, as the file holds them: XlsxWriter adds what stands beside the letters."""
    for column, width in enumerate(widths):
        sheet.set_column_pixels(column, column, width * _WIDTH)


def _spell_result(shown: Any) -> Any:
    """What a formula comes to, as the file spells it: XlsxWriter does so for texts of cells alone."""
    if isinstance(shown, date):
        return (shown - DAY_ZERO).days
    return spell_in_cell(shown) if isinstance(shown, str) else shown


def _simplify(value: Any) -> Any:
    """A value a file can hold: no numpy, no NaN; a whole number without its fraction."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, str):
        return make_xml_safe(value).replace("\r\n", "\n").replace("\r", "\n")  # what a line ends with in a cell
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return int(value) if isinstance(value, float) and value.is_integer() else value
