"""The ladder by unit as one stacked bar a unit, in the colours of the ladder's chart."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Bars, Series, count_series, keep_present
from danvan_metrics.formats.plotly.frame import draw_empty
from danvan_metrics.formats.plotly.stacked_rows import SideFigures, draw_stacked_rows
from danvan_metrics.formats.record import UnitChart
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.spread import WITHOUT_RUNG
from danvan_metrics.metrics.words import STATES, describe_origin, join_sentences
from danvan_metrics.topics.lowest import find_lowest, name_together
from danvan_metrics.topics.unit_names import list_opened, name_node_unit
from danvan_metrics.topics.unit_spread.figures import UnitSpread, collect_unit_spread
from danvan_metrics.topics.unit_spread.table import tabulate_ladder
from danvan_metrics.vietnamese import format_percent, format_ratio, lower_first


@dataclass(frozen=True, kw_only=True)
class UnitLadderChart(UnitChart):
    """The units in the office's order."""

    spread: UnitSpread

    def table(self) -> pd.DataFrame:
        """One row per unit, a column per rung."""
        return tabulate_ladder(self.spread.rows, self.spread.rungs, self.spread.notable)


def collect_unit_ladder(dataset: Dataset, scope: Scope) -> UnitLadderChart:
    """The counts of collect_unit_spread as a chart."""
    record = collect_unit_spread(dataset, scope)
    told = f"{describe_lowest_unit(record)}." if not record.empty else ""
    return UnitLadderChart(
        title=record.title,
        subtitle=record.subtitle,
        file_name=record.file_name,
        alt=record.empty or join_sentences(f"Thanh ngang chồng, số trường ở từng bậc, {record.subtitle}.", told),
        **describe_origin(dataset),
        empty=record.empty,
        units=list_opened(tuple(row.unit for row in record.rows if row.unit)),
        spread=record,
    )


def describe_lowest_unit(record: UnitSpread) -> str:
    """“An Bình thấp nhất: 2/4 trường ở bậc 4 trở lên”: of the units with a percentage."""
    known = [row for row in record.lowest_first if row.share is not None]
    rung = f"ở bậc {record.notable} trở lên"
    if not known:
        return f"{format_ratio(record.total.n, record.total.schools)} trường {rung}"
    lowest = find_lowest(known, lambda row: row.n / row.schools)
    names = name_together([name_node_unit(row.unit) for row in lowest], "đơn vị")
    ratios = {format_ratio(row.n, row.schools) for row in lowest}
    told = ratios.pop() if len(ratios) == 1 else format_percent(lowest[0].n / lowest[0].schools)
    if not lowest[-1].n and len(lowest) == len(known):
        return f"Chưa đơn vị nào có trường {rung}"
    return f"{names} thấp nhất: {told} trường {rung}" if len(lowest) < len(known) else f"Các đơn vị đều {told} trường {rung}"


def build_unit_rung_bars(record: UnitSpread) -> Bars:
    """A bar per unit: schools on each rung, and by state those that stand on none."""
    top = len(record.rungs) - 1
    kinds = [
        Series(str(rung), f"bậc {rung} {lower_first(title)}", theme.rung_fill(rung, top))
        for rung, title in enumerate(record.rungs)
    ]
    kinds += [Series(mark, STATES[mark], theme.MARK_FILLS[mark], SYMBOLS[mark]) for mark in map(Mark, WITHOUT_RUNG)]
    series = keep_present(count_series(kinds, [row.counts for row in record.rows]))
    return Bars(tuple(name_node_unit(row.unit) for row in record.rows), series)


def draw_unit_ladder(record: UnitLadderChart) -> go.Figure:
    """Draw a stacked bar per unit, n/N at the notable rung on the right."""
    if record.empty:
        return draw_empty(record)
    rows = record.spread.rows
    side = SideFigures(f"bậc {record.spread.notable} trở lên", [format_ratio(row.n, row.schools) for row in rows])
    return draw_stacked_rows(record, build_unit_rung_bars(record.spread), side)
