"""The schools whose return is missing or late, laid out."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_metrics.formats.table import Band, Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.topics.timeliness.school_lines import MARKS, WORDS, SchoolTimeliness
from danvan_metrics.vietnamese import format_date, format_quantity

BANDS = {"missing": "Quá hạn chưa nộp", "late": "Nộp trễ"}
SCHOOL, LEVEL, STATE, CAME, DAYS, TOLD = range(6)


def lay_out_late(schools: Sequence[SchoolTimeliness], scope: Scope, *, banded: bool = False) -> Table:
    """Lay out those of the schools that are late or missing; `banded`: the missing ones first, else in their order."""
    headings = name_columns("Trường", "Cấp học", "Tình trạng", "Ngày nhận", "Số ngày quá hạn", "So với hạn")
    rows = [(school.state, _lay_school(school, scope)) for school in schools if school.state in BANDS]
    bands = group_rows(row for _, row in rows)
    if banded:
        states = {state for state, _ in rows}
        found = ((state, title) for state, title in BANDS.items() if state in states)
        bands = tuple(Band(title, tuple(row for own, row in rows if own == state)) for state, title in found)
    return Table("Chưa nộp và nộp trễ", headings, bands, "nllccl", band_heading="Tình trạng" if banded else "")


def _lay_school(school: SchoolTimeliness, scope: Scope) -> Row:
    opens = Reference(Subject.RECEIPTS, scope, school.school)
    return (
        Cell(school.name, opens=opens, words=f"Nguồn số liệu: {school.name}, {school.words}"),
        Cell(school.level),
        Cell(WORDS[school.state], mark=MARKS[school.state]),
        Cell(format_date(school.received_on) if school.received_on else "chưa nhận"),
        Cell(format_quantity(school.days), strong=True),
        Cell(school.words),
    )
