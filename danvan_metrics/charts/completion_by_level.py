"""Completion of every group by school level and over the whole selection: ratios of sums, with n/N."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.charts import theme
from danvan_metrics.charts.canvas import Canvas
from danvan_metrics.charts.frame import EDGE, Frame, draw_empty, finish, start_canvas
from danvan_metrics.charts.legend import Entry, Key
from danvan_metrics.charts.record import (
    SHARE_HEADING,
    STATE_HEADING,
    STATES,
    Chart,
    describe_received,
    describe_scope,
    describe_source,
    explain_emptiness,
    join_sentences,
    make_table,
    name_file,
)
from danvan_metrics.charts.stacks import mark_fill
from danvan_metrics.charts.text import escape, show_ratio, show_share
from danvan_metrics.metrics.completion import score_groups, scored_groups
from danvan_metrics.metrics.dataset import Dataset, Scope

_ROW: Final = 26
_HEAD: Final = 28
_LEFT: Final = 96
_REACH: Final = 1.78  # of the axis: the track takes 1, the label the rest
_VALUE: Final = theme.Fill("#9fc5df")
_TOTAL: Final = theme.Fill("#6ca6cc")
_UNKNOWN: Final = ("not_reported", "invalid")


@dataclass(frozen=True, slots=True)
class LevelBar:
    """One group at one level: n of N lines met over the schools that reported; low and high take in the missing ones."""

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

    @property
    def label(self) -> str:
        """“62 % · 104/168”, or why there is no figure."""
        if self.state == "value":
            return show_share(self.n, self.N)
        return f"{STATES[self.state]} · {show_ratio(self.reported, self.schools)}"


@dataclass(frozen=True, kw_only=True)
class CompletionByLevelChart(Chart):
    """Bars group by group, levels in the plan's order, the whole selection last."""

    bars: tuple[LevelBar, ...]

    def table(self) -> pd.DataFrame:
        """One row per group and level."""
        return make_table([_table_row(bar) for bar in self.bars])


def collect_completion_by_level(
    dataset: Dataset, scope: Scope, groups: pd.DataFrame | None = None, *, codes: Sequence[str] | None = None
) -> CompletionByLevelChart:
    """Sum lines met of the top groups (or `codes`) per level; `groups` is score_groups of the same scope."""
    groups = score_groups(dataset, scope) if groups is None else groups
    bars = tuple(_collect_bars(dataset, scope, groups, codes))
    return CompletionByLevelChart(
        title="Mức độ hoàn thành theo cấp học",
        subtitle=f"{describe_received(dataset, scope)} · {describe_scope(dataset, scope)} · số dòng đạt/số dòng áp dụng",
        alt=_describe(dataset, scope, bars),
        file_name=name_file("hoan thanh theo cap hoc", scope),
        source=describe_source(dataset),
        sample=dataset.sample,
        empty=explain_emptiness(dataset, scope),
        bars=bars,
    )


def _collect_bars(dataset: Dataset, scope: Scope, groups: pd.DataFrame, codes: Sequence[str] | None) -> Iterator[LevelBar]:
    level_of = {school.code: school.level for school in scope.schools(dataset)}
    levels = [level for level in dataset.plan.levels if level in level_of.values()]
    selections = [(level, {code for code in level_of if level_of[code] == level}) for level in levels]
    if len(levels) > 1:
        selections.append((_name_whole(scope), set(level_of)))
    for group in scored_groups(dataset.plan):
        if group.code in codes if codes else group.parent is None:
            rows = groups[groups["group"].eq(group.code)]
            for level, schools in selections:
                bar = _sum_rows(rows[rows["school"].isin(schools)])
                yield LevelBar(group.code, group.title, level, len(schools) == len(level_of) and len(levels) > 1, *bar)


def _name_whole(scope: Scope) -> str:
    return "toàn huyện" if scope.commune is None and scope.model is None else "cộng"


def _sum_rows(rows: pd.DataFrame) -> tuple[str, int, int, float, float, int, int]:
    """State, n, N, lowest and highest share, schools that reported, schools."""
    reported = rows[rows["state"].eq("value")]
    n, total = int(reported["n"].sum()), int(reported["N"].sum())
    missing = int(rows.loc[rows["state"].isin(_UNKNOWN), "N"].sum())
    low, high = (n / (total + missing), (n + missing) / (total + missing)) if total + missing else (math.nan, math.nan)
    return _name_state(rows["state"]), n, total, low, high, len(reported), len(rows)


def _name_state(states: pd.Series) -> str:
    """A value where any school has one; else the commonest state."""
    return "value" if states.eq("value").any() else str(states.mode().iloc[0])


def _describe(dataset: Dataset, scope: Scope, bars: Sequence[LevelBar]) -> str:
    if explain_emptiness(dataset, scope):
        return f"Mức độ hoàn thành theo cấp học: {explain_emptiness(dataset, scope)}"
    groups = dict.fromkeys(bar.heading for bar in bars)
    parts = (
        f"{heading}: " + ", ".join(f"{bar.level} {bar.label}" for bar in bars if bar.heading == heading) + "."
        for heading in groups
    )
    opening = f"Thanh ngang theo cấp học, {describe_scope(dataset, scope)}; {describe_received(dataset, scope)}."
    return join_sentences(opening, *parts)


def _table_row(bar: LevelBar) -> dict[str, object]:
    known = bar.state == "value"
    return {
        "Nhóm": bar.heading,
        "Cấp học": bar.level,
        STATE_HEADING: STATES[bar.state],
        "Số dòng đạt (n)": bar.n if known else None,
        "Số dòng áp dụng (N)": bar.N if known else None,
        SHARE_HEADING: bar.n / bar.N if known and bar.N else None,
        f"{SHARE_HEADING} thấp nhất": bar.low,
        f"{SHARE_HEADING} cao nhất": bar.high,
        "Trường đã báo cáo": bar.reported,
        "Số trường": bar.schools,
    }


def draw_completion_by_level(record: CompletionByLevelChart) -> go.Figure:
    """Draw a panel per group, two beside each other: tracks to 100 %, filled to n/N, labels in a column of their own."""
    if record.empty:
        return draw_empty(record)
    panels = [[bar for bar in record.bars if bar.group == group] for group in dict.fromkeys(bar.group for bar in record.bars)]
    columns = 2 if len(panels) > 1 else 1
    rows = math.ceil(len(panels) / columns)
    canvas = start_canvas(record, Frame(height=rows * (_ROW * len(panels[0]) + _HEAD), left=_LEFT, legend=_list_entries(record)))
    for position, bars in enumerate(panels):
        _draw_panel(canvas, bars, row=position // columns, column=position % columns, grid=(rows, columns))
    canvas.set_layout(barmode="overlay")
    return finish(canvas, record)


def _list_entries(record: CompletionByLevelChart) -> tuple[Entry, ...]:
    found = {bar.state for bar in record.bars}
    ranged = any(bar.state == "value" and bar.high - bar.low > 1e-9 for bar in record.bars)
    entries = [
        (True, Entry("đã đạt", _VALUE)),
        (ranged, Entry("khoảng nếu tính cả trường chưa báo cáo", theme.Fill(theme.REFERENCE), Key.RANGE)),
        ("not_reported" in found, Entry(STATES["not_reported"], theme.NOT_REPORTED)),
        ("not_due" in found, Entry(STATES["not_due"], theme.NOT_DUE)),
    ]
    return tuple(entry for shown, entry in entries if shown)


def _draw_panel(canvas: Canvas, bars: Sequence[LevelBar], *, row: int, column: int, grid: tuple[int, int]) -> None:
    number = row * grid[1] + column + 1
    axis = "" if number == 1 else str(number)
    high = 1 / grid[0]
    height = _ROW * len(bars)
    top, left = 1 - row * high, column / grid[1]
    inner = high * height / (height + _HEAD)
    canvas.set_axis(f"xaxis{axis}", domain=[left, left + 1 / grid[1]], anchor=f"y{axis}", range=[0, _REACH])
    canvas.set_axis(f"yaxis{axis}", domain=[top - high, top - high + inner], anchor=f"x{axis}", range=[len(bars) - 0.4, -0.6])
    axes = {"xaxis": f"x{axis}", "yaxis": f"y{axis}"}
    heading: dict[str, Any] = {"xref": f"x{axis}", "yref": f"y{axis} domain", "yanchor": "bottom", "yshift": 2}
    canvas.add_text(f"<b>{escape(bars[0].heading)}</b>", x=0, y=1, **heading)
    canvas.add_trace(_track(bars, axes))
    canvas.add_trace(_filled(bars, axes))
    canvas.add_trace(_ranges(bars, axes))
    for place, bar in enumerate(bars):
        weight = 700 if bar.whole else 400
        canvas.add_text(escape(bar.label), x=1.03, y=place, xref=f"x{axis}", yref=f"y{axis}", weight=weight)
        if column == 0:
            options: dict[str, Any] = {"yref": f"y{axis}", "xref": "paper", "xshift": EDGE - _LEFT}
            canvas.add_text(escape(bar.level), x=0, y=place, weight=weight, **options)


def _track(bars: Sequence[LevelBar], axes: dict[str, str]) -> go.Bar:
    fills = [
        {"not_reported": theme.NOT_REPORTED, "not_due": theme.NOT_DUE}.get(bar.state, theme.Fill(theme.TRACK)) for bar in bars
    ]
    pattern = {
        "shape": [fill.pattern for fill in fills],
        "fgcolor": theme.EDGE,
        "size": 7,
        "solidity": 0.2,
        "fillmode": "overlay",
    }
    marker = {"color": [fill.color for fill in fills], "pattern": pattern, "line": {"color": theme.EDGE, "width": 0.7}}
    return go.Bar(
        orientation="h", x=[1] * len(bars), y=list(range(len(bars))), width=0.66, marker=marker, hoverinfo="skip", **axes
    )


def _filled(bars: Sequence[LevelBar], axes: dict[str, str]) -> go.Bar:
    fills = [_TOTAL if bar.whole else _VALUE for bar in bars]
    return go.Bar(
        orientation="h",
        x=[bar.n / bar.N if bar.N else None for bar in bars],
        y=list(range(len(bars))),
        width=0.66,
        marker={**mark_fill(_VALUE), "color": [fill.color for fill in fills]},
        hovertext=[_point_at(bar) for bar in bars],
        hoverinfo="text",
        **axes,
    )


def _ranges(bars: Sequence[LevelBar], axes: dict[str, str]) -> go.Scatter:
    x: list[float | None] = []
    y: list[float | None] = []
    for place, bar in enumerate(bars):
        if bar.state == "value" and bar.high - bar.low > 1e-9:
            x += [bar.low, bar.high, None]
            y += [place + 0.22, place + 0.22, None]
    return go.Scatter(x=x, y=y, mode="lines", line={"color": theme.REFERENCE, "width": 2}, hoverinfo="skip", **axes)


def _point_at(bar: LevelBar) -> str:
    lines = [f"{bar.heading} · {bar.level}", bar.label, f"{show_ratio(bar.reported, bar.schools)} trường đã báo cáo"]
    return "<br>".join(map(escape, lines))
