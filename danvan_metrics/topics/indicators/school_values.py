"""One indicator across the schools: what each answered, how far it is, and what it was in the period before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pandas as pd

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.completion import score_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import describe_scope, name_file
from danvan_metrics.plan.roster import School
from danvan_metrics.vietnamese import format_percent, format_ratio


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school: mark now and in the period before (None without one), n of N of the indicator's own count."""

    school: School
    mark: Mark
    n: float
    total: float
    completion: float | None
    before: Mark | None

    @property
    def figure(self) -> str:
        """n/N and the share, "" without a value."""
        if self.completion is None:
            return ""
        return f"{format_ratio(self.n, self.total)} · {format_percent(self.completion)}"


@dataclass(frozen=True, kw_only=True)
class IndicatorSchools(FigureRecord):
    """Every school in scope on one indicator, in the roster's order."""

    reference: Reference
    rows: tuple[SchoolRow, ...]
    sample: bool


def collect_indicator_schools(dataset: Dataset, scope: Scope, code: str) -> IndicatorSchools:
    """Collect the schools in scope on one scored indicator."""
    scores = score_indicators(dataset, scope)
    now = scores[scores["indicator"].eq(code)].set_index("school")
    before = dataset.plan.period_before(scope.period)
    earlier: dict[Any, str] = {}
    if before is not None:
        past = score_indicators(dataset, scope.at(before.code))
        earlier = past[past["indicator"].eq(code)].set_index("school")["mark"].to_dict()
    indicator = dataset.plan.indicator_by_code[code]
    return IndicatorSchools(
        title=f"{code} {indicator.title}: từng trường",
        subtitle=describe_scope(dataset, scope),
        reference=Reference(code, scope),
        rows=tuple(_build_row(school, now.loc[school.code], earlier.get(school.code)) for school in scope.schools(dataset)),
        file_name=name_file(f"tung truong {code}", scope),
        sample=dataset.sample,
    )


def _build_row(school: School, score: Any, before: str | None) -> SchoolRow:
    completion = None if pd.isna(score["completion"]) else float(score["completion"])
    return SchoolRow(
        school, Mark(score["mark"]), float(score["n"]), float(score["N"]), completion, Mark(before) if before else None
    )
