"""The communes as a map: the band of the share of schools on or above a rung, with n/N in every commune; dark is behind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.plotly.frame import EDGE, Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.record import SHARE_HEADING, STATE_HEADING, Chart, make_table
from danvan_metrics.metrics.bands import BandLimits, band_share, set_limits
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.spread import WITHOUT_RUNG, climb_ladder, count_by
from danvan_metrics.metrics.words import (
    STATES,
    describe_emptiness,
    describe_origin,
    describe_period,
    describe_schools,
    join_sentences,
    name_file,
)
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.spread.communes import (
    OUTSIDE,
    CommuneArea,
    describe_area,
    draw_area,
    find_state,
    list_entries,
    measure_label,
)
from danvan_metrics.topics.spread.label_places import LabelPlace, find_bounds, place_labels
from danvan_metrics.topics.spread.ladder import describe_absent, name_schools
from danvan_metrics.topics.spread.outlines import Outline, Point
from danvan_metrics.vietnamese import capitalise, format_ratio, sort_key

NOTE: Final = "Ranh giới khái quát, chỉ để minh họa · nguồn: censusVN2009 (MIT)."
_MAP: Final = 470  # px of the map itself where the chart is narrowest; the rest is for labels beside it


@dataclass(frozen=True, kw_only=True)
class CommuneMapChart(Chart):
    """Communes in alphabetical order; one without an outline stands in the table only. limits: of the period's bands."""

    areas: tuple[CommuneArea, ...]
    rung: int
    limits: BandLimits

    def table(self) -> pd.DataFrame:
        """One row per commune that has a school of the filter."""
        return make_table(_table_row(area) for area in self.areas if area.state != OUTSIDE)

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """The figure behind every row of the table."""
        shown = (area for area in self.areas if area.state != OUTSIDE)
        return (Reference(Subject.LADDER, replace(scope, commune=area.name)) for area in shown)


def collect_commune_map(
    dataset: Dataset, scope: Scope, outlines: Sequence[Outline], *, rung: int | None = None
) -> CommuneMapChart:
    """Count the schools of each commune on or above `rung` (the plan's notable rung unless given)."""
    rung = dataset.plan.notable_rung if rung is None else rung
    areas = tuple(sorted(_collect_areas(dataset, scope, outlines, rung), key=lambda area: sort_key(area.name)))
    empty = describe_emptiness(dataset, scope)
    models = ", cả trường điểm" if scope.model is None else ""
    reached = f"{_total(areas)} {name_schools(scope.model)} ở bậc {rung} trở lên"
    told = f"{reached}{_tell_absent(areas)} · {describe_period(dataset, scope.period)} · {describe_schools(scope)}{models}"
    return CommuneMapChart(
        title=f"Trường ở bậc {rung} trở lên, theo xã",
        subtitle=told,
        alt=empty or _describe(areas, told),
        file_name=name_file(f"ban do xa bac {rung}", scope, lens=False),
        **describe_origin(dataset),
        empty=empty,
        areas=areas,
        rung=rung,
        limits=set_limits(dataset.plan, scope.period),
    )


def _collect_areas(dataset: Dataset, scope: Scope, outlines: Sequence[Outline], rung: int) -> Iterator[CommuneArea]:
    counted = count_by(climb_ladder(dataset, scope), "commune", rung).set_index("key")
    limits = set_limits(dataset.plan, scope.period)
    for commune, row in counted.iterrows():
        outline = next((one for one in outlines if one.matches(str(commune))), None)
        n, total, *missing = (int(row[column]) for column in ("n", "N", *WITHOUT_RUNG))
        absent = dict(zip(WITHOUT_RUNG, missing, strict=True))
        state = find_state(absent, total)
        mark = band_share(n / total, limits) if state == "value" else Mark(state)
        yield CommuneArea(str(commune), state, n, total, absent, outline, mark)
    for outline in outlines:
        if not any(outline.matches(str(commune)) for commune in counted.index):
            yield CommuneArea(outline.name, OUTSIDE, 0, 0, dict.fromkeys(WITHOUT_RUNG, 0), outline, None)


def _total(areas: Sequence[CommuneArea]) -> str:
    return format_ratio(sum(area.n for area in areas), sum(area.N for area in areas))


def _tell_absent(areas: Sequence[CommuneArea]) -> str:
    counts = {state: sum(area.absent[state] for area in areas) for state in WITHOUT_RUNG}
    return "".join(f", {told}" for told in describe_absent(counts))


def _describe(areas: Sequence[CommuneArea], told: str) -> str:
    lines = (describe_area(area) for area in areas if area.state != OUTSIDE)
    return join_sentences(f"Bản đồ xã, {told}.", "; ".join(lines) + ".")


def _table_row(area: CommuneArea) -> dict[str, object]:
    known = area.state == "value"
    return {
        "Xã, thị trấn": area.name,
        STATE_HEADING: STATES[area.state],
        "Trường đạt bậc (n)": area.n if known else None,
        "Số trường (N)": area.N,
        SHARE_HEADING: area.n / area.N if known else None,
        **{capitalise(STATES[state]): count for state, count in area.absent.items()},
    }


def draw_commune_map(record: CommuneMapChart) -> go.Figure:
    """Draw the communes as filled polygons; a label that does not fit inside stands beside the map with a leader."""
    areas = [(area, area.outline) for area in record.areas if area.outline is not None]
    if record.empty or not areas:
        return draw_empty(record)
    outlines = tuple(outline for _, outline in areas)
    left, _, right, _ = find_bounds(outlines)
    unit = (right - left) / _MAP
    sizes = tuple(measure_label(area, unit) for area, _ in areas)
    places = place_labels(outlines, sizes)
    box = _bound(outlines, places, sizes, 4 * unit)
    height = round((theme.NARROWEST - 2 * EDGE) * (box[3] - box[1]) / (box[2] - box[0]))
    canvas = start_canvas(
        record, Frame(height=height, legend=list_entries(record.areas, record.limits), note=_note(record.areas))
    )
    canvas.set_axis("xaxis", range=[box[0], box[2]], constrain="domain")
    canvas.set_axis("yaxis", range=[box[1], box[3]], scaleanchor="x", constrain="domain")
    for (area, outline), place in zip(areas, places, strict=True):
        draw_area(canvas, area, outline, place)
    return finish(canvas, record)


def _note(areas: Sequence[CommuneArea]) -> str:
    blank = any(any(area.absent.values()) and area.state == "value" for area in areas)
    return join_sentences("Trường chưa có số liệu vẫn nằm trong N." if blank else "", NOTE)


def _bound(
    outlines: Sequence[Outline], places: Sequence[LabelPlace], sizes: Sequence[Point], margin: float
) -> tuple[float, float, float, float]:
    left, bottom, right, top = find_bounds(outlines)
    for place, (width, height) in zip(places, sizes, strict=True):
        left, right = min(left, place.x - width / 2), max(right, place.x + width / 2)
        bottom, top = min(bottom, place.y - height / 2), max(top, place.y + height / 2)
    return left - margin, bottom - margin, right + margin, top + margin
