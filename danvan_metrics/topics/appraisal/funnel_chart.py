"""The funnel of models: from registered to rewarded, collectives and individuals apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats.bars import Bars, count_series, keep_present
from danvan_metrics.formats.plotly.chart_rows import add_headings, add_left, add_right, place_rows, turn_down
from danvan_metrics.formats.plotly.chart_text import escape
from danvan_metrics.formats.plotly.frame import Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.plotly.stacks import BAR, add_stacks
from danvan_metrics.formats.record import SHARE_HEADING, Chart, make_table
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.words import (
    describe_emptiness,
    describe_origin,
    describe_period,
    describe_received,
    describe_schools,
    join_sentences,
    name_file,
)
from danvan_metrics.plan.choices import Owner
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.appraisal.figures import FEWEST, describe_findings
from danvan_metrics.topics.appraisal.model_funnel import (
    FUNNEL_WORDS,
    OWNERS_APART,
    FunnelRow,
    FunnelStep,
    add_rows,
    count_funnel,
)
from danvan_metrics.topics.spread.models_chart import KINDS
from danvan_metrics.vietnamese import format_percent, format_quantity, lower_first

_ROW: Final = 30
_HEADING: Final = 28
_LEFT: Final = 178
_RIGHT: Final = 186
_OF_OFFICE: Final = frozenset(FunnelStep) - {FunnelStep.REGISTERED, FunnelStep.WITH_RESULT}
_NOTE: Final = "Thẩm định: mô hình của trường mà Phòng đã kiểm dòng về mô hình. Mô hình đăng ký chưa phải mô hình được công nhận."
_NOTHING: Final = "Chưa có mô hình nào được ghi trong báo cáo của các trường."


@dataclass(frozen=True, slots=True)
class FunnelBar:
    """One step of one kind of owner: how many models reached it, and how many the step before."""

    owner: str
    step: FunnelStep
    count: int
    before: int | None

    @property
    def share(self) -> float | None:
        """Of the step before; None under ten, for the first step, and where more came than stood there."""
        return self.count / self.before if self.before and self.before >= FEWEST and self.count <= self.before else None

    @property
    def words(self) -> str:
        """“12 · 80 % bước trước”."""
        told = "" if self.share is None else f"{format_percent(self.share)} của bước trước"
        return " · ".join(filter(None, (format_quantity(self.count), told)))


@dataclass(frozen=True, kw_only=True)
class FunnelChart(Chart):
    """`rows` by owner and standard field, of owners with a model at any step; `bars` are their sums, collectives first."""

    rows: tuple[FunnelRow, ...]
    bars: tuple[FunnelBar, ...]

    def table(self) -> pd.DataFrame:
        """One row per owner and step."""
        return make_table(
            {
                "Bước": FUNNEL_WORDS[bar.step],
                "Của": OWNERS_APART[bar.owner],
                "Số mô hình": bar.count,
                f"{SHARE_HEADING} so với bước trước": bar.share,
            }
            for bar in self.bars
        )

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """The figure behind every row of the table."""
        for _ in self.bars:
            yield Reference(Subject.MODELS, scope)


def collect_funnel(dataset: Dataset, scope: Scope) -> FunnelChart:
    """Count the models of the schools in scope at every step; the scope's lens does not matter, a model is registered or not."""
    scope = replace(scope, lens=Lens.DECLARED)
    rows = _keep_owners(count_funnel(dataset, scope))
    bars = tuple(_list_bars(rows))
    total = add_rows(rows)[FunnelStep.REGISTERED]
    empty = describe_emptiness(dataset, scope) or ("" if any(bar.count for bar in bars) else _NOTHING)
    told = f"{format_quantity(total)} mô hình đăng ký{_describe_missing(rows)} · {describe_received(dataset, scope)}"
    when = f"{describe_period(dataset, scope.period)} · {describe_schools(scope)}"
    return FunnelChart(
        title="Mô hình “Dân vận khéo”: từ đăng ký tới khen thưởng",
        subtitle=f"{told} · {when}",
        alt=empty or _describe(bars, f"{told}, {when}"),
        file_name=name_file("mo hinh tu dang ky toi khen", scope, lens=False),
        **(describe_findings if any(bar.count for bar in bars if bar.step in _OF_OFFICE) else describe_origin)(dataset),
        empty=empty,
        rows=rows,
        bars=bars,
    )


def _keep_owners(rows: tuple[FunnelRow, ...]) -> tuple[FunnelRow, ...]:
    """The rows of those with a model at any step."""
    owners = {row.owner for row in rows if any(row.counts.values())}
    return tuple(row for row in rows if row.owner in owners)


def _describe_missing(rows: tuple[FunnelRow, ...]) -> str:
    """“, chưa có của cá nhân”: said once, in place of bars and rows of zeros; "" where there are of both."""
    names = [lower_first(OWNERS_APART[owner]) for owner in Owner if owner not in {row.owner for row in rows}]
    return f", chưa có của {', '.join(names)}" if rows and names else ""


def _list_bars(rows: tuple[FunnelRow, ...]) -> Iterator[FunnelBar]:
    for owner in OWNERS_APART:
        own = [row for row in rows if row.owner == owner]
        if not own:
            continue
        sums = add_rows(own)
        first, *_ = FunnelStep
        yield FunnelBar(str(owner), first, sums[first], None)
        for before, step in pairwise(FunnelStep):
            yield FunnelBar(str(owner), step, sums[step], sums[before])


def _describe(bars: tuple[FunnelBar, ...], told: str) -> str:
    lines = (
        f"{words}: " + "; ".join(f"{lower_first(FUNNEL_WORDS[bar.step])} {bar.words}" for bar in bars if bar.owner == owner) + "."
        for owner, words in OWNERS_APART.items()
        if any(bar.owner == owner for bar in bars)
    )
    return join_sentences(f"Thanh ngang theo bước, {told}.", *lines)


def build_funnel_bars(bars: tuple[FunnelBar, ...]) -> Bars:
    """A bar per owner and step."""
    names = tuple(f"{OWNERS_APART[bar.owner]}: {lower_first(FUNNEL_WORDS[bar.step])}" for bar in bars)
    return Bars(names, keep_present(count_series(KINDS, [{bar.owner: bar.count} for bar in bars])))


def draw_funnel(record: FunnelChart) -> go.Figure:
    """Draw a bar per step, collectives over individuals; a step's share of the one before only where that is ten or more."""
    if record.empty:
        return draw_empty(record)
    rows = place_rows([OWNERS_APART[bar.owner] for bar in record.bars], row=_ROW, heading=_HEADING)
    frame = Frame(height=rows.height, left=_LEFT, right=_RIGHT, note=_NOTE)
    canvas = start_canvas(record, frame)
    add_stacks(canvas, build_funnel_bars(record.bars), at=rows.places, thickness=_ROW * BAR)
    turn_down(canvas, rows.height)
    add_headings(canvas, rows, frame)
    for bar, place in zip(record.bars, rows.places, strict=True):
        add_left(canvas, escape(FUNNEL_WORDS[bar.step]), y=place, frame=frame)
        add_right(canvas, escape(bar.words), y=place, weight=600 if bar.count else 400)
    return finish(canvas, record)
