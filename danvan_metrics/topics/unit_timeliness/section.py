"""How the returns came in, unit by unit, and which units have schools behind."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_names import name_node_unit
from danvan_metrics.topics.unit_timeliness.figures import UnitReturns, collect_unit_timeliness, describe_lagging
from danvan_metrics.topics.unit_timeliness.table import lay_out_unit_returns
from danvan_metrics.vietnamese import capitalise

_NAME = 40  # mm


def write_unit_receipts(paper: Paper, meeting: Meeting) -> None:
    """Write the counts of all units, those with schools behind by name, and every unit as a table."""
    record = meeting.take(collect_unit_timeliness)
    paper.add_part("Báo cáo đã nhận")
    if record.empty:
        paper.add_text(record.empty)
        return
    paper.add_text(f"{capitalise(record.subtitle)}. {describe_lagging(record)}.")
    for row in record.lagging:
        paper.add_dash(f"{name_node_unit(row.unit)}: {'; '.join(describe_behind(row))}.")
    table = lay_out_unit_returns(record)
    others = len(table.columns) - 1
    paper.add_table(table, [_NAME, *[(WIDTH - _NAME) / others] * others])


def describe_behind(row: UnitReturns) -> Iterator[str]:
    """“2/5 trường quá hạn chưa nộp”, “1/3 báo cáo đã nhận phải trả lại, chờ sửa”; the schools by name where they are few."""
    counts = row.counts
    if counts.missing:
        yield f"{counts.missing}/{counts.schools} trường quá hạn chưa nộp"
    if counts.sent_back:
        yield f"{counts.sent_back}/{counts.received} báo cáo đã nhận phải trả lại, chờ sửa"
    if row.unit and row.unit.named:
        yield f"đơn vị có {row.unit.names}"
