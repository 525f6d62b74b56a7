"""The schools whose return is missing, late or sent back, laid out."""

from __future__ import annotations

from collections.abc import Sequence

from danvan_metrics.formats.table import Band, Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.topics.timeliness.school_lines import ABSENT, SchoolTimeliness
from danvan_metrics.vietnamese import NOTHING, format_date, format_quantity

BANDS = {"missing": "Quá hạn chưa nộp", "sent_back": "Trả lại, chờ sửa", "late": "Nộp trễ"}
SCHOOL, LEVEL, STATE, CAME, DAYS, TOLD = range(6)


def lay_out_late(schools: Sequence[SchoolTimeliness], scope: Scope, *, banded: bool = False) -> Table:
    """Lay out the schools that are missing, late or sent back; `banded`: the missing ones first, else in their order."""
    headings = name_columns("Trường", "Cấp học", "Tình trạng", "Ngày nhận", "Số ngày quá hạn", "So với hạn")
    states = [("sent_back" if school.waiting else school.state, school) for school in schools]
    rows = [(state, _lay_school(school, scope)) for state, school in states if state in BANDS]
    bands = group_rows(row for _, row in rows)
    if banded:
        present = {state for state, _ in rows}
        found = ((state, title) for state, title in BANDS.items() if state in present)
        bands = tuple(Band(title, tuple(row for own, row in rows if own == state)) for state, title in found)
    return Table("Chưa nộp, nộp trễ và trả lại", headings, bands, "nllccl", band_heading="Tình trạng" if banded else "")


def _lay_school(school: SchoolTimeliness, scope: Scope) -> Row:
    opens = Reference(Subject.RECEIPTS, scope, school.school)
    return (
        Cell(school.name, opens=opens, words=f"Nguồn số liệu: {school.name}, {school.words}"),
        Cell(school.level),
        Cell(school.outcome, mark=Mark.SENT_BACK if school.waiting else ABSENT.get(school.state)),
        Cell(format_date(school.received_on) if school.received_on else "chưa nhận"),
        Cell(format_quantity(school.days) if school.days > 0 else NOTHING, strong=True),
        Cell(school.words),
    )
