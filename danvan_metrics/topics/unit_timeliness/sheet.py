"""“Nộp theo đơn vị”: how the returns of every unit's schools came; sums and shares by formulas."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.counted_rows import CountColumn, CountedRows, ShareColumn, TextColumn, write_counted_rows
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import set_print
from danvan_metrics.metrics.rollup.node_units import FEWEST
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_names import name_node_unit
from danvan_metrics.topics.unit_timeliness.figures import UnitTimeliness, collect_unit_timeliness

SHEET: Final = "Nộp theo đơn vị"
_SCHOOLS, _RECEIVED, _ON_TIME = "Số trường (N)", "Đã nộp", "Đúng hạn"


def write_unit_returns(page: Page, meeting: Meeting) -> None:
    """Write a row per unit and the sum of all."""
    record = meeting.take(collect_unit_timeliness)
    listed = _list_rows(record)
    page.set_widths(listed.widths)
    page.write_head(record.title, record.subtitle, len(listed.widths))
    if record.empty:
        page.write_line(TOP + 1, record.empty, looks.PLAIN, len(listed.widths))
    else:
        write_counted_rows(page, listed, TOP)
    set_print(page, columns=len(listed.widths), repeat=TOP)


def _list_rows(record: UnitTimeliness) -> CountedRows:
    counts = [row.counts for row in record.rows]
    columns = (
        CountColumn(_SCHOOLS, [one.schools for one in counts]),
        CountColumn(_RECEIVED, [one.received for one in counts]),
        CountColumn(_ON_TIME, [one.on_time for one in counts]),
        ShareColumn("Tỉ lệ đúng hạn", _ON_TIME, _RECEIVED, _RECEIVED, FEWEST),
        CountColumn("Nộp trễ", [one.late for one in counts]),
        CountColumn("Quá hạn chưa nộp", [one.missing for one in counts]),
        CountColumn("Chưa đến hạn", [one.not_due for one in counts]),
        CountColumn("Trong đó trả lại, chờ sửa", [one.sent_back for one in counts]),
        CountColumn("Trong đó thiếu dòng", [row.incomplete for row in record.rows]),
        TextColumn("Các trường (đơn vị ít trường)", [row.unit.names if row.unit else "" for row in record.rows]),
    )
    return CountedRows("Đơn vị", [name_node_unit(row.unit) for row in record.rows], columns)
