"""A school's answers as a table, each with its cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from danvan_metrics.formats.table import Band, Cell, Row, Table, name_columns
from danvan_metrics.metrics.bands import set_limits
from danvan_metrics.metrics.marking import name_reading
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import name_indicators
from danvan_metrics.plan.model import Plan
from danvan_metrics.topics.school.figures import ProfileRow

HEADINGS: Final = ("Mã", "Nội dung", "Đánh giá", "Đã ghi", "Minh chứng", "Thẩm định", "Ghi chú", "Ô trong tệp")
ALWAYS: Final = 4  # the columns that every table of answers has


def lay_out_answers(plan: Plan, rows: Sequence[ProfileRow], caption: str, reference: Reference) -> Table:
    """Lay answers out, each with the cell it stands in; `reference` names the school and the scope.

    Columns without anything in them are left out.
    """
    laid = tuple(_lay_answer(plan, row, reference) for row in rows)
    table = Table(caption, name_columns(*HEADINGS), (Band("", laid),), "nlcmllln", dense=True)
    return table.select(*(place for place in range(len(HEADINGS)) if place < ALWAYS or any(str(row[place]) for row in laid)))


def describe_group(plan: Plan, rows: Sequence[ProfileRow]) -> str:
    """“17 chỉ tiêu, 3 chưa đạt trọn”: of a group's rows, those that are judged."""
    judged = [row for row in rows if row.mark not in {None, Mark.NOT_APPLICABLE, Mark.NOT_DUE}]
    if not judged:
        return f"{len(rows)} dòng"
    unmet = sum(row.mark not in {Mark.MET, Mark.ABOVE} for row in judged)
    asked = name_indicators(plan.indicator_by_code[row.code] for row in judged)
    return f"{len(judged)} {asked}, {f'{unmet} chưa đạt trọn' if unmet else 'đã đạt trọn'}"


def _lay_answer(plan: Plan, row: ProfileRow, reference: Reference) -> Row:
    asked = plan.indicator_by_code.get(row.code) or plan.indicator_of_line[row.code]
    source = replace(reference, subject=asked.code)
    mark = Cell()
    if row.mark is not None:
        words = name_reading(row.mark, reference.scope.lens, set_limits(plan, reference.scope.period))
        mark = Cell(row.score or words, mark=row.mark, words=words, opens=source)
    place = Cell(row.cell, opens=source, words=f"Nguồn của {row.code}: ô {row.cell}") if row.cell else Cell()
    cells = (Cell(row.answer), Cell(row.evidence), Cell(row.appraised), Cell(row.note), place)
    return (Cell(row.code, strong=True), Cell(row.title, words=row.text), mark, *cells)
