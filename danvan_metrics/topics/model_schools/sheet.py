"""“Trường điểm”: every criterion through the year; the period looked at points to the scorecard, earlier ones are typed in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from danvan_metrics.formats import theme
from danvan_metrics.formats.bars import Series
from danvan_metrics.formats.record import SHARE_HEADING
from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell, quote
from danvan_metrics.formats.xlsx.cell_writer import Content, Formula
from danvan_metrics.formats.xlsx.look import CellFormat
from danvan_metrics.formats.xlsx.native_charts import ChartBox, ColumnSeries, FormulaBars, add_bars
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, break_before, set_print
from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.words import STATES
from danvan_metrics.topics.data.counting import divide
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.model_schools.chart import ModelSchoolTracks, ModelTracksChart, collect_model_tracks
from danvan_metrics.topics.model_schools.tracks import Track, TrackPoint
from danvan_metrics.topics.scorecard.school_grid import Beyond, Part, SchoolGrid, lay_out_grid

SHEET: Final = "Trường điểm"
_FIRST: Final = TOP + 2
_POINT: Final = 3  # columns of a period: n, N, share
_NOTE: Final = (
    "n/N: số nội dung đạt trên số nội dung áp dụng. Kỳ đang xem tính từ sheet Bảng điểm; các kỳ trước ghi sẵn (chữ xanh). "
    "Mức giữa: tỉ lệ đứng giữa của các trường khác có số liệu, kỳ đang xem; cột bên là số trường ấy."
)


@dataclass(frozen=True)
class _Table:
    """What every row is written with; `others` says that the middle can be taken from the scorecard."""

    record: ModelTracksChart
    grid: SchoolGrid
    criteria: Sequence[str]
    others: bool

    @property
    def reference(self) -> int:
        return 3 + _POINT * len(self.record.periods)

    @property
    def label(self) -> int:
        return self.reference + 2

    def share(self, period: int) -> int:
        return 3 + _POINT * period + 2


def write_model_schools(page: Page, meeting: Meeting) -> None:
    """Write a row per school and criterion, and a chart per school."""
    record, plan = meeting.take(collect_model_tracks), meeting.plan
    grid = lay_out_grid(meeting)
    criteria = [group.code for group in scored_groups(plan) if group.parent is not None]
    models = {school.school for school in record.schools}
    table = _Table(record, grid, criteria, others=models <= set(grid.rows) and bool(set(grid.rows) - models))
    page.set_widths([24, 18, *[14, 7.5, 9] * len(record.periods), 13, 9, max(38, 77 - 24 * len(record.periods))])
    page.write_head(record.title, _NOTE, table.label)
    if record.empty:
        page.write_line(_FIRST, record.empty, looks.PLAIN, table.label)
        set_print(page, columns=table.label, repeat=TOP - 1)
        return
    _write_headings(page, table)
    row = _FIRST
    for school in record.schools:
        for track, criterion in zip(school.tracks, criteria, strict=True):
            page.write_row(row, list(_build_row(table, row, school, track, criterion)))
            row += 1
    _add_charts(page, table, row + 1)
    set_print(page, columns=table.label, repeat=TOP - 1, freeze=f"C{_FIRST}", fit=PaperFit(high=1))


def _write_headings(page: Page, table: _Table) -> None:
    ends = ((1, "Trường"), (2, "Tiêu chí"), (table.reference, "Mức giữa của các trường khác"), (table.label, "Qua các kỳ"))
    page.write_heading(TOP, table.reference + 1, "Số trường khác", rows=2)
    for column, heading in ends:
        page.write_heading(TOP, column, heading, rows=2)
    for number, period in enumerate(table.record.periods):
        first = 3 + _POINT * number
        page.write_heading(TOP, first, period, columns=_POINT)
        page.write_headings(TOP + 1, ["n", "N", SHARE_HEADING], column=first)


def _build_row(
    table: _Table, row: int, school: ModelSchoolTracks, track: Track, criterion: str
) -> Iterator[tuple[Content, CellFormat]]:
    yield school.name, looks.TEXT
    yield track.name, looks.TEXT
    *earlier, latest = track.points
    for number, point in enumerate(earlier):
        yield from _type_in(point)
        yield _share(point, row, number), looks.SHARE
    if school.school in table.grid.rows:
        yield from _point(table.grid, school.school, criterion, latest)
    else:  # a selection without the model schools: they stand on no other sheet
        yield from _type_in(latest)
    yield _share(latest, row, len(earlier)), looks.SHARE
    yield from _refer(table, track, criterion)
    yield Formula(_label(track, row), f"{track.name} {' → '.join(point.words for point in track.points)}"), looks.TEXT


def _type_in(point: TrackPoint) -> Iterator[tuple[Content, CellFormat]]:
    known = point.state == "value"
    yield (point.n, looks.TYPED) if known else (STATES[point.state], looks.TYPED_TEXT)
    yield point.N if known else None, looks.TYPED


def _point(grid: SchoolGrid, school: str, criterion: str, point: TrackPoint) -> Iterator[tuple[Content, CellFormat]]:
    known = point.state == "value"
    n, total = (grid.place(school, criterion, part) for part in (Part.N, Part.TOTAL))
    word = STATES["not_reported" if known else point.state]
    yield Formula(f"IF(ISNUMBER({n}),{n},{quote(word)})", point.n if known else word), looks.COUNT
    yield Formula(f'IF(ISNUMBER({total}),{total},"")', point.N if known else None), looks.COUNT


def _share(point: TrackPoint, row: int, number: int) -> Formula:
    n, total = (cell(row, 3 + _POINT * number + place) for place in (0, 1))
    return Formula(divide(n, total), point.share)


def _refer(table: _Table, track: Track, criterion: str) -> Iterator[tuple[Content, CellFormat]]:
    """The middle of the others, and how many they are."""
    if not table.others:
        yield track.reference, looks.TYPED_SHARE
        yield track.others, looks.TYPED
        return
    shares = table.grid.spread(table.grid.column_beyond(criterion, Beyond.SHARE), others=True)
    yield Formula(f'IF(COUNT({shares})=0,"",MEDIAN({shares}))', track.reference), looks.SHARE
    yield Formula(f"COUNT({shares})", track.others), looks.COUNT


def _label(track: Track, row: int) -> str:
    points = []
    for number in range(len(track.points)):
        n, total = (cell(row, 3 + _POINT * number + place) for place in (0, 1))
        points.append(f'IF(ISNUMBER({n}),{n}&"/"&{total},{n})')
    return f'{cell(row, 2)}&" "&' + '&" → "&'.join(points)


def _add_charts(page: Page, table: _Table, below: int) -> None:
    """A chart per school, under each other: three criteria, a bar per period and the middle of the others."""
    periods = table.record.periods
    series = [
        ColumnSeries(Series(period, period, theme.Fill(theme.point_color(number, len(periods)))), table.share(number))
        for number, period in enumerate(periods)
    ]
    if table.record.rest:
        series.append(ColumnSeries(Series("others", table.record.rest, theme.INDIVIDUAL), table.reference))
    size = len(table.criteria)
    break_before(page, below)
    for number, school in enumerate(table.record.schools):
        first = _FIRST + number * size
        bars = FormulaBars(school.name, table.label, first, first + size - 1, series, shares=True)
        box = ChartBox("A", below + 1, width=26, height=5.8)
        add_bars(page, bars, box)
        below += box.rows
