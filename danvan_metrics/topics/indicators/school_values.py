"""One indicator across the schools: what each answered, how far it is, and what it was in the period before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.metrics.bands import BandLimits, set_limits
from danvan_metrics.metrics.comparison import pair_scores
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import WITHOUT_VALUE, Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import describe_period, describe_scope, format_figure_share, name_file
from danvan_metrics.plan.model import Indicator
from danvan_metrics.units.roster import School

_SILENT: Final = WITHOUT_VALUE - {Mark.NOT_APPLICABLE}


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """One school: mark now and in the period before (None without one), n of N of the indicator's own count.

    `figure` is n/N and its share, or what the kind tells instead; "" without a value. `moved`: more (1), less (-1), no more (0)
    than in the period before; None where one of the two has no value.
    """

    school: School
    mark: Mark
    n: float
    total: float
    completion: float | None
    before: Mark | None
    figure: str = ""
    moved: int | None = None


@dataclass(frozen=True, kw_only=True)
class IndicatorSchools(FigureRecord):
    """Every school in scope on one indicator, in the roster's order; `since` names the period before, "" without one.

    limits and limits_before: of the bands in the two periods, by which their marks read.
    """

    reference: Reference
    rows: tuple[SchoolRow, ...]
    sample: bool
    limits: BandLimits
    limits_before: BandLimits
    since: str = ""

    def list_changes(self) -> Iterator[str]:
        """Who meets it now and did not before, who no more, and who had a value and has none: three lists, apart."""
        compared = sum(row.moved is not None for row in self.rows)
        if not compared:
            return
        silent = [row for row in self.rows if row.before not in {None, *WITHOUT_VALUE} and row.mark in _SILENT]
        lists = (
            ("mới đạt", [row for row in self.rows if row.moved == 1]),
            ("không còn đạt", [row for row in self.rows if row.moved == -1]),
            ("kỳ này chưa có số liệu", silent),
        )
        told = "; ".join(f"{words}: {_name_all(rows)}" for words, rows in lists)
        yield f"So với {self.since}, trong {compared} trường có số liệu ở cả hai kỳ: {told}."


def _name_all(rows: Sequence[SchoolRow]) -> str:
    return ", ".join(row.school.short_name for row in rows) or "không trường nào"


def collect_indicator_schools(dataset: Dataset, scope: Scope, code: str) -> IndicatorSchools:
    """Collect the schools in scope on one scored indicator."""
    pairs, before = pair_scores(dataset, scope), dataset.plan.period_before(scope.period)
    rows = {row.school: row for row in iterate_rows(pairs[pairs["indicator"].eq(code)])}
    indicator = dataset.plan.indicator_by_code[code]
    return IndicatorSchools(
        title=f"{code} {indicator.title}: từng trường",
        subtitle=describe_scope(dataset, scope),
        reference=Reference(code, scope),
        rows=tuple(_build_row(school, indicator, rows[school.code]) for school in scope.schools(dataset)),
        since=describe_period(dataset, before.code) if before else "",
        file_name=name_file(f"tung truong {code}", scope),
        sample=dataset.sample,
        limits=set_limits(dataset.plan, scope.period),
        limits_before=set_limits(dataset.plan, before.code if before else scope.period),
    )


def _build_row(school: School, indicator: Indicator, row: Any) -> SchoolRow:
    known = row.state == "value"
    return SchoolRow(
        school=school,
        mark=Mark(row.mark),
        n=float(row.n),
        total=float(row.N),
        completion=float(row.completion) if known else None,
        before=Mark(row.mark_before) if isinstance(row.mark_before, str) else None,
        figure=format_figure_share(indicator, row) if known else "",
        moved=int(row.met) - int(row.met_before) if row.comparable else None,
    )
