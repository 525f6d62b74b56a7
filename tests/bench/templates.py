"""How quickly templates are made, one per school of the roster, beside openpyxl writing no more than their values."""

from __future__ import annotations

import io
from collections.abc import Iterator

from openpyxl import Workbook, load_workbook

from danvan_metrics.folders import DATA
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.units.roster import load_roster
from danvan_metrics.workbook.template.build import build_template
from tests.bench.measures import Measure, time_call

PER_SECOND = 25


def run(rounds: int) -> Iterator[Measure]:
    """Seconds per template beside those it may take, and beside a bare writing that takes turns with it."""
    plan = load_plan(DATA / "plans" / "2020")
    roster = load_roster(DATA / "schools.csv", plan)
    taken: list[float] = []
    bare: list[float] = []
    cells = _list_cells(build_template(plan, roster.schools[0], plan.periods[0]))
    for _ in range(rounds):
        for school in roster.schools:
            time_call(taken, lambda school=school: build_template(plan, school, plan.periods[0]))
            time_call(bare, lambda: _write_bare(cells))
    rate = len(taken) / sum(taken)
    yield Measure(f"one template ({rate:.1f} a second); beside {PER_SECOND} a second", taken, [1 / PER_SECOND], aim=1)
    yield Measure("one template; beside openpyxl writing its values alone, without looks, rules and heights", taken, bare)


def _list_cells(content: bytes) -> list[tuple[str, list[tuple[object, ...]]]]:
    """The values of every sheet, row by row."""
    workbook = load_workbook(io.BytesIO(content))
    return [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in workbook.worksheets]


def _write_bare(cells: list[tuple[str, list[tuple[object, ...]]]]) -> None:
    workbook = Workbook()
    for title, rows in cells:
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    workbook.save(io.BytesIO())
