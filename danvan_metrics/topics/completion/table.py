"""Completion by level, laid out: the groups of the plan against the levels of the schools."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_metrics.formats.table import Cell, Table, group_rows, name_columns
from danvan_metrics.metrics.bands import BANDS
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.topics.completion.level_bars import LevelBar
from danvan_metrics.vietnamese import capitalise, format_percent, format_ratio


def lay_out_levels(groups: Sequence[Sequence[LevelBar]], legend: Sequence[tuple[Mark, str]] = ()) -> Table:
    """Lay out the bars of each group, a column per level: the mean on its band, lines met of lines asked, and the range."""
    headings = name_columns("Nhóm", *(capitalise(bar.level) for bar in groups[0]))
    rows = group_rows((bars[0].heading, *map(_lay_bar, bars)) for bars in groups)
    caption = "Mức hoàn thành bình quân và số đạt trọn trên số áp dụng, theo nhóm và cấp học"
    return Table(caption, headings, rows, "l" + "c" * len(groups[0]), legend=tuple(legend))


def _lay_bar(bar: LevelBar) -> Cell:
    if bar.mark not in BANDS:
        return Cell(bar.label, f"số liệu của {format_ratio(bar.reported, bar.schools)} trường", bar.mark)
    span = f" ({describe_range(bar)})" if bar.ranged else ""
    return Cell(format_percent(bar.mean), f"{format_ratio(bar.n, bar.N)}{span}", bar.mark, strong=bar.whole)


def describe_range(bar: LevelBar) -> str:
    """The mean a bar leaves open, “40–62 %”, where returns are missing."""
    return bar.span
