"""The units' returns laid out: all units with their sum, and those with schools behind, the most first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import pandas as pd

from danvan_metrics.formats.record import make_table
from danvan_metrics.formats.table import Band, Cell, Row, Table, name_columns
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.rollup.node_units import FEWEST
from danvan_metrics.topics.unit_names import lay_node_unit, name_node_unit
from danvan_metrics.topics.unit_timeliness.figures import UnitReturns, UnitTimeliness, describe_lagging
from danvan_metrics.vietnamese import NOTHING, capitalise, format_percent, format_ratio

_HEADINGS: Final = (
    "Đơn vị", "Đã nộp (n/N)", "Đúng hạn (n/N)", "Tỉ lệ đúng hạn", "Nộp trễ", "Quá hạn chưa nộp", "Trả lại, chờ sửa",
    "Chưa đến hạn", "Thiếu dòng",
)  # fmt: skip
_NAMES, _RECEIVED, _ON_TIME, _SHARE, _LATE, _MISSING, _SENT_BACK, _NOT_DUE, _INCOMPLETE = range(9)
_ALWAYS: Final = (_NAMES, _RECEIVED, _ON_TIME, _SHARE)


def format_on_time(row: UnitReturns) -> str:
    """“15/17”: on time, of those that came; a dash where none did."""
    return format_ratio(row.counts.on_time, row.counts.received) if row.counts.received else NOTHING


def lay_out_unit_returns(record: UnitTimeliness) -> Table:
    """Lay out every unit in the office's order, and the sum; columns in which nobody is counted are left out."""
    return _lay_out(record, record.rows, record.title)


def lay_out_lagging(record: UnitTimeliness) -> Table:
    """Lay out the units with a school behind, the most first, and the sum of all."""
    return _lay_out(record, record.lagging, capitalise(describe_lagging(record)))


def _lay_out(record: UnitTimeliness, rows: Sequence[UnitReturns], caption: str) -> Table:
    laid = (Band("", tuple(map(_lay_row, rows))), Band("", (_lay_row(record.total),), total=True))
    table = Table(caption, name_columns(*_HEADINGS), laid if rows else (), "nmmmmmmmm", record.subtitle)
    counted = {
        _LATE: record.total.counts.late,
        _MISSING: record.total.counts.missing,
        _SENT_BACK: record.total.counts.sent_back,
        _NOT_DUE: record.total.counts.not_due,
        _INCOMPLETE: record.total.incomplete,
    }
    return table.select(*_ALWAYS, *(place for place, count in counted.items() if count))


def _lay_row(row: UnitReturns) -> Row:
    counts = row.counts
    return (
        lay_node_unit(row.unit),
        Cell(format_ratio(counts.received, counts.schools), strong=True),
        Cell(format_on_time(row)),
        _lay_share(row),
        _lay_count(counts.late, None),
        _lay_count(counts.missing, Mark.NOT_REPORTED),
        _lay_count(counts.sent_back, Mark.SENT_BACK),
        _lay_count(counts.not_due, None),
        _lay_count(row.incomplete, None),
    )


def _lay_share(row: UnitReturns) -> Cell:
    """A percentage is said of three schools or more: of fewer it would say something of one."""
    if row.counts.received < FEWEST:
        return Cell(NOTHING, figures=(None,))
    share = row.counts.on_time / row.counts.received
    return Cell(format_percent(share), figures=(share,))


def _lay_count(count: int, mark: Mark | None) -> Cell:
    return Cell(str(count), mark=mark if count else None, figures=(count,))


def tabulate_returns(rows: Iterable[UnitReturns]) -> pd.DataFrame:
    """The units as figures, n and N in columns of their own."""
    return make_table(
        {
            "Đơn vị": name_node_unit(row.unit),
            "Số trường (N)": row.counts.schools,
            "Đã nộp (n)": row.counts.received,
            "Đúng hạn": row.counts.on_time,
            "Nộp trễ": row.counts.late,
            "Quá hạn chưa nộp": row.counts.missing,
            "Chưa đến hạn": row.counts.not_due,
            "Trong đó trả lại, chờ sửa": row.counts.sent_back,
            "Thiếu dòng": row.incomplete,
            "Các trường": row.unit.names if row.unit else "",
        }
        for row in rows
    )
