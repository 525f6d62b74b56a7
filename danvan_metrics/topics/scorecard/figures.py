"""The scorecard: every school in scope × every group of the plan, its deadline and its state (product.md, “Tổng quan”)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import WITHOUT_VALUE, Mark, describe_mark, name_mark
from danvan_metrics.metrics.material import Material, gather
from danvan_metrics.metrics.return_states import describe_standing
from danvan_metrics.metrics.words import describe_period, describe_scope, name_file
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group
from danvan_metrics.plan.roster import School
from danvan_metrics.topics.actions.figures import list_above, select_actions
from danvan_metrics.topics.timeliness.school_lines import describe_receipts
from danvan_metrics.vietnamese import format_change, format_percent, format_quantity

MODEL_BAND = "Trường điểm"
RATIO_NOTE = "n/N: số chỉ tiêu, nội dung đạt trọn trên số áp dụng"


@dataclass(frozen=True, slots=True)
class Score:
    """One school in one group: a mark, n/N (“” without a value), the change since the report before, and all of it in words.

    `violations` adds up the numbers that passed a limit; `agreed` counts the open actions about the group or one of its
    indicators.
    """

    group: str
    mark: Mark
    ratio: str
    change: str
    above: int
    words: str
    agreed: int = 0
    violations: int = 0
    reach: str = ""  # “đến 22”: through the office's lens, if all that is not checked were as declared

    @property
    def marks(self) -> frozenset[Mark]:
        """Every mark it shows."""
        beside = ((Mark.ABOVE, self.above), (Mark.VIOLATED, self.violations))
        return frozenset({self.mark, *(mark for mark, count in beside if count)})


@dataclass(frozen=True, slots=True)
class SchoolScores:
    """One school; `receipt` says when its return came, `state` how it stands."""

    school: str
    name: str
    model: bool
    cells: tuple[Score, ...]
    receipt: str
    state: str


@dataclass(frozen=True, kw_only=True)
class Scorecard(FigureRecord):
    """Rows in bands: the model schools first, then by level, each by name."""

    scope: Scope
    groups: tuple[Group, ...]
    bands: tuple[tuple[str, tuple[SchoolScores, ...]], ...]
    legend: tuple[tuple[Mark, str], ...]

    @property
    def rows(self) -> tuple[SchoolScores, ...]:
        """Every row, in order."""
        return tuple(row for _, rows in self.bands for row in rows)


def collect_scorecard(dataset: Dataset, scope: Scope) -> Scorecard:
    """Collect the scorecard of the schools in scope, in one period and lens."""
    material = gather(dataset, scope)
    groups = scored_groups(dataset.plan)
    rows = list(_build_rows(material))
    return Scorecard(
        title=f"Bảng điểm: {len(rows)} trường × {len(groups)} nhóm",
        subtitle=f"{describe_scope(dataset, scope)} · {RATIO_NOTE}",
        scope=scope,
        groups=groups,
        bands=tuple(_split_bands(scope.schools(dataset), rows)),
        legend=tuple(_collect_legend(rows, scope.lens, scope.find_period(dataset).share)),
        file_name=name_file("bang diem", scope),
        sample=dataset.sample,
    )


def _build_rows(material: Material) -> Iterator[SchoolScores]:
    cells = dict(_collect_cells(material))
    states, receipts = {row.school: describe_standing(row) for row in iterate_rows(material.returns)}, describe_receipts(material)
    groups = scored_groups(material.dataset.plan)
    for school in material.scope.schools(material.dataset):
        own = tuple(cells[school.code, group.code] for group in groups)
        yield SchoolScores(school.code, school.short_name, school.model, own, receipts[school.code], states[school.code])


def _collect_cells(material: Material) -> Iterator[tuple[tuple[str, str], Score]]:
    dataset, before = material.dataset, material.before
    change = material.changes.set_index(["school", "group"])["change"]
    since = f" so với {describe_period(dataset, before.code)}" if before else ""
    agreed = _count_agreed(material)
    for row in iterate_rows(material.groups):
        key = (str(row.school), str(row.group))
        name = f"{dataset.roster.by_code[key[0]].short_name}, {dataset.plan.group_by_code[key[1]].short}"
        named = name_mark(Mark(row.mark), material.scope.lens)
        cell = _build_cell(row, f"{name}: {named}", change.get(key, float("nan")), since)
        if material.scope.lens is Lens.APPRAISED and cell.ratio:
            cell = _add_reach(cell, row)
        count = agreed[key]
        yield key, replace(cell, agreed=count, words=f"{cell.words}; {count} việc đang giao") if count else cell


def _count_agreed(material: Material) -> Counter[tuple[str, str]]:
    """Open actions by school and group; one about a criterion counts in their total too."""
    counted = Counter[tuple[str, str]]()
    for action in select_actions(material.dataset, material.scope):
        if action.closed_as is None:
            counted.update((action.school, code) for code in list_above(material.dataset.plan, action.subject))
    return counted


def _build_cell(row: Any, told: str, change: float, since: str) -> Score:
    mark = Mark(row.mark)
    if mark in WITHOUT_VALUE:
        return Score(row.group, mark, "", "", 0, told)
    moved = "" if pd.isna(change) else format_change(change, unchanged="")
    words = [
        told,
        f"{row.n} trên {row.N} đạt trọn",
        f"bình quân {format_percent(row.value)}",
        f"đã báo cáo {row.reported}/{row.N}",
    ]
    words += [f"{row.above} vượt mức"] if row.above else []
    words += [f"{format_quantity(row.violations)} vi phạm giới hạn"] if row.violations else []
    words += [f"{moved}{since}"] if moved else []
    figures = (f"{row.n}/{row.N}", moved, int(row.above), "; ".join(words))
    return Score(row.group, mark, *figures, violations=int(row.violations))


def _add_reach(cell: Score, row: Any) -> Score:
    words = cell.words.replace("đã báo cáo", "Phòng đã kiểm")
    if not row.open:
        return replace(cell, words=words)
    high = format_quantity(row.n + row.open)
    return replace(cell, reach=f"đến {high}", words=f"{words}; đến {high} nếu phần chưa kiểm đúng như tự khai")


def _split_bands(schools: tuple[School, ...], rows: list[SchoolScores]) -> Iterator[tuple[str, tuple[SchoolScores, ...]]]:
    names = [MODEL_BAND if school.model else school.level for school in schools]
    for name in dict.fromkeys(names):
        yield name, tuple(row for row, own in zip(rows, names, strict=True) if own == name)


def _collect_legend(rows: list[SchoolScores], lens: Lens, share: float) -> Iterator[tuple[Mark, str]]:
    shown = {mark for row in rows for cell in row.cells for mark in cell.marks}
    for mark in Mark:
        if mark in shown:
            yield mark, describe_mark(mark, lens=lens, share=share)
