"""“Bình quân”: the weighted mean of completions per school and group, from the data sheet."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from typing import Any

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell, on
from danvan_metrics.formats.xlsx.cell_writer import Content, Formula
from danvan_metrics.formats.xlsx.look import CellFormat
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import set_print
from danvan_metrics.metrics.material import Material
from danvan_metrics.metrics.words import name_open
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.data.counting import DataColumn, add_up, in_group, in_state
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.scorecard.figures import SchoolScores, collect_scorecard
from danvan_metrics.topics.scorecard.school_grid import FIRST, SCORECARD, Part, SchoolGrid, lay_out_grid

_NOTE = (
    "Bình quân mức hoàn thành (0–100 %) của các chỉ tiêu, nội dung áp dụng, theo trọng số; {open} tính 0. "
    "Ô trống: chưa có số liệu nào của nhóm, hoặc nhóm không áp dụng."
)


def write_averages(page: Page, meeting: Meeting) -> None:
    """Write the schools in the rows they have on the scorecard."""
    scorecard, material = meeting.take(collect_scorecard), meeting.material
    grid = lay_out_grid(meeting)
    page.set_widths([26, 11, *[15] * len(grid.groups)])
    columns = 2 + len(grid.groups)
    page.write_head("Bình quân mức hoàn thành theo trường và nhóm", _NOTE.format(open=name_open(meeting.scope.lens)), columns)
    page.write_headings(TOP + 1, ["Trường", "Cấp học", *(group.short for group in scorecard.groups)])
    for band, row in grid.bands.items():
        page.write_band(row, band, columns)
    values = material.groups.set_index(["school", "group"])["value"].to_dict()
    for school in scorecard.rows:
        page.write_row(grid.rows[school.school], list(_build_row(material, school, grid, values)))
    set_print(page, columns=columns, repeat=TOP + 1, freeze=f"C{FIRST}")


def _build_row(
    material: Material, school: SchoolScores, grid: SchoolGrid, values: dict[Hashable, Any]
) -> Iterator[tuple[Content, CellFormat]]:
    row = grid.rows[school.school]
    code = on(SCORECARD, cell(row, grid.code))
    yield school.name, looks.TEXT
    yield material.dataset.roster.by_code[school.school].level, looks.TEXT
    for group in grid.groups:
        formula = _average(material.dataset.plan, group, code, grid.place(school.school, group, Part.N))
        yield Formula(formula, values[school.school, group]), looks.SHARE


def _average(plan: Plan, group: str, code: str, n: str) -> str:
    """Σ weight × completion ÷ Σ weight of what applies; blank completions are left out of the first sum by SUMPRODUCT."""
    column, name = in_group(plan, group)
    conditions = ((DataColumn.SCHOOL, code), (column, name))
    rows = f"({DataColumn.SCHOOL}={code})*({column}={name})"
    weighted = f"SUMPRODUCT({rows},{DataColumn.WEIGHT},{DataColumn.COMPLETION})"
    base = f"({add_up(DataColumn.WEIGHT, *conditions)}-{add_up(DataColumn.WEIGHT, *conditions, in_state('not_applicable'))})"
    return f'IF(ISNUMBER({n}),{weighted}/{base},"")'
