"""A school's page as tables: its groups by period, and every answer with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from danvan_metrics.formats.table import Band, Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.appraisal import sum_appraisals
from danvan_metrics.metrics.dataset import Dataset, Scope, iterate_rows
from danvan_metrics.metrics.marks import LABELS, Mark, name_mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.metrics.words import describe_unit_scope
from danvan_metrics.plan.descriptions import describe_paces
from danvan_metrics.plan.lens import Lens
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.school.figures import ProfileRow
from danvan_metrics.topics.scorecard.figures import SchoolScores, collect_scorecard
from danvan_metrics.topics.scorecard.table import REACH_NOTE, lay_out_score
from danvan_metrics.vietnamese import format_ratio


def lay_out_periods(dataset: Dataset, lens: Lens, school: str) -> Table:
    """Lay out one school's groups, a row per period in which it stood on the roster."""
    cards = [(period.title, collect_scorecard(dataset, Scope(period.code, lens))) for period in dataset.plan.periods]
    own = [
        (Cell(title, _describe_coverage(dataset, card.scope, school), strong=True), card.scope, row)
        for title, card in cards
        for row in card.rows
        if row.school == school
    ]
    groups = cards[-1][1].groups
    marks = {mark for _, _, row in own for cell in row.cells for mark in cell.marks}
    return Table(
        caption="Kết quả theo kỳ",
        headings=name_columns("Kỳ", *(group.short for group in groups), "Hạn nộp", "Trạng thái"),
        bands=group_rows(_lay_period(title, scope, row) for title, scope, row in own),
        align="l" + "c" * (len(groups) + 2),
        legend=tuple((mark, name_mark(mark, lens)) for mark in Mark if mark in marks),
        notes=(*((REACH_NOTE,) if lens is Lens.APPRAISED else ()), f"Đúng tiến độ: {describe_paces(dataset.plan)}"),
    )


def lay_out_lenses(dataset: Dataset, period: str, school: str) -> Table:
    """Lay one school's groups out in one period, a row per lens: what it says, what it can prove, what the office judges."""
    cards = [(lens, collect_scorecard(dataset, Scope(period, lens))) for lens in Lens]
    own = [(lens, card.scope, row) for lens, card in cards for row in card.rows if row.school == school]
    groups = cards[0][1].groups
    marks = {mark for _, _, row in own for cell in row.cells for mark in cell.marks}
    unit = dataset.roster.by_code[school]
    return Table(
        caption=f"Ba góc nhìn, {describe_unit_scope(dataset, Scope(period, Lens.APPRAISED), unit)}",
        headings=name_columns("Góc nhìn", *(group.short for group in groups)),
        bands=group_rows(_lay_period(_name_lens(dataset, scope, school), scope, row)[: 1 + len(groups)] for _, scope, row in own),
        align="l" + "c" * len(groups),
        legend=tuple((mark, LABELS[mark]) for mark in Mark if mark in marks),
        notes=(REACH_NOTE,),
    )


def _name_lens(dataset: Dataset, scope: Scope, school: str) -> Cell:
    return Cell(scope.lens.words.capitalize(), _describe_coverage(dataset, scope, school), strong=True)


def _describe_coverage(dataset: Dataset, scope: Scope, school: str) -> str:
    if scope.lens is not Lens.APPRAISED:
        return ""
    rows = [row for row in iterate_rows(sum_appraisals(dataset, Scope(scope.period))) if row.school == school and row.checked]
    return f"đã kiểm {format_ratio(rows[0].checked, rows[0].L)} dòng" if rows else ""


def _lay_period(title: Cell, scope: Scope, row: SchoolScores) -> Row:
    cells = (lay_out_score(replace(score, agreed=0), row.school, scope) for score in row.cells)
    receipt = Cell(row.receipt, opens=Reference(Subject.RECEIPTS, scope, row.school))
    return (title, *cells, receipt, Cell(row.state))


def lay_out_answers(plan: Plan, rows: Sequence[ProfileRow], caption: str, reference: Reference) -> Table:
    """Lay out every answer, a band per group, each with the cell it stands in; `reference` names the school and the scope."""
    headings = name_columns("Mã", "Nội dung", "Đánh giá", "Đã ghi", "Minh chứng", "Thẩm định", "Ghi chú", "Ô trong tệp")
    table = Table(caption, headings, tuple(_build_bands(plan, rows, reference)), "nlcmllln", band_heading="Nhóm")
    return table if any(row.appraised for row in rows) else table.select(0, 1, 2, 3, 4, 6, 7)


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
    cells = (Cell(row.answer), Cell(row.evidence), Cell(row.appraised), Cell(row.note), place)
    return (Cell(row.code, strong=True), Cell(row.title, words=row.text), mark, *cells)
