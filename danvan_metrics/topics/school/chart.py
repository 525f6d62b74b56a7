"""One school: its groups through the year, beside the whole district's ratio of sums."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.chart_rows import turn_down
from danvan_metrics.formats.plotly.chart_text import escape
from danvan_metrics.formats.plotly.frame import EDGE, Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.record import SHARE_HEADING, STATE_HEADING, Chart, make_table
from danvan_metrics.metrics.completion import score_groups, score_indicators, scored_groups, total_groups
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import (
    STATES,
    describe_origin,
    describe_period,
    describe_received,
    describe_unit_lens,
    join_sentences,
    name_file,
)
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.model_schools import tracks as tracking
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import capitalise

_COLUMNS: Final = 2
_GAP: Final = 0.1  # between columns, in track lengths
_HEAD: Final = 20


@dataclass(frozen=True, slots=True)
class GroupTrack:
    """One group: the school's track, and the district's n of N (0 of 0 where the district has none)."""

    group: str
    track: tracking.Track
    district_n: int
    district_N: int  # noqa: N815  n of N, as everywhere in the plan


@dataclass(frozen=True, kw_only=True)
class SchoolGroupsChart(Chart):
    """Groups in the plan's order, children before their parent."""

    school: str
    groups: tuple[GroupTrack, ...]
    periods: tuple[str, ...]
    whole: str

    def table(self) -> pd.DataFrame:
        """One row per group and period, the district's figures beside the last."""
        return make_table([row for group in self.groups for row in _table_rows(group, self.whole)])

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """The figure behind every row of the table."""
        for group in self.groups:
            yield from tracking.list_points(group.track, group.group, scope, self.school)


def collect_school_groups(dataset: Dataset, scope: Scope, school: str) -> SchoolGroupsChart:
    """Follow one school's groups up to the scope's period; of the scope only period and lens are used."""
    district = Scope(scope.period, scope.lens, whole=scope.whole)
    unit, periods = dataset.roster.by_code[school], tracking.list_periods(dataset, scope)
    groups = tuple(_follow(dataset, district, unit, periods))
    period = describe_period(dataset, scope.period)
    reported = any(point.state == "value" for group in groups for point in group.track.points)
    lacking = "chưa được thẩm định" if scope.lens is Lens.APPRAISED else "chưa có số liệu nào"
    empty = "" if reported else f"{unit.short_name} {lacking} đến {period}."
    received, looked = describe_received(dataset, district), describe_unit_lens(dataset, scope, unit)
    return SchoolGroupsChart(
        title=f"{unit.short_name}: từng nhóm qua các kỳ",
        subtitle=f"n/N chỉ tiêu, nội dung đạt · {looked} · đến {period} · {scope.whole}: {received}",
        alt=empty or _describe(unit.short_name, period, groups),
        file_name=name_file(f"{school} qua cac ky", district),
        **describe_origin(dataset),
        empty=empty,
        school=school,
        groups=groups,
        periods=tuple(periods.values()),
        whole=scope.whole,
    )


def _follow(dataset: Dataset, district: Scope, unit: School, periods: dict[str, str]) -> Iterator[GroupTrack]:
    rows = {code: _score(dataset, district.at(code), unit) for code in periods}
    totals = _sum_groups(dataset, district)
    for group in scored_groups(dataset.plan, unit.reporter):
        n, total = totals.get(group.code, (0, 0))
        points = tracking.make_points(periods, rows, unit.code, group.code)
        name = group.short if group.parent else group.title
        yield GroupTrack(group.code, tracking.Track(name, points, n / total if total else None, district.whole), n, total)


def _sum_groups(dataset: Dataset, scope: Scope) -> dict[str, tuple[int, int]]:
    totals = total_groups(score_groups(dataset, scope))
    return {str(group): (int(n), int(total)) for group, n, total in totals[["group", "n", "N"]].itertuples(index=False)}


def _score(dataset: Dataset, scope: Scope, unit: School) -> pd.DataFrame:
    return score_groups(dataset, scope, score_indicators(dataset, scope, (unit,)))


def _describe(name: str, period: str, groups: Sequence[GroupTrack]) -> str:
    told = (f"{group.track.describe()}." for group in groups)
    return join_sentences(f"{name}, số chỉ tiêu, nội dung đạt trên số áp dụng qua các kỳ, đến {period}.", *told)


def _table_rows(group: GroupTrack, whole: str) -> list[dict[str, object]]:
    points = group.track.points
    return [
        {
            "Nhóm": group.track.name,
            "Kỳ": point.title,
            STATE_HEADING: STATES[point.state],
            "Số chỉ tiêu, nội dung đạt (n)": point.n if point.state == "value" else None,
            "Số chỉ tiêu, nội dung áp dụng (N)": point.N if point.state == "value" else None,
            SHARE_HEADING: point.share,
            f"{capitalise(whole)}: số đạt": group.district_n if point is points[-1] else None,
            f"{capitalise(whole)}: số áp dụng": group.district_N if point is points[-1] else None,
        }
        for point in points
    ]


def draw_school_groups(record: SchoolGroupsChart) -> go.Figure:
    """Draw the tracks in two columns, filled downwards."""
    if record.empty:
        return draw_empty(record)
    rows = math.ceil(len(record.groups) / _COLUMNS)
    note, tracks = tracking.describe_absences(tracking.number_tracks([group.track for group in record.groups]))
    frame = Frame(height=_HEAD + rows * tracking.HEIGHT, legend=tracking.list_entries(record.periods, record.whole))
    canvas = start_canvas(record, frame)
    length = _COLUMNS + (_COLUMNS - 1) * _GAP
    canvas.set_axis("xaxis", range=[-0.02, length + 0.025])
    turn_down(canvas, frame.height)
    canvas.add_text(escape(note), x=0, y=6, size=theme.SMALL_SIZE, color=theme.MUTED)
    for number, track in enumerate(tracks):
        place = {"x": number // rows * (1 + _GAP), "y": _HEAD + number % rows * tracking.HEIGHT}
        tracking.add_track(canvas, track, pixels=(theme.NARROWEST - 2 * EDGE) / length, name=record.school, **place)
    return finish(canvas, record)
