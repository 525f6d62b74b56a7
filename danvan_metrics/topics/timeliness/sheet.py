"""“Hạn nộp”: the day every return was received, typed in; days late, state and counts by formulas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from danvan_metrics.formats.xlsx import look as looks
from danvan_metrics.formats.xlsx.cell_references import cell, on, quote, span
from danvan_metrics.formats.xlsx.cell_writer import Content, Formula
from danvan_metrics.formats.xlsx.look import CellFormat, embolden
from danvan_metrics.formats.xlsx.native_charts import ChartBox, ColumnSeries, FormulaBars, add_bars
from danvan_metrics.formats.xlsx.page import TOP, Page
from danvan_metrics.formats.xlsx.print_setup import PaperFit, break_before, set_print
from danvan_metrics.metrics.dataset import iterate_rows
from danvan_metrics.metrics.material import Material
from danvan_metrics.metrics.return_states import describe_return
from danvan_metrics.topics.data.sheet import YES_NO
from danvan_metrics.topics.meeting import Meeting
from danvan_metrics.topics.timeliness.chart import TimelinessChart, collect_timeliness
from danvan_metrics.topics.timeliness.counts_chart import KINDS
from danvan_metrics.topics.timeliness.school_lines import WORDS, SchoolTimeliness, describe_receipts

SHEET: Final = "Hạn nộp"
_HEADINGS: Final = (
    "Trường", "Cấp học", "Trường điểm", "Ngày nhận", "So với hạn (ngày)", "Trễ (ngày)", "Tình trạng", "Lần nộp", "Nói gọn",
    "Báo cáo",
)  # fmt: skip
_DAYS: Final = TOP + 3  # rows above: deadline, last day on time, as-of day
_FIRST: Final = _DAYS + 3
_LEVEL, _RECEIVED, _LATE, _STATE, _WORDS = 2, 4, 6, 7, 9
_DEADLINE, _LAST_DAY, _AS_OF = (f"$D${TOP + place}" for place in range(3))


@dataclass(frozen=True)
class DeadlineRows:
    """The schools' rows, and where the counts are taken."""

    rows: Mapping[str, int]

    @property
    def last(self) -> int:
        """The last school's row."""
        return max(self.rows.values(), default=_FIRST)

    def words(self, school: str) -> str:
        """A school's “trễ 2 ngày”, as another sheet points to it."""
        return on(SHEET, cell(self.rows[school], _WORDS))

    @property
    def received(self) -> str:
        """How many returns came."""
        return f"COUNT({on(SHEET, span(_RECEIVED, _FIRST, self.last))})"

    @property
    def schools(self) -> str:
        """How many schools should hand in."""
        return f"COUNTA({on(SHEET, span(1, _FIRST, self.last))})"

    @property
    def on_time(self) -> str:
        """How many came no later than the last day on time."""
        return f'COUNTIFS({on(SHEET, span(_RECEIVED, _FIRST, self.last))},"<="&{on(SHEET, _LAST_DAY)})'


def lay_out_deadlines(meeting: Meeting) -> DeadlineRows:
    """A row per school, in the chart's order."""
    schools = meeting.take(collect_timeliness).schools
    return DeadlineRows({school.school: row for row, school in enumerate(schools, start=_FIRST)})


def write_deadlines(page: Page, meeting: Meeting) -> None:
    """Write the three days everything is judged by, then the schools."""
    record, material = meeting.take(collect_timeliness), meeting.material
    rows = lay_out_deadlines(meeting)
    page.set_widths([26, 11, 12, 14, 14, 12, 24, 10, 20, 30])
    page.write_head(record.title, record.subtitle, len(_HEADINGS))
    _write_days(page, record, material)
    page.write_headings(_FIRST - 1, _HEADINGS)
    words, returns = describe_receipts(material), {one.school: describe_return(one) for one in iterate_rows(material.returns)}
    for school in record.schools:
        row = rows.rows[school.school]
        page.write_row(row, list(_build_row(row, school, words[school.school])))
        page.write(row, len(_HEADINGS), returns[school.school])
    _write_counts(page, record, rows.last + 2)
    set_print(page, columns=len(_HEADINGS), repeat=TOP - 1, freeze=f"B{_FIRST}", fit=PaperFit(high=1, upright=True))


def _write_counts(page: Page, record: TimelinessChart, top: int) -> None:
    """Schools by level and state, and a chart of them."""
    if record.empty:
        page.write(top, 1, record.empty, looks.LOOSE)
        return
    break_before(page, top)
    page.write_headings(top, ["Cấp học", *(kind.name for kind in KINDS), "Số trường"])
    levels = list(dict.fromkeys(school.level for school in record.schools))
    for row, level in enumerate(levels, start=top + 1):
        page.write_row(row, list(_count_level(record, level, row, top=top)))
    last, first = top + len(levels), top + 1
    page.write_row(last + 1, list(_add_levels(record, first, last)))
    series = [
        ColumnSeries(kind, column)
        for column, kind in enumerate(KINDS, start=2)
        if any(school.state == kind.key for school in record.schools)
    ]
    box = ChartBox("A", last + 3, width=26, height=9)
    add_bars(page, FormulaBars(record.title, 1, first, last, series), box)


def _count_level(record: TimelinessChart, level: str, row: int, *, top: int) -> Iterator[tuple[Content, CellFormat]]:
    own = [school.state for school in record.schools if school.level == level]
    levels, states = (span(column, _FIRST, top - 2) for column in (_LEVEL, _STATE))
    yield level, looks.TEXT
    for state, words in WORDS.items():
        yield Formula(f"COUNTIFS({levels},{cell(row, 1)},{states},{quote(words)})", own.count(state)), looks.COUNT
    yield Formula(f"COUNTIFS({levels},{cell(row, 1)})", len(own)), looks.COUNT


def _add_levels(record: TimelinessChart, first: int, last: int) -> Iterator[tuple[Content, CellFormat]]:
    states = [school.state for school in record.schools]
    yield "Cộng", embolden(looks.TEXT)
    for column, value in enumerate([*map(states.count, WORDS), len(states)], start=2):
        yield Formula(f"SUM({span(column, first, last)})", value), embolden(looks.COUNT)


def _write_days(page: Page, record: TimelinessChart, material: Material) -> None:
    days: tuple[tuple[str, Content], ...] = (
        ("Hạn nộp: trước ngày", material.scope.find_period(material.dataset).deadline),
        ("Ngày cuối còn đúng hạn", Formula(f"{_DEADLINE}-1", record.last_day)),
        ("Tính đến ngày", material.dataset.as_of),
    )
    for row, (label, day) in enumerate(days, start=TOP):
        page.write(row, 1, label, looks.PLAIN)
        page.write(row, 4, day, looks.DATE if isinstance(day, Formula) else looks.TYPED_DATE)


def _build_row(row: int, school: SchoolTimeliness, words: str) -> Iterator[tuple[Content, CellFormat]]:
    day, late = cell(row, _RECEIVED), cell(row, _LATE)
    came = f"ISNUMBER({day})"
    yield school.name, looks.TEXT
    yield school.level, looks.TEXT
    yield YES_NO[school.model], looks.CENTRED
    received = school.received_on
    yield (received, looks.TYPED_DATE) if received else ("chưa nộp", looks.TYPED_TEXT)
    yield Formula(f'IF({came},{day}-{_LAST_DAY},"")', school.days if received else None), looks.COUNT
    overdue = f'IF({_AS_OF}>{_LAST_DAY},{_AS_OF}-{_LAST_DAY},"")'
    yield Formula(f"IF({came},MAX(0,{day}-{_LAST_DAY}),{overdue})", _days_late(school)), looks.COUNT
    came_words = f"IF({day}>{_LAST_DAY},{quote(WORDS['late'])},{quote(WORDS['on_time'])})"
    absent_words = f"IF({_AS_OF}>{_LAST_DAY},{quote(WORDS['missing'])},{quote(WORDS['not_due'])})"
    yield Formula(f"IF({came},{came_words},{absent_words})", WORDS[school.state]), looks.TEXT
    yield school.revision, looks.TYPED
    short = f'IF({late}>0,"trễ "&{late}&" ngày","đúng hạn")'
    absent = f'IF({_AS_OF}>{_LAST_DAY},"quá hạn "&{late}&" ngày","còn "&({_LAST_DAY}-{_AS_OF})&" ngày")'
    yield Formula(f"IF({came},{short},{absent})", words), looks.TEXT


def _days_late(school: SchoolTimeliness) -> int | None:
    return None if school.state == "not_due" else max(0, school.days)
