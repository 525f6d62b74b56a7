"""Horizontal bars stacked of counts: one row per thing counted, one series per kind of count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_text import escape
from danvan_metrics.formats.plotly.legend import Entry
from danvan_metrics.vietnamese import format_quantity

BAR: Final = 0.72  # of a row's height
_EDGE: Final = {"color": theme.EDGE, "width": 0.7}
_PATTERN: Final = {"fgcolor": theme.EDGE, "size": 7, "solidity": 0.2, "fillmode": "overlay"}
# Parts of the axis: from there on a segment has room for its symbol and number apart, for both together, and for a digit.
_WIDE: Final = 0.11
_ROOMY: Final = 0.045
_DIGIT: Final = 0.018


def list_entries(bars: Bars) -> tuple[Entry, ...]:
    """The legend of the series."""
    return tuple(Entry(one.name, one.fill) for one in bars.series)


def add_stacks(canvas: Canvas, bars: Bars, *, at: Sequence[float], thickness: float) -> None:
    """Add a trace per series; category i stands at y = at[i], and is named when pointed at."""
    for one in bars.series:
        counts = [int(value or 0) for value in one.values]
        told = zip(bars.categories, counts, strict=True)
        segments = Segments(
            lengths=counts,
            labels=[_label(one, count, bars.end) for count in counts],
            hovers=[f"{escape(name)}<br>{escape(one.label)}: {format_quantity(count)}" for name, count in told],
        )
        add_segments(canvas, one, segments, at=at, thickness=thickness)
    finish_stacks(canvas, end=bars.end)


@dataclass(frozen=True, slots=True)
class Segments:
    """One kind in every bar: its lengths on the axis (0: none), the label within, and what pointing at it tells."""

    lengths: Sequence[float]
    labels: Sequence[str]
    hovers: Sequence[str]


def add_segments(canvas: Canvas, kind: Series, segments: Segments, *, at: Sequence[float], thickness: float) -> None:
    """Add the trace of one kind; its segment of category i stands at y = at[i], beyond those added before."""
    canvas.add_trace(
        go.Bar(
            orientation="h",
            name=escape(kind.name),
            x=[length or None for length in segments.lengths],
            y=list(at),
            customdata=list(range(len(segments.lengths))),
            width=thickness,
            marker=mark_fill(kind.fill),
            text=list(segments.labels),
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            constraintext="none",
            textfont={"color": kind.fill.ink, "size": theme.LABEL_SIZE},
            hovertext=list(segments.hovers),
            hoverinfo="text",
        )
    )


def finish_stacks(canvas: Canvas, *, end: float) -> None:
    """Stack what was added, on an axis that ends at `end`."""
    canvas.set_layout(barmode="stack", bargap=0)
    canvas.set_axis("xaxis", range=[0, 1.003 * end])


def mark_fill(fill: theme.Fill) -> dict[str, object]:
    """Marker of bars: colour, thin edge, and the pattern of what has no value."""
    marker: dict[str, object] = {"color": fill.color, "line": _EDGE}
    return {**marker, "pattern": {**_PATTERN, "shape": fill.pattern}} if fill.pattern else marker


def _label(series: Series, count: int, longest: float) -> str:
    if not count:
        return ""
    if series.caption:
        return f'<b>{format_quantity(count)}</b><br><span style="font-size:{theme.SMALL_SIZE}px">{escape(series.caption)}</span>'
    if count >= longest * _WIDE:
        return f"{series.symbol} {format_quantity(count)}".strip()
    number = format_quantity(count)
    if count < longest * _ROOMY:  # beside its neighbour's a label may not run over the edge: pointing at it tells the rest
        return number if count >= longest * _DIGIT * len(number) else ""
    symbol = "" if series.fill.pattern or series.fill.color == theme.PAPER else series.symbol
    return f"{symbol}{number}"
