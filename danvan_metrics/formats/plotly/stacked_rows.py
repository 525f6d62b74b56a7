"""A list of many rows as stacked bars: names at the left, figures at the right, rows low enough for a list of fifty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import plotly.graph_objects as go

from danvan_metrics.formats.bars import Bars
from danvan_metrics.formats.plotly.chart_rows import add_left_column, add_right_column, head_right, place_rows, turn_down
from danvan_metrics.formats.plotly.chart_text import escape, wrap_escaped
from danvan_metrics.formats.plotly.frame import Frame, finish, start_canvas
from danvan_metrics.formats.plotly.stacks import BAR, add_stacks, list_entries
from danvan_metrics.formats.record import Chart

_ROW: Final = 24  # px
_LEFT: Final = 168
_LETTERS: Final = 25


@dataclass(frozen=True, slots=True)
class SideFigures:
    """What stands right of the bars: its heading, a text per row, and the room for them in pixels."""

    heading: str
    texts: Sequence[str]
    room: int = 110


def draw_stacked_rows(record: Chart, bars: Bars, side: SideFigures) -> go.Figure:
    """Draw a low stacked bar per category, its name at the left and its figure at the right."""
    rows = place_rows([""] * len(bars.categories), row=_ROW, heading=_ROW)
    frame = Frame(height=rows.height, left=_LEFT, right=side.room, head=18, legend=list_entries(bars))
    canvas = start_canvas(record, frame)
    add_stacks(canvas, bars, at=rows.places, thickness=_ROW * BAR)
    turn_down(canvas, rows.height)
    head_right(canvas, side.heading, frame)
    add_left_column(canvas, rows, [wrap_escaped(name, _LETTERS, 1) for name in bars.categories], pitch=_ROW, frame=frame)
    add_right_column(canvas, rows, [f"<b>{escape(text)}</b>" for text in side.texts], pitch=_ROW)
    return finish(canvas, record)
