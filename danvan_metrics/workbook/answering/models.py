"""Read the sheet Mô hình: the question on top, and a row per registered model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.entries import models_question_rule
from danvan_metrics.plan.rules import Refusal
from danvan_metrics.spreadsheets.grid import Grid
from danvan_metrics.vietnamese import fold
from danvan_metrics.workbook.answering.form import Form
from danvan_metrics.workbook.answering.headings import Header, find_header
from danvan_metrics.workbook.answering.judging import Judge, Value, as_date, as_number, as_text, locate
from danvan_metrics.workbook.answering.model_rows import ModelRange, RowsBelow, part_rows
from danvan_metrics.workbook.answering.places import read_column, read_row
from danvan_metrics.workbook.answers import ModelEntry, Place
from danvan_metrics.workbook.labels import HEADINGS, QUESTION
from danvan_metrics.workbook.layout import ModelTable

LINE: Final = "Mô hình"
_WIDEST: Final = 60  # columns in which the question is looked for
TABLE: Final = "bảng Mô hình"


@dataclass(frozen=True, slots=True)
class ModelPlaces:
    """Where the table and its question stand on the sheet that came back; `last_row` is the last of those sent out."""

    grid: Grid
    header: Header
    columns: Mapping[str, int]
    question_row: int
    question_column: int
    question_found: bool
    last_row: int

    @property
    def question(self) -> Place:
        """The cell that answers “Đơn vị có đăng ký mô hình không?”."""
        return locate(self.grid.name, self.question_row, self.question_column)

    def cell(self, row: int, key: str) -> Place:
        """The cell of one column in a row."""
        return locate(self.grid.name, row, self.columns[key])


def find_models(form: Form, grids: Mapping[str, Grid]) -> ModelPlaces | None:
    """Where the table stands; `grids` by the names sent out. None where the reporter is not asked, or the sheet is gone."""
    table = form.layout.models
    grid = grids.get(table.sheet) if table else None
    if table is None or grid is None:
        return None
    header = find_header(grid, Header(table.header_row, {HEADINGS[key]: column for key, column in table.columns.items()}))
    row, column = _find_question(table, grid, header)
    found = _reads(grid, row, column - 1) == fold(QUESTION)
    columns = {key: header.columns[HEADINGS[key]] for key in table.columns}
    return ModelPlaces(grid, header, columns, row, column, found, header.row + table.last_row - table.header_row)


def _find_question(table: ModelTable, grid: Grid, header: Header) -> tuple[int, int]:
    """The cell right of the question; where its words are gone, the cell that stands above the table as it was sent out."""
    row, column = read_row(table.question) + header.row - table.header_row, read_column(table.question)
    if _reads(grid, row, column - 1) == fold(QUESTION):
        return row, column
    for above in range(1, header.row):
        for beside in range(1, min(grid.columns, _WIDEST) + 1):
            if _reads(grid, above, beside) == fold(QUESTION):
                return above, beside + 1
    return row, column


def _reads(grid: Grid, row: int, column: int) -> str:
    raw = grid.value(row, column)
    return fold(raw) if isinstance(raw, str) else ""


def read_models(form: Form, grids: Mapping[str, Grid], judge: Judge) -> tuple[tuple[ModelEntry, ...], bool | None]:
    """The registered models, and the answer to the question (None: blank or refused)."""
    places = find_models(form, grids)
    if places is None:
        return (), None
    judge.note_headings(places.grid, places.header)
    declared = judge.judge(places.grid, places.question_row, places.question_column, models_question_rule(), line=LINE)
    _note_loss(places, declared, judge)
    return tuple(_read_rows(form, places, judge)), _as_flag(declared)


def _note_loss(places: ModelPlaces, declared: Value | Refusal, judge: Judge) -> None:
    """The headings or the question gone: never taken as “no models”."""
    if not places.header.found:
        judge.miss(TABLE, places.cell(places.header.row, "name"))
    if not places.question_found and declared is None:
        judge.miss(QUESTION, places.question)


def part_model_rows(form: Form, places: ModelPlaces) -> RowsBelow:
    """The rows of models, and those that are no models."""
    grid, first = places.grid, places.header.row + 1
    return part_rows(ModelRange(grid, places.columns, HEADINGS, first, places.last_row), form.model_rules)


def _read_rows(form: Form, places: ModelPlaces, judge: Judge) -> Iterator[ModelEntry]:
    areas = {chosen.name: chosen.area for chosen in form.plan.fields_of_models}
    grid = places.grid
    for row in part_model_rows(form, places).models:
        values = {key: judge.judge(grid, row, column, form.model_rules[key], line=LINE) for key, column in places.columns.items()}
        yield _make_entry(places.cell(row, "name"), values, areas)


def _make_entry(place: Place, values: Mapping[str, Value | Refusal], areas: Mapping[str, str]) -> ModelEntry:
    chosen = as_text(values["field"]) or None
    return ModelEntry(
        place=place,
        name=as_text(values["name"]),
        field=chosen,
        area=areas.get(chosen or ""),
        owner=as_text(values["owner"]) or None,
        leader=as_text(values["leader"]),
        started_on=as_date(values["started_on"]),
        status=as_text(values["status"]) or None,
        beneficiaries=as_number(values["beneficiaries"]),
        result=as_text(values["result"]),
        evidence_count=as_number(values["evidence_count"]),
        evidence=as_text(values["evidence"]),
        proposed_for_award=_as_flag(values["proposed_for_award"]),
    )


def _as_flag(value: object) -> bool | None:
    return {Choice.YES: True, Choice.NO: False}.get(value) if isinstance(value, str) else None  # type: ignore[call-overload]
