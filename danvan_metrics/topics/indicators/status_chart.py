"""One group's indicators: how many schools stand at which mark, in the plan's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series, count_series, keep_present
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_rows import add_headings, add_left, add_right, head_right, place_rows, turn_down
from danvan_metrics.formats.plotly.chart_text import escape, wrap_escaped
from danvan_metrics.formats.plotly.frame import Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.plotly.stacks import BAR, add_stacks, list_entries
from danvan_metrics.formats.record import SHARE_HEADING, Chart, make_table
from danvan_metrics.metrics.bands import set_limits
from danvan_metrics.metrics.completion import top_groups, total_indicators
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marking import describe_mark, name_reading
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.rollup.node_totals import total_indicator_sums
from danvan_metrics.metrics.words import (
    describe_emptiness,
    describe_origin,
    describe_received,
    describe_scope,
    join_sentences,
    name_asked,
    name_file,
)
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.vietnamese import capitalise, format_ratio

ORDER: Final = (
    Mark.ABOVE, Mark.MET, Mark.ON_PACE, Mark.NEAR, Mark.DOING, Mark.BEHIND, Mark.FAR_BEHIND, Mark.ZERO, Mark.VIOLATED,
    Mark.NOT_APPRAISED, Mark.NOT_REPORTED, Mark.SENT_BACK, Mark.INVALID, Mark.NOT_DUE, Mark.NOT_APPLICABLE,
)  # fmt: skip
_ROW: Final = 34
_HEADING: Final = 26
_LETTERS: Final = 35
_LEFT: Final = 250
_RIGHT: Final = 66


@dataclass(frozen=True, slots=True)
class StatusRow:
    """One indicator: its counts of schools by mark, and how many of how many meet it."""

    code: str
    title: str
    heading: str  # the criterion it stands under; "" where the group has none
    counts: dict[str, int]
    met_n: int
    met_N: int  # noqa: N815  n of N, as everywhere in the plan
    met_low: float
    met_high: float


@dataclass(frozen=True, kw_only=True)
class IndicatorStatusChart(Chart):
    """Rows in the plan's order; `legend` holds the words of every mark, with the limits of the period, `names` without them."""

    rows: tuple[StatusRow, ...]
    legend: dict[str, str]
    names: dict[str, str]

    def table(self) -> pd.DataFrame:
        """One row per indicator, a column per mark."""
        return make_table([_table_row(row, self.names) for row in self.rows])

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """The figure behind every row of the table."""
        return (Reference(row.code, scope) for row in self.rows)


def collect_indicator_status(
    dataset: Dataset, scope: Scope, group: str, scores: pd.DataFrame | None = None
) -> IndicatorStatusChart:
    """Count the schools at each mark for every scored indicator of a group and of the groups under it."""
    rows = tuple(_collect_rows(dataset, scope, group, scores))
    title = dataset.plan.group_by_code[group].title
    limits = set_limits(dataset.plan, scope.period)
    return IndicatorStatusChart(
        title=f"{title}: bao nhiêu trường đạt từng {name_asked(dataset.plan, group)}",
        subtitle=f"{describe_received(dataset, scope)} · {describe_scope(dataset, scope)}",
        alt=_describe(dataset, scope, group, rows),
        file_name=name_file(f"trang thai {group}", scope),
        **describe_origin(dataset),
        empty=describe_emptiness(dataset, scope) or ("" if rows else "Nhóm này không có chỉ tiêu nào được chấm."),
        rows=rows,
        legend={mark: describe_mark(mark, scope.lens, limits) for mark in ORDER},
        names={mark: name_reading(mark, scope.lens, limits) for mark in ORDER},
    )


def _collect_rows(dataset: Dataset, scope: Scope, group: str, scores: pd.DataFrame | None) -> list[StatusRow]:
    found = total_indicator_sums(dataset, scope) if dataset.sums else total_indicators(dataset, scope, scores)
    totals = found.set_index("indicator")
    return [
        _row(dataset.plan, indicator, totals.loc[indicator.code], group)
        for indicator in dataset.plan.indicators_in(group)
        if indicator.code in totals.index
    ]


def _row(plan: Plan, indicator: Indicator, total: Any, group: str) -> StatusRow:
    return StatusRow(
        code=indicator.code,
        title=indicator.title,
        heading="" if indicator.group == group else plan.group_by_code[indicator.group].title,
        counts={mark: int(total[mark]) for mark in ORDER},
        met_n=int(total["met_n"]),
        met_N=int(total["met_N"]),
        met_low=float(total["met_low"]),
        met_high=float(total["met_high"]),
    )


def _describe(dataset: Dataset, scope: Scope, group: str, rows: Sequence[StatusRow]) -> str:
    title, asked_for = dataset.plan.group_by_code[group].title, name_asked(dataset.plan, group)
    if describe_emptiness(dataset, scope):
        return f"{title}: {describe_emptiness(dataset, scope)}"
    asked = [row for row in rows if row.met_N]
    ranked = sorted(asked, key=lambda row: row.met_n / row.met_N)
    weakest = "; ".join(f"{row.title} {format_ratio(row.met_n, row.met_N)} trường" for row in ranked[:3])
    strongest = "; ".join(f"{row.title} {format_ratio(row.met_n, row.met_N)} trường" for row in ranked[:-4:-1])
    told = f"{describe_scope(dataset, scope)}; {describe_received(dataset, scope)}"
    return join_sentences(
        f"Thanh ngang chồng, {len(rows)} {asked_for} của {title}, {told}.",
        f"Ít trường đạt nhất: {weakest}." if weakest else "",
        f"Nhiều trường đạt nhất: {strongest}." if strongest else "",
    )


def _table_row(row: StatusRow, words: Mapping[str, str]) -> dict[str, object]:
    figures = {"Mã": row.code, "Nội dung": row.title, "Số trường đạt": row.met_n, "Số trường áp dụng": row.met_N}
    shares = {f"{SHARE_HEADING} thấp nhất": row.met_low, f"{SHARE_HEADING} cao nhất": row.met_high}
    counts = {capitalise(words[mark]): row.counts[mark] for mark in ORDER}
    return {**({"Tiêu chí": row.heading} if row.heading else {}), **figures, **shares, **counts}


def list_marks(record: IndicatorStatusChart) -> tuple[Series, ...]:
    """The kinds of counts, in their order."""
    return tuple(Series(mark, record.legend[mark], theme.MARK_FILLS[mark], SYMBOLS[mark]) for mark in ORDER)


def build_mark_bars(record: IndicatorStatusChart, rows: Sequence[StatusRow]) -> Bars:
    """Bars of some of its rows, with the marks that any of them counts."""
    series = count_series(list_marks(record), [row.counts for row in rows])
    return Bars(tuple(f"{row.code} {row.title}" for row in rows), keep_present(series))


def collect_statuses(dataset: Dataset, scope: Scope) -> tuple[IndicatorStatusChart, ...]:
    """One for each top group of the plan."""
    return tuple(collect_indicator_status(dataset, scope, group.code) for group in top_groups(dataset.plan))


def draw_indicator_status(record: IndicatorStatusChart) -> go.Figure:
    """Draw one stacked bar per indicator, criteria as headings, n/N on the right."""
    if record.empty:
        return draw_empty(record)
    bars = build_mark_bars(record, record.rows)
    rows = place_rows([row.heading for row in record.rows], row=_ROW, heading=_HEADING)
    frame = Frame(height=rows.height, left=_LEFT, right=_RIGHT, head=18, legend=list_entries(bars))
    canvas = start_canvas(record, frame)
    add_stacks(canvas, bars, at=rows.places, thickness=_ROW * BAR)
    turn_down(canvas, rows.height)
    head_right(canvas, "trường đạt", frame)
    add_headings(canvas, rows, frame)
    for row, place in zip(record.rows, rows.places, strict=True):
        _label_row(canvas, row, place, frame)
    return finish(canvas, record)


def _label_row(canvas: Canvas, row: StatusRow, place: float, frame: Frame) -> None:
    code = escape(row.code)
    name = wrap_escaped(f"{row.code} {row.title}", _LETTERS, 2).replace(code, f"<b>{code}</b>", 1)
    add_left(canvas, name, y=place, frame=frame, size=theme.SMALL_SIZE)
    add_right(canvas, format_ratio(row.met_n, row.met_N) if row.met_N else SYMBOLS[Mark.NOT_APPLICABLE], y=place, weight=600)
