"""A group's n/N: of one school over its indicators, or of a selection over its schools."""

from __future__ import annotations

from typing import Any

import pandas as pd

from danvan_metrics.errors import UserError
from danvan_metrics.formats.table import Cell, Row
from danvan_metrics.metrics.bands import BANDS, BandLimits, band_share, set_limits
from danvan_metrics.metrics.completion import average_groups, score_groups, score_indicators
from danvan_metrics.metrics.dataset import Dataset, iterate_rows
from danvan_metrics.metrics.marking import name_reading
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import (
    NO_SCHOOL,
    STATES,
    describe_extremes,
    describe_received,
    describe_scope,
    describe_unit_scope,
    format_figure,
    format_reach,
    name_file,
    name_open,
    name_told,
)
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Indicator
from danvan_metrics.topics.source_rows import FigureSource, make_row
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NOTHING, format_percent

_OVER_SCHOOLS = (
    "n/N = tổng số đạt trọn ÷ tổng số áp dụng của các trường có số liệu; bình quân = trung bình mức hoàn thành của mọi phần áp "
    "dụng ấy, theo trọng số của kế hoạch. Trường chưa có số liệu không nằm trong đó. Khoảng tính cả {open}: {extremes}."
)
_OVER_INDICATORS = (
    "n = số đạt trọn (hoàn thành 100 %), N = số áp dụng; {open} vẫn nằm trong N và tính 0. "
    "Bình quân = trung bình mức hoàn thành của phần áp dụng, theo trọng số của kế hoạch."
)


def collect_group_of_schools(dataset: Dataset, reference: Reference) -> FigureSource:
    """The group's n/N over the schools in scope, a row per school."""
    group, scope = dataset.plan.group_by_code[reference.subject], reference.scope
    groups = score_groups(dataset, scope)
    own = groups[groups["group"].eq(group.code)]
    reported = own[own["state"].eq("value")]
    return FigureSource(
        reference=reference,
        title=group.title,
        subtitle=f"{describe_scope(dataset, scope)} · {describe_received(dataset, scope)}",
        value=_describe_sum(own, reported, set_limits(dataset.plan, scope.period)),
        formula=_OVER_SCHOOLS.format(open=name_open(scope.lens), extremes=describe_extremes(scope.lens)),
        headings=("Trường", "Cấp học", "n/N", "Bình quân", name_told(scope.lens)),
        rows=tuple(_build_school(dataset, reference, row) for row in iterate_rows(own)),
        file_name=name_file(f"nguon {group.code}", scope),
        sample=dataset.sample,
    )


def _describe_sum(own: pd.DataFrame, reported: pd.DataFrame, limits: BandLimits) -> str:
    """In the quantity of the scorecard's district row."""
    if own.empty:
        return NO_SCHOOL
    if reported.empty:
        return STATES[own["state"].iloc[0]]
    mean, ratio = average_groups(own).mean, f"{reported['n'].sum()}/{reported['N'].sum()}"
    return f"{ratio} đạt trọn · bình quân {format_percent(mean)} · {limits.name(band_share(mean, limits))}"


def _build_school(dataset: Dataset, reference: Reference, row: Any) -> Row:
    unit, known = dataset.roster.by_code[row.school], row.state == "value"
    return make_row(
        Reference(reference.subject, reference.scope, unit.code),
        unit.short_name,
        unit.level,
        Cell(f"{row.n}/{row.N}" if known else "", mark=Mark(row.mark)),
        format_percent(row.value) if known else NOTHING,
        f"{row.reported}/{row.N}" if known else NOTHING,
    )


def collect_group_of_school(dataset: Dataset, reference: Reference, unit: School) -> FigureSource:
    """The group's n/N of one school, a row per indicator."""
    group, scope = dataset.plan.group_by_code[reference.subject], reference.scope
    scores = score_indicators(dataset, scope, (unit,))
    codes = [item.code for item in dataset.plan.indicators_in(group.code)]
    own = scores[scores["indicator"].isin(codes)]
    groups = score_groups(dataset, scope, scores)
    total = next(iterate_rows(groups[groups["group"].eq(group.code)]), None)
    if total is None:
        raise UserError(f"{unit.name} không được chấm nhóm “{group.title}”; hãy chọn một trường hoặc nhóm khác.")
    return FigureSource(
        reference=reference,
        title=f"{unit.short_name}: {group.title}",
        subtitle=describe_unit_scope(dataset, scope, unit),
        value=_describe_total(total, scope.lens, set_limits(dataset.plan, scope.period)),
        formula=_OVER_INDICATORS.format(open=name_open(scope.lens)),
        headings=("Mã", "Nội dung", "Kết quả", "Số liệu", "Hoàn thành"),
        rows=tuple(_build_indicator(dataset, reference, row) for row in iterate_rows(own)),
        file_name=name_file(f"nguon {group.code} {unit.code}", scope),
        sample=dataset.sample,
        notes=_describe_mark(total, own, set_limits(dataset.plan, scope.period)),
    )


def _describe_total(total: Any, lens: Lens, limits: BandLimits) -> str:
    named = name_reading(Mark(total.mark), lens, limits)
    if total.state != "value":
        return named
    reach = format_reach(total.n, total.N, total.n + total.open) if lens is Lens.APPRAISED else f"{total.n}/{total.N}"
    return f"{reach} đạt trọn · bình quân {format_percent(total.value)} · {named}"


def _describe_mark(total: Any, own: pd.DataFrame, limits: BandLimits) -> tuple[str, ...]:
    if total.state != "value":
        return ()
    paced = f"Ngưỡng của kỳ này, theo bình quân: {'; '.join(filter(None, map(limits.describe, BANDS)))}."
    above = int(own["above"].sum())
    return (paced, f"{above} vượt mức, mỗi chỉ tiêu tính nhiều nhất 100 %.") if above else (paced,)


def _build_indicator(dataset: Dataset, reference: Reference, row: Any) -> Row:
    item, scope = dataset.plan.indicator_by_code[row.indicator], reference.scope
    score = lay_score(item, row, scope.lens, set_limits(dataset.plan, scope.period))
    return make_row(Reference(item.code, scope, str(row.school)), item.code, item.title, *score)


def lay_score(indicator: Indicator, row: Any, lens: Lens, limits: BandLimits) -> tuple[Cell, str, str]:
    """A row of score_indicators: its mark, its figure, and how far it is; dashes without a value."""
    mark, known = Mark(row.mark), row.state == "value"
    figure = format_figure(indicator, row) if known else NOTHING
    return Cell(name_reading(mark, lens, limits), mark=mark), figure, format_percent(row.completion) if known else NOTHING
