"""One commune on the map: its figures, its fill by share, its label, and what the legend says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_text import escape, measure
from danvan_metrics.formats.plotly.legend import Entry
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.spread import WITHOUT_RUNG
from danvan_metrics.metrics.words import STATES
from danvan_metrics.topics.spread.label_places import LabelPlace
from danvan_metrics.topics.spread.ladder import describe_absent
from danvan_metrics.topics.spread.outlines import Outline, Point
from danvan_metrics.vietnamese import NOTHING, format_ratio

OUTSIDE: Final = "outside"  # no school of the filter stands there
_LABEL_HEIGHT: Final = 32
_SHARES: Final = ("0\u00a0%", "dưới 50\u00a0%", "từ 50\u00a0% đến dưới 100\u00a0%", "100\u00a0%")


@dataclass(frozen=True, slots=True)
class CommuneArea:
    """One commune: n of N schools on or above the rung; `absent` counts those without a rung, inside N, by their state."""

    name: str
    state: str
    n: int
    N: int
    absent: Mapping[str, int]
    outline: Outline | None

    @property
    def label(self) -> str:
        """“2/4”, or why there is no figure."""
        if self.state == OUTSIDE:
            return NOTHING
        if self.state == "value":
            return format_ratio(self.n, self.N)
        return STATES[self.state] if self.absent[self.state] == self.N else "chưa có số liệu"

    @property
    def fill(self) -> theme.Fill:
        """By share; hatched or dotted where there is none."""
        if self.state == "value":
            return theme.Fill(theme.SHARE_COLORS[classify_share(self.n, self.N)])
        return theme.Fill(theme.PAPER) if self.state == OUTSIDE else theme.MARK_FILLS[Mark(self.state)]


def find_state(absent: Mapping[str, int], total: int) -> str:
    """“value” where a school stands on a rung, else the gravest state there is."""
    return "value" if sum(absent.values()) < total else next(state for state in WITHOUT_RUNG if absent[state])


def classify_share(n: int, total: int) -> int:
    """0: none · 1: less than half · 2: half or more · 3: all."""
    return 0 if not n else 3 if n == total else 2 if 2 * n >= total else 1


def describe_area(area: CommuneArea) -> str:
    """“Đồn Đạc 1/3 (1 chưa báo cáo)”."""
    absent = ", ".join(describe_absent(area.absent))
    return f"{area.name} {area.label}" + (f" ({absent})" if absent and area.label != STATES.get(area.state) else "")


def measure_label(area: CommuneArea, unit: float) -> Point:
    """Width and height of its label, at `unit` of the map to a pixel."""
    return (max(measure(area.name, theme.LABEL_SIZE), measure(area.label, theme.LABEL_SIZE)) + 6) * unit, _LABEL_HEIGHT * unit


def draw_area(canvas: Canvas, area: CommuneArea, outline: Outline, place: LabelPlace) -> None:
    """Draw the filled outline and the label at its place."""
    canvas.add_trace(_draw_outline(area, outline))
    _draw_label(canvas, area, place)


def _draw_outline(area: CommuneArea, outline: Outline) -> go.Scatter:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in outline.rings:  # None between two: else Plotly draws a line from the one to the other
        xs += [*([None] if xs else []), *(x for x, _ in ring)]
        ys += [*([None] if ys else []), *(y for _, y in ring)]
    fill = area.fill
    pattern = {"shape": fill.pattern, "fgcolor": theme.EDGE, "bgcolor": fill.color, "size": 7, "solidity": 0.15}
    color = theme.FAINT if area.state == OUTSIDE else theme.EDGE
    return go.Scatter(
        x=xs,
        y=ys,
        mode="lines",
        fill="toself",
        fillcolor=fill.color,
        fillpattern=pattern if fill.pattern else None,
        line={"color": color, "width": 1.2},
        hoveron="fills",
        hoverinfo="text",
        text=escape(describe_area(area) if area.state != OUTSIDE else f"{area.name}: không có trường trong bộ lọc"),
    )


def _draw_label(canvas: Canvas, area: CommuneArea, place: LabelPlace) -> None:
    if place.anchor is not None:
        stroke = {"color": theme.INK, "width": 1}
        canvas.add_shape(type="line", x0=place.anchor[0], y0=place.anchor[1], x1=place.x, y1=place.y, line=stroke)
    text = f"{escape(area.name)}<br><b>{escape(area.label)}</b>"
    look: dict[str, Any] = {"xanchor": "center", "align": "center", "borderpad": 1}
    if place.anchor is not None or area.fill.pattern:
        look["bgcolor"] = theme.PAPER
    color = theme.MUTED if area.state == OUTSIDE else theme.INK
    canvas.add_text(text, x=place.x, y=place.y, color=color, **look)


def list_entries(areas: Sequence[CommuneArea]) -> tuple[Entry, ...]:
    """The legend: every class of share, and the kinds of emptiness these areas show."""
    states = {area.state for area in areas}
    shares = [Entry(words, theme.Fill(color)) for words, color in zip(_SHARES, theme.SHARE_COLORS, strict=True)]
    others = [
        ("not_reported", Entry("các trường đều chưa có số liệu", theme.NOT_REPORTED)),
        ("sent_back", Entry("báo cáo đều được trả lại, chờ sửa", theme.SENT_BACK)),
        ("not_due", Entry("chưa đến hạn", theme.NOT_DUE)),
        (OUTSIDE, Entry("không có trường trong bộ lọc", theme.Fill(theme.PAPER))),
    ]
    return (*shares, *(entry for state, entry in others if state in states))
