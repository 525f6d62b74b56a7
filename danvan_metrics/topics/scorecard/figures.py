"""The scorecard: every school in scope × every group of the plan, its returns and its appraisal (product.md, “Tổng quan”)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.bands import BandLimits, band_share, set_limits
from danvan_metrics.metrics.completion import scored_groups, total_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marking import describe_legend, name_reading
from danvan_metrics.metrics.marks import WITHOUT_VALUE, Mark
from danvan_metrics.metrics.material import Material, gather
from danvan_metrics.metrics.return_states import describe_standing
from danvan_metrics.metrics.words import count_received, describe_period, describe_schools, describe_scope, name_file
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Group, Plan
from danvan_metrics.topics.actions.figures import list_above, select_actions
from danvan_metrics.topics.scorecard.side_columns import SideColumn, collect_appraisals_beside, collect_returns_beside
from danvan_metrics.topics.scorecard.unmet_lines import list_unmet
from danvan_metrics.topics.scorecard.weakest import rank_weakest
from danvan_metrics.topics.timeliness.school_lines import describe_receipts
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import capitalise, format_change, format_percent, format_quantity

MODEL_BAND: Final = "Trường điểm"
RATIO_NOTE: Final = "n/N: mục đạt trọn trên mục áp dụng"
MEAN_NOTE: Final = "%: mức hoàn thành bình quân"
_LARGE: Final = 2  # scored lines from which on a group of its own has a column


@dataclass(frozen=True, slots=True)
class Score:
    """One school in one group: its band, the percentage it stands in, n/N (“” without a value), and all of it in words.

    percent: the group's value, “78 %”. unmet: the lines that keep it from all, gravest first, each with how it stands.
    change: since the report before. `violations` adds up the numbers that passed a limit; `agreed` counts the open actions
    about the group or one of its indicators. reach: through the office's lens “đến 22”, if what is not checked were as declared.
    """

    group: str
    mark: Mark
    ratio: str
    change: str
    above: int
    words: str
    agreed: int = 0
    violations: int = 0
    reach: str = ""
    percent: str = ""
    unmet: tuple[str, ...] = ()

    @property
    def marks(self) -> frozenset[Mark]:
        """Every mark it shows."""
        return frozenset({self.mark, *((Mark.VIOLATED,) if self.violations else ())})


@dataclass(frozen=True, slots=True)
class SchoolScores:
    """One school; `receipt` says when its return came, `state` how it stands; on_time: its returns so far."""

    school: str
    name: str
    model: bool
    cells: tuple[Score, ...]
    receipt: str
    state: str
    on_time: SideColumn
    appraisal: SideColumn


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """The schools with figures together; a group's percentage is of all their lines, n/N their sum."""

    name: str
    cells: tuple[Score, ...]
    on_time: SideColumn
    appraisal: SideColumn


@dataclass(frozen=True, kw_only=True)
class Scorecard(FigureRecord):
    """Rows in bands: the model schools first, then by level, each by name.

    weakest: codes of the schools with figures, the lowest first, by the column named `weakest_by`.
    groups: all that are scored. shown: those with a column; a group of one line is folded away.
    """

    scope: Scope
    groups: tuple[Group, ...]
    shown: tuple[Group, ...]
    bands: tuple[tuple[str, tuple[SchoolScores, ...]], ...]
    district: DistrictRow
    weakest: tuple[str, ...]
    weakest_by: str
    legend: tuple[tuple[Mark, str], ...]
    limits_note: str

    @property
    def rows(self) -> tuple[SchoolScores, ...]:
        """Every row, in order."""
        return tuple(row for _, rows in self.bands for row in rows)

    @property
    def rows_by_gravity(self) -> tuple[SchoolScores, ...]:
        """The weakest first; those without a figure, of whom nothing is known, last."""
        place = {school: number for number, school in enumerate(self.weakest)}
        return tuple(sorted(self.rows, key=lambda row: place.get(row.school, len(place))))


def collect_scorecard(dataset: Dataset, scope: Scope) -> Scorecard:
    """Collect the scorecard of the schools in scope, in one period and lens."""
    material = gather(dataset, scope)
    groups, limits = scored_groups(dataset.plan), set_limits(dataset.plan, scope.period)
    rows = list(_build_rows(material))
    order = rank_weakest(material)
    return Scorecard(
        title="Bảng điểm",
        subtitle=f"{describe_scope(dataset, scope)} · {MEAN_NOTE} · {RATIO_NOTE}",
        scope=scope,
        groups=groups,
        shown=choose_shown(dataset.plan),
        bands=tuple(_split_bands(scope.schools(dataset), rows)),
        district=_sum_up(material, limits),
        weakest=order.schools,
        weakest_by=order.by,
        legend=tuple(describe_legend((mark for row in rows for cell in row.cells for mark in cell.marks), scope.lens, limits)),
        limits_note=describe_limits_note(dataset.plan),
        file_name=name_file("bang diem", scope),
        sample=dataset.sample,
    )


def describe_limits_note(plan: Plan) -> str:
    """“ngưỡng do Phòng đặt 29/11/2026”."""
    return f"ngưỡng do Phòng đặt {plan.thresholds.near_from.set_on:%d/%m/%Y}"


def choose_shown(plan: Plan) -> tuple[Group, ...]:
    """The groups with a column on the scorecard: one of a single line is folded away where others have more."""
    groups = scored_groups(plan)
    asked = [one for one in plan.indicators_for(Reporter.SCHOOL) if one.scored]
    large = [group for group in groups if group.parent or sum(_stands_in(plan, one.group, group.code) for one in asked) >= _LARGE]
    return tuple(large) or groups


def _stands_in(plan: Plan, group: str, above: str) -> bool:
    return above in {group, plan.group_by_code[group].parent}


def _build_rows(material: Material) -> Iterator[SchoolScores]:
    cells = dict(_collect_cells(material))
    states, receipts = {row.school: describe_standing(row) for row in iterate_rows(material.returns)}, describe_receipts(material)
    returns, appraisals = collect_returns_beside(material), collect_appraisals_beside(material)
    groups = scored_groups(material.dataset.plan)
    for school in material.scope.schools(material.dataset):
        code, own = school.code, tuple(cells[school.code, group.code] for group in groups)
        beside = (returns.of(code), appraisals.of(code))
        yield SchoolScores(code, school.short_name, school.model, own, receipts[code], states[code], *beside)


def _collect_cells(material: Material) -> Iterator[tuple[tuple[str, str], Score]]:
    dataset, before = material.dataset, material.before
    change = material.changes.set_index(["school", "group"])["change"]
    since = f" so với {describe_period(dataset, before.code)}" if before else ""
    agreed, limits, unmet = _count_agreed(material), set_limits(dataset.plan, material.scope.period), list_unmet(material)
    for row in iterate_rows(material.groups):
        key = (str(row.school), str(row.group))
        name = f"{dataset.roster.by_code[key[0]].short_name}, {dataset.plan.group_by_code[key[1]].short}"
        named = name_reading(Mark(row.mark), material.scope.lens, limits)
        cell = _build_cell(row, f"{name}: {named}", change.get(key, float("nan")), since)
        cell = replace(cell, unmet=unmet.get(key, ()) if cell.ratio else ())
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
        f"bình quân {format_percent(row.value)}",
        f"{row.n} trên {row.N} đạt trọn",
        f"đã báo cáo {row.reported}/{row.N}",
    ]
    words += [f"{row.above} vượt mức"] if row.above else []
    words += [f"{format_quantity(row.violations)} vi phạm giới hạn"] if row.violations else []
    words += [f"{moved}{since}"] if moved else []
    figures = (f"{row.n}/{row.N}", moved, int(row.above), "; ".join(words))
    return Score(row.group, mark, *figures, violations=int(row.violations), percent=format_percent(row.value))


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


def _sum_up(material: Material, limits: BandLimits) -> DistrictRow:
    dataset, scope = material.dataset, material.scope
    received, schools = count_received(dataset, scope)
    totals = {row.group: row for row in iterate_rows(total_groups(material.groups))}
    groups = scored_groups(dataset.plan)
    name = capitalise(describe_schools(scope))
    return DistrictRow(
        name=f"{name} · {received}/{schools} trường" if schools else name,
        cells=tuple(_sum_group(totals.get(group.code), group, limits) for group in groups),
        on_time=collect_returns_beside(material).total,
        appraisal=collect_appraisals_beside(material).total,
    )


def _sum_group(row: Any, group: Group, limits: BandLimits) -> Score:
    if row is None or not row.N:
        return Score(group.code, Mark.NOT_REPORTED, "", "", 0, f"{group.short}: chưa có số liệu")
    mark, percent, ratio = band_share(row.mean, limits), format_percent(row.mean), f"{row.n:.0f}/{row.N:.0f}"
    told = f"{group.short}, {row.schools_reported}/{row.schools} trường có số liệu: {limits.name(mark)}"
    words = f"{told}; bình quân {percent}; {ratio.replace('/', ' trên ')} đạt trọn"
    return Score(group.code, mark, ratio, "", 0, words, percent=percent)
