"""Which sheet is which in a workbook that came back: by name, else by the headings, codes and labels that stand in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from danvan_metrics.spreadsheets.grid import Grid, Sheets
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answering.codes import find_codes
from danvan_metrics.workbook.answering.contents import Slot, WrittenCell, read_contents
from danvan_metrics.workbook.answering.form import Form, FormTable
from danvan_metrics.workbook.answering.headings import Header, count_headings, find_header
from danvan_metrics.workbook.answering.places import find_grid
from danvan_metrics.workbook.labels import EVIDENCE_HEADINGS, HEADINGS, IDENTITY_LABELS
from danvan_metrics.workbook.layout import (
    FACT_LABEL_COLUMN,
    SHEET_EVIDENCE,
    SHEET_FACTS,
    SHEET_FIXES,
    SHEET_GUIDE,
    SHEET_IDENTITY,
    SHEET_MODELS,
)

_NEVER_ANSWERED: Final = frozenset(map(fold, (SHEET_GUIDE, SHEET_IDENTITY, SHEET_FIXES)))
_FEWEST_EVIDENCE_HEADINGS: Final = 5
_LOOKED_AT: Final = 300  # rows: enough for any of our sheets

Difference = tuple[WrittenCell, WrittenCell]
Likeness = tuple[int, int]  # (0, 0) where a sheet is not the one looked for


@dataclass(frozen=True, slots=True)
class Copy:
    """A second copy of a sheet, which was not read: its name, that of the one read, and where both say different things."""

    sheet: str
    read: Grid
    other: Grid
    filled: bool
    differing: tuple[Difference, ...]  # what the one read says, and what the other says


@dataclass(frozen=True, slots=True)
class ChosenSheets:
    """The sheet that came back for each that was sent out, and the copies beside them."""

    grids: Mapping[str, Grid]
    copies: tuple[Copy, ...] = ()


def find_sheets(form: Form, sheets: Sheets) -> Mapping[str, Grid]:
    """The sheet that came back for each that was sent out, by the name it was sent out under; absent where it cannot be told."""
    return choose_sheets(form, sheets).grids


def choose_sheets(form: Form, sheets: Sheets) -> ChosenSheets:
    """A name goes before contents, and a filled copy before a blank one; no sheet stands for two.

    Copies that say different things are all told of, and the return cannot be taken: the one read is then only the first.
    """
    wanted = [name for name in form.layout.sheets if name != SHEET_GUIDE]
    named = {name: grid for name in wanted if (grid := find_grid(sheets, name)) is not None}
    taken = {grid.name for grid in named.values()}
    free = [grid for grid in sheets.grids.values() if grid.name not in taken and fold(grid.name) not in _NEVER_ANSWERED]
    return _settle(form, named, _match(form, wanted, free)) if free else ChosenSheets(named)


def _match(form: Form, wanted: list[str], free: list[Grid]) -> dict[str, list[Grid]]:
    """The grids like each sheet that are not as like another, those most like it first."""
    found: dict[str, list[tuple[Likeness, Grid]]] = {name: [] for name in wanted}
    for grid in free:
        likeness = {name: _measure(form, name, grid) for name in wanted}
        best = max(likeness.values(), default=(0, 0))
        owners = [name for name in wanted if likeness[name] == best]
        if best > (0, 0) and len(owners) == 1:
            found[owners[0]].append((best, grid))
    return {name: [grid for _, grid in sorted(alike, key=itemgetter(0), reverse=True)] for name, alike in found.items()}


def _settle(form: Form, named: Mapping[str, Grid], alike: Mapping[str, list[Grid]]) -> ChosenSheets:
    grids: dict[str, Grid] = {}
    copies: list[Copy] = []
    for name, others in alike.items():
        candidates = [named[name], *others] if name in named else others
        if len(candidates) == 1:
            grids[name] = candidates[0]
        elif candidates:
            own = _compare(form, name, candidates)
            grids[name] = own[0].read
            copies += own
    return ChosenSheets(grids, tuple(copies))


def _compare(form: Form, name: str, candidates: list[Grid]) -> list[Copy]:
    """The copies beside the one to read: the first that a school has filled in."""
    written = {grid.name: read_contents(form, name, grid) for grid in candidates}
    filled = {grid.name: any(cell.text for cell in written[grid.name].values()) for grid in candidates}
    read = next((grid for grid in candidates if filled[grid.name]), candidates[0])
    return [
        Copy(name, read, other, filled[other.name], _find_differing(written[read.name], written[other.name]))
        for other in candidates
        if other is not read
    ]


def _find_differing(read: Mapping[Slot, WrittenCell], other: Mapping[Slot, WrittenCell]) -> tuple[Difference, ...]:
    """Cells of the copy that say something else than the sheet read, where anything is written in the copy at all.

    A line that the copy does not have says nothing; one that only the copy has is held against its blank.
    """
    if not any(cell.text for cell in other.values()):
        return ()
    pairs = ((read.get(slot, WrittenCell(cell.line, cell.place, "")), cell) for slot, cell in other.items())
    return tuple((own, cell) for own, cell in pairs if own.text.casefold() != cell.text.casefold())


def _measure(form: Form, name: str, grid: Grid) -> Likeness:
    measures: dict[str, Callable[[], Likeness]] = {
        SHEET_FACTS: lambda: _measure_facts(form, grid),
        SHEET_MODELS: lambda: _measure_models(form, grid),
        SHEET_EVIDENCE: lambda: _measure_evidence(form, grid),
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


def _measure_evidence(form: Form, grid: Grid) -> Likeness:
    """Five of its seven headings: “Mã”, “Tên” and “Loại” stand over many a list."""
    table = form.layout.evidence
    if table is None:
        return 0, 0
    columns = {EVIDENCE_HEADINGS[key]: column for key, column in table.columns.items()}
    headings = count_headings(grid, Header(table.header_row, columns))
    return (headings, 0) if headings >= _FEWEST_EVIDENCE_HEADINGS else (0, 0)


def _measure_facts(form: Form, grid: Grid) -> Likeness:
    """How many of its labels stand in the columns about where they were sent out; at least half must."""
    labels = {fold(label) for label in (*IDENTITY_LABELS.values(), *(fact.label for fact in form.plan.facts))}
    cells = (
        grid.value(row, column) for row in range(1, min(grid.rows, _LOOKED_AT) + 1) for column in range(1, FACT_LABEL_COLUMN + 3)
    )
    found = len(labels & {fold(raw) for raw in cells if isinstance(raw, str)})
    return (found, 0) if 2 * found >= len(labels) else (0, 0)
