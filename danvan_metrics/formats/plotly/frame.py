"""The frame of every chart: title, subtitle, legend, source, watermark and the empty state, in measured pixels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_text import escape, wrap, wrap_escaped
from danvan_metrics.formats.plotly.legend import ROW, Entry, add_legend, count_rows
from danvan_metrics.formats.record import Chart

WATERMARK: Final = "DỮ LIỆU MINH HỌA"
EDGE: Final = 14  # px between the frame and what stands in it
_TITLE_LINE: Final = 23
_SUBTITLE_LINE: Final = 17
_SOURCE_LINE: Final = 16
_TITLE_LETTERS: Final = 64
_SUBTITLE_LETTERS: Final = 96
_SOURCE_LETTERS: Final = 104
_EMPTY_HEIGHT: Final = 120
_USABLE: Final = theme.NARROWEST - 2 * EDGE


@dataclass(frozen=True, slots=True)
class Frame:
    """Pixels of the drawing (`height`) and around it, and what is said under it."""

    height: int
    left: int = EDGE
    right: int = EDGE
    legend: tuple[Entry, ...] = ()
    head: int = 0  # above the drawing, for headings of panels
    note: str = ""  # said under the drawing, before the source


def start_canvas(record: Chart, frame: Frame) -> Canvas:
    """A canvas with everything around the drawing; ranges of axes are left to the chart."""
    top, bottom = _measure_top(record) + frame.head, _measure_bottom(record, frame)
    canvas = Canvas(
        {
            "template": go.layout.Template(),  # Plotly's own adds 6 KB to every chart sent to the browser
            "height": top + frame.height + bottom,
            "margin": {"l": frame.left, "r": frame.right, "t": top, "b": bottom, "pad": 0},
            "font": {"family": theme.FONT, "size": theme.LABEL_SIZE, "color": theme.INK},
            "paper_bgcolor": theme.PAPER,
            "plot_bgcolor": theme.PAPER,
            "separators": theme.SEPARATORS,
            "hoverlabel": {"font": {"family": theme.FONT, "size": theme.SUBTITLE_SIZE}, "align": "left"},
            "showlegend": False,
        }
    )
    _add_title(canvas, record, left=EDGE - frame.left, top=top)
    add_legend(canvas, frame.legend, width=_USABLE, left=EDGE - frame.left, below=8)
    _add_foot(canvas, record, frame, bottom)
    return canvas


def finish(canvas: Canvas, record: Chart) -> go.Figure:
    """Make the figure, with the watermark over everything where its figures are made up."""
    if record.sample:
        look: dict[str, Any] = {"xanchor": "center", "textangle": -18, "opacity": 0.11, "weight": 700, "size": 46}
        canvas.add_text(WATERMARK, x=0.5, y=0.5, xref="paper", yref="paper", name="watermark", **look)
    return canvas.make_figure()


def draw_empty(record: Chart) -> go.Figure:
    """Draw the honest empty state: title, and one sentence instead of a drawing."""
    canvas = start_canvas(record, Frame(height=_EMPTY_HEIGHT))
    place: dict[str, Any] = {"xref": "paper", "yref": "paper", "xanchor": "center", "size": theme.SUBTITLE_SIZE + 1}
    canvas.add_text(wrap_escaped(record.empty, 70), x=0.5, y=0.5, **place)
    return finish(canvas, record)


def _add_title(canvas: Canvas, record: Chart, *, left: int, top: int) -> None:
    titles, subtitles = _title_lines(record)
    place: dict[str, Any] = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "yanchor": "top", "xshift": left}
    title = "<br>".join(f"<b>{escape(line)}</b>" for line in titles)
    subtitle = "<br>".join(map(escape, subtitles))
    canvas.add_text(title, **place, name="title", yshift=top - 6, size=theme.TITLE_SIZE)
    down = 8 + _TITLE_LINE * len(titles)
    canvas.add_text(subtitle, **place, name="subtitle", yshift=top - down, size=theme.SUBTITLE_SIZE, color=theme.MUTED)


def _title_lines(record: Chart) -> tuple[list[str], list[str]]:
    return wrap(record.title, _TITLE_LETTERS, 3), wrap(record.subtitle, _SUBTITLE_LETTERS, 4)


def _measure_top(record: Chart) -> int:
    titles, subtitles = _title_lines(record)
    return 10 + _TITLE_LINE * len(titles) + _SUBTITLE_LINE * len(subtitles) + 12


def _measure_bottom(record: Chart, frame: Frame) -> int:
    legend = ROW * count_rows(frame.legend, _USABLE)
    return 8 + legend + 8 + _SOURCE_LINE * len(_foot_lines(record, frame)) + 4


def _foot_lines(record: Chart, frame: Frame) -> list[str]:
    notes = wrap(frame.note, _SOURCE_LETTERS) if frame.note else []
    return [*notes, *wrap(record.source, _SOURCE_LETTERS)]


def _add_foot(canvas: Canvas, record: Chart, frame: Frame, bottom: int) -> None:
    text = "<br>".join(map(escape, _foot_lines(record, frame)))
    place: dict[str, Any] = {
        "xref": "paper",
        "yref": "paper",
        "yanchor": "bottom",
        "xshift": EDGE - frame.left,
        "yshift": 4 - bottom,
    }
    canvas.add_text(text, x=0, y=0, name="source", size=theme.SMALL_SIZE, color=theme.MUTED, **place)


def picture_config(record: Chart, height: float | None = None, *, enlarged: float = 1) -> dict[str, Any]:
    """Plotly's settings: one button, which saves the chart at the size of a page, and none of Plotly's English notices."""
    return {
        "displaylogo": False,
        "displayModeBar": True,
        "displayNotifier": False,
        "responsive": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": _set_picture(record, height, enlarged=enlarged),
    }


def _set_picture(record: Chart, height: float | None, *, enlarged: float) -> dict[str, Any]:
    """What the button saves: a PNG of 300 dots an inch, as wide as a page's text, named after the chart.

    `enlarged`: how many times as large as usual the chart stands on the page (`enlarge`); the picture has as many dots as ever.
    """
    size: dict[str, Any] = {"width": theme.PRINT_WIDTH * enlarged, "scale": theme.PRINT_SCALE / enlarged}
    if height:
        size["height"] = height
    return {"format": "png", "filename": record.file_name, **size}


def undress(figure: go.Figure) -> go.Figure:
    """A copy without title, subtitle and foot, and without their room: where the screen itself says them."""
    lines = {one.name: str(one.text).count("<br>") + 1 for one in figure.layout.annotations if one.name}
    above = 22 + _TITLE_LINE * lines.get("title", 0) + _SUBTITLE_LINE * lines.get("subtitle", 0) if "title" in lines else 0
    below = _SOURCE_LINE * lines.get("source", 0)
    bare = go.Figure(figure)
    bare.layout.annotations = [one for one in figure.layout.annotations if one.name not in {"title", "subtitle", "source"}]
    margin = figure.layout.margin
    bare.layout.margin = {"l": margin.l, "r": margin.r, "t": margin.t - above + 6, "b": margin.b - below, "pad": 0}
    bare.layout.height = figure.layout.height - above + 6 - below
    return bare
