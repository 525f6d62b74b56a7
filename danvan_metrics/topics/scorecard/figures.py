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
from danvan_metrics.metrics.marks import LABELS, Mark, describe_mark
from danvan_metrics.metrics.material import Material, gather
from danvan_metrics.metrics.words import describe_period, describe_scope, name_file
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group
from danvan_metrics.plan.roster import School
from danvan_metrics.topics.actions.figures import list_above, select_actions
from danvan_metrics.topics.timeliness.school_lines import describe_receipts
from danvan_metrics.vietnamese import format_change, format_percent

MODEL_BAND = "Trường điểm"
_WITHOUT_VALUE = {Mark.NOT_REPORTED, Mark.NOT_DUE, Mark.NOT_APPLICABLE, Mark.INVALID}


@dataclass(frozen=True, slots=True)
class Score:
    """One school in one group: a mark, n/N (“” without a value), the change since the report before, and all of it in words.

    `agreed` counts the open actions about the group or one of its indicators.
    """

    group: str
    mark: Mark
    ratio: str
    change: str
    above: int
    words: str
    agreed: int = 0


@dataclass(frozen=True, slots=True)
class SchoolScores:
    """One school; `receipt` says when its return came, `state` how complete it is."""

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
        subtitle=f"{describe_scope(dataset, scope)} · n/N: số mục đạt trọn trên số mục áp dụng",
        scope=scope,
        groups=groups,
        bands=tuple(_split_bands(scope.schools(dataset), rows)),
        legend=tuple(_collect_legend(rows, scope.lens, scope.find_period(dataset).share)),
        file_name=name_file("bang diem", scope),
        sample=dataset.sample,
    )


def _build_rows(material: Material) -> Iterator[SchoolScores]:
    cells = dict(_collect_cells(material))
    states, receipts = describe_states(material), describe_receipts(material)
    groups = scored_groups(material.dataset.plan)
    for school in material.scope.schools(material.dataset):
        own = tuple(cells[school.code, group.code] for group in groups)
        yield SchoolScores(school.code, school.short_name, school.model, own, receipts[school.code], states[school.code])


def describe_states(material: Material) -> dict[str, str]:
    """How complete each school's return is, in words: đủ · thiếu 3 mục · chưa nộp · chưa đến hạn."""
    tops = {group.code for group in material.dataset.plan.groups if group.parent is None}
    scores = material.groups
    sums = scores[scores["group"].isin(tops)].groupby("school", sort=False)[["N", "reported"]].sum().reset_index()
    states = scores.groupby("school", sort=False)["state"].agg(set)
    return {row.school: _describe_state(row.N - row.reported, row.reported, states[row.school]) for row in iterate_rows(sums)}


def _describe_state(missing: int, reported: int, states: set[str]) -> str:
    if "not_due" in states:
        return LABELS[Mark.NOT_DUE]
    if not reported:
        return "chưa nộp"
    return f"thiếu {missing} mục" if missing else "đủ"


def _collect_cells(material: Material) -> Iterator[tuple[tuple[str, str], Score]]:
    dataset, before = material.dataset, material.before
    change = material.changes.set_index(["school", "group"])["change"]
    since = f" so với {describe_period(dataset, before.code)}" if before else ""
    agreed = _count_agreed(material)
    for row in iterate_rows(material.groups):
        key = (str(row.school), str(row.group))
        name = f"{dataset.roster.by_code[key[0]].short_name}, {dataset.plan.group_by_code[key[1]].short}"
        cell = _build_cell(row, name, change.get(key, float("nan")), since)
        count = agreed[key]
        yield key, replace(cell, agreed=count, words=f"{cell.words}; {count} việc đang giao") if count else cell


def _count_agreed(material: Material) -> Counter[tuple[str, str]]:
    """Open actions by school and group; one about a criterion counts in their total too."""
    counted = Counter[tuple[str, str]]()
    for action in select_actions(material.dataset, material.scope):
        if action.closed_as is None:
            counted.update((action.school, code) for code in list_above(material.dataset.plan, action.subject))
    return counted


def _build_cell(row: Any, name: str, change: float, since: str) -> Score:
    mark = Mark(row.mark)
    if mark in _WITHOUT_VALUE:
        return Score(row.group, mark, "", "", 0, f"{name}: {LABELS[mark]}")
    moved = "" if pd.isna(change) else format_change(change, unchanged="")
    words = [
        f"{name}: {LABELS[mark]}",
        f"{row.n} trên {row.N} mục đạt trọn",
        f"bình quân {format_percent(row.value)}",
        f"đã báo cáo {row.reported}/{row.N} mục",
    ]
    words += [f"{row.above} mục vượt mức"] if row.above else []
    words += [f"{moved} mục{since}"] if moved else []
    return Score(row.group, mark, f"{row.n}/{row.N}", moved, int(row.above), "; ".join(words))


def _split_bands(schools: tuple[School, ...], rows: list[SchoolScores]) -> Iterator[tuple[str, tuple[SchoolScores, ...]]]:
    names = [MODEL_BAND if school.model else school.level for school in schools]
    for name in dict.fromkeys(names):
        yield name, tuple(row for row, own in zip(rows, names, strict=True) if own == name)


def _collect_legend(rows: list[SchoolScores], lens: Lens, share: float) -> Iterator[tuple[Mark, str]]:
    shown = {cell.mark for row in rows for cell in row.cells}
    if any(cell.above for row in rows for cell in row.cells):
        shown.add(Mark.ABOVE)
    for mark in Mark:
        if mark in shown:
            yield mark, describe_mark(mark, lens=lens, share=share)
