"""Model schools beside the rest, group by group, in the quantity and the bands of the scorecard."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.bands import band_share, set_limits
from danvan_metrics.metrics.completion import score_groups, total_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marking import describe_legend
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.words import Ratio, describe_scope, name_file
from danvan_metrics.topics.model_schools.chart import NO_MODEL_SCHOOL


@dataclass(frozen=True, slots=True)
class SideFigure:
    """One side in one group: the mean of its schools' lines (as the scorecard's last row; None: no figure), n/N, its band."""

    share: float | None
    ratio: Ratio
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """One group: the model schools, the rest, and the value in the middle of `rest_schools` of the rest (None: of none)."""

    code: str
    title: str
    ours: SideFigure
    rest: SideFigure
    rest_median: float | None
    rest_schools: int


@dataclass(frozen=True, kw_only=True)
class ModelComparison(FigureRecord):
    """Model schools against the rest, over schools that reported; `scope` has both. empty: no model school is in it."""

    scope: Scope
    groups: tuple[GroupComparison, ...]
    legend: tuple[tuple[Mark, str], ...]
    empty: str


def collect_model_comparison(dataset: Dataset, scope: Scope) -> ModelComparison:
    """Collect the comparison in one period and lens, whatever `scope.model`."""
    everyone = replace(scope, model=None)
    models = [school.code for school in everyone.schools(dataset) if school.model]
    limits = set_limits(dataset.plan, scope.period)
    groups = tuple(_compare(dataset, everyone, models))
    marks = [side.mark for group in groups for side in (group.ours, group.rest) if side.mark]
    return ModelComparison(
        title="Trường điểm so với các trường còn lại",
        subtitle=f"{describe_scope(dataset, everyone)} · trong các trường đã có số liệu",
        file_name=name_file("truong diem so voi con lai", scope),
        sample=dataset.sample,
        scope=everyone,
        groups=groups,
        legend=tuple(describe_legend(marks, scope.lens, limits)),
        empty="" if models else NO_MODEL_SCHOOL,
    )


def _compare(dataset: Dataset, scope: Scope, models: Sequence[str]) -> Iterator[GroupComparison]:
    groups = score_groups(dataset, scope)
    ours, rest = (groups[groups["school"].isin(models) == flag] for flag in (True, False))
    sums = [{row.group: row for row in iterate_rows(total_groups(side))} for side in (ours, rest)]
    for code in dict.fromkeys(groups["group"]):
        told = rest.loc[rest["group"].eq(code) & rest["state"].eq("value"), "value"]
        own, other = [_make_side(dataset, scope, side.get(code)) for side in sums]
        middle = float(told.median()) if len(told) else None
        yield GroupComparison(code, dataset.plan.group_by_code[code].title, own, other, middle, len(told))


def _make_side(dataset: Dataset, scope: Scope, total: Any) -> SideFigure:
    if total is None or pd.isna(total.mean):
        return SideFigure(None, Ratio(), None)
    return SideFigure(
        float(total.mean), Ratio(int(total.n), int(total.N)), band_share(total.mean, set_limits(dataset.plan, scope.period))
    )
