"""A year against the year before as tracks: the share of schools that meet each indicator, then and now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.chart_rows import turn_down
from danvan_metrics.formats.plotly.frame import EDGE, Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.record import SHARE_HEADING, Chart, make_table
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import describe_origin, join_sentences
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.model_schools.tracks import HEIGHT, Track, TrackPoint, add_track, list_entries, number_tracks
from danvan_metrics.topics.year_against_year.figures import YearFigure, YearRow, collect_year_against_year, describe_moves
from danvan_metrics.topics.year_against_year.table import format_points

NO_YEAR: Final = "Chưa có kế hoạch của năm trước để so."
_MOST: Final = 6  # of those that fell, and of those that rose
_NO_SHARE: Final = "Không có chỉ tiêu nào so được trên từ 3 trường trở lên mà thay đổi; xem bảng."


@dataclass(frozen=True, kw_only=True)
class YearChart(Chart):
    """A track an indicator that moved, what fell most on top; of the schools compared, so no figure has a source of its own."""

    tracks: tuple[Track, ...]
    changes: tuple[float, ...]
    years: tuple[str, ...]

    def table(self) -> pd.DataFrame:
        """One row per indicator and year."""
        pairs = zip(self.tracks, self.changes, strict=True)
        return make_table([_table_row(track, point, change) for track, change in pairs for point in track.points])

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """None: no page counts these schools alone."""
        return iter(())


def collect_year_chart(dataset: Dataset, scope: Scope) -> YearChart:
    """Collect the indicators, compared on enough schools for a share, that moved most: what fell first, then what rose."""
    record = collect_year_against_year(dataset, scope)
    rows = _choose(record.told) if record else []
    tracks = number_tracks([_follow(row, record.years) for row in rows]) if record else []
    empty = NO_YEAR if record is None else record.empty or ("" if rows else _NO_SHARE)
    title = f"{record.title}: chỉ tiêu thay đổi nhiều nhất" if record else "So với năm trước"
    return YearChart(
        title=title,
        subtitle=record.subtitle if record else "",
        alt=join_sentences(f"{title}.", empty or f"{describe_moves(record)}." if record else empty),
        file_name=f"{record.file_name} bieu do".replace(" ", "-") if record else "so-voi-nam-truoc",
        **describe_origin(dataset),
        empty=empty,
        tracks=tuple(tracks),
        changes=tuple(row.change for row in rows),
        years=tuple(map(str, record.years)) if record else (),
    )


def _choose(told: Sequence[YearRow]) -> list[YearRow]:
    fell = sorted((row for row in told if row.change < 0), key=lambda row: row.change)
    rose = sorted((row for row in told if row.change > 0), key=lambda row: -row.change)
    return [*fell[:_MOST], *rose[:_MOST]]


def _follow(row: YearRow, years: tuple[int, int]) -> Track:
    points = tuple(_point(year, one) for year, one in zip(years, (row.then, row.now), strict=True) if one)
    return Track(f"{row.code} {row.title} · {format_points(row.change)}", points, None)


def _point(year: int, figure: YearFigure) -> TrackPoint:
    return TrackPoint(str(year), f"Năm {year}", "value", int(figure.met.n), int(figure.met.total))


def _table_row(track: Track, point: TrackPoint, change: float) -> dict[str, object]:
    name, _, _ = track.name.rpartition(" · ")
    return {
        "Chỉ tiêu": name,
        "Năm": point.title,
        "Số trường đạt (n)": point.n,
        "Số trường được so (N)": point.N,
        SHARE_HEADING: point.share,
        f"{SHARE_HEADING} thay đổi": change if point is track.points[-1] else None,
    }


def draw_years(record: YearChart) -> go.Figure:
    """Draw a track per indicator, two points each, the later darker."""
    if record.empty:
        return draw_empty(record)
    height = HEIGHT * len(record.tracks)
    canvas = start_canvas(record, Frame(height=height, legend=list_entries([f"Năm {year}" for year in record.years], "")))
    canvas.set_axis("xaxis", range=[-0.012, 1.015])
    turn_down(canvas, height)
    for number, track in enumerate(record.tracks):
        add_track(canvas, track, x=0, y=number * HEIGHT, pixels=theme.NARROWEST - 2 * EDGE, name=track.name)
    return finish(canvas, record)
