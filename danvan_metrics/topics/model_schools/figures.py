"""Model schools beside the rest, group by group."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.comparison import compare_model_schools
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.words import Ratio, describe_scope, name_file


@dataclass(frozen=True, slots=True)
class GroupComparison:
    """One group: n/N and share (None without N) of the model schools and of the rest; the middle of `rest_schools` of them."""

    code: str
    title: str
    ours: Ratio
    share: float | None
    rest: Ratio
    rest_share: float | None
    rest_median: float | None
    rest_schools: int


@dataclass(frozen=True, kw_only=True)
class ModelComparison(FigureRecord):
    """Model schools against the rest, sums over schools that reported; `scope` has both."""

    scope: Scope
    groups: tuple[GroupComparison, ...]


def collect_model_comparison(dataset: Dataset, scope: Scope) -> ModelComparison:
    """Collect the comparison in one period and lens."""
    everyone = Scope(scope.period, scope.lens, scope.level, scope.commune)
    return ModelComparison(
        title="Trường điểm so với các trường còn lại",
        subtitle=f"{describe_scope(dataset, everyone)} · cộng các trường đã có số liệu",
        file_name=name_file("truong diem so voi con lai", scope),
        sample=dataset.sample,
        scope=everyone,
        groups=tuple(_compare(dataset, scope)),
    )


def _compare(dataset: Dataset, scope: Scope) -> Iterator[GroupComparison]:
    for row in iterate_rows(compare_model_schools(dataset, scope)):
        share, rest_share, median = (None if pd.isna(one) else one for one in (row.value, row.rest_value, row.rest_median))
        title = dataset.plan.group_by_code[row.group].title
        ours, rest = Ratio(row.n, row.N), Ratio(row.rest_n, row.rest_N)
        yield GroupComparison(row.group, title, ours, share, rest, rest_share, median, int(row.rest_schools))
