"""What a workbook holds once it is read: sheets of plain values, which may cross from one process to another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import islice

from danvan_metrics.raw import Raw, drop_noise, is_blank
from danvan_metrics.spreadsheets.flaw_words import FORMULA, PICTURE, Position

Cell = str | float | bool | date | time | timedelta  # "" stands for an empty cell


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled rectangle of one sheet; rows and columns are counted from 1, as in Excel.

    On a wide or long sheet, rows below the first are cut behind their last filled cell, and blank ones are empty: a cell
    far away costs no rectangle of blanks. Walk over `filled_rows`, never over every row there may be.
    """

    name: str
    first_row: int = 1
    first_column: int = 1
    cells: Sequence[Sequence[Cell]] = ()
    flaws: Mapping[Position, str] = field(default_factory=dict)  # formulas without a value, error values, pictures
    merged: Sequence[tuple[int, int, int, int]] = ()  # ranges of merged cells: first row, first column, last row, last column
    formats: Mapping[Position, str] = field(default_factory=dict)  # of numbers that are shown as something else: percentages
    fonts: Mapping[Position, str] = field(default_factory=dict)  # old fonts (“.VnTime”) whose letters were turned into Unicode
    hidden: bool = False  # the whole sheet: told where a person is asked to look at it

    @property
    def rows(self) -> int:
        """The last row with anything in it; 0 for an empty sheet."""
        filled = self.first_row + len(self.cells) - 1 if self.cells else 0
        return max([filled, *(row for row, _ in self.flaws)])

    def filled_rows(self, first: int = 1) -> list[int]:
        """The rows from `first` on that may hold anything, in order; of a sheet that reaches far, only those that do."""
        skipped = max(first - self.first_row, 0)
        rows = {row for row, cells in enumerate(islice(self.cells, skipped, None), self.first_row + skipped) if cells}
        return sorted(rows.union(row for row, _ in self.flaws if row >= first))

    @property
    def columns(self) -> int:
        """The last column with anything in it; 0 for an empty sheet."""
        filled = self.first_column + len(self.cells[0]) - 1 if self.cells else 0
        return max([filled, *(column for _, column in self.flaws)])

    def value(self, row: int, column: int) -> Raw:
        """What stands in a cell; None where nothing does, and outside the rectangle."""
        if row < self.first_row or column < self.first_column:
            return None
        try:
            cell = self.cells[row - self.first_row][column - self.first_column]
        except IndexError:
            return None
        if cell.__class__ is str:  # as most cells are, and most of those empty
            return cell or None
        if isinstance(cell, (int, float)) and not isinstance(cell, bool):  # whole ones come as int from an .xls
            return drop_noise(float(cell))
        if isinstance(cell, (time, timedelta)):
            return str(cell)
        return cell

    def is_filled(self, row: int, columns: Iterable[int]) -> bool:
        """Whether anything stands in one of these cells of a row, be it a formula that was never computed."""
        return any(not is_blank(self.value(row, column)) or (row, column) in self.flaws for column in columns)

    def formula_without_value(self, row: int, column: int) -> bool:
        """Whether a formula stands there that no program has computed: not a blank."""
        return self.flaws.get((row, column)) == FORMULA

    def error_value(self, row: int, column: int) -> str | None:
        """Excel's own error in that cell (“#REF!”), or None."""
        flaw = self.flaws.get((row, column))
        return None if flaw in {FORMULA, PICTURE} else flaw

    def percentage(self, row: int, column: int) -> str | None:
        """What a number shown as a percentage is to the eye: 1 is “100 %”; None where it is not shown so."""
        number = self.value(row, column) if (row, column) in self.formats else None
        return f"{drop_noise(number * 100):.15g} %".replace(".", ",") if isinstance(number, float) else None


@dataclass(frozen=True, slots=True)
class Sheets:
    """A workbook's sheets by name, hidden ones among them; plain values only, so that it may cross processes."""

    grids: Mapping[str, Grid]

    @property
    def names(self) -> tuple[str, ...]:
        """Names in the workbook's order."""
        return tuple(self.grids)

    def grid(self, name: str) -> Grid:
        """The sheet of this name, an empty one where there is none."""
        return self.grids.get(name) or Grid(name)
