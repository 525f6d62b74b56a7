"""A school's page as tables: its groups by period, and every answer with its cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from danvan_metrics.briefing.profile import ProfileRow
from danvan_metrics.briefing.scorecard import Row, collect_scorecard
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.plan.model import Plan
from danvan_metrics.vietnamese import format_percent
from danvan_metrics.web.components.table import Band, Cell, Heading, Table


def lay_out_periods(dataset: Dataset, lens: str, school: str) -> Table:
    """Lay out one school's groups, a row per period in which it stood on the roster."""
    cards = [(period.title, collect_scorecard(dataset, Scope(period.code, lens))) for period in dataset.plan.periods]
    own = [(title, row) for title, card in cards for row in card.rows if row.school == school]
    groups = cards[-1][1].groups
    headings = tuple(map(Heading, ("Kỳ", *(group.short for group in groups), "Hạn nộp", "Trạng thái")))
    marks = {cell.mark for _, row in own for cell in row.cells}
    return Table(
        caption="Kết quả theo kỳ",
        headings=(headings,),
        bands=(Band("", tuple(_build_period(title, row) for title, row in own)),),
        align="l" + "c" * (len(groups) + 2),
        legend=tuple((mark, LABELS[mark]) for mark in Mark if mark in marks),
        notes=(f"Đúng tiến độ: {_describe_pace(dataset.plan)}",),
    )


def _describe_pace(plan: Plan) -> str:
    return " · ".join(f"{period.title} ≥ {format_percent(period.share)}" for period in plan.periods)


def _build_period(title: str, row: Row) -> tuple[Cell, ...]:
    cells = [Cell(cell.ratio or LABELS[cell.mark], cell.change, cell.mark, cell.words) for cell in row.cells]
    return (Cell(title, strong=True), *cells, Cell(row.receipt), Cell(row.state))


def lay_out_answers(plan: Plan, rows: Sequence[ProfileRow], caption: str) -> Table:
    """Lay out every answer, a band per group, each with the cell it stands in."""
    headings = tuple(map(Heading, ("Mã", "Nội dung", "Đánh giá", "Đã ghi", "Minh chứng", "Ghi chú", "Ô trong tệp")))
    return Table(caption, (headings,), tuple(_build_bands(plan, rows)), "nlcmlln", band_heading="Nhóm")


def _build_bands(plan: Plan, rows: Sequence[ProfileRow]) -> Iterator[Band]:
    for group, own in groupby(rows, key=lambda row: row.group):
        yield Band(plan.group_by_code[group].short, tuple(_build_row(row) for row in own))


def _build_row(row: ProfileRow) -> tuple[Cell, ...]:
    mark = Cell() if row.mark is None else Cell(row.score or LABELS[row.mark], mark=row.mark, words=LABELS[row.mark])
    cells = (Cell(row.answer), Cell(row.evidence), Cell(row.note), Cell(row.cell))
    return (Cell(row.code, strong=True), Cell(row.title, words=row.text), mark, *cells)
