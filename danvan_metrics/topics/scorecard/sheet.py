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
from danvan_metrics.formats.xlsx.print_setup import PaperFit, set_print
from danvan_metrics.metrics.completion import total_groups
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.marks import SYMBOLS, Mark
from danvan_metrics.metrics.material import Material
from danvan_metrics.topics.data.counting import (
    MET,
    REPORTED,
    Condition,
    DataColumn,
    add_up,
    count,
    count_applicable,
    divide,
    in_group,
    in_state,
    write_band,
    write_mark,
)
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.figures import MEAN_NOTE, RATIO_NOTE, SchoolScores, Score, Scorecard, collect_scorecard
from danvan_metrics.topics.scorecard.school_grid import FIRST, LEVEL, NAME, Beyond, Part, SchoolGrid, lay_out_grid
from danvan_metrics.topics.scorecard.table import APPRAISED, ON_TIME
from danvan_metrics.topics.timeliness.sheet import DeadlineRows, lay_out_deadlines

_MARKS: Final = (  # “▼▼” before “▼”: the first that begins a cell holds
    Mark.MET, Mark.ON_PACE, Mark.NEAR, Mark.FAR_BEHIND, Mark.BEHIND, Mark.NOT_REPORTED, Mark.SENT_BACK, Mark.NOT_DUE,
    Mark.INVALID, Mark.NOT_APPLICABLE, Mark.NOT_APPRAISED,
)  # fmt: skip
_PART_HEADINGS: Final = {Part.MARK: "Dấu", Part.MEAN: "%", Part.N: "n", Part.TOTAL: "N", Part.CHANGE: "±"}
_PART_WIDTHS: Final = {Part.MARK: 6.2, Part.MEAN: 6.2, Part.N: 3.8, Part.TOTAL: 3.8, Part.CHANGE: 3.8}
_SIDES: Final = ("Hạn nộp kỳ này", "Trạng thái", ON_TIME, APPRAISED)
_SIDE_WIDTHS: Final = (13, 18, 9, 23)


def write_scorecard(page: Page, meeting: Meeting) -> None:
    """Write bands of schools, their groups and the sums."""
    scorecard, material = meeting.take(collect_scorecard), meeting.material
    grid, deadlines = lay_out_grid(meeting), lay_out_deadlines(meeting)
    groups = [width for _ in grid.groups for width in _PART_WIDTHS.values()]
    beyond = [10] * len(Beyond) * len(grid.groups)
    page.set_widths([22, 10.5, *groups, *_SIDE_WIDTHS, 4, 16, *beyond])
    page.write_head(f"{scorecard.title}: {meeting.subtitle}", _describe(scorecard), _count_columns(grid))
    _write_headings(page, scorecard, grid)
    for band, row in grid.bands.items():
        page.write_band(row, band, _count_columns(grid))
    figures = _Figures(material)
    for school in scorecard.rows:
        _write_school(page, school, figures, grid=grid, deadlines=deadlines)
    _write_sums(page, scorecard, figures, grid)
    _fill(page, grid)
    set_print(page, columns=_count_columns(grid), fit=PaperFit(high=1), repeat=TOP + 1, freeze=f"C{FIRST}")


def _count_columns(grid: SchoolGrid) -> int:
    """All that is printed."""
    return grid.after + len(_SIDES) - 1


def _describe(scorecard: Scorecard) -> str:
    legend = " · ".join(f"{SYMBOLS[mark]} {words}" for mark, words in scorecard.legend)
    told = f"{MEAN_NOTE}; {RATIO_NOTE}; ±: thêm, bớt bao nhiêu so với kỳ trước, trên phần có số ở cả hai kỳ"
    return f"{told} · {legend} · {scorecard.limits_note}" if legend else told


def _write_headings(page: Page, scorecard: Scorecard, grid: SchoolGrid) -> None:
    sides = enumerate(_SIDES, start=grid.after)
    for column, heading in ((NAME, "Trường"), (LEVEL, "Cấp học"), *sides):
        page.write_heading(TOP, column, heading, rows=2)
    page.write(TOP + 1, grid.code, "Mã trường", looks.HEADING)
    for group in scorecard.groups:
        first = grid.column(group.code, Part.MARK)
        page.write_heading(TOP, first, group.short, columns=len(Part))
        page.write_headings(TOP + 1, list(_PART_HEADINGS.values()), column=first)
        beyond = [f"{group.short}: trọng số", f"{group.short}: n ÷ N"]
        page.write_headings(TOP + 1, beyond, column=grid.column_beyond(group.code, Beyond.BASE))
    page.set_height(TOP, 20)
    page.set_height(TOP + 1, 18)


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
    for column, text in enumerate((school.state, school.on_time.figure, str(school.appraisal)), start=grid.after + 1):
        page.write(row, column, text)
    page.write(row, grid.code, school.school)
    for one in school.cells:
        page.write_row(
            row, list(_count_beyond(grid, figures, school.school, one.group)), column=grid.column_beyond(one.group, Beyond.BASE)
        )


def _build_parts(grid: SchoolGrid, figures: _Figures, school: str, score: Score) -> Iterator[tuple[Content, CellFormat]]:
    group = score.group
    row, found = grid.rows[school], figures.groups[school, group]
    conditions = _select(grid, figures, school, group)
    mean, n, total = (cell(row, grid.column(group, part)) for part in (Part.MEAN, Part.N, Part.TOTAL))
    known = found.state == "value"
    symbol = SYMBOLS[score.mark] + (f" {SYMBOLS[Mark.VIOLATED]}{score.violations}" if score.violations else "")
    yield Formula(write_mark(n, total, mean, conditions), symbol), looks.MARK
    yield Formula(_average(grid, figures, school, group), found.value if known else None), looks.SHARE
    yield Formula(_if_reported(count(*conditions, MET), conditions), found.n if known else None), looks.COUNT
    yield Formula(_if_reported(count_applicable(*conditions), conditions), found.N if known else None), looks.COUNT
    change = figures.changes.get((school, group))
    yield None if pd.isna(change) else change, looks.CHANGE


def _select(grid: SchoolGrid, figures: _Figures, school: str, group: str) -> tuple[Condition, ...]:
    """A school's rows of a group, on the data sheet."""
    return (DataColumn.SCHOOL, cell(grid.rows[school], grid.code)), in_group(figures.plan, group)


def _average(grid: SchoolGrid, figures: _Figures, school: str, group: str) -> str:
    """Σ weight × completion ÷ Σ weight of what applies; blank completions are left out of the first sum by SUMPRODUCT."""
    row = grid.rows[school]
    n, base = cell(row, grid.column(group, Part.N)), cell(row, grid.column_beyond(group, Beyond.BASE))
    rows = "*".join(f"({column}={value})" for column, value in _select(grid, figures, school, group))
    return f'IF(ISNUMBER({n}),SUMPRODUCT({rows},{DataColumn.WEIGHT},{DataColumn.COMPLETION})/{base},"")'


def _count_beyond(grid: SchoolGrid, figures: _Figures, school: str, group: str) -> Iterator[tuple[Content, CellFormat]]:
    row, found, conditions = grid.rows[school], figures.groups[school, group], _select(grid, figures, school, group)
    n, total = (cell(row, grid.column(group, part)) for part in (Part.N, Part.TOTAL))
    base = f"{add_up(DataColumn.WEIGHT, *conditions)}-{add_up(DataColumn.WEIGHT, *conditions, in_state('not_applicable'))}"
    known = found.state == "value"
    yield Formula(f'IF(ISNUMBER({n}),{base},"")', found.base if known else None), looks.COUNT
    yield Formula(divide(n, total), found.n / found.N if known else None), looks.SHARE


def _if_reported(counted: str, conditions: Any) -> str:
    """A count, or an empty text where the school reported nothing of the group: never 0."""
    return f'IF({count(*conditions, REPORTED)}=0,"",{counted})'


def _write_sums(page: Page, scorecard: Scorecard, figures: _Figures, grid: SchoolGrid) -> None:
    """All schools with figures together: n and N added up, the mean of all their lines, and its band."""
    row, district = grid.total, scorecard.district
    page.write_row(row, [(None, embolden(looks.TEXT))] * _count_columns(grid))
    page.write_over(row, NAME, district.name, embolden(looks.TEXT), columns=LEVEL)
    for score in district.cells:
        sums = figures.sums.loc[score.group] if score.ratio else None
        page.write_row(row, list(_sum_group(grid, score, sums)), column=grid.column(score.group, Part.MARK))
    for column, text in enumerate((str(district.on_time), "", "", str(district.appraisal)), start=grid.after):
        page.write(row, column, text, embolden(looks.TEXT))


def _sum_group(grid: SchoolGrid, score: Score, sums: Any) -> Iterator[tuple[Content, CellFormat]]:
    row, group = grid.total, score.group
    mean, n, total = (cell(row, grid.column(group, part)) for part in (Part.MEAN, Part.N, Part.TOTAL))
    means, base = (
        span(column, FIRST, grid.last) for column in (grid.column(group, Part.MEAN), grid.column_beyond(group, Beyond.BASE))
    )
    band = f"IF(ISNUMBER({mean}),{write_band(n, total, mean)},{quote(SYMBOLS[Mark.NOT_REPORTED])})"
    yield Formula(band, SYMBOLS[score.mark]), embolden(looks.MARK)
    yield (
        Formula(f'IF(SUM({base})=0,"",SUMPRODUCT({means},{base})/SUM({base}))', None if sums is None else sums["mean"]),
        embolden(looks.SHARE),
    )
    for part, key in ((Part.N, "n"), (Part.TOTAL, "N")):
        place = span(grid.column(group, part), FIRST, grid.last)
        yield Formula(f'IF(COUNT({place})=0,"",SUM({place}))', None if sums is None else sums[key]), embolden(looks.COUNT)
    yield None, embolden(looks.CHANGE)


def _fill(page: Page, grid: SchoolGrid) -> None:
    for group in grid.groups:
        mark, first, last = (letter(grid.column(group, part)) for part in (Part.MARK, Part.MEAN, Part.TOTAL))
        begins = {one: f"LEFT(${mark}{FIRST},{len(SYMBOLS[one])})={quote(SYMBOLS[one])}" for one in _MARKS}
        _fill_marks(page, f"{mark}{FIRST}:{mark}{grid.total}", begins)
        _fill_marks(page, f"{first}{FIRST}:{last}{grid.total}", begins)


def _fill_marks(page: Page, area: str, conditions: Mapping[Mark, str]) -> None:
    """Fill an area as the first mark whose condition (relative to the area's first row) holds."""
    for mark, condition in conditions.items():
        fill = page.cells.workbook.add_format(paint(theme.MARK_FILLS[mark]))
        rule = {"type": "formula", "criteria": f"={condition}", "format": fill, "stop_if_true": True}
        page.sheet.conditional_format(area, rule)
