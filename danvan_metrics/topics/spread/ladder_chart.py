"""The spread ladder: how many schools stand on which rung, by period or by level, the model schools as reference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series, count_series, keep_present
from danvan_metrics.formats.plotly.canvas import Canvas
from danvan_metrics.formats.plotly.chart_rows import add_left, add_right, head_right, turn_down
from danvan_metrics.formats.plotly.chart_text import escape, wrap_escaped
from danvan_metrics.formats.plotly.frame import Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.plotly.stacks import BAR, add_stacks, list_entries
from danvan_metrics.formats.record import Chart, make_table
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.spread import WITHOUT_RUNG, count_rungs
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
from danvan_metrics.topics.spread.ladder import (
    LadderRow,
    count_by_level,
    count_by_period,
    describe_absent,
    name_reached,
    name_schools,
)
from danvan_metrics.vietnamese import capitalise, format_ratio, lower_first

_ROW: Final = 72
_LOW_ROW: Final = 48
_FEW: Final = 3  # rows that have room to be high
_MODEL_ROW: Final = 34
_MODEL_PLACES: Final = 3  # how many model schools share the thin row, at least
_LEFT: Final = 92
_RIGHT: Final = 74


@dataclass(frozen=True, kw_only=True)
class LadderChart(Chart):
    """Rows from the first period (or level) down; `rungs`: titles from 0 to the top; `model`: of which schools, as in a scope."""

    rows: tuple[LadderRow, ...]
    rungs: tuple[str, ...]
    notable: int
    rows_are: str
    model: bool | None

    @property
    def above(self) -> str:
        """What n of N counts, and of whom where that is not all: “bậc 4 trở lên, ngoài trường điểm”."""
        return name_reached(self.notable, self.model)

    def table(self) -> pd.DataFrame:
        """One row per period or level, a column per rung."""
        return make_table(_table_row(self, row) for row in self.rows)

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:
        """The figure behind every row of the table."""
        periods = {period.title: period.code for period in plan.periods}
        for row in self.rows:
            own = scope.at(periods[row.name]) if row.name in periods else scope.at_level(plan, row.name)
            yield Reference(Subject.LADDER, own)


def collect_ladder(dataset: Dataset, scope: Scope, *, by_level: bool = False) -> LadderChart:
    """Count schools by rung for every period of the plan, or for every level in the scope's period.

    The model schools are counted like every other unless the scope leaves them out, and named below the bar they are part of.
    """
    notable = dataset.plan.notable_rung
    rows = tuple(count_by_level(dataset, scope, notable) if by_level else count_by_period(dataset, scope, notable))
    whose = name_schools(scope.model)
    told = f"{len(scope.schools(dataset))} {whose} · {describe_schools(replace(scope, model=None))}" + (
        f" · {describe_period(dataset, scope.period)}" if by_level else ""
    )
    empty = _describe_emptiness(dataset, scope, rows)
    return LadderChart(
        title="Bậc thang lan tỏa: các trường đã bước tới đâu" + (", theo cấp học" if by_level else ""),
        subtitle=f"{told} · {_describe_lens(dataset)}",
        alt=empty or _describe(rows, f"{whose} ở bậc {notable} trở lên", told),
        file_name=name_file("bac thang lan toa" + (" theo cap" if by_level else ""), scope, lens=False),
        **describe_origin(dataset),
        empty=empty,
        rows=rows,
        rungs=_list_rungs(dataset),
        notable=notable,
        rows_are="Cấp học" if by_level else "Kỳ",
        model=scope.model,
    )


def _list_rungs(dataset: Dataset) -> tuple[str, ...]:
    nobody = pd.DataFrame({"rung": pd.Series(dtype="Int64")})
    return tuple(count_rungs(dataset, nobody)["title"])


def _describe_lens(dataset: Dataset) -> str:
    """The ladder is read off what is declared; from some rung on it asks for evidence itself."""
    evidenced = [rung.rung for rung in dataset.plan.ladder if rung.with_evidence]
    return "đọc từ báo cáo tự khai" + (f", từ bậc {min(evidenced)} cần minh chứng" if evidenced else "")


def _describe_emptiness(dataset: Dataset, scope: Scope, rows: Sequence[LadderRow]) -> str:
    if any(row.reported for row in rows):
        return ""
    return describe_emptiness(dataset, scope) or "Chưa có trường nào nộp báo cáo."


def _describe(rows: Sequence[LadderRow], counted: str, told: str) -> str:
    lines = (f"{row.name}: {_describe_row(row, counted)}." for row in rows)
    return join_sentences(f"Thanh ngang chồng, số trường ở từng bậc lan tỏa, {told}.", *lines)


def _describe_row(row: LadderRow, counted: str) -> str:
    models = "; ".join(f"{name} {format_rung(rung)}" for name, rung in row.models)
    parts = (f"{format_ratio(row.at_or_above, row.schools)} {counted}", *describe_absent(row.counts))
    return ", ".join(parts) + (f" (trong đó trường điểm: {models})" if models else "")


def format_rung(rung: int | str) -> str:
    """“bậc 2”, or in words the state of a school that stands on none."""
    return f"bậc {rung}" if isinstance(rung, int) else STATES[rung]


def _table_row(record: LadderChart, row: LadderRow) -> dict[str, object]:
    rungs = {f"Bậc {rung} {lower_first(title)}": row.counts.get(str(rung), 0) for rung, title in enumerate(record.rungs)}
    missing = {capitalise(STATES[state]): row.counts.get(state, 0) for state in WITHOUT_RUNG}
    above = {f"{capitalise(record.above)} (n)": row.at_or_above, "Số trường (N)": row.schools}
    models = {"Trong đó trường điểm": "; ".join(f"{name}: {format_rung(rung)}" for name, rung in row.models)}
    return {record.rows_are: row.name, **rungs, **missing, **above, **models}


def list_rungs(record: LadderChart) -> tuple[Series, ...]:
    """The rungs as kinds of counts, the lowest first."""
    top = len(record.rungs) - 1
    return tuple(
        Series(str(rung), f"bậc {rung} {lower_first(title)}", theme.rung_fill(rung, top), caption=f"bậc {rung}")
        for rung, title in enumerate(record.rungs)
    )


def build_rung_bars(record: LadderChart) -> Bars:
    """Every rung, and the states of schools that stand on none."""
    counts = [row.counts for row in record.rows]
    missing = [Series(mark, STATES[mark], theme.MARK_FILLS[mark], SYMBOLS[mark]) for mark in map(Mark, WITHOUT_RUNG)]
    series = (*count_series(list_rungs(record), counts), *keep_present(count_series(missing, counts)))
    return Bars(tuple(row.name for row in record.rows), series)


def draw_ladder(record: LadderChart) -> go.Figure:
    """Draw a stacked bar per row, the model schools in a thin row below it, n/N at the notable rung on the right."""
    if record.empty:
        return draw_empty(record)
    bars = build_rung_bars(record)
    high = _ROW if len(record.rows) <= _FEW else _LOW_ROW
    step = high + (_MODEL_ROW if any(row.models for row in record.rows) else 0)
    frame = Frame(height=step * len(record.rows), left=_LEFT, right=_RIGHT, head=18, legend=list_entries(bars))
    canvas = start_canvas(record, frame)
    at = [step * place + high / 2 for place in range(len(record.rows))]
    add_stacks(canvas, bars, at=at, thickness=high * BAR)
    turn_down(canvas, frame.height)
    head_right(canvas, record.above, frame)
    for row, place in zip(record.rows, at, strict=True):
        _label_row(canvas, row, place, frame)
        _draw_models(canvas, record, row, top=place + high / 2, frame=frame)
    return finish(canvas, record)


def _label_row(canvas: Canvas, row: LadderRow, place: float, frame: Frame) -> None:
    add_left(canvas, escape(row.name), y=place, frame=frame, weight=600)
    add_right(canvas, format_ratio(row.at_or_above, row.schools), y=place, weight=600)


def _draw_models(canvas: Canvas, record: LadderChart, row: LadderRow, *, top: float, frame: Frame) -> None:
    if not row.models:
        return
    places = max(_MODEL_PLACES, *(len(one.models) for one in record.rows))
    step = max(one.schools for one in record.rows) / places
    letters = round((theme.NARROWEST - _LEFT - _RIGHT) / places / 6.2)
    add_left(canvas, "trường điểm", y=top + 8, frame=frame, size=theme.SMALL_SIZE, color=theme.MUTED)
    for number, (name, rung) in enumerate(row.models):
        fill = theme.rung_fill(rung, len(record.rungs) - 1) if isinstance(rung, int) else theme.Fill(theme.PAPER)
        box = {"x0": number * step, "x1": (number + 1) * step, "y0": top - 1, "y1": top + 17}
        canvas.add_shape(type="rect", **box, fillcolor=fill.color, line={"color": theme.EDGE, "width": 0.7}, layer="below")
        words = wrap_escaped(f"{name}: {rung if isinstance(rung, int) else STATES[rung]}", letters, 1)
        canvas.add_text(words, x=(number + 0.5) * step, y=top + 8, xanchor="center", size=theme.SMALL_SIZE, color=fill.ink)
