"""A legend in measured pixels: it never moves, whatever the width, and shows patterns, points and reference ticks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_text import escape, measure

ROW: Final = 21
_BOX: Final = 13
_GAP: Final = 18


class Key(StrEnum):
    """What a legend's key looks like."""

    BOX = "box"
    POINT = "point"
    TICK = "tick"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Entry:
    """One key and its words."""

    label: str
    fill: theme.Fill
    key: Key = Key.BOX


def place_entries(entries: Sequence[Entry], width: int) -> list[tuple[int, int]]:
    """Left edge and row of every entry, flowing within `width` pixels."""
    places: list[tuple[int, int]] = []
    left, row = 0, 0
    for entry in entries:
        wide = _BOX + 6 + measure(entry.label, theme.LABEL_SIZE) + _GAP
        if left and left + wide - _GAP > width:
            left, row = 0, row + 1
        places.append((left, row))
        left += wide
    return places


def count_rows(entries: Sequence[Entry], width: int) -> int:
    """How many rows the entries take."""
    return max((row for _, row in place_entries(entries, width)), default=-1) + 1


def add_legend(canvas: Canvas, entries: Sequence[Entry], *, width: int, left: int, below: int) -> None:
    """Draw the entries from `left` and `below` pixels off the plot's bottom left corner."""
    for entry, (offset, row) in zip(entries, place_entries(entries, width), strict=True):
        x, y = left + offset, -(below + row * ROW + ROW // 2)
        for shape in _draw_key(entry, x, y):
            canvas.add_shape(xref="paper", yref="paper", xsizemode="pixel", ysizemode="pixel", xanchor=0, yanchor=0, **shape)
        canvas.add_annotation(
            text=escape(entry.label),
            name="legend",
            xref="paper",
            yref="paper",
            x=0,
            y=0,
            xshift=x + _BOX + 4,
            yshift=y,
            xanchor="left",
            yanchor="middle",
            align="left",  # a picture's font is wider than the screen's: it may grow to the right only
            showarrow=False,
            font={"size": theme.LABEL_SIZE},
        )


def _draw_key(entry: Entry, x: int, y: int) -> list[dict[str, Any]]:
    half = _BOX // 2
    box = {"x0": x, "x1": x + _BOX, "y0": y - half, "y1": y + half + 1}
    line = {"color": theme.EDGE, "width": 0.8}
    if entry.key is Key.POINT:
        return [{"type": "circle", **box, "fillcolor": entry.fill.color, "line": {"width": 0}}]
    if entry.key is Key.TICK:
        stroke = {"color": entry.fill.color, "width": 3}
        return [{"type": "line", "x0": x + half, "x1": x + half, "y0": y - half, "y1": y + half + 1, "line": stroke}]
    if entry.key is Key.RANGE:
        stroke = {"color": entry.fill.color, "width": 2}
        return [{"type": "line", "x0": x, "x1": x + _BOX, "y0": y, "y1": y, "line": stroke}]
    return [{"type": "rect", **box, "fillcolor": entry.fill.color, "line": line}, *_draw_pattern(entry.fill.pattern, x, y - half)]


def _draw_pattern(pattern: str, x: int, y: int) -> list[dict[str, Any]]:
    if not pattern:
        return []
    line = {"color": theme.EDGE, "width": 1.2}  # stroke by stroke: Plotly's shapes, unlike its traces, take no pattern
    return [{"type": "path", "path": stroke, "line": line} for stroke in _STROKES[pattern](x, y)]


def _rising(x: int, y: int) -> list[str]:
    return [f"M{x},{y + 7}L{x + 6},{y + 13}", f"M{x},{y}L{x + 13},{y + 13}", f"M{x + 7},{y}L{x + 13},{y + 6}"]


def _falling(x: int, y: int) -> list[str]:
    return [f"M{x},{y + 6}L{x + 6},{y}", f"M{x},{y + 13}L{x + 13},{y}", f"M{x + 7},{y + 13}L{x + 13},{y + 7}"]


def _crossed(x: int, y: int) -> list[str]:
    return [f"M{x},{y}L{x + 13},{y + 13}", f"M{x},{y + 13}L{x + 13},{y}"]


def _dotted(x: int, y: int) -> list[str]:
    return [f"M{x + dx},{y + dy}L{x + dx + 2},{y + dy}" for dx in (2, 6, 10) for dy in (3, 7, 11)]


def _flat(x: int, y: int) -> list[str]:
    return [f"M{x},{y + dy}L{x + 13},{y + dy}" for dy in (4, 9)]


def _upright(x: int, y: int) -> list[str]:
    return [f"M{x + dx},{y}L{x + dx},{y + 13}" for dx in (3, 7, 11)]


_STROKES: Final = {"/": _rising, "\\": _falling, "x": _crossed, ".": _dotted, "-": _flat, "|": _upright}
