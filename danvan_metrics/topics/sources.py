"""From a figure to what made it: formula in words, its rows, and for a school's value the very cells (product.md, point 5)."""

from __future__ import annotations

from dataclasses import replace

from danvan_metrics.errors import UserError
from danvan_metrics.formats.table import Row
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.words import describe_period
from danvan_metrics.plan.descriptions import describe_formula
from danvan_metrics.topics.indicators.source import collect_indicator_of_schools
from danvan_metrics.topics.scorecard.source import collect_group_of_school, collect_group_of_schools
from danvan_metrics.topics.source_rows import FigureSource, find_school
from danvan_metrics.topics.spread.models_source import collect_models
from danvan_metrics.topics.spread.source import collect_ladder_of_school, collect_ladder_of_schools
from danvan_metrics.topics.timeliness.source import collect_receipts
from danvan_metrics.vietnamese import NOTHING, slug


def collect_source(dataset: Dataset, reference: Reference) -> FigureSource:
    """Collect what made a figure; UserError where plan or roster do not know its subject or school."""
    unit = dataset.roster.by_code.get(reference.school)
    if reference.school and unit is None:
        raise UserError(f"Không có trường “{reference.school}” trong danh sách trường; hãy mở lại từ bảng số liệu.")
    if reference.subject == Subject.RECEIPTS:
        return collect_receipts(dataset, reference)
    if reference.subject == Subject.MODELS:
        return collect_models(dataset, reference)
    if reference.subject == Subject.LADDER:
        return collect_ladder_of_school(dataset, reference, unit) if unit else collect_ladder_of_schools(dataset, reference)
    if reference.subject in dataset.plan.group_by_code:
        return collect_group_of_school(dataset, reference, unit) if unit else collect_group_of_schools(dataset, reference)
    if reference.subject in dataset.plan.indicator_by_code:
        return _collect_indicator(dataset, reference)
    raise UserError(f"Không có số liệu “{reference.subject}” trong kế hoạch; hãy mở lại từ bảng số liệu.")


def _collect_indicator(dataset: Dataset, reference: Reference) -> FigureSource:
    """The indicator over the schools in scope; for one school only its own rows, whatever schools are selected."""
    if not reference.school:
        return collect_indicator_of_schools(dataset, reference)
    unit, indicator = dataset.roster.by_code[reference.school], dataset.plan.indicator_by_code[reference.subject]
    alone = replace(reference, scope=Scope(reference.scope.period, reference.scope.lens))
    source = collect_indicator_of_schools(dataset, alone)
    own = tuple(row for row in source.rows if find_school(row) == unit.code)
    return replace(
        source,
        title=f"{unit.short_name}: {source.title}",
        subtitle=f"{describe_period(dataset, alone.scope.period)} · {alone.scope.lens.words}",
        value="; ".join(map(_describe_row, own)) or LABELS[Mark.NOT_APPLICABLE],
        formula=describe_formula(indicator),
        rows=own,
        file_name=f"{source.file_name}_{slug(unit.code)}",
    )


def _describe_row(row: Row) -> str:
    """What stands after the school's name and level, or after its line."""
    return " · ".join(str(cell) for cell in row[2:] if cell.text != NOTHING)
