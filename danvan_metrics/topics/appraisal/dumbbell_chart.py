"""Every school's three points on one line: what it declared, what it can prove, what the office found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_rows import add_headings, add_left, add_right, head_right, place_rows, turn_down
from danvan_metrics.formats.plotly.chart_text import escape, measure, wrap_escaped
from danvan_metrics.formats.plotly.frame import EDGE, Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.record import SHARE_HEADING, STATE_HEADING, Chart, make_table
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import describe_period, describe_schools, join_sentences, name_file
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.appraisal.figures import (
    NOT_APPRAISED,
    SchoolAppraisal,
    collect_appraisals,
    describe_absence_of_lines,
    describe_coverage,
    describe_findings,
    refer,
)
from danvan_metrics.vietnamese import format_percent, format_ratio

MODELS: Final = "Trường điểm"
OTHERS: Final = "Các trường khác"
_ROW: Final = 32
_HEADING: Final = 26
_LEFT: Final = 178
_RIGHT: Final = 116
_LETTERS: Final = 25
_DODGE: Final = 8  # px: points that agree stand below each other, none hidden
_RADIUS: Final = 5
_EDGE: Final = 1.2
_KEY: Final = 28  # px above the drawing
_RANGE: Final = "đến mức nếu dòng chưa kiểm đúng như tự khai"
_SPAN: Final = {"color": theme.ACCENT, "width": 1.4}
_TICKS: Final = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True)
class _Point:
    """One kind of point: its words, what it counts, how it is filled, and how far below the middle of the row it stands."""

    words: str
    count: str
    fill: str
    edge: str
    below: int
    half: bool = False  # the left half alone is filled


POINTS: Final = (
    _Point("tự khai", "declared", theme.PAPER, theme.INK, -_DODGE),
    _Point("có minh chứng", "evidenced", theme.PAPER, theme.INK, 0, half=True),
    _Point("thẩm định", "met", theme.ACCENT, theme.ACCENT, _DODGE),
)


@dataclass(frozen=True, kw_only=True)
class DumbbellChart(Chart):
    """Model schools first; schools without an appraisal have no point of the third kind."""

    schools: tuple[SchoolAppraisal, ...]

    def table(self) -> pd.DataFrame:
        """One row per school."""
        return make_table(map(_table_row, self.schools))

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """The figure behind every row of the table."""
        for school in self.schools:
            yield refer(scope, school.school)


def collect_dumbbells(dataset: Dataset, scope: Scope) -> DumbbellChart:
    """Collect the three shares of every school in scope, each of its applicable scored lines."""
    record = collect_appraisals(dataset, scope)
    told = f"{describe_coverage(record.schools)} · {describe_period(dataset, scope.period)} · {describe_schools(scope)}"
    return DumbbellChart(
        title="Tỉ lệ dòng đạt: tự khai, có minh chứng, thẩm định",
        subtitle=told,
        alt=record.empty or _describe(record.schools, told),
        file_name=name_file("tu khai minh chung tham dinh", scope, lens=False),
        **describe_findings(dataset),
        empty=record.empty,
        schools=record.schools,
    )


def _describe(schools: tuple[SchoolAppraisal, ...], told: str) -> str:
    lines = (f"{school.name}: {_describe_school(school)}." for school in schools)
    return join_sentences(f"Ba điểm trên một hàng cho từng trường, {told}.", *lines)


def _describe_school(school: SchoolAppraisal) -> str:
    if absence := describe_absence_of_lines(school):
        return f"{absence}, {school.verdict}"
    told = (f"{one.words} {format_ratio(getattr(school, one.count), school.applicable)}" for one in POINTS[:2])
    return ", ".join((*told, f"thẩm định {school.verdict}" if school.appraised else NOT_APPRAISED))


def _table_row(school: SchoolAppraisal) -> dict[str, object]:
    known, total = school.state == "value", school.applicable
    share = {name: count / total if known and total else None for name, count in _list_counts(school)}
    return {
        "Trường": school.name,
        "Thẩm định": school.standing if school.appraised else NOT_APPRAISED,
        STATE_HEADING: describe_absence_of_lines(school) or "đã báo cáo",
        "Dòng áp dụng (N)": total if known else None,
        "Đã kiểm": school.checked if school.appraised else None,
        "Tự khai đạt": school.declared if known else None,
        "Có minh chứng đạt": school.evidenced if known else None,
        "Thẩm định đạt": school.met if school.appraised else None,
        "Đạt nhiều nhất nếu dòng chưa kiểm đúng như tự khai": school.high if school.appraised else None,
        **{f"{SHARE_HEADING} {name}": value for name, value in share.items()},
    }


def _list_counts(school: SchoolAppraisal) -> Iterator[tuple[str, int]]:
    yield "tự khai", school.declared
    yield "có minh chứng", school.evidenced
    if school.appraised:
        yield "thẩm định", school.met


def draw_dumbbells(record: DumbbellChart) -> go.Figure:
    """Draw a row per school: three points, one below the other, and the range of the appraised share as a thin line."""
    if record.empty:
        return draw_empty(record)
    rows = place_rows([MODELS if school.model else OTHERS for school in record.schools], row=_ROW, heading=_HEADING)
    frame = Frame(height=rows.height, left=_LEFT, right=_RIGHT, head=38)
    canvas = start_canvas(record, frame)
    canvas.set_axis("xaxis", range=[-0.02, 1.03])
    turn_down(canvas, rows.height)
    _draw_scale(canvas, rows.height)
    _write_key(canvas, frame)
    head_right(canvas, "thẩm định đạt", frame)
    add_headings(canvas, rows, frame)
    for school, place in zip(record.schools, rows.places, strict=True):
        _draw_school(canvas, school, place, frame)
    for point in POINTS:
        _draw_points(canvas, record.schools, rows.places, point)
    return finish(canvas, record)


def _draw_scale(canvas: Canvas, height: int) -> None:
    for tick in _TICKS:
        line = {"color": theme.FAINT, "width": 0.8}
        canvas.add_shape(type="line", x0=tick, x1=tick, y0=0, y1=height, line=line, layer="below")
        place: dict[str, Any] = {"x": tick, "y": 1, "yref": "paper", "yshift": 9, "xanchor": "center"}
        canvas.add_text(format_percent(tick), size=theme.SMALL_SIZE, color=theme.MUTED, **place)


def _write_key(canvas: Canvas, frame: Frame) -> None:
    """What the points mean, over the drawing: a legend's boxes could not show them."""
    left = EDGE - frame.left
    corner: dict[str, Any] = {"x": 0, "y": 1, "xref": "paper", "yref": "paper"}
    for point in POINTS:
        place = {"xref": "paper", "yref": "paper", "xanchor": 0, "yanchor": 1}
        _draw_sign(canvas, point, place, x=left + _RADIUS, y=_KEY)
        canvas.add_text(point.words, **corner, xshift=left + 3 * _RADIUS, yshift=_KEY, size=theme.SMALL_SIZE)
        left += 3 * _RADIUS + measure(point.words, theme.SMALL_SIZE) + 12
    canvas.add_text(f"├─┤ {_RANGE}", **corner, xshift=left, yshift=_KEY, size=theme.SMALL_SIZE, color=theme.ACCENT)


def _draw_sign(canvas: Canvas, point: _Point, place: dict[str, Any], *, x: float, y: float) -> None:
    """A point as a shape, in pixels off its anchor."""
    pixels = {**place, "xsizemode": "pixel", "ysizemode": "pixel"}
    box = {"x0": x - _RADIUS, "x1": x + _RADIUS, "y0": y - _RADIUS, "y1": y + _RADIUS}
    canvas.add_shape(type="circle", **pixels, **box, fillcolor=point.fill, line={"color": point.edge, "width": _EDGE})
    if point.half:
        _fill_half(canvas, pixels, x=x, y=y)


def _fill_half(canvas: Canvas, pixels: dict[str, Any], *, x: float, y: float) -> None:
    """Fill the left half of a point; a path of Plotly's knows no arcs, and this curve is as good as one."""
    out = x - _RADIUS * 4 / 3
    path = f"M{x},{y - _RADIUS}C{out:g},{y - _RADIUS} {out:g},{y + _RADIUS} {x},{y + _RADIUS}Z"
    canvas.add_shape(type="path", **pixels, path=path, fillcolor=theme.INK, line={"width": 0})


def _draw_school(canvas: Canvas, school: SchoolAppraisal, place: float, frame: Frame) -> None:
    name = wrap_escaped(school.name, _LETTERS, 2)
    add_left(canvas, name, y=place, frame=frame, size=theme.SMALL_SIZE)
    absence = describe_absence_of_lines(school)
    add_right(canvas, escape(school.verdict), y=place, size=theme.SMALL_SIZE, weight=600 if school.appraised else 400)
    if absence:
        canvas.add_text(escape(absence), x=0.01, y=place, size=theme.SMALL_SIZE, color=theme.MUTED)
    if not school.applicable:
        return
    shares = [count / school.applicable for _, count in _list_counts(school)]
    _draw_line(canvas, (min(shares), max(shares)), place, {"color": theme.EDGE, "width": 2})
    if school.appraised and school.high > school.met:
        low, high = (count / school.applicable for count in (school.met, school.high))
        _draw_line(canvas, (low, high), place + _DODGE, _SPAN)
        _draw_line(canvas, (high, high), place + _DODGE, _SPAN, half=4)


def _draw_line(canvas: Canvas, ends: tuple[float, float], place: float, line: dict[str, Any], *, half: int = 0) -> None:
    box = {"x0": ends[0], "x1": ends[1], "y0": place - half, "y1": place + half}
    canvas.add_shape(type="line", **box, line=line, layer="below")


def _draw_points(canvas: Canvas, schools: tuple[SchoolAppraisal, ...], places: tuple[float, ...], point: _Point) -> None:
    own = [
        (number, school)
        for number, school in enumerate(schools)
        if school.applicable and (school.appraised or point.count != "met")
    ]
    canvas.add_trace(
        go.Scatter(
            mode="markers",
            name=point.words,
            x=[getattr(school, point.count) / school.applicable for _, school in own],
            y=[places[number] + point.below for number, _ in own],
            marker={"size": 2 * _RADIUS, "color": point.fill, "opacity": 1, "line": {"color": point.edge, "width": _EDGE}},
            customdata=[number for number, _ in own],
            hovertext=[f"{escape(school.name)}<br>{point.words}: {_count(school, point)}" for _, school in own],
            hoverinfo="text",
        )
    )
    if point.half:
        for number, school in own:
            at = {"xanchor": getattr(school, point.count) / school.applicable, "yanchor": places[number] + point.below}
            _fill_half(canvas, {"xref": "x", "yref": "y", "xsizemode": "pixel", "ysizemode": "pixel", **at}, x=0, y=0)


def _count(school: SchoolAppraisal, point: _Point) -> str:
    return school.verdict if point.count == "met" else format_ratio(getattr(school, point.count), school.applicable)
