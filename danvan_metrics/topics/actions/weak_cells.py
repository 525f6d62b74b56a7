"""The weak cells: what each school is behind on or has not begun, and whether something has been agreed about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.actions import Action
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import SYMBOLS, Mark, name_mark
from danvan_metrics.metrics.material import Material, gather
from danvan_metrics.metrics.words import describe_scope, format_figure, name_file, name_weak
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.roster import School
from danvan_metrics.topics.actions.figures import list_above

WEAK = frozenset({Mark.VIOLATED, Mark.BEHIND, Mark.ZERO, Mark.INVALID})


@dataclass(frozen=True, slots=True)
class WeakCell:
    """One indicator of one school; `actions` were agreed about it or about its group and are open."""

    school: School
    group: str
    code: str
    title: str
    mark: Mark
    ratio: str
    actions: tuple[Action, ...] = ()
    lens: Lens = Lens.DECLARED

    @property
    def words(self) -> str:
        """“◔ 3/6 · chậm tiến độ”."""
        return " · ".join(filter(None, (f"{SYMBOLS[self.mark]} {self.ratio}".strip(), name_mark(self.mark, self.lens))))


@dataclass(frozen=True, kw_only=True)
class WeakCells(FigureRecord):
    """Every weak cell of the schools in scope, school by school in the roster's order, in the plan's order."""

    cells: tuple[WeakCell, ...]

    def of(self, school: str) -> tuple[WeakCell, ...]:
        """One school's."""
        return tuple(cell for cell in self.cells if cell.school.code == school)


def collect_weak_cells(dataset: Dataset, scope: Scope) -> WeakCells:
    """Collect what the schools in scope are behind on, in one period and lens."""
    material = gather(dataset, scope)
    cells = tuple(_collect(material))
    schools = len({cell.school.code for cell in cells})
    return WeakCells(
        title=f"Chỉ tiêu, nội dung {name_weak(scope.lens)}",
        subtitle=f"{len(cells)} chỗ ở {schools}/{material.counts.schools} trường · {describe_scope(dataset, scope)}",
        cells=cells,
        file_name=name_file("noi dung cham", scope),
        sample=dataset.sample,
    )


def _collect(material: Material) -> Iterator[WeakCell]:
    dataset = material.dataset
    for row in iterate_rows(_select_weak(material)):
        unit, indicator = dataset.roster.by_code[row.school], dataset.plan.indicator_by_code[row.indicator]
        agreed = tuple(_list_open(dataset, unit.code, list_above(dataset.plan, indicator.code)))
        ratio = format_figure(indicator, row) if row.reported else ""
        yield WeakCell(unit, indicator.group, indicator.code, indicator.title, Mark(row.mark), ratio, agreed, material.scope.lens)


def _select_weak(material: Material) -> pd.DataFrame:
    """Scores with a weak mark; through the office's lens a line nobody has looked into yet is no weakness of the school's."""
    scores = material.scores
    weak = scores["mark"].isin(WEAK)
    return scores[weak & ~scores["open"] if material.scope.lens is Lens.APPRAISED else weak]


def _list_open(dataset: Dataset, school: str, subjects: tuple[str, ...]) -> Iterator[Action]:
    for action in dataset.actions:
        if action.school == school and action.subject in subjects and action.closed_as is None:
            yield action
