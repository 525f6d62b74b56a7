"""Which rows under the headings of the sheet Mô hình are models, and which a signature, a note, a total or a stray cell."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.plan.rules import AnyRule, ChoiceRule, Refusal
from danvan_metrics.raw import Raw, is_blank
from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answering.places import list_filled

_CLOSINGS: Final = (
    "(nguoi|can bo|giao vien) (lap|tong hop).{0,80}",
    "(pho )?(hieu truong|thu truong)( don vi| co quan)?",
    "(tm|kt|tl) .{1,60}",
    "noi nhan.{0,60}",
    "(da )?ky( ten)?( va)?( ghi ro ho ten)?( dong dau)?",
    "ky ghi ro ho( va)? ten.{0,20}",
    "xac nhan( cua .{1,60})?",
    "(tong )?cong( chung)?",
    "tong so.{0,40}",
    "ke toan|thu ky",
    "(luu y|ghi chu).{0,400}",
    "(.{0,60} )?ngay( [0-9]+)? thang( [0-9]+)? nam( [0-9]+)?",
)
_CLOSING: Final = re.compile("|".join(f"(?:{words})" for words in _CLOSINGS))
_LONGEST_CLOSING: Final = 460
_NEAR: Final = 5  # rows below the table or its last model in which a name alone may still be one
_MODEL_CELLS: Final = 3  # cells filled in a row below the table, of which nothing else says whether it is a model


@dataclass(frozen=True, slots=True)
class RowsBelow:
    """The rows under the headings in which anything stands: those of models, and the others."""

    models: tuple[int, ...]
    others: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ModelRange:
    """The columns of a table of models by what they hold, their headings, and the rows that were sent out for it."""

    grid: Grid
    columns: Mapping[str, int]
    headings: Mapping[str, str]
    first: int
    last: int


def part_rows(table: ModelRange, rules: Mapping[str, AnyRule]) -> RowsBelow:
    """A row with a choice of ours is a model, whatever else is missing.

    One without is none where it signs, dates, totals or notes, nor anything after such a row; else it is one within the rows
    sent out, and below them where it has a name and stands near, or is filled as only a model is.
    """
    choices = {key: rule for key, rule in rules.items() if isinstance(rule, ChoiceRule)}
    models: list[int] = []
    others: list[int] = []
    closed = False
    flawed = {row for row, _ in table.grid.flaws}
    for row in table.grid.filled_rows(table.first):
        if row <= table.last and row not in flawed and _is_bare(table, row):
            continue
        cells = {key: raw for key, column in table.columns.items() if not is_blank(raw := _take(table.grid, row, column))}
        chosen = any(key in cells and _is_chosen(rule, cells[key]) for key, rule in choices.items())
        closed = closed or (not chosen and _closes(table, row, cells))
        if cells and (chosen or (not closed and _may_be_model(table, row, cells, models))):
            models.append(row)
        elif cells or _is_filled_aside(table, row):
            others.append(row)
    return RowsBelow(tuple(models), tuple(others))


def _is_bare(table: ModelRange, row: int) -> bool:
    """Whether nothing stands in a row that was sent out but its number; most are so, and are looked at no further."""
    grid = table.grid
    cells = grid.cells[row - grid.first_row]
    left = max(min(table.columns.values()) - grid.first_column, 0)
    return cells.count("") - cells[:left].count("") == len(cells) - left and not any(
        isinstance(one, str) and one for one in cells[:left]
    )


def _take(grid: Grid, row: int, column: int) -> Raw:
    """What stands there, an error value or a formula without result as the text that names it."""
    value = grid.value(row, column)
    return grid.flaws.get((row, column)) if value is None and grid.flaws else value


def _is_chosen(rule: ChoiceRule, raw: Raw) -> bool:
    return not isinstance(rule.check(raw), Refusal)


def _may_be_model(table: ModelRange, row: int, cells: Mapping[str, Raw], models: list[int]) -> bool:
    name = cells.get("name")
    if isinstance(name, str) and fold(name) == fold(table.headings["name"]):
        return False  # the headings once more, as a page's first row
    if row <= table.last or len(cells) >= _MODEL_CELLS:
        return True
    return "name" in cells and row - max([table.last, *models[-1:]]) <= _NEAR


def _closes(table: ModelRange, row: int, cells: Mapping[str, Raw]) -> bool:
    """Whether the row begins a signature, a date line, a total or a note: never one with a name of its own."""
    if "name" in cells and not is_closing(cells["name"]):
        return False
    return any(is_closing(raw) for _, raw in list_filled(table.grid, row))


def is_closing(raw: Raw) -> bool:
    """Whether a cell begins a signature, a date line, a total or a note."""
    return isinstance(raw, str) and len(raw) <= _LONGEST_CLOSING and _CLOSING.fullmatch(fold(raw)) is not None


def _is_filled_aside(table: ModelRange, row: int) -> bool:
    """Whether anything stands in other columns: a number in the rows sent out is the template's own, as is its last column."""
    first, last = min(table.columns.values()), max(table.columns.values())
    aside = [(column, raw) for column, raw in list_filled(table.grid, row) if not first <= column <= last]
    if row > table.last:
        return bool(aside)
    return any(column > last + 1 or (column < first and isinstance(raw, str)) for column, raw in aside)
