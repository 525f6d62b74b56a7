"""A walk over the cells of an .ods, and what its parser does not tell: errors, formulas without a result, percentages, merges."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final
from xml.etree import ElementTree as ET

from danvan_metrics.spreadsheets.cells.sheet_findings import Range, SheetFindings
from danvan_metrics.spreadsheets.flaw_words import FORMULA, Position

MOST_CELLS: Final = 200_000  # of one sheet: a cell may claim to be repeated without end

_CONTENT: Final = "content.xml"
OFFICE, TABLE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text"))
_CALC: Final = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_CELLS: Final = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_HINTS: Final = (b"formula=", b'value-type="error"', b'value-type="percentage"', b"-spanned=", b"'")
_ERROR: Final = re.compile(r"#[A-Z0-9/_]+[!?]?|(?:Err|Lỗi):\d+")
_PERCENT: Final = "0%"


@dataclass(frozen=True, slots=True)
class OdsCell:
    """A cell as spelled, and the rows and columns it stands in."""

    rows: range
    columns: range
    row: ET.Element
    element: ET.Element

    @property
    def kind(self) -> str:
        """What its value is said to be: “string”, “float” …; "" where it has none."""
        return self.element.get(f"{OFFICE}value-type", "")

    @property
    def text(self) -> str:
        """What the cell shows."""
        return "\n".join("".join(paragraph.itertext()) for paragraph in self.element.findall(f"{TEXT}p"))

    @property
    def positions(self) -> Iterator[Position]:
        """Every place it stands in."""
        return ((row, column) for row in self.rows for column in self.columns)


def iterate_ods_cells(table: ET.Element) -> Iterator[OdsCell]:
    """Each cell of a table, blank ones too."""
    below = 1
    for row in table.iter(f"{TABLE}table-row"):
        rows = range(below, below + int(row.get(f"{TABLE}number-rows-repeated", "1")))
        below, right = rows.stop, 1
        for element in row:
            columns = range(right, right + int(element.get(f"{TABLE}number-columns-repeated", "1")))
            if element.tag in _CELLS:
                right = columns.stop
                yield OdsCell(rows, columns, row, element)


def find_in_ods(parts: Mapping[str, bytes]) -> dict[str, SheetFindings]:
    """By sheet; may raise anything where the part is damaged."""
    content = parts[_CONTENT]
    if not any(hint in content for hint in _HINTS):
        return {}
    root = ET.fromstring(content)  # noqa: S314 - DOCTYPE is refused before
    return {table.get(f"{TABLE}name", ""): _find(table) for table in root.iter(f"{TABLE}table")}


def _find(table: ET.Element) -> SheetFindings:
    cells = list(iterate_ods_cells(table))
    flaws = ((place, flaw) for cell in cells if (flaw := _judge_cell(cell)) for place in cell.positions)
    formats = ((place, _PERCENT) for cell in cells if cell.kind == "percentage" for place in cell.positions)
    merged = islice((_measure_span(cell) for cell in cells if _is_merged(cell)), MOST_CELLS)
    return SheetFindings(dict(islice(flaws, MOST_CELLS)), dict(islice(formats, MOST_CELLS)), list(merged))


def _judge_cell(cell: OdsCell) -> str:
    """An error's own text, FORMULA for a formula without a result, else ""."""
    formula = cell.element.get(f"{TABLE}formula")
    if cell.element.get(f"{_CALC}value-type") == "error":
        return cell.text or "#N/A"
    if formula is None:
        return ""
    if not cell.kind:
        return FORMULA
    return cell.text if cell.kind == "string" and _ERROR.fullmatch(cell.text) else ""


def _is_merged(cell: OdsCell) -> bool:
    return any(int(cell.element.get(f"{TABLE}number-{way}-spanned", "1")) > 1 for way in ("rows", "columns"))


def _measure_span(cell: OdsCell) -> Range:
    rows, columns = (int(cell.element.get(f"{TABLE}number-{way}-spanned", "1")) for way in ("rows", "columns"))
    top, left = cell.rows.start, cell.columns.start
    return top, left, top + rows - 1, left + columns - 1
