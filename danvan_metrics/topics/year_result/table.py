"""The year of every school, laid out."""

from __future__ import annotations

from danvan_metrics.formats.table import Cell, Row, SchoolPage, Table, group_rows, name_columns
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.plan.model import YearResult
from danvan_metrics.topics.year_result.figures import (
    NOT_APPRAISED,
    SchoolYear,
    YearResults,
    describe_models,
    describe_strengths,
    describe_unmet,
    name_result,
    name_rule,
)
from danvan_metrics.vietnamese import NOTHING, format_percent

HEADINGS = ("Trường", "Đã kiểm", "Đạt", "Đạt trọn", "Chưa đạt", "Vi phạm", "Mô hình công nhận", "Bậc")
_MARK = "Kết quả năm"


def lay_out_year_results(record: YearResults) -> Table:
    """Lay the schools out; a column of marks stands only where the office has set some."""
    rule = record.rule
    headings = (*HEADINGS, *((_MARK,) if rule else ()))
    rows = group_rows(_lay_year(row, rule) for row in record.rows)
    notes = (f"{_MARK}: {name_rule(rule)}",) if rule else ()
    align = "nccllllc" + ("l" if rule else "")
    return Table(record.title, name_columns(*headings), rows, align, record.subtitle, notes=notes)


def _lay_year(row: SchoolYear, rule: YearResult | None) -> Row:
    name = Cell(row.school.short_name, opens=SchoolPage(row.school.code), words=f"Mở hồ sơ {row.school.short_name}")
    if not row.appraised:
        blank = [Cell(NOTHING)] * (len(HEADINGS) - 2 + bool(rule))
        return (name, Cell(NOT_APPRAISED, mark=Mark.NOT_APPRAISED), *blank)
    cells = (
        name,
        Cell(f"{row.checked}/{row.total}", note="" if row.concluded else "chưa kết luận"),
        Cell(row.reached),
        Cell(describe_strengths(row) or NOTHING),
        Cell(describe_unmet(row) or NOTHING),
        Cell("; ".join(row.violations) or NOTHING),
        Cell(describe_models(row) or NOTHING),
        Cell(str(row.rung.rung) if row.rung else NOTHING),
    )
    return (*cells, Cell(_write_mark(row, rule))) if rule else cells


def _write_mark(row: SchoolYear, rule: YearResult) -> str:
    if row.value is None:
        return "chưa kết luận"
    return " · ".join(filter(None, (name_result(rule, row.value), format_percent(row.value))))
