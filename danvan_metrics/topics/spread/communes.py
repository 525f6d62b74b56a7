"""One commune on the map: its figures, the band of its share, its label, and what the legend says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_text import escape, measure
from danvan_metrics.formats.plotly.legend import Entry
from danvan_metrics.metrics.bands import BandLimits
from danvan_metrics.metrics.marking import describe_legend
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.spread import WITHOUT_RUNG
from danvan_metrics.metrics.words import STATES
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.spread.label_places import LabelPlace
from danvan_metrics.topics.spread.ladder import describe_absent
from danvan_metrics.topics.spread.outlines import Outline, Point
from danvan_metrics.vietnamese import NOTHING, format_ratio

OUTSIDE: Final = "outside"  # no school of the filter stands there
_LABEL_HEIGHT: Final = 32
_ABSENT: Final = {  # of a whole commune
    Mark.NOT_REPORTED: "các trường đều chưa có số liệu",
    Mark.SENT_BACK: "báo cáo đều được trả lại, chờ sửa",
    Mark.NOT_DUE: "chưa đến hạn",
}


@dataclass(frozen=True, slots=True)
class CommuneArea:
    """One commune: n of N schools on or above the rung; `absent` counts those without a rung, inside N, by their state.

    mark: the band of n ÷ N, or the state where no school has a rung; None where none of the filter stands.
    """

    name: str
    state: str
    n: int
    N: int
    absent: Mapping[str, int]
    outline: Outline | None
    mark: Mark | None

    @property
    def label(self) -> str:
        """“2/4”, or why there is no figure."""
        if self.state == OUTSIDE:
            return NOTHING
        if self.state == "value":
            return format_ratio(self.n, self.N)
        return STATES[self.state] if self.absent[self.state] == self.N else "chưa có số liệu"

    @property
    def told(self) -> str:
        """What stands on the map: “▼ 2/4”, and where there is no figure why, and of how many: “chưa báo cáo 3/3”."""
        if self.mark is None:
            return NOTHING
        if self.state == "value":
            return f"{SYMBOLS[self.mark]} {self.label}"
        return f"{self.label} {format_ratio(sum(self.absent.values()), self.N)}"

    @property
    def fill(self) -> theme.Fill:
        """Of its band, darker where fewer schools are that far; hatched or dotted where there is no figure."""
        return theme.MARK_FILLS[self.mark] if self.mark else theme.Fill(theme.PAPER)


def find_state(absent: Mapping[str, int], total: int) -> str:
    """“value” where a school stands on a rung, else the gravest state there is."""
    return "value" if sum(absent.values()) < total else next(state for state in WITHOUT_RUNG if absent[state])


def describe_area(area: CommuneArea) -> str:
    """“Đồn Đạc 1/3 (1 chưa báo cáo)”."""
    absent = ", ".join(describe_absent(area.absent))
    return f"{area.name} {area.label}" + (f" ({absent})" if absent and area.label != STATES.get(area.state) else "")


def measure_label(area: CommuneArea, unit: float) -> Point:
    """Width and height of its label, at `unit` of the map to a pixel."""
    return (max(measure(area.name, theme.LABEL_SIZE), measure(area.told, theme.LABEL_SIZE)) + 6) * unit, _LABEL_HEIGHT * unit


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
    text = f"{escape(area.name)}<br><b>{escape(area.told)}</b>"
    look: dict[str, Any] = {"xanchor": "center", "align": "center", "borderpad": 1}
    on_paper = place.anchor is not None or bool(area.fill.pattern)
    if on_paper:
        look["bgcolor"] = theme.PAPER
    color = theme.MUTED if area.state == OUTSIDE else theme.INK if on_paper else area.fill.ink
    canvas.add_text(text, x=place.x, y=place.y, color=color, **look)


def list_entries(areas: Sequence[CommuneArea], limits: BandLimits) -> tuple[Entry, ...]:
    """The legend: every band with its limits in the period, and the kinds of emptiness these areas show."""
    shown = [area.mark for area in areas if area.mark]
    marks = describe_legend(shown, Lens.DECLARED, limits)
    entries = [Entry(f"{SYMBOLS[mark]} {_ABSENT.get(mark, words)}", theme.MARK_FILLS[mark]) for mark, words in marks]
    if any(area.state == OUTSIDE for area in areas):
        entries.append(Entry("không có trường trong bộ lọc", theme.Fill(theme.PAPER)))
    return tuple(entries)
