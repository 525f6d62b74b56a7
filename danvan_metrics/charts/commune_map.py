"""The communes as a map: the share of schools on or above a rung, with n/N in every commune."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.charts import theme
from danvan_metrics.charts.canvas import Canvas
from danvan_metrics.charts.frame import EDGE, Frame, draw_empty, finish, start_canvas
from danvan_metrics.charts.label_places import LabelPlace, find_bounds, place_labels
from danvan_metrics.charts.legend import Entry
from danvan_metrics.charts.outlines import Outline, Point
from danvan_metrics.charts.record import (
    SHARE_HEADING,
    STATE_HEADING,
    STATES,
    Chart,
    describe_period,
    describe_received,
    describe_schools,
    describe_source,
    explain_emptiness,
    join_sentences,
    make_table,
    name_file,
)
from danvan_metrics.charts.text import escape, measure, show_ratio
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.spread import climb_ladder, count_by
from danvan_metrics.vietnamese import sort_key

NOTE: Final = "Ranh giới khái quát, chỉ để minh họa · nguồn: censusVN2009 (MIT)."
OUTSIDE: Final = "outside"  # no school of the filter stands there
_MAP: Final = 470  # px of the map itself where the chart is narrowest; the rest is for labels beside it
_LABEL_HEIGHT: Final = 32
_SHARES: Final = ("0 %", "dưới 50 %", "từ 50 % đến dưới 100 %", "100 %")


@dataclass(frozen=True, slots=True)
class CommuneArea:
    """One commune: n of N schools on or above the rung, with those not reported or not due counted apart inside N."""

    name: str
    state: str
    n: int
    N: int
    not_reported: int
    not_due: int
    outline: Outline | None

    @property
    def label(self) -> str:
        """“2/4”, or why there is no figure."""
        if self.state == OUTSIDE:
            return "–"
        return show_ratio(self.n, self.N) if self.state == "value" else STATES[self.state]

    @property
    def fill(self) -> theme.Fill:
        """By share; hatched or dotted where there is none."""
        if self.state == "value":
            return theme.Fill(theme.SHARE_COLORS[classify_share(self.n, self.N)])
        return {"not_reported": theme.NOT_REPORTED, "not_due": theme.NOT_DUE}.get(self.state, theme.Fill(theme.PAPER))


@dataclass(frozen=True, kw_only=True)
class CommuneMapChart(Chart):
    """Communes in alphabetical order; one without an outline stands in the table only."""

    areas: tuple[CommuneArea, ...]
    rung: int

    def table(self) -> pd.DataFrame:
        """One row per commune that has a school of the filter."""
        return make_table(_table_row(area) for area in self.areas if area.state != OUTSIDE)


def classify_share(n: int, total: int) -> int:
    """0: none · 1: less than half · 2: half or more · 3: all."""
    return 0 if not n else 3 if n == total else 2 if 2 * n >= total else 1


def collect_commune_map(
    dataset: Dataset, scope: Scope, outlines: Sequence[Outline], *, rung: int | None = None
) -> CommuneMapChart:
    """Count the schools of each commune on or above `rung` (the plan's notable rung unless given)."""
    rung = round(dataset.plan.thresholds.notable_rung.value) if rung is None else rung
    areas = tuple(sorted(_collect_areas(dataset, scope, outlines, rung), key=lambda area: sort_key(area.name)))
    empty = explain_emptiness(dataset, scope)
    models = ", cả trường điểm" if scope.model is None else ""
    told = f"{describe_received(dataset, scope)} · {describe_period(dataset, scope.period)} · {describe_schools(scope)}{models}"
    return CommuneMapChart(
        title=f"Trường ở bậc {rung} trở lên, theo xã",
        subtitle=f"{_total(areas)} trường ở bậc {rung} trở lên · {told}",
        alt=empty or _describe(areas, rung, told),
        file_name=name_file(f"ban do xa bac {rung}", scope, lens=False),
        source=describe_source(dataset),
        sample=dataset.sample,
        empty=empty,
        areas=areas,
        rung=rung,
    )


def _collect_areas(dataset: Dataset, scope: Scope, outlines: Sequence[Outline], rung: int) -> Iterator[CommuneArea]:
    counted = count_by(climb_ladder(dataset, scope), "commune", rung).set_index("key")
    for commune, row in counted.iterrows():
        outline = next((one for one in outlines if one.matches(str(commune))), None)
        n, total, blank, early = (int(row[column]) for column in ("n", "N", "not_reported", "not_due"))
        state = "value" if blank + early < total else "not_reported" if blank else "not_due"
        yield CommuneArea(str(commune), state, n, total, blank, early, outline)
    for outline in outlines:
        if not any(outline.matches(str(commune)) for commune in counted.index):
            yield CommuneArea(outline.name, OUTSIDE, 0, 0, 0, 0, outline)


def _total(areas: Sequence[CommuneArea]) -> str:
    return show_ratio(sum(area.n for area in areas), sum(area.N for area in areas))


def _describe(areas: Sequence[CommuneArea], rung: int, told: str) -> str:
    lines = (_describe_area(area) for area in areas if area.state != OUTSIDE)
    return join_sentences(f"Bản đồ xã, {_total(areas)} trường ở bậc {rung} trở lên; {told}.", "; ".join(lines) + ".")


def _describe_area(area: CommuneArea) -> str:
    blank = f" ({area.not_reported} chưa báo cáo)" if area.not_reported and area.state == "value" else ""
    return f"{area.name} {area.label}{blank}"


def _table_row(area: CommuneArea) -> dict[str, object]:
    known = area.state == "value"
    return {
        "Xã, thị trấn": area.name,
        STATE_HEADING: STATES[area.state],
        "Trường đạt bậc (n)": area.n if known else None,
        "Số trường (N)": area.N,
        SHARE_HEADING: area.n / area.N if known else None,
        "Chưa báo cáo": area.not_reported,
        "Chưa đến hạn": area.not_due,
    }


def draw_commune_map(record: CommuneMapChart) -> go.Figure:
    """Draw the communes as filled polygons; a label that does not fit inside stands beside the map with a leader."""
    areas = [(area, area.outline) for area in record.areas if area.outline is not None]
    if record.empty or not areas:
        return draw_empty(record)
    outlines = tuple(outline for _, outline in areas)
    left, _, right, _ = find_bounds(outlines)
    unit = (right - left) / _MAP
    sizes = tuple(_measure_label(area, unit) for area, _ in areas)
    places = place_labels(outlines, sizes)
    box = _bound(outlines, places, sizes, 4 * unit)
    height = round((theme.NARROWEST - 2 * EDGE) * (box[3] - box[1]) / (box[2] - box[0]))
    canvas = start_canvas(record, Frame(height=height, legend=_list_entries(record.areas), note=_note(record.areas)))
    canvas.set_axis("xaxis", range=[box[0], box[2]], constrain="domain")
    canvas.set_axis("yaxis", range=[box[1], box[3]], scaleanchor="x", constrain="domain")
    for (area, outline), place in zip(areas, places, strict=True):
        canvas.add_trace(_draw_outline(area, outline))
        _draw_label(canvas, area, place)
    return finish(canvas, record)


def _note(areas: Sequence[CommuneArea]) -> str:
    blank = any(area.not_reported and area.state == "value" for area in areas)
    return join_sentences("Trường chưa báo cáo nằm trong N." if blank else "", NOTE)


def _measure_label(area: CommuneArea, unit: float) -> Point:
    return (max(measure(area.name, theme.LABEL_SIZE), measure(area.label, theme.LABEL_SIZE)) + 6) * unit, _LABEL_HEIGHT * unit


def _bound(
    outlines: Sequence[Outline], places: Sequence[LabelPlace], sizes: Sequence[Point], margin: float
) -> tuple[float, float, float, float]:
    left, bottom, right, top = find_bounds(outlines)
    for place, (width, height) in zip(places, sizes, strict=True):
        left, right = min(left, place.x - width / 2), max(right, place.x + width / 2)
        bottom, top = min(bottom, place.y - height / 2), max(top, place.y + height / 2)
    return left - margin, bottom - margin, right + margin, top + margin


def _draw_outline(area: CommuneArea, outline: Outline) -> go.Scatter:
    xs: list[float | None] = []
    ys: list[float | None] = []
    for ring in outline.rings:
        xs += [*([None] if xs else []), *(x for x, _ in ring)]
        ys += [*([None] if ys else []), *(y for _, y in ring)]
    fill = area.fill
    pattern = {"shape": fill.pattern, "fgcolor": theme.EDGE, "bgcolor": fill.color, "size": 7, "solidity": 0.15}
    color = "#c5cdd4" if area.state == OUTSIDE else theme.EDGE
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
        text=escape(_describe_area(area) if area.state != OUTSIDE else f"{area.name}: không có trường trong bộ lọc"),
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


def _list_entries(areas: Sequence[CommuneArea]) -> tuple[Entry, ...]:
    states = {area.state for area in areas}
    shares = [Entry(words, theme.Fill(color)) for words, color in zip(_SHARES, theme.SHARE_COLORS, strict=True)]
    others = [
        ("not_reported", Entry("các trường đều chưa báo cáo", theme.NOT_REPORTED)),
        ("not_due", Entry("chưa đến hạn", theme.NOT_DUE)),
        (OUTSIDE, Entry("không có trường trong bộ lọc", theme.Fill(theme.PAPER))),
    ]
    return (*shares, *(entry for state, entry in others if state in states))
