"""Rows of a chart, measured in pixels downwards: where they and their headings stand, and what is written beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_text import escape
from danvan_metrics.formats.plotly.frame import EDGE, Frame


@dataclass(frozen=True, slots=True)
class Rows:
    """Middles of the rows, headings with their middles, and the height of everything, in pixels from the top."""

    places: tuple[float, ...]
    headings: tuple[tuple[str, float], ...]
    height: int


def place_rows(headings: Sequence[str], *, row: int, heading: int) -> Rows:
    """Place a row per entry of `headings`; a heading that differs from the one before stands above its row ("": none)."""
    places: list[float] = []
    placed: list[tuple[str, float]] = []
    bottom, before = 0, ""
    for title in headings:
        if title != before:
            placed.append((title, bottom + heading / 2))
            bottom, before = bottom + heading, title
        places.append(bottom + row / 2)
        bottom += row
    return Rows(tuple(places), tuple(placed), bottom)


def add_headings(canvas: Canvas, rows: Rows, frame: Frame) -> None:
    """Write the headings at the left edge."""
    for heading, place in rows.headings:
        add_left(canvas, f"<b>{escape(heading)}</b>", y=place, frame=frame, color=theme.ACCENT)


def add_left(canvas: Canvas, text: str, *, y: float, frame: Frame, **options: Any) -> None:
    """Write a row's name (already escaped) at the left edge of the figure."""
    canvas.add_text(text, x=0, y=y, xref="paper", xshift=EDGE - frame.left, **options)


def add_right(canvas: Canvas, text: str, *, y: float, **options: Any) -> None:
    """Write a row's figure in the column right of the drawing."""
    canvas.add_text(text, x=1, y=y, xref="paper", xshift=8, **options)


def add_left_column(canvas: Canvas, rows: Rows, names: Sequence[str], *, pitch: int, frame: Frame) -> None:
    """Write names (already escaped) and headings at the left edge; rows and headings are all `pitch` high."""
    lines = {int(place // pitch): f'<b style="color:{theme.ACCENT}">{escape(heading)}</b>' for heading, place in rows.headings}
    lines |= {int(place // pitch): name for place, name in zip(rows.places, names, strict=True)}
    canvas.add_column(lines, x=0, pitch=pitch, xref="paper", xshift=EDGE - frame.left)


def add_right_column(canvas: Canvas, rows: Rows, figures: Sequence[str], *, pitch: int) -> None:
    """Write the rows' figures (already escaped) right of the drawing; rows and headings are all `pitch` high."""
    lines = {int(place // pitch): figure for place, figure in zip(rows.places, figures, strict=True)}
    canvas.add_column(lines, x=1, pitch=pitch, xref="paper", xshift=8)


def head_right(canvas: Canvas, text: str, frame: Frame) -> None:
    """Head the column right of the drawing."""
    place: dict[str, Any] = {"xref": "paper", "yref": "paper", "xanchor": "right", "xshift": frame.right - 4, "yshift": 9}
    canvas.add_text(text, x=1, y=1, size=theme.SMALL_SIZE, **place)


def turn_down(canvas: Canvas, height: float) -> None:
    """Let y count pixels from the top."""
    canvas.set_axis("yaxis", range=[height, 0])
