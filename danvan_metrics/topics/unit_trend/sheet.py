"""“Qua các kỳ theo đơn vị”: n and N of every period, shares by formulas; for the rung, the returns and every group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import break_before, set_print
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_names import name_node_unit
from danvan_metrics.topics.unit_trend.figures import UnitTrend, UnitTrends, collect_unit_trends, list_measures
from danvan_metrics.vietnamese import NOTHING

SHEET: Final = "Qua các kỳ theo đơn vị"
_PER_PERIOD: Final = 3
_BREAKS: Final = 60


def write_unit_trends(page: Page, meeting: Meeting) -> None:
    """Write a table per measure below each other: per period n, N and the share; before a break what stood for the unit."""
    records = [meeting.take(collect_unit_trends, one.code) for one in list_measures(meeting.dataset)]
    columns = 2 + _PER_PERIOD * len(records[0].periods)
    page.set_widths([30, *[9] * (columns - 2), _BREAKS])
    page.write_head("Qua các kỳ, theo đơn vị", records[0].subtitle, columns)
    row = TOP
    for record in records:
        if row > TOP:
            break_before(page, row)
        row = _write_measure(page, record, row, columns) + 2
    set_print(page, columns=columns, repeat=TOP)


def _write_measure(page: Page, record: UnitTrends, top: int, columns: int) -> int:
    page.write_line(top, f"{record.measure.title}: n/N {record.measure.counts}", looks.SECTION, columns)
    page.write_headings(top + 1, ["Đơn vị", *_list_headings(record), "Trước đó là đơn vị khác"])
    for row, one in enumerate((*record.rows, record.total), start=top + 2):
        page.write(row, 1, name_node_unit(one.unit), looks.TEXT)
        for column, (content, look) in enumerate(_list_points(one), start=2):
            page.write(row, column, content, look)
        page.write(row, columns, one.broken, looks.LONG_TEXT)
    return top + 2 + len(record.rows)


def _list_headings(record: UnitTrends) -> Iterator[str]:
    for title in record.periods:
        yield from (f"{title}: n", f"{title}: N", f"{title}: tỉ lệ")


def _list_points(row: UnitTrend) -> Iterator[tuple[float | str | None, looks.CellFormat]]:
    """The shares are written as they are: a group's is a weighted mean, which n and N alone do not give."""
    for point in row.points:
        told = point.told > 0
        yield point.n if told else NOTHING, looks.TYPED
        yield point.total if told else NOTHING, looks.TYPED
        yield NOTHING if point.share is None else point.share, looks.TYPED_SHARE
