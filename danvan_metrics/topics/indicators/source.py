"""An indicator over the schools in scope: who meets it, and what the pooled sum is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from danvan_metrics.formats.table import Row
from danvan_metrics.metrics.appraisal import compare_lines
from danvan_metrics.metrics.bands import set_limits
from danvan_metrics.metrics.completion import score_indicators, total_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.derivation import total_derived
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import (
    NO_SCHOOL,
    describe_received,
    describe_scope,
    describe_unit_scope,
    join_sentences,
    name_file,
)
from danvan_metrics.plan.descriptions import describe_formula
from danvan_metrics.plan.kinds import Reporter, Source
from danvan_metrics.plan.kinds.definition import Trait
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Indicator
from danvan_metrics.topics.indicators.figures import format_pooled, read_ratio
from danvan_metrics.topics.indicators.office_source import HEADINGS
from danvan_metrics.topics.indicators.unscored_source import list_derived, list_tracked
from danvan_metrics.topics.school.figures import describe_word
from danvan_metrics.topics.scorecard.source import lay_score
from danvan_metrics.topics.source_rows import FigureSource, make_row
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NOTHING, format_date, format_ratio, slug

_MET = "Trường đạt n/N: n = số trường đạt, N = số trường áp dụng và đã đến hạn; trường chưa có số liệu nằm trong N."
_CASES = "Cộng: số đã ghi của các trường có số liệu."
_POOLED = "Cộng: tổng đã làm ÷ tổng phải làm của các trường có số liệu, mỗi trường nhiều nhất bằng mức phải làm của mình."


def collect_indicator_of_unit(dataset: Dataset, reference: Reference, unit: School) -> FigureSource:
    """One unit's own rows, whatever schools are selected: a school closed since, or the office, has its figures too."""
    indicator = dataset.plan.indicator_by_code[reference.subject]
    scope = Scope(reference.scope.period, reference.scope.lens)
    own = replace(reference, scope=scope)
    headings, rows = _list_rows(dataset, own, indicator, (unit,))
    listed = tuple(rows)
    asked = unit.reporter in indicator.reporters
    return FigureSource(
        reference=reference,
        title=f"{unit.short_name}: {indicator.code} {indicator.title}",
        subtitle=describe_unit_scope(dataset, scope, unit),
        value=_describe_unit(dataset, own, indicator, listed) if asked else f"{indicator.code} không giao cho {unit.name}",
        formula=describe_formula(indicator),
        headings=headings,
        rows=listed,
        file_name=f"{name_file(f'nguon {indicator.code}', scope)}_{slug(unit.code)}",
        sample=dataset.sample,
        notes=(indicator.text, *_list_words(dataset, own, indicator)),
    )


def _list_words(dataset: Dataset, reference: Reference, indicator: Indicator) -> Iterator[str]:
    """What the office says of every line it has judged, who judged it and when; through its own lens alone."""
    if reference.scope.lens is not Lens.APPRAISED:
        return
    lines = compare_lines(dataset, Scope(reference.scope.period))
    own = lines["school"].eq(reference.school) & lines["indicator"].eq(indicator.code) & lines["outcome"].ne("")
    texts = {line.code: line.text for line in indicator.lines}
    for row in iterate_rows(lines[own]):
        when = "" if pd.isna(row.judged_on) else f" ngày {format_date(row.judged_on)}"
        asked = f"{texts[row.line]}: " if row.line in texts else ""
        yield f"Phòng thẩm định: {asked}{describe_word(row)} ({row.appraiser}{when})."


def _describe_unit(dataset: Dataset, reference: Reference, indicator: Indicator, rows: Sequence[Row]) -> str:
    """What the unit reached; what is worked out for the office is a sum over its rows."""
    unit = dataset.roster.by_code[reference.school]
    if indicator.derived and unit.reporter is Reporter.OFFICE:
        total = _find_total(dataset, reference)
        return f"{format_ratio(total['met_n'], total['met_N'])} {indicator.unit}" if total["met_N"] else NOTHING
    return "; ".join(map(_describe_row, rows)) or NOTHING


def _describe_row(row: Row) -> str:
    """What stands after the unit's name and level, or after its line."""
    return " · ".join(str(cell) for cell in row[2:] if cell.text != NOTHING)


def collect_indicator_of_schools(dataset: Dataset, reference: Reference) -> FigureSource:
    """A row per school; a tracked indicator has one per school and line."""
    indicator, scope = dataset.plan.indicator_by_code[reference.subject], reference.scope
    headings, rows = _list_rows(dataset, reference, indicator, scope.schools(dataset))
    return FigureSource(
        reference=reference,
        title=f"{indicator.code} {indicator.title}",
        subtitle=f"{describe_scope(dataset, scope)} · {describe_received(dataset, scope)}",
        value=_describe_value(dataset, reference, indicator),
        formula=join_sentences(describe_formula(indicator), *_describe_sums(indicator)),
        headings=headings,
        rows=tuple(rows),
        file_name=name_file(f"nguon {indicator.code}", scope),
        sample=dataset.sample,
        notes=(indicator.text,),
    )


def _describe_sums(indicator: Indicator) -> Iterator[str]:
    """How n/N and the sum beside it come about; of a limit the cases are added up."""
    if indicator.scored:
        yield _MET
        yield _CASES if Trait.LIMITED in indicator.kind.definition.traits else _POOLED


def _list_rows(
    dataset: Dataset, reference: Reference, indicator: Indicator, units: Sequence[School]
) -> tuple[tuple[str, ...], Iterator[Row]]:
    if indicator.tracked:
        return ("Trường", "Nội dung", "Đã ghi"), list_tracked(dataset, reference, indicator, units)
    if not indicator.scored:
        headings = HEADINGS.get(Source(str(indicator.source)), ("Trường", "Cấp học", "n/N"))
        return headings, list_derived(dataset, reference, indicator, units)
    return ("Trường", "Cấp học", "Kết quả", "Đã làm/phải làm", "Hoàn thành"), _list_scored(dataset, reference, indicator, units)


def _describe_value(dataset: Dataset, reference: Reference, indicator: Indicator) -> str:
    if indicator.tracked:
        return "chỉ theo dõi, không chấm"
    total = _find_total(dataset, reference)
    if total is None:
        return NO_SCHOOL
    met = read_ratio(total)
    span = f" ({met.span})" if met.low is not None else ""
    return f"{met} trường đạt{span} · cộng {format_pooled(indicator, total)}"


def _find_total(dataset: Dataset, reference: Reference) -> Any:
    totals = pd.concat([total_indicators(dataset, reference.scope), total_derived(dataset, reference.scope)])
    return next(iter(totals[totals["indicator"].eq(reference.subject)].to_dict("records")), None)


def _list_scored(dataset: Dataset, reference: Reference, indicator: Indicator, units: Sequence[School]) -> Iterator[Row]:
    scores = score_indicators(dataset, reference.scope, units)
    limits = set_limits(dataset.plan, reference.scope.period)
    for row in iterate_rows(scores[scores["indicator"].eq(indicator.code)]):
        unit = dataset.roster.by_code[row.school]
        cells = lay_score(indicator, row, reference.scope.lens, limits)
        yield make_row(Reference(indicator.code, reference.scope, unit.code), unit.short_name, unit.level, *cells)
