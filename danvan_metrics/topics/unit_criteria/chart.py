"""One indicator unit by unit: how many of its schools stand at which mark, as one stacked bar a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series, count_series, keep_present
from danvan_metrics.formats.plotly.frame import draw_empty
from danvan_metrics.formats.plotly.stacked_rows import SideFigures, draw_stacked_rows
from danvan_metrics.formats.record import SHARE_HEADING, UnitChart, make_table
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marking import describe_mark
from danvan_metrics.metrics.marks import LABELS, SYMBOLS, Mark
from danvan_metrics.metrics.words import describe_emptiness, describe_origin, join_sentences
from danvan_metrics.topics.indicators.status_chart import ORDER
from danvan_metrics.topics.unit_criteria.figures import IndicatorUnits, UnitIndicator, collect_indicator_units
from danvan_metrics.topics.unit_names import list_opened, name_node_unit
from danvan_metrics.vietnamese import capitalise

_NAMED = 3


@dataclass(frozen=True, kw_only=True)
class IndicatorUnitsChart(UnitChart):
    """The units as the record orders them; legend: the words of every mark, with the limits of the period."""

    record: IndicatorUnits
    legend: dict[Mark, str]

    def table(self) -> pd.DataFrame:
        """One row per unit, a column per mark."""
        return make_table([_table_row(row) for row in self.record.rows])


def collect_indicator_units_chart(dataset: Dataset, scope: Scope, code: str) -> IndicatorUnitsChart:
    """The marks of collect_indicator_units as a chart."""
    record = collect_indicator_units(dataset, scope, code)
    empty = describe_emptiness(dataset, scope)
    return IndicatorUnitsChart(
        title=record.title.replace("từng đơn vị", "các trường theo mức đạt"),
        subtitle=record.subtitle,
        file_name=f"muc-dat-{record.file_name}",
        alt=empty or _describe(record),
        **describe_origin(dataset),
        empty=empty,
        units=list_opened(tuple(row.unit for row in record.rows if row.unit)),
        record=record,
        legend={mark: describe_mark(mark, scope.lens, record.limits) for mark in ORDER},
    )


def _describe(record: IndicatorUnits) -> str:
    fewest = "; ".join(f"{name_node_unit(row.unit)} {row.met} trường" for row in record.rows[:_NAMED] if row.met.total)
    return join_sentences(
        f"Thanh ngang chồng, {record.title}, {record.subtitle}.", f"Ít trường đạt nhất: {fewest}." if fewest else ""
    )


def build_unit_mark_bars(legend: dict[Mark, str], rows: Sequence[UnitIndicator]) -> Bars:
    """A bar per unit, of its schools by mark."""
    kinds = [Series(mark, legend[mark], theme.MARK_FILLS[mark], SYMBOLS[mark]) for mark in ORDER]
    series = count_series(kinds, [{str(mark): count for mark, count in row.counts.items()} for row in rows])
    return Bars(tuple(name_node_unit(row.unit) for row in rows), keep_present(series))


def draw_indicator_units(record: IndicatorUnitsChart) -> go.Figure:
    """Draw a stacked bar per unit, schools that meet it n/N on the right."""
    if record.empty:
        return draw_empty(record)
    rows = record.record.rows
    return draw_stacked_rows(
        record, build_unit_mark_bars(record.legend, rows), SideFigures("trường đạt", [str(row.met) for row in rows])
    )


def _table_row(row: UnitIndicator) -> dict[str, object]:
    known = row.met.total > 0
    figures: dict[str, object] = {"Đơn vị": name_node_unit(row.unit), "Số trường đạt": row.met.n if known else None}
    figures |= {"Số trường áp dụng": row.met.total if known else None, "Trường có số liệu": row.told, "Số trường": row.schools}
    shares = {f"{SHARE_HEADING} thấp nhất": row.met.low, f"{SHARE_HEADING} cao nhất": row.met.high}
    return figures | shares | {capitalise(LABELS[mark]): row.counts[mark] for mark in ORDER}
