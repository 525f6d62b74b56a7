"""Read the sheet Mô hình: the question on top, and a row per registered model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.entries import models_question_rule
from danvan_metrics.plan.rules import Refusal
from danvan_metrics.workbook.answers import ModelEntry, Place
from danvan_metrics.workbook.cells import Judge, Value, as_date, as_number, as_text, locate
from danvan_metrics.workbook.form import Form
from danvan_metrics.workbook.grid import Grid
from danvan_metrics.workbook.headings import Header, find_header
from danvan_metrics.workbook.places import read_column, read_row
from danvan_metrics.workbook.sheets.labels import HEADINGS
from danvan_metrics.workbook.which_sheet import Grids

LINE: Final = "Mô hình"


@dataclass(frozen=True, slots=True)
class ModelPlaces:
    """Where the table and its question stand on the sheet that came back."""

    grid: Grid
    header: Header
    columns: Mapping[str, int]
    question_row: int
    question_column: int

    @property
    def question(self) -> Place:
        """The cell that answers “Đơn vị có đăng ký mô hình không?”."""
        return locate(self.grid.name, self.question_row, self.question_column)

    def cell(self, row: int, key: str) -> Place:
        """The cell of one column in a row."""
        return locate(self.grid.name, row, self.columns[key])


def find_models(form: Form, grids: Grids) -> ModelPlaces | None:
    """Where the table stands; None where the reporter is not asked, or the sheet is gone."""
    table = form.layout.models
    grid = grids.get(table.sheet) if table else None
    if table is None or grid is None:
        return None
    header = find_header(grid, Header(table.header_row, {HEADINGS[key]: column for key, column in table.columns.items()}))
    return ModelPlaces(
        grid=grid,
        header=header,
        columns={key: header.columns[HEADINGS[key]] for key in table.columns},
        question_row=read_row(table.question) + header.row - table.header_row,
        question_column=read_column(table.question),
    )


def read_models(form: Form, grids: Grids, judge: Judge) -> tuple[tuple[ModelEntry, ...], bool | None]:
    """The registered models, and the answer to the question (None: blank or refused)."""
    if form.layout.models is None:
        return (), None
    places = find_models(form, grids)
    if places is None:
        judge.miss(form.layout.models.sheet, Place(form.layout.models.sheet))
        return (), None
    judge.miss_headings(places.grid, places.header)
    judge.tell_headings(places.grid, places.header)
    declared = judge.judge(places.grid, places.question_row, places.question_column, models_question_rule(), line=LINE)
    return tuple(_read_rows(form, places, judge)), _as_flag(declared)


def _read_rows(form: Form, places: ModelPlaces, judge: Judge) -> Iterator[ModelEntry]:
    areas = {chosen.name: chosen.area for chosen in form.plan.fields_of_models}
    grid = places.grid
    for row in range(places.header.row + 1, grid.rows + 1):
        if grid.is_filled(row, places.columns.values()):
            values = {
                key: judge.judge(grid, row, column, form.model_rules[key], line=LINE) for key, column in places.columns.items()
            }
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
