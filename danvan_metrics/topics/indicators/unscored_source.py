"""The rows behind indicators that nobody is scored on: tracked numbers, and figures worked out from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from danvan_metrics.formats.table import Row
from danvan_metrics.metrics.completion import find_item_totals, score_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.timeliness import count_returns_on_time
from danvan_metrics.plan.kinds import Source
from danvan_metrics.plan.model import Indicator
from danvan_metrics.topics.source_rows import make_row
from danvan_metrics.vietnamese import format_quantity


def list_tracked(dataset: Dataset, reference: Reference, indicator: Indicator) -> Iterator[Row]:
    """A row per school and line, with what was written."""
    lines = [line.code for line in indicator.rows]
    answers = dataset.answers[dataset.answers["period"].eq(reference.scope.period)]
    given = {(row.school, row.line): row for row in iterate_rows(answers[answers["line"].isin(lines)])}
    for unit in reference.scope.schools(dataset):
        for line in indicator.rows:
            answer = given.get((unit.code, line.code))
            done = None if answer is None or pd.isna(answer.done) else answer.done
            shown = LABELS[Mark.NOT_REPORTED] if done is None else f"{format_quantity(done)} {line.unit}".strip()
            yield make_row(Reference(reference.subject, reference.scope, unit.code), unit.short_name, line.text, shown)


def list_derived(dataset: Dataset, reference: Reference, indicator: Indicator) -> Iterator[Row]:
    """A row per school with its part of the sums: its returns on time, or its items; none where the office itself is counted."""
    if indicator.source is Source.RECEIPTS_ON_TIME:
        yield from _list_returns(dataset, reference)
    elif indicator.source is Source.MODEL_SCHOOLS:
        yield from _list_model_schools(dataset, reference)


def _list_returns(dataset: Dataset, reference: Reference) -> Iterator[Row]:
    for row in iterate_rows(count_returns_on_time(dataset, reference.scope)):
        yield _build_row(
            dataset, str(row.school), f"{row.n}/{row.N} báo cáo", Reference(Subject.RECEIPTS, reference.scope, row.school)
        )


def _list_model_schools(dataset: Dataset, reference: Reference) -> Iterator[Row]:
    scope = reference.scope
    models = Scope(scope.period, scope.lens, scope.level, scope.commune, model=True)
    groups = score_groups(dataset, models)
    for group in find_item_totals(dataset.plan):
        for row in iterate_rows(groups[groups["group"].eq(group)]):
            figure = f"{row.n}/{row.N} nội dung" if row.state == "value" else LABELS[Mark(row.mark)]
            yield _build_row(dataset, str(row.school), figure, Reference(group, scope, row.school))


def _build_row(dataset: Dataset, school: str, figure: str, opens: Reference) -> Row:
    unit = dataset.roster.by_code[school]
    return make_row(opens, unit.short_name, unit.level, figure)
