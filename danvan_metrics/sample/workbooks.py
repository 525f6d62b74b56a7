"""The sample's workbooks: every return the recipe tells, in the generated template, as the schools would send them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path, PurePath

from danvan_metrics.plan.model import Period, Plan
from danvan_metrics.sample.deliveries import Delivery, plan_deliveries
from danvan_metrics.sample.recipe import Recipe, load_recipe
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.whole_files import write_whole
from danvan_metrics.workbook.answering.form import prepare_form
from danvan_metrics.workbook.answering.returns import interpret
from danvan_metrics.workbook.answers import Identity, Return
from danvan_metrics.workbook.labels import name_template
from danvan_metrics.workbook.layout import TEMPLATE_VERSION
from danvan_metrics.workbook.template.build import build_workbook, write_dated_workbook
from danvan_metrics.workbook.template.filling import fill_cells
from danvan_metrics.workbook.template.sample_mark import mark_as_sample


@dataclass(frozen=True, slots=True)
class SampleFile:
    """A workbook as it arrived."""

    name: str
    content: bytes
    school: str
    period: str
    received_on: date


def iterate_sample(plan: Plan, roster: Roster, recipe: Recipe | None = None) -> Iterator[SampleFile]:
    """Every workbook of the sample, period by period in the roster's order, the office's own last."""
    told = recipe or load_recipe()
    before: dict[str, Return] = {}
    for period, school in _list_returns(plan, roster):
        previous = before.get(school.code)
        for delivery in plan_deliveries(plan, told, school, period):
            file = _make_file(plan, school, period, delivery, previous)
            yield file
            if delivery.sound and period is not plan.periods[-1]:
                before[school.code] = _read_back(plan, roster, file)


def count_sample(plan: Plan, roster: Roster, recipe: Recipe | None = None) -> int:
    """How many workbooks the sample has."""
    told = recipe or load_recipe()
    return sum(told.story(school, period.code).deliveries for period, school in _list_returns(plan, roster))


def write_sample_workbooks(plan: Plan, roster: Roster, folder: Path, recipe: Recipe | None = None) -> list[Path]:
    """Write every workbook of the sample into a folder, made where needed; the paths in order of arrival."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file in iterate_sample(plan, roster, recipe):
        path = folder / file.name
        write_whole(path, file.content, replace=True)
        paths.append(path)
    return paths


def _list_returns(plan: Plan, roster: Roster) -> Iterator[tuple[Period, School]]:
    for period in plan.periods:
        yield from ((period, unit) for unit in (*roster.select(on=period.last_day_on_time), roster.office))


def _make_file(plan: Plan, school: School, period: Period, delivery: Delivery, previous: Return | None) -> SampleFile:
    workbook = build_workbook(plan, school, period, previous)
    mark_as_sample(workbook)
    fill_cells(workbook, prepare_form(plan, school.reporter).layout, delivery.contents)
    content = write_dated_workbook(workbook, moment=datetime.combine(delivery.received_on, time()))
    name = PurePath(name_template(plan, school, period))
    again = f"_lan-{delivery.attempt}" if delivery.attempt > 1 else ""
    return SampleFile(f"{name.stem}{again}{name.suffix}", content, school.code, period.code, delivery.received_on)


def _read_back(plan: Plan, roster: Roster, file: SampleFile) -> Return:
    identity = Identity(plan.code, plan.version, file.school, file.period, TEMPLATE_VERSION)
    return interpret(plan, roster, read_workbook(file.content), identity)
