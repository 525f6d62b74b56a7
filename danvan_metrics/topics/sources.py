"""From a figure to what made it: formula in words, its rows, and for a school's value the very cells (product.md, point 5)."""

from __future__ import annotations

from danvan_metrics.errors import UserError
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.topics.appraisal.source import collect_appraisal_source
from danvan_metrics.topics.indicators.source import collect_indicator_of_schools, collect_indicator_of_unit
from danvan_metrics.topics.scorecard.source import collect_group_of_school, collect_group_of_schools
from danvan_metrics.topics.source_rows import FigureSource
from danvan_metrics.topics.spread.models_source import collect_models
from danvan_metrics.topics.spread.source import collect_ladder_of_school, collect_ladder_of_schools
from danvan_metrics.topics.timeliness.source import collect_receipts


def collect_source(dataset: Dataset, reference: Reference) -> FigureSource:
    """Collect what made a figure; UserError where plan or roster do not know its subject or school."""
    unit = dataset.roster.by_code.get(reference.school)
    if reference.school and unit is None:
        raise UserError(f"Không có trường “{reference.school}” trong danh sách trường; hãy mở lại từ bảng số liệu.")
    if reference.subject == Subject.RECEIPTS:
        return collect_receipts(dataset, reference)
    if reference.subject == Subject.APPRAISAL:
        return collect_appraisal_source(dataset, reference, unit)
    if reference.subject == Subject.MODELS:
        return collect_models(dataset, reference)
    if reference.subject == Subject.LADDER:
        return collect_ladder_of_school(dataset, reference, unit) if unit else collect_ladder_of_schools(dataset, reference)
    if reference.subject in dataset.plan.group_by_code:
        return collect_group_of_school(dataset, reference, unit) if unit else collect_group_of_schools(dataset, reference)
    if reference.subject in dataset.plan.indicator_by_code:
        return collect_indicator_of_unit(dataset, reference, unit) if unit else collect_indicator_of_schools(dataset, reference)
    raise UserError(f"Không có số liệu “{reference.subject}” trong kế hoạch; hãy mở lại từ bảng số liệu.")
