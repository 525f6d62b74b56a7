"""The units' ways through the periods, laid out; a break is marked in its cell and told below the table."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.table import Band, Cell, Row, Table, name_columns
from danvan_metrics.metrics.bands import BANDS
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.words import STATES
from danvan_metrics.topics.unit_names import lay_node_unit, name_node_unit
from danvan_metrics.topics.unit_trend.figures import TrendPoint, UnitTrend, UnitTrends
from danvan_metrics.vietnamese import NOTHING, format_change, format_percent, format_ratio

BREAK: Final = "⌇"  # what stands before it is of other units
_BREAK_WORDS: Final = f"{BREAK} trước đó là đơn vị khác"


def lay_out_unit_trends(record: UnitTrends, *, most: int | None = None) -> Table:
    """Lay out a column per period with share and n/N, and the change; the sum of all units below. `most`: so many rows alone."""
    rows = record.rows[:most]
    headings = name_columns("Đơn vị", *record.periods, "Thay đổi (điểm %)")
    bands = (Band("", tuple(map(_lay_row, rows))), Band("", (_lay_row(record.total),), total=True))
    shown = {point.mark for row in rows for point in row.points if point.mark}
    legend = tuple((mark, LABELS[mark]) for mark in (*BANDS, *sorted(shown - set(BANDS))) if mark in shown)
    notes = tuple(f"{BREAK} {name_node_unit(row.unit)}, {row.broken}" for row in rows if row.broken)
    align = "n" + "m" * (len(record.periods) + 1)
    shown_bands = () if record.empty else bands
    return Table(record.title, headings, shown_bands, align, record.subtitle, legend=legend, notes=notes)


def _lay_row(row: UnitTrend) -> Row:
    change = None if row.change is None else round(row.change * 100)
    moved = Cell(format_change(change, unchanged="0"), strong=True, figures=(change,))
    return (lay_node_unit(row.unit), *map(_lay_point, row.points), moved)


def _lay_point(point: TrendPoint) -> Cell:
    sign = BREAK if point.broken else ""
    words = f"{_BREAK_WORDS}: {point.broken}" if point.broken else ""
    if point.share is not None:
        note = f"{format_ratio(point.n, point.total)} {sign}".strip()
        return Cell(format_percent(point.share), note=note, mark=point.mark, words=words, figures=(point.share,))
    if point.told:  # too few schools for a percentage
        return Cell(format_ratio(point.n, point.total), note=sign, words=words, figures=(None,))
    mark = point.mark if point.mark in STATES else None
    return Cell(STATES[mark] if mark else NOTHING, note=sign, mark=Mark(mark) if mark else None, words=words, figures=(None,))
