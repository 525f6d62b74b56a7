"""Section II: every top group of the plan: lines met by level, what most schools are behind on, and its indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import bold
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.metrics.bands import LATE
from danvan_metrics.metrics.completion import top_groups
from danvan_metrics.metrics.marks import UNKNOWN, Mark
from danvan_metrics.metrics.words import STATES, Ratio, describe_extremes, name_asked, name_open, name_weak
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.completion.chart import CompletionByLevelChart, collect_completion_by_level
from danvan_metrics.topics.completion.level_bars import LevelBar
from danvan_metrics.topics.completion.table import describe_range, lay_out_levels
from danvan_metrics.topics.indicators.figures import IndicatorTable, collect_indicator_tables
from danvan_metrics.topics.indicators.status_chart import IndicatorStatusChart, StatusRow, collect_statuses
from danvan_metrics.topics.indicators.table import CHANGE, CODE, MET, NAME, SHARE, SUMS, lay_out_indicators
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import capitalise, format_percent, format_ratio

_WEAKEST: Final = 3
_HELD_BACK: Final = (*LATE, Mark.ZERO)
_TOLD: Final = (Mark.VIOLATED, *LATE, Mark.ZERO, Mark.DOING, *map(Mark, UNKNOWN))
_GROUP: Final = 30  # mm of the column of groups
_WIDEST: Final = 40  # mm of the column of a level


def write_results(paper: Paper, meeting: Meeting) -> None:
    """Write the table of all groups, then a part for each; one sentence where no return came in."""
    paper.add_section("KẾT QUẢ THEO NHÓM CHỈ TIÊU")
    completion = meeting.take(collect_completion_by_level)
    if completion.empty:
        paper.add_text(completion.empty)
        return
    paper.add_text(
        f"Tỉ lệ là mức hoàn thành bình quân; n/N: số đạt trọn trên số áp dụng. Khoảng tính cả {name_open(meeting.scope.lens)}: "
        f"{describe_extremes(meeting.scope.lens)}."
    )
    groups = _split_groups(completion)
    width = min(_WIDEST, (WIDTH - _GROUP) / len(groups[0]))
    paper.add_table(lay_out_levels(groups, completion.legend), [_GROUP, *[width] * len(groups[0])], together=True)
    changes = meeting.plan.period_before(meeting.scope.period) is not None
    averaged = {bars[0].group: bars for bars in groups}  # a group of one line has no bar
    for group, status, indicators in zip(
        top_groups(meeting.plan), meeting.take(collect_statuses), meeting.take(collect_indicator_tables), strict=True
    ):
        paper.add_part(group.title)
        if group.code in averaged:
            _write_group(paper, meeting, averaged[group.code], status)
        paper.add_point(f"Từng {name_asked(meeting.plan, group.code)}")
        _write_indicators(paper, indicators, changes=changes)


def _split_groups(record: CompletionByLevelChart) -> list[list[LevelBar]]:
    """The bars group by group, in the plan's order, as the meeting's statuses and indicators are."""
    return [[bar for bar in record.bars if bar.group == group] for group in dict.fromkeys(bar.group for bar in record.bars)]


def _write_group(paper: Paper, meeting: Meeting, bars: Sequence[LevelBar], status: IndicatorStatusChart) -> None:
    lens = meeting.scope.lens
    paper.add_point("Kết quả chung")
    paper.add_text(_describe_whole(bars[-1], name_asked(meeting.plan, bars[-1].group), name_open(lens)))
    paper.add_point(f"{capitalise(name_asked(meeting.plan, bars[-1].group))} nhiều trường {name_weak(lens)} nhất")
    _write_weakest(paper, status, lens)


def _describe_whole(bar: LevelBar, asked: str, left_open: str) -> str:
    """The last bar of a group: the whole selection, or its only level; `asked`: what the group is made of."""
    told = f"{capitalise(bar.level)}, số liệu của {format_ratio(bar.reported, bar.schools)} trường"
    if bar.state != "value" or not bar.N:
        return f"{told}: {STATES[bar.state] if bar.state != 'value' else STATES['not_applicable']}."
    span = f"; tính cả {left_open}: khoảng {describe_range(bar)}" if bar.ranged else ""
    return f"{told}: {format_ratio(bar.n, bar.N)} {asked} đạt trọn; bình quân {format_percent(bar.mean)}{span}."


def _write_weakest(paper: Paper, status: IndicatorStatusChart, lens: Lens) -> None:
    if status.empty:
        paper.add_text(status.empty)
        return
    passed = [row for row in status.rows if row.counts[Mark.VIOLATED]]
    held_back = [row for row in status.rows if _count_held_back(row) and row not in passed]
    weakest = [*passed, *sorted(held_back, key=_count_held_back, reverse=True)[:_WEAKEST]]  # of equals, the plan's first
    if not weakest:
        paper.add_text(f"Không có chỉ tiêu, nội dung nào mà trường có số liệu {name_weak(lens)}.")
    for row in weakest:
        paper.add_dash(bold(f"{row.code} {row.title}"), f": {_describe_row(row, status.names)}.")


def _count_held_back(row: StatusRow) -> int:
    return sum(row.counts[mark] for mark in _HELD_BACK)


def _describe_row(row: StatusRow, words: Mapping[str, str]) -> str:
    """`words`: how every mark reads in the meeting's period and lens."""
    others = (f"{row.counts[mark]}/{row.met_N} {words[mark]}" for mark in _TOLD if row.counts[mark])
    span = Ratio(row.met_n, row.met_N, row.met_low, row.met_high).span
    return "; ".join((f"{row.met_n}/{row.met_N} trường đạt ({span})", *others))


def _write_indicators(paper: Paper, record: IndicatorTable, *, changes: bool) -> None:
    table = lay_out_indicators(record)
    if changes:
        paper.add_table(table.select(CODE, NAME, MET, SHARE, SUMS, CHANGE), (15, 60, 19, 22, 31, 18))
    else:
        paper.add_table(table.select(CODE, NAME, MET, SHARE, SUMS), (15, 78, 19, 22, 31))
