"""Completion by level, laid out: the groups of the plan against the levels of the schools."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_metrics.formats.table import Cell, Table, group_rows, name_columns
from danvan_metrics.metrics.words import STATES, Ratio
from danvan_metrics.topics.completion.level_bars import LevelBar
from danvan_metrics.vietnamese import capitalise, format_percent, format_ratio


def lay_out_levels(groups: Sequence[Sequence[LevelBar]]) -> Table:
    """Lay out the bars of each group, a column per level: lines met of lines asked, and the share with its range."""
    headings = name_columns("Nhóm", *(capitalise(bar.level) for bar in groups[0]))
    rows = group_rows((bars[0].heading, *map(_lay_bar, bars)) for bars in groups)
    return Table("Số chỉ tiêu, nội dung đạt trên số áp dụng, theo nhóm và cấp học", headings, rows, "l" + "c" * len(groups[0]))


def _lay_bar(bar: LevelBar) -> Cell:
    if bar.state != "value":
        return Cell(STATES[bar.state], f"số liệu của {format_ratio(bar.reported, bar.schools)} trường")
    if not bar.N:
        return Cell(STATES["not_applicable"])
    span = f" ({describe_range(bar)})" if bar.ranged else ""
    return Cell(format_ratio(bar.n, bar.N), f"{format_percent(bar.n / bar.N)}{span}", strong=bar.whole)


def describe_range(bar: LevelBar) -> str:
    """The share a bar leaves open, “40–62 %”, where returns are missing."""
    return Ratio(bar.n, bar.N, bar.low, bar.high).span
