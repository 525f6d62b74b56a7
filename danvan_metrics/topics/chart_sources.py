"""The figure behind every row of a chart's table, so that each can be followed to its source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import singledispatch

from danvan_metrics.formats.record import Chart
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.completion.chart import CompletionByLevelChart
from danvan_metrics.topics.indicators.level_chart import IndicatorByLevelChart
from danvan_metrics.topics.indicators.status_chart import IndicatorStatusChart
from danvan_metrics.topics.model_schools.chart import ModelTracksChart
from danvan_metrics.topics.model_schools.tracks import Track
from danvan_metrics.topics.school.chart import SchoolGroupsChart
from danvan_metrics.topics.spread.communes import OUTSIDE
from danvan_metrics.topics.spread.ladder_chart import LadderChart
from danvan_metrics.topics.spread.map_chart import CommuneMapChart
from danvan_metrics.topics.spread.models_chart import UNNAMED, ModelsByFieldChart
from danvan_metrics.topics.timeliness.chart import TimelinessChart
from danvan_metrics.topics.timeliness.counts_chart import TimelinessCountsChart
from danvan_metrics.vietnamese import NOTHING

References = tuple[Reference | None, ...]


def list_references(record: Chart, plan: Plan, scope: Scope) -> References:
    """A reference per row of `record.table()`, in its order; None where a row has no source of its own."""
    return tuple(_list(record, plan, scope))


@singledispatch
def _list(record: Chart, plan: Plan, scope: Scope) -> Iterator[Reference | None]:  # noqa: ARG001 - for charts without sources
    return iter([None] * len(record.table()))


@_list.register
def _(record: CompletionByLevelChart, plan: Plan, scope: Scope) -> Iterator[Reference]:
    for bar in record.bars:
        yield Reference(bar.group, scope if bar.whole else _at_level(scope, plan, bar.level))


@_list.register
def _(record: TimelinessChart, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG001 - as every other
    return (Reference(Subject.RECEIPTS, scope, school.school) for school in record.schools)


@_list.register
def _(record: TimelinessCountsChart, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG001 - as every other
    return (Reference(Subject.RECEIPTS, scope.at(period.period)) for period in record.periods)


@_list.register
def _(record: IndicatorStatusChart, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG001 - as every other
    return (Reference(row.code, scope) for row in record.rows)


@_list.register
def _(record: IndicatorByLevelChart, plan: Plan, scope: Scope) -> Iterator[Reference]:
    for level in record.levels:
        for point in level.points:
            yield Reference(record.indicator, _at_level(scope.at(point.period), plan, level.level))


@_list.register
def _(record: LadderChart, plan: Plan, scope: Scope) -> Iterator[Reference]:
    spread = replace(scope, model=record.models)
    periods = {period.title: period.code for period in plan.periods}
    for row in record.rows:
        own = spread.at(periods[row.name]) if row.name in periods else _at_level(spread, plan, row.name)
        yield Reference(Subject.LADDER, own)


@_list.register
def _(record: CommuneMapChart, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG001 - as every other
    shown = (area for area in record.areas if area.state != OUTSIDE)
    return (Reference(Subject.LADDER, replace(scope, commune=area.name)) for area in shown)


@_list.register
def _(record: ModelsByFieldChart, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG001 - as every other
    for field in record.fields:
        yield Reference(Subject.MODELS, scope, field=NOTHING if field.field == UNNAMED else field.field)


@_list.register
def _(record: ModelTracksChart, plan: Plan, scope: Scope) -> Iterator[Reference]:
    codes = {group.short: group.code for group in plan.groups}
    for school in record.schools:
        for track in school.tracks:
            yield from _follow(codes[track.name], [track], scope, school.school)


@_list.register
def _(record: SchoolGroupsChart, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG001 - as every other
    for group in record.groups:
        yield from _follow(group.group, [group.track], scope, record.school)


def _follow(group: str, tracks: Iterable[Track], scope: Scope, school: str) -> Iterator[Reference]:
    for track in tracks:
        for point in track.points:
            yield Reference(group, scope.at(point.period), school)


def _at_level(scope: Scope, plan: Plan, level: str) -> Scope:
    """One level of the selection; “toàn huyện” and the like are no level."""
    return replace(scope, level=level) if level in plan.levels else scope
