"""Section IV: how far the movement has spread: the ladder by period and level, the communes, the registered models."""

from __future__ import annotations

from collections.abc import Iterator

from danvan_metrics.formats.docx.grids import Band, Cell, Column, Grid, GridRow
from danvan_metrics.formats.docx.paper import Paper
from danvan_metrics.formats.docx.sheets import WIDTH
from danvan_metrics.formats.plotly.chart_text import show_ratio
from danvan_metrics.metrics.words import STATES
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.spread.ladder import LadderRow
from danvan_metrics.topics.spread.ladder_chart import LadderChart
from danvan_metrics.topics.spread.map_chart import CommuneMapChart
from danvan_metrics.topics.spread.models_chart import FieldCount, ModelsByFieldChart
from danvan_metrics.vietnamese import NOTHING, format_percent, format_quantity

_NAME, _ABOVE, _STATE = 26, 24, 18  # mm of the ladder's columns; the rungs share the rest
_WITHOUT_RUNG = ("not_reported", "not_due")


def write_spread(paper: Paper, meeting: Meeting) -> None:
    """Write the four tables, each with what it counts; a table without figures is a sentence."""
    paper.add_section("LAN TỎA PHONG TRÀO")
    paper.add_text(f"{'; '.join(_tell_rungs(meeting.ladder))}.")
    paper.add_part("Bậc thang lan tỏa qua các kỳ")
    now = meeting.plan.find_period(meeting.scope.period).title
    _write_ladder(paper, meeting.ladder, "Số trường ở từng bậc, theo kỳ", now=now)
    paper.add_part("Bậc thang lan tỏa theo cấp học")
    _write_ladder(paper, meeting.ladder_by_level, f"Số trường ở từng bậc, theo cấp học, {meeting.period}")
    paper.add_part("Theo xã, thị trấn")
    _write_communes(paper, meeting.communes)
    paper.add_part("Mô hình “Dân vận khéo” đăng ký theo lĩnh vực")
    _write_models(paper, meeting.models_by_field)


def _tell_rungs(record: LadderChart) -> Iterator[str]:
    for rung, title in enumerate(record.rungs):
        yield f"{'bậc' if rung else 'Bậc'} {rung}: {title[:1].lower()}{title[1:]}"


def _write_ladder(paper: Paper, record: LadderChart, caption: str, *, now: str = "") -> None:
    if record.empty:
        paper.add_text(record.empty)
        return
    paper.add_lead(f"{record.subtitle[:1].upper()}{record.subtitle[1:]}.")
    paper.add_grid(_lay_ladder(record, caption, now))
    named = [f"{name} {_show_rung(rung)}" for row in record.rows if now in {"", row.name} for name, rung in row.models]
    if named:
        paper.add_note(f"Trường điểm, không tính trong bảng: {'; '.join(named)}.")


def _lay_ladder(record: LadderChart, caption: str, now: str) -> Grid:
    states = [state for state in _WITHOUT_RUNG if any(row.counts.get(state) for row in record.rows)]
    width = (WIDTH - _NAME - _ABOVE - _STATE * len(states)) / len(record.rungs)
    columns = (
        Column(record.rows_are, _NAME, centred=False),
        *(Column(f"Bậc {rung}", width) for rung in range(len(record.rungs))),
        *(Column(STATES[state].capitalize(), _STATE) for state in states),
        Column(f"Bậc {record.notable} trở lên (n/N)", _ABOVE),
    )
    keys = [*map(str, range(len(record.rungs))), *states]
    return Grid(caption, columns, tuple(_list_ladder(row, keys, strong=row.name == now) for row in record.rows), together=True)


def _list_ladder(row: LadderRow, keys: list[str], *, strong: bool) -> list[Cell]:
    texts = (row.name, *(str(row.counts.get(key, 0)) for key in keys), show_ratio(row.at_or_above, row.schools))
    return [Cell(text, bold=strong) for text in texts]


def _show_rung(rung: int | str) -> str:
    return f"bậc {rung}" if isinstance(rung, int) else STATES[rung]


def _write_communes(paper: Paper, record: CommuneMapChart) -> None:
    if record.empty:
        paper.add_text(record.empty)
        return
    paper.add_lead(f"{record.subtitle}.")
    columns = (
        Column("Xã, thị trấn", 57, centred=False),
        Column(f"Trường ở bậc {record.rung} trở lên (n/N)", 38),
        Column("Tỉ lệ", 22),
        Column("Chưa báo cáo", 24),
        Column("Chưa đến hạn", 24),
    )
    rows = tuple(
        (
            area.name,
            area.label,
            format_percent(area.n / area.N) if area.state == "value" and area.N else NOTHING,
            str(area.not_reported),
            str(area.not_due),
        )
        for area in record.areas
    )
    paper.add_grid(Grid(record.title, columns, rows, together=True))


def _write_models(paper: Paper, record: ModelsByFieldChart) -> None:
    if record.empty:
        paper.add_text(record.empty)
        return
    paper.add_lead(f"{record.subtitle}.")
    headings = ("Tập thể", "Cá nhân", "Chưa ghi", "Cộng", "Số trường")
    columns = (Column("Lĩnh vực", 75, centred=False), *(Column(heading, 18) for heading in headings))
    paper.add_grid(Grid("Mô hình đăng ký theo lĩnh vực", columns, tuple(_list_fields(record))))


def _list_fields(record: ModelsByFieldChart) -> Iterator[GridRow]:
    area = ""
    for field in record.fields:
        if field.area != area:
            area = field.area
            yield Band(area)
        yield _list_field(field)


def _list_field(field: FieldCount) -> tuple[str, ...]:
    counts = (field.collective, field.individual, field.by_owner["unknown"], field.total, field.schools)
    return (field.field, *map(format_quantity, counts))
