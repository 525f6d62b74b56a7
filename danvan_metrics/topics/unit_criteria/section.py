"""The indicators of a node in the report: of every top group what the fewest schools meet, where most lag, and all of them."""

from __future__ import annotations

from typing import Final

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import bold
from danvan_metrics.metrics.completion import top_groups
from danvan_metrics.metrics.words import name_asked
from danvan_metrics.topics.indicators.figures import IndicatorTable, collect_indicators
from danvan_metrics.topics.indicators.status_chart import collect_indicator_status
from danvan_metrics.topics.indicators.table import CODE, MET, NAME, SHARE, SUMS, lay_out_indicators
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.unit_criteria.figures import collect_indicator_units
from danvan_metrics.topics.unit_names import name_node_unit
from danvan_metrics.vietnamese import capitalise, format_ratio

_FEWEST: Final = 3  # indicators, and units of each, that are named
_WIDTHS: Final = (15, 78, 19, 22, 31)  # mm


def write_unit_criteria(paper: Paper, meeting: Meeting) -> None:
    """Write every top group; one sentence where nothing came in."""
    paper.add_section("KẾT QUẢ THEO NHÓM CHỈ TIÊU")
    for group in top_groups(meeting.plan):
        status = meeting.take(collect_indicator_status, group.code)
        if status.empty:
            paper.add_text(status.empty)
            return
        paper.add_part(group.title)
        asked = name_asked(meeting.plan, group.code)
        paper.add_point(f"{capitalise(asked)} ít trường đạt nhất")
        lacking = sorted((row for row in status.rows if row.met_n < row.met_N), key=lambda row: row.met_n / row.met_N)
        for row in lacking[:_FEWEST]:
            where = _name_lowest(meeting, row.code)
            paper.add_dash(bold(f"{row.code} {row.title}"), f": {format_ratio(row.met_n, row.met_N)} trường đạt{where}.")
        if not lacking:
            paper.add_text(f"Mọi trường đạt mọi {asked}.")
        paper.add_point(f"Từng {asked}")
        _write_table(paper, meeting.take(collect_indicators, group.code))


def _name_lowest(meeting: Meeting, code: str) -> str:
    """“; thấp nhất ở Hải Vân 0/8, …”: units of three schools or more."""
    rows = [row for row in meeting.take(collect_indicator_units, code).rows if not row.named and row.met.n < row.met.total]
    told = ", ".join(f"{name_node_unit(row.unit)} {row.met}" for row in rows[:_FEWEST])
    return f"; thấp nhất ở {told}" if told else ""


def _write_table(paper: Paper, record: IndicatorTable) -> None:
    paper.add_table(lay_out_indicators(record).select(CODE, NAME, MET, SHARE, SUMS), _WIDTHS)
