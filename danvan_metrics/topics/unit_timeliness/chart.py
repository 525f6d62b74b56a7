"""How the returns of every unit's schools came, as one stacked bar a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats.bars import Bars, count_series, keep_present
from danvan_metrics.formats.plotly.frame import draw_empty
from danvan_metrics.formats.plotly.stacked_rows import SideFigures, draw_stacked_rows
from danvan_metrics.formats.record import UnitChart
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import describe_origin, join_sentences
from danvan_metrics.topics.timeliness.counts_chart import KINDS
from danvan_metrics.topics.unit_names import list_opened, name_node_unit
from danvan_metrics.topics.unit_timeliness.figures import UnitReturns, collect_unit_timeliness, describe_lagging
from danvan_metrics.topics.unit_timeliness.table import format_on_time, tabulate_returns


@dataclass(frozen=True, kw_only=True)
class UnitTimelinessChart(UnitChart):
    """The units in the office's order."""

    rows: tuple[UnitReturns, ...]

    def table(self) -> pd.DataFrame:
        """One row per unit."""
        return tabulate_returns(self.rows)


def collect_unit_timeliness_chart(dataset: Dataset, scope: Scope) -> UnitTimelinessChart:
    """The counts of collect_unit_timeliness as a chart."""
    record = collect_unit_timeliness(dataset, scope)
    return UnitTimelinessChart(
        title=record.title,
        subtitle=record.subtitle,
        file_name=record.file_name,
        alt=record.empty or join_sentences(f"Thanh ngang chồng, {record.subtitle}.", f"{describe_lagging(record)}."),
        **describe_origin(dataset),
        empty=record.empty,
        units=list_opened(tuple(row.unit for row in record.rows if row.unit)),
        rows=record.rows,
    )


def build_unit_return_bars(rows: Sequence[UnitReturns]) -> Bars:
    """A bar per unit, of the schools by how their returns came."""
    series = count_series(KINDS, [row.by_timing for row in rows])
    return Bars(tuple(name_node_unit(row.unit) for row in rows), keep_present(series))


def draw_unit_timeliness(record: UnitTimelinessChart) -> go.Figure:
    """Draw a stacked bar per unit, on time n/N on the right."""
    if record.empty:
        return draw_empty(record)
    side = SideFigures("đúng hạn", [format_on_time(row) for row in record.rows])
    return draw_stacked_rows(record, build_unit_return_bars(record.rows), side)
