"""The office's own list, laid out."""

from __future__ import annotations

from danvan_metrics.formats.table import Band, Cell, Row, Table, name_columns
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.topics.office_work.figures import DUTY_WORDS, Duty, OfficeWork
from danvan_metrics.vietnamese import NOTHING, format_quantity

HEADINGS = ("Mã", "Việc", "Mục", "Tình trạng", "Kết quả", "Minh chứng", "Hạn", "Ghi nhận")
CODE, TITLE, SECTION, STATE, VALUE, PIECES, DUE, HOW = range(len(HEADINGS))
_OWN, _SHARED = "Phần việc của Phòng", "Chỉ tiêu Phòng thực hiện như mọi đơn vị"
_DERIVED, _ENTERED = "phần mềm tự tính", "Phòng ghi"


def lay_out_office_work(record: OfficeWork, scope: Scope, office: str) -> Table:
    """Lay the list out, a band for the office's own and one for what every unit answers; a code leads to its source."""
    bands = [(_OWN, record.own), (_SHARED, record.shared)]
    laid = tuple(Band(title, tuple(_lay_duty(one, scope, office) for one in duties)) for title, duties in bands if duties)
    subtitle = f"{record.lead}{record.rest} · {record.subtitle}"
    return Table(record.title, name_columns(*HEADINGS), laid, "nlnllcnl", subtitle, band_heading="Phần")


def _lay_duty(duty: Duty, scope: Scope, office: str) -> Row:
    indicator = duty.indicator
    opens = Reference(indicator.code, Scope(scope.period), office)
    return (
        Cell(indicator.code, opens=opens, words=f"Nguồn số liệu: {indicator.code} {indicator.title}"),
        Cell(indicator.title, words=indicator.text),
        Cell(indicator.section),
        Cell(DUTY_WORDS[duty.state], mark=duty.mark),
        Cell(duty.value),
        Cell(NOTHING if duty.pieces is None else format_quantity(duty.pieces), figures=(duty.pieces,)),
        Cell(duty.deadline or NOTHING),
        Cell(_DERIVED if duty.derived else _ENTERED),
    )
