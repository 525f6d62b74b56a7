"""The bars of one group by level: a track to 100 %, filled to n/N, with the range that missing schools leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from danvan_metrics.charts import theme
from danvan_metrics.charts.canvas import Canvas
from danvan_metrics.charts.frame import EDGE
from danvan_metrics.charts.legend import Entry, Key
from danvan_metrics.charts.record import STATES
from danvan_metrics.charts.stacks import mark_fills
from danvan_metrics.charts.text import escape, show_ratio, show_share

LEFT: Final = 96  # px for the levels' names
_ROW: Final = 26
_HEAD: Final = 28
_THICK: Final = 0.66  # of a row
_REACH: Final = 1.78  # of the axis: the track takes 1, the label the rest


@dataclass(frozen=True, slots=True)
class LevelBar:
    """One group at one level: n of N lines met over the schools that reported; low and high take in the missing ones."""

    group: str
    heading: str
    level: str
    whole: bool
    state: str
    n: int
    N: int
    low: float
    high: float
    reported: int
    schools: int

    @property
    def label(self) -> str:
        """“62 % · 104/168”, or why there is no figure."""
        if self.state == "value":
            return show_share(self.n, self.N)
        return f"{STATES[self.state]} · {show_ratio(self.reported, self.schools)}"


def measure_panel(bars: Sequence[LevelBar]) -> int:
    """How many pixels high a panel of these bars is."""
    return _ROW * len(bars) + _HEAD


def list_entries(bars: Sequence[LevelBar]) -> tuple[Entry, ...]:
    """The legend: only what these bars show."""
    found = {bar.state for bar in bars}
    ranged = any(bar.state == "value" and bar.high - bar.low > 1e-9 for bar in bars)
    entries = [
        (True, Entry("đã đạt", theme.VALUE)),
        (ranged, Entry("khoảng nếu tính cả trường chưa báo cáo", theme.Fill(theme.REFERENCE), Key.RANGE)),
        ("not_reported" in found, Entry(STATES["not_reported"], theme.NOT_REPORTED)),
        ("not_due" in found, Entry(STATES["not_due"], theme.NOT_DUE)),
    ]
    return tuple(entry for shown, entry in entries if shown)


def draw_panel(canvas: Canvas, bars: Sequence[LevelBar], *, row: int, column: int, grid: tuple[int, int]) -> None:
    """Draw one group's bars at a row and column of a grid of so many rows and columns."""
    number = row * grid[1] + column + 1
    axis = "" if number == 1 else str(number)
    high = 1 / grid[0]
    height = _ROW * len(bars)
    top, left = 1 - row * high, column / grid[1]
    inner = high * height / (height + _HEAD)
    canvas.set_axis(f"xaxis{axis}", domain=[left, left + 1 / grid[1]], anchor=f"y{axis}", range=[0, _REACH])
    canvas.set_axis(f"yaxis{axis}", domain=[top - high, top - high + inner], anchor=f"x{axis}", range=[len(bars) - 0.4, -0.6])
    axes = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    heading: dict[str, Any] = {"xref": f"x{axis}", "yref": f"y{axis} domain", "yanchor": "bottom", "yshift": 2}
    canvas.add_text(f"<b>{escape(bars[0].heading)}</b>", x=0, y=1, **heading)
    canvas.add_trace(_track(bars, axes))
    canvas.add_trace(_filled(bars, axes))
    canvas.add_trace(_ranges(bars, axes))
    for place, bar in enumerate(bars):
        weight = 700 if bar.whole else 400
        canvas.add_text(escape(bar.label), x=1.03, y=place, xref=f"x{axis}", yref=f"y{axis}", weight=weight)
        if column == 0:
            options: dict[str, Any] = {"yref": f"y{axis}", "xref": "paper", "xshift": EDGE - LEFT}
            canvas.add_text(escape(bar.level), x=0, y=place, weight=weight, **options)


def _track(bars: Sequence[LevelBar], axes: dict[str, str]) -> go.Bar:
    missing = {"not_reported": theme.NOT_REPORTED, "not_due": theme.NOT_DUE}
    marker = mark_fills([missing.get(bar.state, theme.Fill(theme.TRACK)) for bar in bars])
    return go.Bar(orientation="h", x=[1] * len(bars), y=_places(bars), width=_THICK, marker=marker, hoverinfo="skip", **axes)


def _filled(bars: Sequence[LevelBar], axes: dict[str, str]) -> go.Bar:
    return go.Bar(
        orientation="h",
        x=[bar.n / bar.N if bar.N else None for bar in bars],
        y=_places(bars),
        width=_THICK,
        marker=mark_fills([theme.TOTAL if bar.whole else theme.VALUE for bar in bars]),
        hovertext=[_point_at(bar) for bar in bars],
        hoverinfo="text",
        **axes,
    )


def _places(bars: Sequence[LevelBar]) -> list[int]:
    return list(range(len(bars)))


def _ranges(bars: Sequence[LevelBar], axes: dict[str, str]) -> go.Scatter:
    x: list[float | None] = []
    y: list[float | None] = []
    for place, bar in enumerate(bars):
        if bar.state == "value" and bar.high - bar.low > 1e-9:
            x += [bar.low, bar.high, None]
            y += [place + 0.22, place + 0.22, None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": theme.REFERENCE, "width": 2}, hoverinfo="skip", **axes)


def _point_at(bar: LevelBar) -> str:
    lines = [f"{bar.heading} · {bar.level}", bar.label, f"{show_ratio(bar.reported, bar.schools)} trường đã báo cáo"]
    return "<br>".join(map(escape, lines))
