"""How many returns of every period came on time, late, or have not come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series, count_series, keep_present
from danvan_metrics.formats.plotly.chart_rows import add_left, add_right, head_right, turn_down
from danvan_metrics.formats.plotly.chart_text import escape
from danvan_metrics.formats.plotly.frame import Frame, draw_empty, finish, start_canvas
from danvan_metrics.formats.plotly.stacks import BAR, add_stacks, list_entries
from danvan_metrics.formats.record import Chart, make_table
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.timeliness import Timeliness, count_timeliness
from danvan_metrics.metrics.words import NO_SCHOOL, describe_origin, describe_schools, join_sentences, name_file
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.timeliness.school_lines import FILLS, SYMBOLS, WORDS, describe_sent_back
from danvan_metrics.vietnamese import format_date, format_ratio

_ROW: Final = 44
_LEFT: Final = 132
_RIGHT: Final = 74
KINDS: Final = tuple(Series(state, words, FILLS[state], SYMBOLS[state]) for state, words in WORDS.items())


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """One period, its strict deadline in words, and its counts of schools."""

    period: str
    title: str
    deadline: str
    counts: Timeliness

    @property
    def by_state(self) -> dict[str, int]:
        """Counts keyed as the series are."""
        return {state: getattr(self.counts, state) for state in WORDS}


@dataclass(frozen=True, kw_only=True)
class TimelinessCountsChart(Chart):
    """The plan's periods in order."""

    periods: tuple[PeriodCounts, ...]

    def table(self) -> pd.DataFrame:
        """One row per period."""
        return make_table(_table_row(period) for period in self.periods)

    def list_references(self, plan: Plan, scope: Scope) -> Iterator[Reference]:  # noqa: ARG002 - as every other
        """The figure behind every row of the table."""
        return (Reference(Subject.RECEIPTS, scope.at(period.period)) for period in self.periods)


def collect_timeliness_counts(dataset: Dataset, scope: Scope) -> TimelinessCountsChart:
    """Count the schools of the scope in every period of the plan."""
    periods = tuple(
        PeriodCounts(
            period.code, period.title, f"trước {format_date(period.deadline)}", count_timeliness(dataset, scope.at(period.code))
        )
        for period in dataset.plan.periods
    )
    schools = max(period.counts.schools for period in periods)
    return TimelinessCountsChart(
        title="Nộp báo cáo đúng hạn qua các kỳ",
        subtitle=" · ".join((f"{schools} trường", describe_schools(scope), *_list_sent_back(periods))),
        alt=_describe(periods) if schools else NO_SCHOOL,
        file_name=name_file("nop dung han qua cac ky", scope, lens=False),
        **describe_origin(dataset),
        empty="" if schools else NO_SCHOOL,
        periods=periods,
    )


def _list_sent_back(periods: Sequence[PeriodCounts]) -> Iterator[str]:
    for period in periods:
        if period.counts.sent_back:
            yield f"{period.title}: {period.counts.sent_back} báo cáo đã nhận được trả lại, chờ sửa"


def _describe(periods: Sequence[PeriodCounts]) -> str:
    lines = (f"{period.title} ({period.deadline}): {_describe_counts(period)}." for period in periods)
    return join_sentences("Số trường nộp báo cáo qua các kỳ.", *lines)


def _describe_counts(period: PeriodCounts) -> str:
    counted = (
        f"{WORDS[state]} {format_ratio(count, period.counts.schools)}" for state, count in period.by_state.items() if count
    )
    waiting = (f"trong đó {told}" for told in describe_sent_back(period.counts))
    return ", ".join([*counted, *waiting]) or "không có trường nào"


def _table_row(period: PeriodCounts) -> dict[str, object]:
    counts = {WORDS[state].capitalize(): count for state, count in period.by_state.items()}
    return {
        "Kỳ": period.title,
        "Hạn nộp": period.deadline,
        "Đã nộp (n)": period.counts.received,
        "Trong đó trả lại, chờ sửa": period.counts.sent_back,
        "Số trường (N)": period.counts.schools,
    } | counts


def build_timeliness_bars(record: TimelinessCountsChart) -> Bars:
    """A bar per period, of the schools by how their returns came."""
    series = count_series(KINDS, [period.by_state for period in record.periods])
    return Bars(tuple(period.title for period in record.periods), keep_present(series))


def draw_timeliness_counts(record: TimelinessCountsChart) -> go.Figure:
    """Draw a stacked bar per period, on time n/N on the right."""
    if record.empty:
        return draw_empty(record)
    bars = build_timeliness_bars(record)
    frame = Frame(height=_ROW * len(record.periods), left=_LEFT, right=_RIGHT, head=18, legend=list_entries(bars))
    canvas = start_canvas(record, frame)
    at = [_ROW * (place + 0.5) for place in range(len(record.periods))]
    add_stacks(canvas, bars, at=at, thickness=_ROW * BAR)
    turn_down(canvas, frame.height)
    head_right(canvas, "đúng hạn", frame)
    for period, place in zip(record.periods, at, strict=True):
        name = f"<b>{escape(period.title)}</b><br>{escape(period.deadline)}"
        add_left(canvas, name, y=place, frame=frame, size=theme.SMALL_SIZE)
        add_right(canvas, format_ratio(period.counts.on_time, period.counts.schools), y=place, weight=600)
    return finish(canvas, record)
