"""The model schools: every criterion of the happy school through the year, beside the middle of the other schools."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_rows import turn_down
from danvan_metrics.formats.plotly.chart_text import wrap_escaped
from danvan_metrics.formats.plotly.frame import EDGE, Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.record import SHARE_HEADING, STATE_HEADING, Chart, make_table
from danvan_metrics.metrics.comparison import compare_model_schools
from danvan_metrics.metrics.completion import score_groups, scored_groups
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import STATES, describe_lens, describe_origin, describe_period, join_sentences, name_file
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.model_schools import tracks as tracking
from danvan_metrics.units.roster import School

NO_MODEL_SCHOOL: Final = "Không có trường điểm nào khớp bộ lọc; hãy chọn cấp học hoặc xã khác."
_COLUMNS: Final = 3
_GAP: Final = 0.14  # between panels, in track lengths
_HEAD: Final = 62
_HEAD_ALONE: Final = 30
_LETTERS: Final = 25
_NOTE_LETTERS: Final = 30


@dataclass(frozen=True, slots=True)
class ModelSchoolTracks:
    """One model school: a track per criterion."""

    school: str
    name: str
    tracks: tuple[tracking.Track, ...]


@dataclass(frozen=True, kw_only=True)
class ModelTracksChart(Chart):
    """Schools in the roster's order; `rest` says over how many other schools the middles are taken ("": there are none)."""

    schools: tuple[ModelSchoolTracks, ...]
    periods: tuple[str, ...]
    rest: str

    def table(self) -> pd.DataFrame:
        """One row per school, criterion and period."""
        return make_table([row for school in self.schools for row in _table_rows(school)])

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:
        """The figure behind every row of the table."""
        codes = {group.short: group.code for group in plan.groups}
        for school in self.schools:
            for track in school.tracks:
                yield from tracking.list_points(track, codes[track.name], scope, school.school)


def collect_model_tracks(dataset: Dataset, scope: Scope) -> ModelTracksChart:
    """Follow the model schools in scope (whatever `scope.model`) up to the scope's period, whose middles are shown."""
    everyone = replace(scope, model=None)
    periods = tracking.list_periods(dataset, scope)
    rows = {code: score_groups(dataset, everyone.at(code)) for code in periods}
    schools = tuple(school for school in everyone.schools(dataset) if school.model)
    tracked = _collect_schools(dataset, everyone, schools, rows, periods)
    period, rest = describe_period(dataset, scope.period), _describe_rest(tracked)
    compared = f" · vạch đứng: {rest}" if rest else ""
    return ModelTracksChart(
        title="Trường điểm qua các kỳ: số nội dung đạt theo tiêu chí",
        subtitle=f"{len(schools)} trường điểm · {describe_lens(dataset, replace(everyone, model=True))} · đến {period}{compared}",
        alt=_describe(tracked, rest, period),
        file_name=name_file("truong diem qua cac ky", everyone),
        **describe_origin(dataset),
        empty="" if schools else NO_MODEL_SCHOOL,
        schools=tracked,
        periods=tuple(periods.values()),
        rest=rest,
    )


def _describe_rest(schools: Sequence[ModelSchoolTracks]) -> str:
    """“mức giữa của 14 trường khác”, or of 13–14 where it is not the same schools that reported each criterion."""
    counts = sorted({track.others for school in schools for track in school.tracks if track.reference is not None})
    return describe_middle("–".join(map(str, dict.fromkeys((counts[0], counts[-1]))))) if counts else ""


def describe_middle(others: int | str) -> str:
    """What the model schools are compared with."""
    return f"mức giữa của {others} trường khác"


def _collect_schools(
    dataset: Dataset, scope: Scope, schools: Sequence[School], rows: dict[str, pd.DataFrame], periods: dict[str, str]
) -> tuple[ModelSchoolTracks, ...]:
    compared = {row.group: row for row in iterate_rows(compare_model_schools(dataset, scope, rows[scope.period]))}
    criteria = [group for group in scored_groups(dataset.plan) if group.parent is not None]

    def follow(school: School) -> ModelSchoolTracks:
        tracks = (
            _follow(group.short, tracking.make_points(periods, rows, school.code, group.code), compared.get(group.code))
            for group in criteria
        )
        return ModelSchoolTracks(school.code, school.short_name, tuple(tracks))

    return tuple(map(follow, schools))


def _follow(name: str, points: tuple[tracking.TrackPoint, ...], rest: Any) -> tracking.Track:
    """One criterion beside its row of compare_model_schools; None where no school in scope has one."""
    if rest is None or not rest.rest_schools:
        return tracking.Track(name, points, None)
    others = int(rest.rest_schools)
    return tracking.Track(name, points, float(rest.rest_median), describe_middle(others), others=others)


def _describe(schools: Sequence[ModelSchoolTracks], rest: str, period: str) -> str:
    if not schools:
        return NO_MODEL_SCHOOL
    compared = f", so với {rest} ({period})" if rest else ""
    opening = f"Số nội dung đạt của {len(schools)} trường điểm qua các kỳ{compared}."
    told = (f"{school.name}: " + "; ".join(track.describe() for track in school.tracks) + "." for school in schools)
    return join_sentences(opening, *told)


def _table_rows(school: ModelSchoolTracks) -> list[dict[str, object]]:
    return [
        {
            "Trường": school.name,
            "Tiêu chí": track.name,
            "Kỳ": point.title,
            STATE_HEADING: STATES[point.state],
            "Số nội dung đạt (n)": point.n if point.state == "value" else None,
            "Số nội dung áp dụng (N)": point.N if point.state == "value" else None,
            SHARE_HEADING: point.share,
            f"{SHARE_HEADING} mức giữa của các trường khác": track.reference,
            "Mức giữa của bao nhiêu trường": track.others,
        }
        for track in school.tracks
        for point in track.points
    ]


def draw_model_tracks(record: ModelTracksChart) -> go.Figure:
    """Draw a panel per school, three beside each other, a track per criterion."""
    if record.empty:
        return draw_empty(record)
    columns = min(_COLUMNS, len(record.schools))
    panel = _find_head(record.schools) + tracking.HEIGHT * max(len(school.tracks) for school in record.schools)
    height = panel * math.ceil(len(record.schools) / columns)
    canvas = start_canvas(record, Frame(height=height, legend=tracking.list_entries(record.periods, record.rest)))
    length = columns + (columns - 1) * _GAP
    canvas.set_axis("xaxis", range=[-0.02, length + 0.03])
    turn_down(canvas, height)
    pixels = (theme.NARROWEST - 2 * EDGE) / length
    for position, school in enumerate(record.schools):
        first = position * len(school.tracks) * len(record.periods)
        numbered = replace(school, tracks=tuple(tracking.number_tracks(school.tracks, first)))
        place = {"x": position % columns * (1 + _GAP), "y": position // columns * panel}
        _draw_school(canvas, numbered, **place, pixels=pixels, head=_find_head(record.schools))
    return finish(canvas, record)


def _find_head(schools: Sequence[ModelSchoolTracks]) -> int:
    """Room above the tracks: for the name, and for what is missing where anything is."""
    whole = all(tracking.describe_absences(school.tracks)[0] == tracking.COMPLETE for school in schools)
    return _HEAD_ALONE if whole else _HEAD


def _draw_school(canvas: Canvas, school: ModelSchoolTracks, *, x: float, y: float, pixels: float, head: int) -> None:
    name = wrap_escaped(school.name, _LETTERS, 1)
    canvas.add_text(f"<b>{name}</b>", x=x, y=y + 10, size=theme.SUBTITLE_SIZE + 1, color=theme.ACCENT)
    note, tracks = tracking.describe_absences(school.tracks)
    look: dict[str, Any] = {"size": theme.SMALL_SIZE, "color": theme.MUTED, "yanchor": "top"}
    if note != tracking.COMPLETE:
        canvas.add_text(wrap_escaped(note, _NOTE_LETTERS, 3), x=x, y=y + 20, **look)
    for number, track in enumerate(tracks):
        tracking.add_track(canvas, track, x=x, y=y + head + number * tracking.HEIGHT, pixels=pixels, name=school.name)
