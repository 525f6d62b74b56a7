"""A school's page as tables: its groups by period, and every answer with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from danvan_metrics.formats.table import Band, Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import Mark, name_mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.plan.descriptions import describe_paces
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.school.figures import ProfileRow
from danvan_metrics.topics.scorecard.figures import SchoolScores, collect_scorecard
from danvan_metrics.topics.scorecard.table import lay_out_score


def lay_out_periods(dataset: Dataset, lens: Lens, school: str) -> Table:
    """Lay out one school's groups, a row per period in which it stood on the roster."""
    cards = [(period.title, collect_scorecard(dataset, Scope(period.code, lens))) for period in dataset.plan.periods]
    own = [(title, card.scope, row) for title, card in cards for row in card.rows if row.school == school]
    groups = cards[-1][1].groups
    marks = {mark for _, _, row in own for cell in row.cells for mark in cell.marks}
    return Table(
        caption="Kết quả theo kỳ",
        headings=name_columns("Kỳ", *(group.short for group in groups), "Hạn nộp", "Trạng thái"),
        bands=group_rows(_lay_period(title, scope, row) for title, scope, row in own),
        align="l" + "c" * (len(groups) + 2),
        legend=tuple((mark, name_mark(mark, lens)) for mark in Mark if mark in marks),
        notes=(f"Đúng tiến độ: {describe_paces(dataset.plan)}",),
    )


def _lay_period(title: str, scope: Scope, row: SchoolScores) -> Row:
    cells = (lay_out_score(replace(score, agreed=0), row.school, scope) for score in row.cells)
    receipt = Cell(row.receipt, opens=Reference(Subject.RECEIPTS, scope, row.school))
    return (Cell(title, strong=True), *cells, receipt, Cell(row.state))


def lay_out_answers(plan: Plan, rows: Sequence[ProfileRow], caption: str, reference: Reference) -> Table:
    """Lay out every answer, a band per group, each with the cell it stands in; `reference` names the school and the scope."""
    headings = name_columns("Mã", "Nội dung", "Đánh giá", "Đã ghi", "Minh chứng", "Ghi chú", "Ô trong tệp")
    return Table(caption, headings, tuple(_build_bands(plan, rows, reference)), "nlcmlln", band_heading="Nhóm")


def _build_bands(plan: Plan, rows: Sequence[ProfileRow], reference: Reference) -> Iterator[Band]:
    for group, own in groupby(rows, key=lambda row: row.group):
        yield Band(plan.group_by_code[group].short, tuple(_lay_answer(plan, row, reference) for row in own))


def _lay_answer(plan: Plan, row: ProfileRow, reference: Reference) -> Row:
    asked = plan.indicator_by_code.get(row.code) or plan.indicator_of_line[row.code]
    source = replace(reference, subject=asked.code)
    mark = Cell()
    if row.mark is not None:
        words = name_mark(row.mark, reference.scope.lens)
        mark = Cell(row.score or words, mark=row.mark, words=words, opens=source)
    place = Cell(row.cell, opens=source, words=f"Nguồn của {row.code}: ô {row.cell}") if row.cell else Cell()
    cells = (Cell(row.answer), Cell(row.evidence), Cell(row.note), place)
    return (Cell(row.code, strong=True), Cell(row.title, words=row.text), mark, *cells)
