"""The bars of the groups by level: a track to 100 %, filled to the mean in its band, with the range that is left open."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_rows import turn_down
from danvan_metrics.formats.plotly.chart_text import escape
from danvan_metrics.formats.plotly.frame import EDGE
from danvan_metrics.formats.plotly.legend import Entry, Key
from danvan_metrics.formats.plotly.stacks import mark_fill
from danvan_metrics.metrics.bands import BANDS, BandLimits
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.metrics.words import STATES, name_open
from danvan_metrics.plan.lens import Lens
from danvan_metrics.vietnamese import format_percent, format_range, format_ratio

LEFT: Final = 96  # px for the levels' names
_ROW: Final = 26  # px
_THICK: Final = 17  # px
_RANGE: Final = 6  # px below the middle of its bar
_REACH: Final = 1.78  # of the axis: the track takes 1, the label the rest
_EMPTY: Final = (Mark.NOT_REPORTED, Mark.NOT_APPRAISED, Mark.SENT_BACK, Mark.NOT_DUE)


@dataclass(frozen=True, slots=True)
class LevelBar:
    """One group at one level, of the schools that reported: n of N lines wholly met, and the mean of all their lines.

    low and high are the range of n ÷ N that the missing schools leave open, mean_low and mean_high that of the mean. mark: the
    band of the mean, or the state where there is no figure.
    """

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
    mean: float
    mean_low: float
    mean_high: float
    mark: Mark

    @property
    def label(self) -> str:
        """“68 % · 104/168”, the mean and the lines met, or why there is no figure."""
        if self.state == "value" and self.N:
            return f"{format_percent(self.mean)} · {format_ratio(self.n, self.N)}"
        return STATES[self.state if self.state != "value" else Mark.NOT_APPLICABLE]

    @property
    def symbol(self) -> str:
        """Of its band; “” where there is no figure, which the label says in words."""
        return SYMBOLS[self.mark] if self.mark in BANDS else ""

    @property
    def span(self) -> str:
        """“62–75 %”: the mean if all that is open were 0, or complete."""
        return format_range(self.mean_low, self.mean_high)

    @property
    def ranged(self) -> bool:
        """Whether missing schools leave a range open."""
        return self.state == "value" and self.mean_high - self.mean_low > 1e-9


@dataclass(frozen=True, slots=True)
class _Place:
    """A bar's row (headings are rows too) and column of panels; x counts tracks with their labels, y pixels down.

    `number` is its row in the chart's table.
    """

    bar: LevelBar
    row: int
    column: int
    number: int

    @property
    def x(self) -> float:
        return self.column * _REACH

    @property
    def y(self) -> float:
        return (self.row + 0.5) * _ROW


def measure_panels(panels: Sequence[Sequence[LevelBar]], columns: int) -> int:
    """How many pixels high these panels are, so many of them beside each other."""
    return sum(_ROW * (1 + len(panel)) for panel in panels[::columns])


def list_entries(bars: Sequence[LevelBar], lens: Lens, legend: Sequence[tuple[Mark, str]]) -> tuple[Entry, ...]:
    """The marks of a legend as keys, and the range where these bars leave one open."""
    entries = [Entry(f"{SYMBOLS[mark]} {words}", theme.MARK_FILLS[mark]) for mark, words in legend]
    if any(bar.ranged for bar in bars):
        entries.append(Entry(f"khoảng của bình quân nếu tính cả {name_open(lens)}", theme.Fill(theme.REFERENCE), Key.RANGE))
    return tuple(entries)


def draw_panels(canvas: Canvas, panels: Sequence[Sequence[LevelBar]], columns: int, limits: BandLimits) -> None:
    """Draw a panel per group, so many beside each other."""
    placed = list(_place_bars(panels, columns))
    canvas.set_axis("xaxis", range=[0, columns * _REACH])
    turn_down(canvas, measure_panels(panels, columns))
    canvas.set_layout(barmode="overlay")
    _draw_tracks(canvas, placed)
    _draw_filled(canvas, placed, limits)
    _draw_ranges(canvas, placed)
    for column in range(columns):
        _write_column(canvas, [one for one in placed if one.column == column])


def _place_bars(panels: Sequence[Sequence[LevelBar]], columns: int) -> Iterator[_Place]:
    top, before = 0, 0
    for first in range(0, len(panels), columns):
        for column, panel in enumerate(panels[first : first + columns]):
            yield from (_Place(bar, top + 1 + number, column, before + number) for number, bar in enumerate(panel))
            before += len(panel)
        top += 1 + len(panels[first])


def _write_column(canvas: Canvas, placed: Sequence[_Place]) -> None:
    """Write headings and figures of the panels below each other, and the levels' names left of the first column."""
    x = placed[0].x
    tops: dict[str, _Place] = {}
    for one in placed:
        tops.setdefault(one.bar.group, one)
    canvas.add_column({top.row - 1: f"<b>{escape(top.bar.heading)}</b>" for top in tops.values()}, x=x, pitch=_ROW)
    canvas.add_column(
        {one.row: _stress(one.bar, f"{one.bar.symbol} {one.bar.label}".strip()) for one in placed}, x=x + 1.03, pitch=_ROW
    )
    if placed[0].column == 0:
        names = {one.row: _stress(one.bar, one.bar.level) for one in placed}
        canvas.add_column(names, x=0, pitch=_ROW, xref="paper", xshift=EDGE - LEFT)


def _stress(bar: LevelBar, text: str) -> str:
    return f"<b>{escape(text)}</b>" if bar.whole else escape(text)


def _draw_tracks(canvas: Canvas, placed: Sequence[_Place]) -> None:
    """Draw all tracks as one shape, in white: a pale band would be lost on grey; those without a figure hatched or dotted."""
    plain = [one for one in placed if one.bar.mark not in _EMPTY]
    if plain:
        box = "M{0},{1}H{2}V{3}H{0}Z"
        path = "".join(box.format(one.x, one.y - _THICK / 2, one.x + 1, one.y + _THICK / 2) for one in plain)
        edge = {"color": theme.EDGE, "width": 0.7}
        canvas.add_shape(type="path", name="tracks", path=path, layer="below", fillcolor=theme.PAPER, line=edge)
    for mark in _EMPTY:
        own = [one for one in placed if one.bar.mark is mark]
        _add_bars(canvas, own, mark, lambda _: 1, [_point_at(one.bar, STATES[mark]) for one in own])


def _draw_filled(canvas: Canvas, placed: Sequence[_Place], limits: BandLimits) -> None:
    for mark in BANDS:
        own = [one for one in placed if one.bar.mark is mark]
        _add_bars(canvas, own, mark, lambda bar: bar.mean, [_point_at(one.bar, limits.name(mark)) for one in own])


def _add_bars(
    canvas: Canvas, placed: Sequence[_Place], mark: Mark, length: Callable[[LevelBar], float], hovers: Sequence[str]
) -> None:
    if not placed:
        return
    canvas.add_trace(
        go.Bar(
            name=LABELS[mark],
            orientation="h",
            x=[length(one.bar) for one in placed],
            base=[one.x for one in placed],
            y=[one.y for one in placed],
            customdata=[one.number for one in placed],
            width=_THICK,
            marker=mark_fill(theme.MARK_FILLS[mark]),
            hovertext=list(hovers),
            hoverinfo="text",
        )
    )


def _draw_ranges(canvas: Canvas, placed: Sequence[_Place]) -> None:
    ranged = [one for one in placed if one.bar.ranged]
    if ranged:
        path = "".join(f"M{one.x + one.bar.mean_low},{one.y + _RANGE}H{one.x + one.bar.mean_high}" for one in ranged)
        canvas.add_shape(type="path", name="ranges", path=path, line={"color": theme.REFERENCE, "width": 2})


def _point_at(bar: LevelBar, named: str) -> str:
    lines = [f"{bar.heading} · {bar.level}", named]
    if bar.mark in BANDS:
        lines += [f"bình quân {format_percent(bar.mean)}", f"{format_ratio(bar.n, bar.N)} đạt trọn"]
        lines += [f"khoảng {bar.span}"] if bar.ranged else []
    lines.append(f"số liệu của {format_ratio(bar.reported, bar.schools)} trường")
    return "<br>".join(map(escape, lines))
