"""How far the movement has spread, laid out: the ladder, the model schools beside it, the communes, the registered models."""

from __future__ import annotations

from itertools import groupby

from danvan_metrics.formats.table import Band, Cell, Row, Table, group_rows, name_columns
from danvan_metrics.metrics.marking import describe_legend
from danvan_metrics.metrics.spread import WITHOUT_RUNG
from danvan_metrics.metrics.words import STATES
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.spread.communes import CommuneArea
from danvan_metrics.topics.spread.ladder_chart import LadderChart
from danvan_metrics.topics.spread.map_chart import CommuneMapChart
from danvan_metrics.topics.spread.models_chart import FieldCount, ModelsByFieldChart
from danvan_metrics.vietnamese import NOTHING, capitalise, format_percent, format_quantity, format_ratio


def lay_out_ladder(record: LadderChart, caption: str, *, strong: str = "") -> Table:
    """Lay out how many schools stand on each rung, and without one where there are such; the row named `strong` stands out."""
    rungs = [str(rung) for rung in range(len(record.rungs))]
    states = [state for state in WITHOUT_RUNG if any(row.counts.get(state) for row in record.rows)]
    headings = name_columns(
        record.rows_are,
        *(f"Bậc {rung}" for rung in rungs),
        *(capitalise(STATES[state]) for state in states),
        f"{capitalise(record.above)} (n/N)",
    )
    texts = (
        (row.name, *(str(row.counts.get(key, 0)) for key in (*rungs, *states)), format_ratio(row.at_or_above, row.schools))
        for row in record.rows
    )
    rows = group_rows((Cell(text, strong=own[0] == strong) for text in own) for own in texts)
    return Table(caption, headings, rows, "l" + "c" * (len(rungs) + len(states) + 1))


def lay_out_models_beside(record: LadderChart) -> Table:
    """Lay out the model schools beside which the ladder is read; without rows where there are none."""
    named = zip(record.rows, record.table().get("Trong đó trường điểm", ()), strict=False)
    rows = group_rows((row.name, models) for row, models in named if row.models)
    return Table(record.title, name_columns(record.rows_are, "Trong đó trường điểm"), rows, "ll")


def lay_out_communes(record: CommuneMapChart) -> Table:
    """Lay out the communes that have a school of the filter: n/N and share in the band that the map shows, and who is absent."""
    absent = (f"Trong đó {STATES[state]}" for state in WITHOUT_RUNG)
    headings = name_columns("Xã, thị trấn", f"Trường ở bậc {record.rung} trở lên (n/N)", "Tỉ lệ", *absent)
    areas = _list_areas(record)
    legend = tuple(describe_legend((area.mark for area in areas if area.mark), Lens.DECLARED, record.limits))
    return Table(record.title, headings, group_rows(map(_lay_area, areas)), "nmmccc", record.subtitle, legend=legend)


def lay_out_present(record: CommuneMapChart) -> Table:
    """The same without the columns in which nobody is counted."""
    absent = enumerate(WITHOUT_RUNG, start=3)
    kept = [place for place, state in absent if any(area.absent[state] for area in _list_areas(record))]
    return lay_out_communes(record).select(0, 1, 2, *kept)


def _list_areas(record: CommuneMapChart) -> list[CommuneArea]:
    return [area for area in record.areas if area.N]


def _lay_area(area: CommuneArea) -> Row:
    share = format_percent(area.n / area.N) if area.state == "value" else area.label
    figure = Cell(format_ratio(area.n, area.N) if area.state == "value" else NOTHING, strong=True, fill=area.fill)
    counts = (Cell(format_quantity(count)) for count in area.absent.values())
    return (Cell(area.name), figure, Cell(share, mark=area.mark, strong=True), *counts)


def lay_out_fields(record: ModelsByFieldChart) -> Table:
    """Lay out the registered models, a band per area."""
    headings = name_columns("Lĩnh vực", "Tập thể", "Cá nhân", "Chưa ghi", "Cộng", "Số trường", "Trong đó đã dừng")
    bands = tuple(Band(area, tuple(map(_lay_field, own))) for area, own in groupby(record.fields, key=lambda field: field.area))
    return Table("Mô hình đăng ký theo lĩnh vực", headings, bands, "lcccccc")


def _lay_field(field: FieldCount) -> Row:
    counts = (field.collective, field.individual, field.by_owner["unknown"], field.total, field.schools, field.stopped)
    return (Cell(field.field), *(Cell(format_quantity(count), figures=(count,)) for count in counts))
