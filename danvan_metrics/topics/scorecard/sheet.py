"""“Bảng điểm”: schools × groups, counted from the data sheet, with marks and fills that follow the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import pandas as pd

from danvan_metrics.formats import theme
from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell, letter, quote, span
from danvan_metrics.formats.xlsx.cell_writer import Content, Formula
from danvan_metrics.formats.xlsx.look import CellFormat, embolden, paint
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import set_print
from danvan_metrics.metrics.completion import total_groups
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.material import Material
from danvan_metrics.topics.data.counting import (
    MET,
    REPORTED,
    DataColumn,
    count,
    count_applicable,
    divide,
    in_group,
    write_mark,
)
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.figures import RATIO_NOTE, SchoolScores, Score, Scorecard, collect_scorecard
from danvan_metrics.topics.scorecard.school_grid import FIRST, LEVEL, NAME, Part, SchoolGrid, lay_out_grid
from danvan_metrics.topics.timeliness.sheet import DeadlineRows, lay_out_deadlines

_MARKS: Final = (
    Mark.MET, Mark.ON_PACE, Mark.BEHIND, Mark.ZERO, Mark.NOT_REPORTED, Mark.SENT_BACK, Mark.NOT_DUE, Mark.INVALID,
    Mark.NOT_APPLICABLE, Mark.NOT_APPRAISED,
)  # fmt: skip
_PART_HEADINGS: Final = {Part.MARK: "Dấu", Part.N: "n", Part.TOTAL: "N", Part.SHARE: "Tỉ lệ", Part.CHANGE: "±"}
_PART_WIDTHS: Final = {Part.MARK: 6.2, Part.N: 3.8, Part.TOTAL: 3.8, Part.SHARE: 6.4, Part.CHANGE: 4}
_TOTAL_PARTS: Final = (Part.N, Part.TOTAL, Part.SHARE)


def write_scorecard(page: Page, meeting: Meeting) -> None:
    """Write bands of schools, their groups and the sums."""
    scorecard, material = meeting.take(collect_scorecard), meeting.material
    grid, deadlines = lay_out_grid(meeting), lay_out_deadlines(meeting)
    groups = [width for _ in grid.groups for width in _PART_WIDTHS.values()]
    page.set_widths([21, 10.5, *groups, 15.5, 22, 8, 16])
    page.write_head(scorecard.title, _describe(scorecard), grid.after + 1)
    _write_headings(page, scorecard, grid)
    for band, row in grid.bands.items():
        page.write_band(row, band, grid.after + 1)
    figures = _Figures(material)
    for school in scorecard.rows:
        _write_school(page, school, figures, grid=grid, deadlines=deadlines)
    _write_sums(page, figures, grid)
    _fill(page, grid)
    set_print(page, columns=grid.after + 1, repeat=TOP + 1, freeze=f"C{FIRST}")


def _describe(scorecard: Scorecard) -> str:
    legend = " · ".join(f"{SYMBOLS[mark]} {words}" for mark, words in scorecard.legend if mark is not Mark.ABOVE)
    told = f"{RATIO_NOTE}; ±: thêm, bớt bao nhiêu so với kỳ trước, trên phần có số ở cả hai kỳ"
    return f"{told} · {legend}" if legend else told


def _write_headings(page: Page, scorecard: Scorecard, grid: SchoolGrid) -> None:
    for column, heading in ((NAME, "Trường"), (LEVEL, "Cấp học"), (grid.after, "Hạn nộp"), (grid.after + 1, "Trạng thái")):
        page.write_heading(TOP, column, heading, rows=2)
    page.write(TOP + 1, grid.code, "Mã trường", looks.HEADING)
    for group in scorecard.groups:
        first = grid.column(group.code, Part.MARK)
        page.write_heading(TOP, first, group.short, columns=len(Part))
        page.write_headings(TOP + 1, list(_PART_HEADINGS.values()), column=first)
    page.set_height(TOP, 20)


class _Figures:
    """What the formulas come to."""

    def __init__(self, material: Material) -> None:
        self.plan = material.dataset.plan
        self.levels = {school.code: school.level for school in material.scope.schools(material.dataset)}
        self.groups = {(row.school, row.group): row for row in iterate_rows(material.groups)}
        self.changes = {(row.school, row.group): row.change for row in iterate_rows(material.changes)}
        self.sums = total_groups(material.groups).set_index("group")


def _write_school(page: Page, school: SchoolScores, figures: _Figures, *, grid: SchoolGrid, deadlines: DeadlineRows) -> None:
    row = grid.rows[school.school]
    page.write(row, NAME, school.name)
    page.write(row, LEVEL, figures.levels[school.school])
    for one in school.cells:
        parts = _build_parts(grid, figures, school.school, one)
        page.write_row(row, list(parts), column=grid.column(one.group, Part.MARK))
    page.write(row, grid.after, Formula(deadlines.words(school.school), school.receipt))
    page.write(row, grid.after + 1, school.state)
    page.write(row, grid.code, school.school)


def _build_parts(grid: SchoolGrid, figures: _Figures, school: str, score: Score) -> Iterator[tuple[Content, CellFormat]]:
    group = score.group
    row, found = grid.rows[school], figures.groups[school, group]
    conditions = ((DataColumn.SCHOOL, cell(row, grid.code)), in_group(figures.plan, group))
    n, total = (cell(row, grid.column(group, part)) for part in (Part.N, Part.TOTAL))
    known = found.state == "value"
    symbol = SYMBOLS[score.mark] + (f" {SYMBOLS[Mark.VIOLATED]}{score.violations}" if score.violations else "")
    yield Formula(write_mark(n, total, grid.average(school, group), conditions), symbol), looks.MARK
    yield Formula(_if_reported(count(*conditions, MET), conditions), found.n if known else None), looks.COUNT
    yield Formula(_if_reported(count_applicable(*conditions), conditions), found.N if known else None), looks.COUNT
    yield Formula(divide(n, total), found.n / found.N if known else None), looks.SHARE
    change = figures.changes.get((school, group))
    yield None if pd.isna(change) else change, looks.CHANGE


def _if_reported(counted: str, conditions: Any) -> str:
    """A count, or an empty text where the school reported nothing of the group: never 0."""
    return f'IF({count(*conditions, REPORTED)}=0,"",{counted})'


def _write_sums(page: Page, figures: _Figures, grid: SchoolGrid) -> None:
    """Sums over the schools that reported the group."""
    row = grid.total
    page.write_row(row, [(None, embolden(looks.TEXT))] * (grid.after + 1))
    page.write_over(row, NAME, "Cộng các trường có số liệu", embolden(looks.TEXT), columns=LEVEL)
    for group in grid.groups:
        n, total, share = (grid.column(group, part) for part in _TOTAL_PARTS)
        sums = figures.sums.loc[group] if group in figures.sums.index else None
        for column, key in ((n, "n"), (total, "N")):
            value = None if sums is None or not sums["schools_reported"] else sums[key]
            place = span(column, FIRST, grid.last)
            page.write(row, column, Formula(f'IF(COUNT({place})=0,"",SUM({place}))', value), embolden(looks.COUNT))
        value = None if sums is None else sums["value"]
        page.write(row, share, Formula(divide(cell(row, n), cell(row, total)), value), embolden(looks.SHARE))


def _fill(page: Page, grid: SchoolGrid) -> None:
    for group in grid.groups:
        mark, first, last = (letter(grid.column(group, part)) for part in (Part.MARK, Part.N, Part.SHARE))
        begins = {one: f"LEFT(${mark}{FIRST},1)={quote(SYMBOLS[one])}" for one in _MARKS}
        _fill_marks(page, f"{mark}{FIRST}:{mark}{grid.last}", {Mark.VIOLATED: f"LEN(${mark}{FIRST})>1"} | begins)
        _fill_marks(page, f"{first}{FIRST}:{last}{grid.last}", begins)


def _fill_marks(page: Page, area: str, conditions: Mapping[Mark, str]) -> None:
    """Fill an area as the first mark whose condition (relative to the area's first row) holds."""
    for mark, condition in conditions.items():
        fill = page.cells.workbook.add_format(paint(theme.MARK_FILLS[mark]))
        page.sheet.conditional_format(area, {"type": "formula", "criteria": f"={condition}", "format": fill})
