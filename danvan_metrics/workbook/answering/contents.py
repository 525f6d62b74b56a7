"""What a school wrote on one sheet, cell by cell: for holding two copies of a sheet against each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from danvan_metrics.raw import format_raw
from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.vietnamese import clean_text
from danvan_metrics.workbook.answering.evidence_rows import find_evidence
from danvan_metrics.workbook.answering.facts import find_facts
from danvan_metrics.workbook.answering.form import Form, FormTable
from danvan_metrics.workbook.answering.judging import Judge, locate
from danvan_metrics.workbook.answering.models import LINE, find_models, part_model_rows
from danvan_metrics.workbook.answering.table_rows import find_places
from danvan_metrics.workbook.answers import Place
from danvan_metrics.workbook.layout import SHEET_EVIDENCE, SHEET_FACTS, SHEET_MODELS

Slot = tuple[str, str]  # a line and its field, a field of Thông tin, or a model's place in the order and its column


class WrittenCell(NamedTuple):
    """What stands in an answer's cell ("" where blank), and whose answer it is."""

    line: str
    place: Place
    text: str


def read_contents(form: Form, sheet: str, grid: Grid) -> Mapping[Slot, WrittenCell]:
    """Every cell for answers on a grid taken as this sheet, blank ones among them; of models only those that stand there."""
    tables = {table.sheet: table for table in form.tables}
    if sheet == SHEET_FACTS:
        return dict(_read_facts(form, grid))
    if sheet == SHEET_MODELS:
        return dict(_read_models(form, grid))
    if sheet == SHEET_EVIDENCE:
        return dict(_read_evidence(form, grid))
    return dict(_read_lines(tables[sheet], grid))


def show_cell(grid: Grid, row: int, column: int) -> str:
    """A cell as a person sees it, an error value or a formula without result by its name."""
    return grid.flaws.get((row, column)) or clean_text(format_raw(grid.value(row, column)))


def _write(grid: Grid, row: int, column: int, line: str) -> WrittenCell:
    return WrittenCell(line, locate(grid.name, row, column), show_cell(grid, row, column))


def _read_lines(table: FormTable, grid: Grid) -> Iterator[tuple[Slot, WrittenCell]]:
    places = find_places(table, grid, Judge())
    for question in table.questions:
        row = places.rows.get(question.line.code)
        for field in question.rules if row else ():
            yield (question.line.code, field), _write(grid, row or 0, places.columns[field], question.line.code)


def _read_facts(form: Form, grid: Grid) -> Iterator[tuple[Slot, WrittenCell]]:
    places = find_facts(form, grid, Judge())
    labels = {fact.key: fact.label for fact in form.plan.facts}
    for key, row in places.rows.items():
        yield (key, ""), _write(grid, row, places.value_column, labels[key])


def _read_models(form: Form, grid: Grid) -> Iterator[tuple[Slot, WrittenCell]]:
    places = find_models(form, {SHEET_MODELS: grid})
    if places is None:
        return
    yield ("", ""), _write(grid, places.question_row, places.question_column, LINE)
    for number, row in enumerate(part_model_rows(form, places).models):
        for key, column in places.columns.items():
            yield (str(number), key), _write(grid, row, column, LINE)


def _read_evidence(form: Form, grid: Grid) -> Iterator[tuple[Slot, WrittenCell]]:
    places = find_evidence(form, {SHEET_EVIDENCE: grid})
    for number, row in enumerate(places.pieces if places else ()):
        for key, column in places.columns.items() if places else ():
            yield (str(number), key), _write(grid, row, column, SHEET_EVIDENCE)
