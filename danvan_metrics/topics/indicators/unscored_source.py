"""The rows behind indicators that nobody is scored on: tracked numbers, and figures worked out from elsewhere."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

import pandas as pd

from danvan_metrics.formats.table import Row
from danvan_metrics.metrics.completion import find_item_totals, score_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.timeliness import count_returns_on_time
from danvan_metrics.plan.kinds import Source
from danvan_metrics.plan.model import Indicator, Round
from danvan_metrics.plan.verdicts import STAGES, Stage
from danvan_metrics.topics.indicators.office_source import list_meeting_schools, list_office_rows
from danvan_metrics.topics.source_rows import make_row
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_date, format_quantity


def list_tracked(dataset: Dataset, reference: Reference, indicator: Indicator, units: Sequence[School]) -> Iterator[Row]:
    """A row per unit and line, with what was written."""
    lines = [line.code for line in indicator.rows]
    answers = dataset.answers[dataset.answers["period"].eq(reference.scope.period)]
    given = {(row.school, row.line): row for row in iterate_rows(answers[answers["line"].isin(lines)])}
    for unit in units:
        for line in indicator.rows:
            answer = given.get((unit.code, line.code))
            done = None if answer is None or pd.isna(answer.done) else answer.done
            shown = LABELS[Mark.NOT_REPORTED] if done is None else f"{format_quantity(done)} {line.unit}".strip()
            yield make_row(Reference(reference.subject, reference.scope, unit.code), unit.short_name, line.text, shown)


def list_derived(dataset: Dataset, reference: Reference, indicator: Indicator, units: Sequence[School]) -> Iterator[Row]:
    """A row per unit with its part of the sums: its returns on time, its items, whether it was appraised.

    What is worked out for the office counts the schools.
    """
    schools = reference.scope.schools(dataset) if dataset.roster.office in units else units
    codes = {unit.code for unit in schools}
    if indicator.source is Source.RECEIPTS_ON_TIME:
        yield from _list_returns(dataset, reference, codes)
    elif indicator.source is Source.MODEL_SCHOOLS:
        yield from _list_model_schools(dataset, reference, codes)
    elif indicator.source is Source.APPRAISED_SCHOOLS:
        yield from _list_appraised(dataset, reference, schools, dataset.plan.rounds)
    elif indicator.source is Source.MODEL_SCHOOLS_APPRAISED:
        models, rounds = [unit for unit in schools if unit.model], [one for one in dataset.plan.rounds if one.model_schools]
        yield from _list_appraised(dataset, reference, models, rounds)
    elif indicator.source is Source.SCHOOLS_MEETING:
        yield from list_meeting_schools(dataset, reference.scope, indicator, schools)
    else:
        yield from list_office_rows(dataset, reference.scope, indicator)


def _list_appraised(dataset: Dataset, reference: Reference, schools: Sequence[School], rounds: Sequence[Round]) -> Iterator[Row]:
    """How far each school's appraisals have come, who concluded and when; it leads to the school's appraisal."""
    titles = {one.code: one.short for one in rounds}
    known = dataset.appraisals["period"].eq(reference.scope.period) & dataset.appraisals["round"].isin(titles)
    stages: dict[str, list[str]] = {}
    for row in iterate_rows(dataset.appraisals[known]):
        when = f" ngày {format_date(row.concluded_on)}" if row.stage == Stage.CONCLUDED and not pd.isna(row.concluded_on) else ""
        stages.setdefault(row.school, []).append(f"{titles[row.round]} {STAGES[Stage(row.stage)]}{when}")
    for unit in schools:
        told = "; ".join(stages.get(unit.code, [STAGES[Stage.UNASSIGNED]]))
        opens = Reference(Subject.APPRAISAL, Scope(reference.scope.period), unit.code) if unit.code in stages else None
        yield make_row(opens, unit.short_name, unit.level, told)


def _list_returns(dataset: Dataset, reference: Reference, codes: Collection[str]) -> Iterator[Row]:
    for row in iterate_rows(count_returns_on_time(dataset, reference.scope)):
        if row.school not in codes:
            continue
        yield _build_row(
            dataset, str(row.school), f"{row.n}/{row.N} báo cáo", Reference(Subject.RECEIPTS, reference.scope, row.school)
        )


def _list_model_schools(dataset: Dataset, reference: Reference, codes: Collection[str]) -> Iterator[Row]:
    scope = reference.scope
    models = replace(scope, model=True)
    groups = score_groups(dataset, models)
    for group in find_item_totals(dataset.plan):
        for row in iterate_rows(groups[groups["group"].eq(group) & groups["school"].isin(codes)]):
            figure = f"{row.n}/{row.N} nội dung" if row.state == "value" else LABELS[Mark(row.mark)]
            yield _build_row(dataset, str(row.school), figure, Reference(group, scope, row.school))


def _build_row(dataset: Dataset, school: str, figure: str, opens: Reference) -> Row:
    unit = dataset.roster.by_code[school]
    return make_row(opens, unit.short_name, unit.level, figure)
