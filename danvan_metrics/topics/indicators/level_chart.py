"""One indicator: how many schools of each level meet it, now and at the report before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.chart_rows import turn_down
from danvan_metrics.formats.plotly.frame import EDGE, Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.record import SHARE_HEADING, STATE_HEADING, Chart, make_table
from danvan_metrics.metrics.comparison import pair_scores, total_changes
from danvan_metrics.metrics.completion import score_indicators, total_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import (
    STATES,
    describe_emptiness,
    describe_origin,
    describe_received,
    describe_scope,
    join_sentences,
    name_file,
)
from danvan_metrics.plan.kinds.definition import Trait
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.topics.indicators.figures import format_pooled
from danvan_metrics.topics.model_schools.tracks import HEIGHT, Track, TrackPoint, add_track, list_entries

NOT_SCORED: Final = "Kế hoạch không đặt mức phải đạt cho chỉ tiêu này nên chỉ theo dõi, không chấm mức đạt."


@dataclass(frozen=True, slots=True)
class LevelTrack:
    """One level: schools that meet the indicator of those it applies to, now and before.

    change: over the `compared` schools with a value in both periods; None where there is none.
    """

    level: str
    points: tuple[TrackPoint, ...]
    change: int | None
    compared: int = 0

    @property
    def change_words(self) -> str:
        """“tăng 2 trường trong 15 trường so được”."""
        if self.change is None:
            return ""
        word = "tăng" if self.change > 0 else "giảm"
        moved = f"{word} {abs(self.change)} trường" if self.change else "không đổi"
        return f"{moved} trong {self.compared} trường so được"


@dataclass(frozen=True, kw_only=True)
class IndicatorByLevelChart(Chart):
    """One indicator; levels in the plan's order, the whole selection last."""

    indicator: str
    levels: tuple[LevelTrack, ...]
    periods: tuple[str, ...]

    def table(self) -> pd.DataFrame:
        """One row per level and period."""
        return make_table([_table_row(level, point) for level in self.levels for point in level.points])

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:
        """The figure behind every row of the table."""
        for level in self.levels:
            for point in level.points:
                yield Reference(self.indicator, scope.at(point.period).at_level(plan, level.level))


def collect_indicator_by_level(dataset: Dataset, scope: Scope, indicator: str) -> IndicatorByLevelChart:
    """Count the schools of each level that meet one indicator in the scope's period and in the one before it."""
    asked = dataset.plan.indicator_by_code[indicator]
    before = dataset.plan.period_before(scope.period)
    periods = [period.code for period in (before, scope.find_period(dataset)) if period is not None]
    scores = {period: _score(dataset, scope.at(period), indicator) for period in periods}
    empty = describe_emptiness(dataset, scope) or ("" if asked.scored else NOT_SCORED)
    pairs = pair_scores(dataset, scope)
    levels = () if empty else tuple(_collect_levels(dataset, scope, scores, pairs[pairs["indicator"].eq(indicator)]))
    title = f"{asked.code} {asked.title}: trường đạt theo cấp học"
    return IndicatorByLevelChart(
        title=title,
        subtitle=" · ".join(_subtitle(dataset, scope, asked, scores[scope.period])),
        alt=_describe(title, empty, levels, describe_scope(dataset, scope)),
        file_name=name_file(f"{asked.code} theo cap hoc", scope),
        **describe_origin(dataset),
        empty=empty,
        indicator=indicator,
        levels=levels,
        periods=tuple(dataset.plan.find_period(period).title for period in periods),
    )


def _score(dataset: Dataset, scope: Scope, indicator: str) -> pd.DataFrame:
    scores = score_indicators(dataset, scope)
    return scores[scores["indicator"].eq(indicator)]


def _subtitle(dataset: Dataset, scope: Scope, indicator: Indicator, scores: pd.DataFrame) -> Iterator[str]:
    yield describe_received(dataset, scope)
    yield describe_scope(dataset, scope)
    if Trait.POOLED in indicator.kind.definition.traits and scores["reported"].any():
        total = total_indicators(dataset, scope, scores).iloc[0].to_dict()
        yield f"cộng {format_pooled(indicator, total)}"


def _collect_levels(dataset: Dataset, scope: Scope, scores: dict[str, pd.DataFrame], pairs: pd.DataFrame) -> Iterator[LevelTrack]:
    level_of = {school.code: school.level for school in scope.schools(dataset)}
    levels = [level for level in dataset.plan.levels if level in level_of.values()]
    for level in levels:
        schools = {code for code in level_of if level_of[code] == level}
        own = {period: rows[rows["school"].isin(schools)] for period, rows in scores.items()}
        yield _follow(dataset, level, own, pairs[pairs["school"].isin(schools)])
    if len(levels) > 1:
        yield _follow(dataset, scope.whole_label, scores, pairs)


def _follow(dataset: Dataset, level: str, scores: dict[str, pd.DataFrame], pairs: pd.DataFrame) -> LevelTrack:
    points = tuple(_point(period, dataset.plan.find_period(period).title, rows) for period, rows in scores.items())
    moved = next(iterate_rows(total_changes(pairs)), None)
    return LevelTrack(level, points, int(moved.change), int(moved.compared)) if moved else LevelTrack(level, points, None)


def _point(period: str, title: str, rows: pd.DataFrame) -> TrackPoint:
    state = "value" if rows["state"].eq("value").any() else str(rows["state"].mode().get(0, "not_reported"))
    applicable = int((~rows["state"].isin(["not_applicable", "not_due"])).sum())
    return TrackPoint(period, title, state, int(rows["met"].sum()), applicable)


def _describe(title: str, empty: str, levels: Sequence[LevelTrack], scope: str) -> str:
    if empty:
        return f"{title}. {empty}"
    lines = (f"{_name(level)}: " + " → ".join(f"{point.title} {point.words}" for point in level.points) + "." for level in levels)
    return join_sentences(f"{title}, {scope}; số trường đạt trên số trường áp dụng.", *lines)


def _name(level: LevelTrack) -> str:
    return " · ".join(filter(None, (level.level, level.change_words)))


def _table_row(level: LevelTrack, point: TrackPoint) -> dict[str, object]:
    known = point.state == "value"
    return {
        "Cấp học": level.level,
        "Kỳ": point.title,
        STATE_HEADING: STATES[point.state],
        "Số trường đạt (n)": point.n if known else None,
        "Số trường áp dụng (N)": point.N if known else None,
        SHARE_HEADING: point.share,
        "So với kỳ trước (trường)": level.change if point is level.points[-1] else None,
        "Số trường so được": level.compared if point is level.points[-1] else None,
    }


def draw_indicator_by_level(record: IndicatorByLevelChart) -> go.Figure:
    """Draw a track per level; the tick is the whole selection's share."""
    if record.empty:
        return draw_empty(record)
    whole = record.levels[-1] if len(record.levels) > 1 else None
    reference = whole.points[-1].share if whole else None
    words = whole.level if whole and reference is not None else ""
    height = HEIGHT * len(record.levels)
    canvas = start_canvas(record, Frame(height=height, legend=list_entries(record.periods, words)))
    canvas.set_axis("xaxis", range=[-0.012, 1.015])
    turn_down(canvas, height)
    for number, level in enumerate(record.levels):
        first = number * len(level.points)
        track = Track(_name(level), level.points, None if level is whole else reference, first=first)
        add_track(canvas, track, x=0, y=number * HEIGHT, pixels=theme.NARROWEST - 2 * EDGE, name=level.level)
    return finish(canvas, record)
