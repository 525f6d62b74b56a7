"""How far a sheet's cells claim to reach, counted from its XML: a parser keeps the whole rectangle in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NoReturn
from xml.parsers import expat

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.sheet_xml import is_usual, is_worksheet, iterate_cells
from danvan_metrics.vietnamese import format_quantity

_OPEN_DOCUMENT_CONTENT: Final = "content.xml"
# Below column AAA and row 10.000 a sheet stays under 7,02 million cells; the literal beginning keeps the search quick.
_FAR_CELL: Final = re.compile(rb'r="(?:[A-Za-z]{3,}\d|[A-Za-z]{0,2}\d{5})')


def judge_range(name: str, part: bytes, limits: Limits) -> None:
    """UnreadableWorkbook where cells with something in them stand further apart than a sheet may reach."""
    if is_worksheet(name):
        if _FAR_CELL.search(part) or b" r='" in part or not is_usual(part):  # single quotes hide a far cell from the search
            _judge(*_measure_sheet(part), limits)
    elif name == _OPEN_DOCUMENT_CONTENT:
        for rows, columns in _measure_tables(part):
            _judge(rows, columns, limits)


def refuse_range(rows: int, columns: int) -> NoReturn:
    """UnreadableWorkbook for a sheet that reaches so far."""
    raise UnreadableWorkbook("too_large", f"bảng tính dài tới dòng {format_quantity(rows)}, rộng tới cột {columns}")


def _judge(rows: int, columns: int, limits: Limits) -> None:
    if rows * columns > limits.largest_range:
        refuse_range(rows, columns)


def _measure_sheet(part: bytes) -> tuple[int, int]:
    rows, columns = 0, 0
    for cell in iterate_cells(part):
        rows, columns = max(rows, cell.row), max(columns, cell.column)
    return rows, columns


def _measure_tables(part: bytes) -> Iterator[tuple[int, int]]:
    """The last row and column with anything in it, table by table; blank cells are repeated to the far end in every .ods."""
    walk = _TableWalk()
    walk.read(part)
    yield from walk.reached


class _TableWalk:
    """Follows an .ods's tables by the very names its parser looks for."""

    def __init__(self) -> None:
        self.reached: list[tuple[int, int]] = []
        self._row, self._row_repeats, self._column, self._last = 0, 1, 0, 0

    def read(self, part: bytes) -> None:
        parser = expat.ParserCreate()
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.Parse(part, True)  # noqa: FBT003 - it takes no keyword

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.reached.append((0, 0))
            self._row = 0
        elif name == "table:table-row":
            self._row_repeats = int(attributes.get("table:number-rows-repeated", 1))
            self._column, self._last = 0, 0
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._column += int(attributes.get("table:number-columns-repeated", 1))
            if any(attribute.startswith("office:") or attribute == "table:formula" for attribute in attributes):
                self._last = self._column

    def _end(self, name: str) -> None:
        if name != "table:table-row" or not self.reached:
            return
        self._row += self._row_repeats
        if self._last:
            self.reached[-1] = (self._row, max(self.reached[-1][1], self._last))
