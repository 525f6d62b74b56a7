"""“Theo cấp”: completion of the groups by level, averaged from the scorecard, with a native chart per group."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Series
from danvan_metrics.formats.record import STATE_HEADING
from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell, quote
from danvan_metrics.formats.xlsx.cell_writer import Content, Formula
from danvan_metrics.formats.xlsx.look import CellFormat, embolden
from danvan_metrics.formats.xlsx.native_charts import ChartBox, ColumnSeries, FormulaBars, add_bars
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, break_before, set_print
from danvan_metrics.metrics.words import STATES, describe_extremes, name_open
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.completion.chart import collect_completion_by_level
from danvan_metrics.topics.completion.level_bars import LevelBar
from danvan_metrics.topics.data.counting import OPEN, DataColumn, count, count_due, in_group
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.school_grid import LEVEL, Beyond, Part, SchoolGrid, lay_out_grid

SHEET: Final = "Theo cấp"
_MEAN: Final = "Bình quân"
_HEADINGS: Final = (
    "Nhóm", "Cấp học", STATE_HEADING, "Số đạt (n)", "Số áp dụng (N)", _MEAN, "n/N thấp nhất",
    "n/N cao nhất", "Trường có số liệu", "Số trường", "Nhãn của biểu đồ",
)  # fmt: skip
_GROUP, _LEVEL, _STATE, _N, _TOTAL, _SHARE = range(1, 7)
_REPORTED, _LABEL = 9, 11
_NOTE: Final = (
    "Bình quân: mức hoàn thành của mọi phần áp dụng ở các trường có số liệu, như dòng cộng của Bảng điểm. n/N: số chỉ tiêu, nội "
    "dung đạt trọn trên số áp dụng; khoảng của n/N tính cả {open}: "
    "{extremes}."
)


def write_levels(page: Page, meeting: Meeting) -> None:
    """Write one row per group and level, then a chart per group below."""
    record, plan = meeting.take(collect_completion_by_level), meeting.plan
    grid = lay_out_grid(meeting)
    page.set_widths([24, 13, 15, 11, 12, 10, 10, 10, 11, 9, 24])
    lens = meeting.scope.lens
    page.write_head(record.title, _NOTE.format(open=name_open(lens), extremes=describe_extremes(lens)), len(_HEADINGS))
    page.write_headings(TOP, _HEADINGS)
    for row, bar in enumerate(record.bars, start=TOP + 1):
        page.write_row(row, list(_build_row(plan, grid, row, bar)))
    below = TOP + len(record.bars) + 2
    if record.empty:
        page.write_line(below, record.empty, looks.PLAIN, len(_HEADINGS))
    else:
        break_before(page, below)
        _add_charts(page, record.bars, below + 1)
    set_print(page, columns=len(_HEADINGS), repeat=TOP - 1, freeze=f"C{TOP + 1}", fit=PaperFit(high=1, upright=True))


def _build_row(plan: Plan, grid: SchoolGrid, row: int, bar: LevelBar) -> Iterator[tuple[Content, CellFormat]]:
    known = bar.state == "value"
    n, reported = cell(row, _N), cell(row, _REPORTED)
    conditions = (in_group(plan, bar.group),) if bar.whole else (in_group(plan, bar.group), (DataColumn.LEVEL, cell(row, _LEVEL)))
    due = count_due(*conditions)
    contents: list[tuple[Content, CellFormat]] = [
        (bar.heading, looks.TEXT),
        (bar.level, looks.TEXT),
        (Formula(f"IF({reported}>0,{quote(STATES['value'])},{quote(_absent(bar))})", STATES[bar.state]), looks.TEXT),
        (Formula(_sum(grid, bar, Part.N, row), bar.n if known else None), looks.COUNT),
        (Formula(_sum(grid, bar, Part.TOTAL, row), bar.N if known else None), looks.COUNT),
        (Formula(_average(grid, bar, row), bar.mean if known and bar.N else None), looks.SHARE),
        (Formula(f'IF({due}=0,"",SUM({n})/({due}))', bar.low), looks.SHARE),
        (Formula(f'IF({due}=0,"",(SUM({n})+{count(*conditions, OPEN)})/({due}))', bar.high), looks.SHARE),
        (Formula(_count_reported(grid, bar, row), bar.reported), looks.COUNT),
        (Formula(_count_schools(grid, bar, row), bar.schools), looks.COUNT),
        (Formula(_label(row), _describe_bar(bar)), looks.TEXT),
    ]
    yield from ((content, embolden(look) if bar.whole else look) for content, look in contents)


def _absent(bar: LevelBar) -> str:
    """What the state says where nobody reported."""
    return STATES["not_reported" if bar.state == "value" else bar.state]


def _sum(grid: SchoolGrid, bar: LevelBar, part: Part, row: int) -> str:
    figures = grid.spread(grid.column(bar.group, part))
    own = f"SUM({figures})" if bar.whole else f"SUMIFS({figures},{grid.spread(LEVEL)},{cell(row, _LEVEL)})"
    return f'IF({cell(row, _REPORTED)}=0,"",{own})'


def _average(grid: SchoolGrid, bar: LevelBar, row: int) -> str:
    """Σ mean × what it is of ÷ Σ of that, over the schools; SUMPRODUCT leaves blank ones out."""
    means = grid.spread(grid.column(bar.group, Part.MEAN))
    base = grid.spread(grid.column_beyond(bar.group, Beyond.BASE))
    levels, own = grid.spread(LEVEL), cell(row, _LEVEL)
    weighted = f"SUMPRODUCT({means},{base})" if bar.whole else f"SUMPRODUCT(--({levels}={own}),{means},{base})"
    whole = f"SUM({base})" if bar.whole else f"SUMIFS({base},{levels},{own})"
    return f'IF({whole}=0,"",{weighted}/{whole})'


def _count_reported(grid: SchoolGrid, bar: LevelBar, row: int) -> str:
    figures = grid.spread(grid.column(bar.group, Part.TOTAL))
    return f"COUNT({figures})" if bar.whole else f'COUNTIFS({figures},">0",{grid.spread(LEVEL)},{cell(row, _LEVEL)})'


def _count_schools(grid: SchoolGrid, bar: LevelBar, row: int) -> str:
    """Only schools have a level; the headings of bands have none."""
    levels = grid.spread(LEVEL)
    return f"COUNTA({levels})" if bar.whole else f"COUNTIFS({levels},{cell(row, _LEVEL)})"


def _label(row: int) -> str:
    n, total = cell(row, _N), cell(row, _TOTAL)
    return f'{cell(row, _LEVEL)}&" "&IF(ISNUMBER({n}),{n}&"/"&{total},{cell(row, _STATE)})'


def _describe_bar(bar: LevelBar) -> str:
    return f"{bar.level} {f'{bar.n}/{bar.N}' if bar.state == 'value' else STATES[bar.state]}"


def _add_charts(page: Page, bars: Sequence[LevelBar], below: int) -> None:
    """Two charts beside each other."""
    for number, group in enumerate(dict.fromkeys(bar.group for bar in bars)):
        rows = [row for row, bar in enumerate(bars, start=TOP + 1) if bar.group == group]
        series = (ColumnSeries(Series("share", _MEAN, theme.VALUE), _SHARE),)
        box = ChartBox("AF"[number % 2], below, width=13.3, height=8.2)
        below += box.rows * (number % 2)
        heading = page.value(rows[0], _GROUP)
        add_bars(page, FormulaBars(heading, _LABEL, rows[0], rows[-1], series, shares=True, whole=bars[-1].whole), box)
