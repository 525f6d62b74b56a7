"""Section II: every top group of the plan: lines met by level, what most schools are behind on, and its indicators."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from danvan_metrics.formats.docx.grids import Band, Cell, Column, Grid, GridRow
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.pieces import bold
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.formats.plotly.chart_text import show_ratio
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.words import STATES, describe_schools
from danvan_metrics.topics.completion.chart import CompletionByLevelChart
from danvan_metrics.topics.completion.level_bars import LevelBar
from danvan_metrics.topics.indicators.figures import IndicatorRow as Figures
from danvan_metrics.topics.indicators.figures import IndicatorTable, Ratio
from danvan_metrics.topics.indicators.status_chart import IndicatorRow, IndicatorStatusChart
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.vietnamese import format_change, format_percent

_WEAKEST: Final = 3
_HELD_BACK: Final = (Mark.BEHIND, Mark.ZERO)
_TOLD: Final = (Mark.BEHIND, Mark.ZERO, Mark.DOING, Mark.NOT_REPORTED, Mark.INVALID)
_GROUP: Final = 30  # mm of the column of groups
_WIDEST: Final = 40  # mm of the column of a level


def write_results(paper: Paper, meeting: Meeting) -> None:
    """Write the table of all groups, then a part for each; one sentence where no return came in."""
    paper.add_section("KẾT QUẢ THEO NHÓM CHỈ TIÊU")
    if meeting.completion.empty:
        paper.add_text(meeting.completion.empty)
        return
    paper.add_text(
        "Số liệu ghi dạng n/N: số đạt trên số áp dụng. Khoảng tỉ lệ: mức thấp nhất nếu mọi trường chưa báo cáo đều chưa đạt, "
        "mức cao nhất nếu các trường ấy đều đạt."
    )
    groups = _split_groups(meeting.completion)
    paper.add_grid(_lay_levels(groups))
    for bars, status, indicators in zip(groups, meeting.statuses, meeting.indicators, strict=True):
        paper.add_part(bars[0].heading)
        _write_group(paper, bars, status)
        paper.add_point("Từng nội dung")
        paper.add_grid(_lay_indicators(meeting, indicators))


def _split_groups(record: CompletionByLevelChart) -> list[list[LevelBar]]:
    """The bars group by group, in the plan's order, as the meeting's statuses and indicators are."""
    return [[bar for bar in record.bars if bar.group == group] for group in dict.fromkeys(bar.group for bar in record.bars)]


def _lay_levels(groups: Sequence[Sequence[LevelBar]]) -> Grid:
    names = [_capitalise(bar.level) for bar in groups[0]]
    width = min(_WIDEST, (WIDTH - _GROUP) / len(names))
    columns = (Column("Nhóm", _GROUP, centred=False), *(Column(name, width) for name in names))
    rows = tuple([Cell(bars[0].heading), *map(_show_bar, bars)] for bars in groups)
    return Grid("Số dòng đạt trên số dòng áp dụng, theo nhóm và cấp học", columns, rows, together=True)


def _show_bar(bar: LevelBar) -> Cell:
    if bar.state != "value":
        return Cell(STATES[bar.state], f"{show_ratio(bar.reported, bar.schools)} trường đã báo cáo")
    if not bar.N:
        return Cell(STATES["not_applicable"])
    span = f" ({_show_span(bar)})" if bar.ranged else ""
    return Cell(show_ratio(bar.n, bar.N), f"{format_percent(bar.n / bar.N)}{span}", bold=bar.whole)


def _capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def _show_span(bar: LevelBar) -> str:
    return Ratio(bar.n, bar.N, bar.low, bar.high).span


def _write_group(paper: Paper, bars: Sequence[LevelBar], status: IndicatorStatusChart) -> None:
    paper.add_point("Kết quả chung")
    paper.add_text(_tell_whole(bars[-1]))
    paper.add_point("Nội dung nhiều trường chậm tiến độ hoặc chưa làm nhất")
    _write_weakest(paper, status)


def _tell_whole(bar: LevelBar) -> str:
    """The last bar of a group: the whole selection, or its only level."""
    told = f"{_capitalise(bar.level)}, {show_ratio(bar.reported, bar.schools)} trường đã báo cáo"
    if bar.state != "value" or not bar.N:
        return f"{told}: {STATES[bar.state] if bar.state != 'value' else STATES['not_applicable']}."
    span = f"; tính cả trường chưa báo cáo: khoảng {_show_span(bar)}" if bar.ranged else ""
    return f"{told}: {show_ratio(bar.n, bar.N)} dòng đạt ({format_percent(bar.n / bar.N)}){span}."


def _write_weakest(paper: Paper, status: IndicatorStatusChart) -> None:
    if status.empty:
        paper.add_text(status.empty)
        return
    held_back = [row for row in status.rows if _count_held_back(row)]
    weakest = sorted(held_back, key=_count_held_back, reverse=True)[:_WEAKEST]  # of equals, the plan's first
    if not weakest:
        paper.add_text("Không có nội dung nào mà trường đã báo cáo chậm tiến độ hoặc chưa làm.")
    for row in weakest:
        paper.add_dash(bold(f"{row.code} {row.title}"), f": {_tell_row(row, status.legend[Mark.ZERO])}.")


def _count_held_back(row: IndicatorRow) -> int:
    return sum(row.counts[mark] for mark in _HELD_BACK)


def _tell_row(row: IndicatorRow, zero: str) -> str:
    """`zero`: how a true 0 reads through the meeting's lens."""
    words = LABELS | {Mark.ZERO: zero}
    others = (f"{row.counts[mark]}/{row.met_N} {words[mark]}" for mark in _TOLD if row.counts[mark])
    span = Ratio(row.met_n, row.met_N, row.met_low, row.met_high).span
    return "; ".join((f"{row.met_n}/{row.met_N} trường đạt ({span})", *others))


def _lay_indicators(meeting: Meeting, record: IndicatorTable) -> Grid:
    before = meeting.plan.period_before(meeting.scope.period)
    columns = [
        Column("Mã", 15),
        Column("Nội dung", 60 if before else 78, centred=False),
        Column("Trường đạt (n/N)", 19),
        Column("Tỉ lệ trường đạt", 22),
        Column(f"Cộng {describe_schools(meeting.scope)}", 31),
    ]
    if before:
        columns.append(Column(f"Trường đạt so với kỳ {before.title[:1].lower()}{before.title[1:]}", 18))
    rows = tuple(_list_rows(record, changes=before is not None))
    return Grid(record.title, tuple(columns), rows)


def _list_rows(record: IndicatorTable, *, changes: bool) -> Iterator[GridRow]:
    heading = ""
    for row in record.rows:
        if row.heading != heading:
            heading = row.heading
            yield Band(heading)
        figures = (row.code, row.title, str(row.met), row.met.span, row.sums)
        yield (*figures, _show_change(row)) if changes else figures


def _show_change(row: Figures) -> str:
    return format_change(row.change)
