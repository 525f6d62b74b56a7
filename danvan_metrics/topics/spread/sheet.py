"""“Lan tỏa”: schools by rung through the year, by level and by commune, counted from the schools' own table below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from danvan_metrics.formats.record import SHARE_HEADING
from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell, quote
from danvan_metrics.formats.xlsx.cell_writer import Content, Formula
from danvan_metrics.formats.xlsx.look import CellFormat
from danvan_metrics.formats.xlsx.native_charts import ChartBox, ColumnSeries, FormulaBars, add_bars
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, break_before, set_print
from danvan_metrics.metrics.material import Material
from danvan_metrics.metrics.spread import WITHOUT_RUNG
from danvan_metrics.metrics.words import STATES
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.spread.communes import OUTSIDE, CommuneArea
from danvan_metrics.topics.spread.ladder import LadderRow, name_schools
from danvan_metrics.topics.spread.ladder_chart import LadderChart, build_rung_bars, collect_ladder
from danvan_metrics.topics.spread.map_chart import collect_commune_map
from danvan_metrics.topics.spread.school_rows import (
    RungColumn,
    count_schools,
    from_rung,
    in_rung_state,
    of_model,
    on_rung,
    write_school_rungs,
)
from danvan_metrics.vietnamese import capitalise, lower_first

SHEET: Final = "Lan tỏa"


@dataclass(frozen=True)
class _Ladder:
    """A table of rungs: the record, which of its rows are counted live, and the condition on schools."""

    record: LadderChart
    live: Sequence[str]
    model: bool | None

    @property
    def n(self) -> int:
        """The column of schools on or above the notable rung."""
        return 2 + len(self.record.rungs) + len(WITHOUT_RUNG)


def write_spread(page: Page, meeting: Meeting) -> None:
    """Write ladders, charts, communes and the schools they are counted from."""
    material = meeting.material
    ladder = meeting.take(collect_ladder)
    rungs = len(ladder.rungs)
    columns = 1 + rungs + len(WITHOUT_RUNG) + 3
    page.set_widths([25, *[13] * rungs, *[11] * len(WITHOUT_RUNG), 13, 9, 9])
    page.write_head("Lan tỏa phong trào: các trường đã bước tới đâu", ladder.subtitle, columns)
    row = _write_ladders(page, meeting, material, columns)
    row = _add_charts(page, meeting, row)
    row = _write_communes(page, meeting, columns, row)
    page.write_line(row, "Từng trường (bậc đọc từ báo cáo của trường)", looks.SECTION, columns)
    write_school_rungs(page, material.ladder, row + 1)
    set_print(page, columns=columns, repeat=TOP - 1, fit=PaperFit(high=1, upright=True))


def _write_ladders(page: Page, meeting: Meeting, material: Material, columns: int) -> int:
    dataset, scope = material.dataset, material.scope
    whose = f"các {name_schools(scope.model)}"
    now = scope.find_period(dataset).title
    page.write_line(TOP, f"Qua các kỳ, {whose} ({now}: công thức; kỳ khác: ghi sẵn)", looks.SECTION, columns)
    row = _write_ladder(page, _Ladder(meeting.take(collect_ladder), [now], scope.model), TOP + 1)
    page.write_line(row + 1, f"Theo cấp học, {whose}, {now}", looks.SECTION, columns)
    by_level = meeting.take(collect_ladder, by_level=True)
    return _write_ladder(page, _Ladder(by_level, [one.name for one in by_level.rows], scope.model), row + 2) + 1


def _write_ladder(page: Page, ladder: _Ladder, top: int) -> int:
    """Write headings in row `top` and the rows below; the row after them."""
    record = ladder.record
    rungs = [f"Bậc {rung} {lower_first(title)}" for rung, title in enumerate(record.rungs)]
    absent = [capitalise(STATES[state]) for state in WITHOUT_RUNG]
    page.write_headings(
        top, [record.rows_are, *rungs, *absent, f"{capitalise(record.above)} (n)", "Số trường (N)", SHARE_HEADING]
    )
    for row, one in enumerate(record.rows, start=top + 1):
        page.write_row(row, list(_build_row(ladder, row, one)))
    return top + 1 + len(record.rows)


def _build_row(ladder: _Ladder, row: int, one: LadderRow) -> Iterator[tuple[Content, CellFormat]]:
    live, record = one.name in ladder.live, ladder.record
    look = looks.COUNT if live else looks.TYPED
    conditions = of_model(ladder.model) + (((RungColumn.LEVEL, cell(row, 1)),) if record.rows_are == "Cấp học" else ())
    counted: list[tuple[str, int | None]] = [
        (count_schools(on_rung(rung), *conditions), one.counts.get(str(rung), 0)) for rung in range(len(record.rungs))
    ]
    counted += [(count_schools(in_rung_state(state), *conditions), one.counts.get(state, 0)) for state in WITHOUT_RUNG]
    n, total = cell(row, ladder.n), cell(row, ladder.n + 1)
    absent = f"SUM({cell(row, ladder.n - len(WITHOUT_RUNG))}:{cell(row, ladder.n - 1)})"
    above = f'IF({absent}={total},"",{count_schools(from_rung(record.notable), *conditions)})'
    known = bool(one.reported)
    counted += [(above, one.at_or_above if known else None), (count_schools(*conditions), one.schools)]
    yield one.name, looks.TEXT
    for text, value in counted:
        yield Formula(text, value) if live else value, look
    share = one.at_or_above / one.schools if known else None
    yield Formula(f'IF(ISNUMBER({n}),{n}/{total},"")', share), looks.SHARE


def _add_charts(page: Page, meeting: Meeting, row: int) -> int:
    """Both ladders beside each other, where anybody handed in; the row after them."""
    by_period, by_level = meeting.take(collect_ladder), meeting.take(collect_ladder, by_level=True)
    tables = [(by_period, TOP + 2, "A"), (by_level, TOP + 5 + len(by_period.rows), "F")]
    drawn = [(record, first, column) for record, first, column in tables if not record.empty and record.rows]
    for record, first, column in drawn:
        bars = FormulaBars(record.title, 1, first, first + len(record.rows) - 1, _list_series(record))
        box = ChartBox(column, row, width=13.6, height=8.4)
        add_bars(page, bars, box)
    if not drawn:
        page.write(row, 1, by_period.empty, replace(looks.PLAIN, wrap=False))
        return row + 2
    return row + box.rows


def _list_series(record: LadderChart) -> list[ColumnSeries]:
    columns = {key: column for column, key in enumerate((*map(str, range(len(record.rungs))), *WITHOUT_RUNG), start=2)}
    return [ColumnSeries(kind, columns[kind.key]) for kind in build_rung_bars(record).series]


def _write_communes(page: Page, meeting: Meeting, columns: int, row: int) -> int:
    record = meeting.take(collect_commune_map, ())
    break_before(page, row)
    page.write_line(row, f"Theo xã, thị trấn: {record.subtitle}", looks.SECTION, columns)
    absent = [capitalise(STATES[state]) for state in WITHOUT_RUNG]
    headings = ["Xã, thị trấn", "Số trường (N)", f"Bậc {record.rung} trở lên (n)", SHARE_HEADING]
    page.write_headings(row + 1, [*headings, *absent])
    areas = [area for area in record.areas if area.state != OUTSIDE]
    for place, area in enumerate(areas, start=row + 2):
        page.write_row(place, list(_build_commune(area, place, record.rung, of_model(meeting.scope.model))))
    return row + 3 + len(areas)


def _build_commune(
    area: CommuneArea, row: int, rung: int, model: tuple[tuple[RungColumn, str], ...]
) -> Iterator[tuple[Content, CellFormat]]:
    known = area.state == "value"
    conditions = ((RungColumn.COMMUNE, cell(row, 1)), *model)
    total, n = cell(row, 2), cell(row, 3)
    absent = f"SUM({cell(row, 5)}:{cell(row, 4 + len(WITHOUT_RUNG))})"
    word = STATES["not_reported"] if known else area.label
    yield area.name, looks.TEXT
    yield Formula(count_schools(*conditions), area.N), looks.COUNT
    counted = count_schools(from_rung(rung), *conditions)
    yield Formula(f"IF({absent}={total},{quote(word)},{counted})", area.n if known else word), looks.COUNT
    yield Formula(f'IF(ISNUMBER({n}),{n}/{total},"")', area.n / area.N if known else None), looks.SHARE
    for state, count in area.absent.items():
        yield Formula(count_schools(in_rung_state(state), *conditions), count), looks.COUNT


def count_notable(rung: int, model: bool | None) -> tuple[str, str]:  # noqa: FBT001  a condition of the scope
    """The formulas of schools on or above a rung, and of all schools."""
    return count_schools(from_rung(rung), *of_model(model)), count_schools(*of_model(model))
