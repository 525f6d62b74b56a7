"""How far a sheet's cells claim to reach, counted from its XML: a parser keeps the whole rectangle in memory."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NoReturn
from xml.parsers import expat

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.settings import Limits
from danvan_metrics.spreadsheets.sheet_xml import is_usual, is_worksheet, iterate_cells
from danvan_metrics.vietnamese import format_quantity

_OPEN_DOCUMENT_CONTENT: Final = "content.xml"
# Below column AAA and row 10.000 a sheet stays under 7,02 million cells; the literal beginning keeps the search quick.
LARGEST_WHOLE: Final = 20_000  # cells of a sheet that are handed on with all blanks between them; a template has a thousand

_LAST_ROW: Final = 1_048_576
_WALKED: Final = 8  # times as far, where blanks are walked over and not kept: to the last row, 61 columns wide
_MOST_FILLED: Final = 2_000_000  # 60.000 rows of models are 720.000
_FAR_CELL: Final = re.compile(rb'r="(?:[A-Za-z]{3,}\d|[A-Za-z]{0,2}\d{5})')


def is_far(name: str, part: bytes, limits: Limits) -> bool:
    """Whether a sheet's filled cells stand too far apart for a parser that keeps the whole rectangle in memory.

    UnreadableWorkbook where no parser could walk so far, or where there is no other one.
    """
    if is_worksheet(name):
        if _FAR_CELL.search(part) or b" r='" in part or not is_usual(part):  # single quotes hide a far cell from the search
            rows, columns = _measure_sheet(part)
            _judge(rows, columns, _WALKED * limits.largest_range)
            return rows * columns > limits.largest_range
    elif name == _OPEN_DOCUMENT_CONTENT:
        for rows, columns in _measure_tables(part):
            _judge(rows, columns, limits.largest_range)
    return False


def refuse_range(rows: int, columns: int) -> NoReturn:
    """UnreadableWorkbook for a sheet that reaches so far."""
    raise UnreadableWorkbook("too_large", f"bảng tính dài tới dòng {format_quantity(rows)}, rộng tới cột {columns}")


def cut_blanks(rows: Iterable[Sequence[Any]]) -> list[Any]:
    """A sheet's rows, each cut behind its last filled cell, a blank one (): a cell far away costs no rectangle of blanks.

    The first row keeps its width, which is the sheet's. UnreadableWorkbook where more cells are filled than a return's may be.
    """
    kept: list[Any] = []
    filled = 0
    for row in rows:
        length = _measure_row(row) if kept else len(row)
        filled += length
        if filled > _MOST_FILLED:
            raise UnreadableWorkbook("too_large", "các ô chứa quá nhiều dữ liệu")
        kept.append(row if length == len(row) else list(row[:length]) if length else ())
    return kept


def fill_up(rows: Sequence[Sequence[Any]], width: int) -> list[Any]:
    """Rows that were cut as one rectangle again, or, of a sheet that reaches far, the first of them alone at full width."""
    whole = len(rows) if len(rows) * width <= LARGEST_WHOLE else 1
    return [[*row, *[""] * (width - len(row))] for row in rows[:whole]] + list(rows[whole:])


def _measure_row(row: Sequence[Any]) -> int:
    """The place of the last filled cell of a row, 0 where there is none."""
    if row.count("") == len(row):  # most of what stands between a table and a cell far away: the quickest question first
        return 0
    return next(length for length in range(len(row), 0, -1) if row[length - 1] != "")


def _judge(rows: int, columns: int, most: int) -> None:
    if rows > _LAST_ROW or rows * columns > most:
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
