"""An indicator that is worked out, or of the office's own list: its figure by period, and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.formats.table import Cell, Table, group_rows, name_columns
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Indicator
from danvan_metrics.topics.indicators.source import collect_indicator_of_schools, collect_indicator_of_unit
from danvan_metrics.topics.indicators.tracked_numbers import list_codes
from danvan_metrics.topics.source_rows import FigureSource


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """The figure of one period as pages show it, and what it is found by."""

    title: str
    value: str
    reference: Reference


@dataclass(frozen=True, kw_only=True)
class UnscoredIndicator(FigureRecord):
    """Its figure up to the scope's period; `source` has the rows of that one."""

    scope: Scope
    figures: tuple[PeriodFigure, ...]
    source: FigureSource


def is_of_office(indicator: Indicator) -> bool:
    """Whether only the office answers for it: then its page shows the office's figure."""
    return Reporter.SCHOOL not in indicator.reporters


def collect_unscored(dataset: Dataset, scope: Scope, code: str) -> UnscoredIndicator:
    """Collect it; of an indicator of the office's list the schools in scope change nothing where it counts none."""
    sources = [(period, _collect_source(dataset, scope.at(period), code)) for period in list_codes(dataset, scope)]
    last = sources[-1][1]
    return UnscoredIndicator(
        title=last.title,
        subtitle=last.subtitle,
        scope=scope,
        figures=tuple(
            PeriodFigure(dataset.plan.find_period(period).title, source.value, source.reference) for period, source in sources
        ),
        source=last,
        file_name=last.file_name,
        sample=dataset.sample,
    )


def _collect_source(dataset: Dataset, scope: Scope, code: str) -> FigureSource:
    indicator, office = dataset.plan.indicator_by_code[code], dataset.roster.office
    reference = Reference(code, scope)
    if is_of_office(indicator):
        return collect_indicator_of_unit(dataset, replace(reference, school=office.code), office)
    return collect_indicator_of_schools(dataset, reference)


def lay_out_figures(record: UnscoredIndicator) -> Table:
    """Lay the figure out, a row per period, each leading to its source."""
    rows = group_rows(
        (Cell(one.title, strong=True), Cell(one.value, opens=one.reference, words=f"Nguồn của số liệu {one.title}: {one.value}"))
        for one in record.figures
    )
    return Table(f"{record.title}: theo kỳ", name_columns("Kỳ", "Số liệu"), rows, "nl", record.subtitle, dense=True)
