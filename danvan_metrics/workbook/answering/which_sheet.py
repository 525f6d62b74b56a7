"""Which sheet is which in a workbook that came back: by name, else by the headings, codes and labels that stand in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answering.codes import find_codes
from danvan_metrics.workbook.answering.form import Form, FormTable
from danvan_metrics.workbook.answering.headings import Header, count_headings, find_header
from danvan_metrics.workbook.answering.places import find_grid
from danvan_metrics.workbook.labels import HEADINGS, IDENTITY_LABELS
from danvan_metrics.workbook.layout import FACT_LABEL_COLUMN, SHEET_FACTS, SHEET_FIXES, SHEET_GUIDE, SHEET_IDENTITY, SHEET_MODELS

_NEVER_ANSWERED: Final = frozenset(map(fold, (SHEET_GUIDE, SHEET_IDENTITY, SHEET_FIXES)))
_LOOKED_AT: Final = 300  # rows: enough for any of our sheets

Likeness = tuple[int, int]  # (0, 0) where a sheet is not the one looked for


def find_sheets(form: Form, sheets: Sheets) -> Mapping[str, Grid]:
    """The sheet that came back for each that was sent out, by the name it was sent out under; absent where it cannot be told.

    A name goes before contents; no sheet stands for two; of two that are as like, neither is taken.
    """
    wanted = [name for name in form.layout.sheets if name != SHEET_GUIDE]
    named = {name: grid for name in wanted if (grid := find_grid(sheets, name)) is not None}
    if len(named) == len(wanted):
        return named
    taken = {grid.name for grid in named.values()}
    free = [grid for grid in sheets.grids.values() if grid.name not in taken and fold(grid.name) not in _NEVER_ANSWERED]
    return named | _match(form, [name for name in wanted if name not in named], free)


def _match(form: Form, wanted: list[str], free: list[Grid]) -> dict[str, Grid]:
    """Each sheet to the grid most like it, where that grid is not as like another."""
    likeness = {(name, grid.name): _measure(form, name, grid) for name in wanted for grid in free}
    found = {}
    for name in wanted:
        best = [grid for grid in free if likeness[name, grid.name] == max(likeness[name, other.name] for other in free)]
        if len(best) == 1 and _is_best_for(name, best[0], wanted, likeness):
            found[name] = best[0]
    return found


def _is_best_for(name: str, grid: Grid, wanted: list[str], likeness: Mapping[tuple[str, str], Likeness]) -> bool:
    own = likeness[name, grid.name]
    return own > (0, 0) and all(likeness[other, grid.name] < own for other in wanted if other != name)


def _measure(form: Form, name: str, grid: Grid) -> Likeness:
    measures: dict[str, Callable[[], Likeness]] = {
        SHEET_FACTS: lambda: _measure_facts(form, grid),
        SHEET_MODELS: lambda: _measure_models(form, grid),
    }
    tables = {table.sheet: table for table in form.tables}
    return _measure_table(tables[name], grid) if name in tables else measures[name]()


def _measure_table(table: FormTable, grid: Grid) -> Likeness:
    """Codes, then headings; a sheet with none of the codes, or fewer than half of the headings, is another."""
    headings = count_headings(grid, table.header)
    column = find_header(grid, table.header).columns[table.code_heading]
    codes = {question.line.code for question in table.questions}
    found = len(find_codes(grid, codes, known=table.codes, column=column, below=0).rows)
    return (found, headings) if found and 2 * headings >= len(table.header.columns) else (0, 0)


def _measure_models(form: Form, grid: Grid) -> Likeness:
    table = form.layout.models
    if table is None:
        return 0, 0
    headings = count_headings(grid, Header(table.header_row, {HEADINGS[key]: column for key, column in table.columns.items()}))
    return (headings, 0) if 2 * headings >= len(table.columns) else (0, 0)


def _measure_facts(form: Form, grid: Grid) -> Likeness:
    """How many of its labels stand in the columns about where they were sent out; at least half must."""
    labels = {fold(label) for label in (*IDENTITY_LABELS.values(), *(fact.label for fact in form.plan.facts))}
    cells = (
        grid.value(row, column) for row in range(1, min(grid.rows, _LOOKED_AT) + 1) for column in range(1, FACT_LABEL_COLUMN + 3)
    )
    found = len(labels & {fold(raw) for raw in cells if isinstance(raw, str)})
    return (found, 0) if 2 * found >= len(labels) else (0, 0)
