"""Tracked numbers laid out: sums by period (and level), and one number school by school; every sum leads to its source."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from danvan_metrics.formats.table import Band, Cell, Heading, IndicatorPage, Row, SchoolPage, Table
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.topics.indicators.tracked_numbers import (
    SchoolNumbers,
    SumRow,
    TrackedSchools,
    TrackedSum,
    TrackedSums,
    describe_sum,
)
from danvan_metrics.vietnamese import NOTHING, capitalise, format_change, format_quantity

_REPORTED = "“17/19 trường”: số trường đã ghi trên số trường đang xem; trường để trống không phải là 0."


def lay_out_sums(record: TrackedSums) -> Table:
    """Lay out every number's sum over the selection, a row per line; a code leads to the number's page."""
    headings = (Heading("Mã"), Heading("Nội dung"), *_head_periods(record.periods))
    rows = tuple((_lay_code(row), Cell(row.title, words=row.line.text), *_lay_sums(row)) for row in record.rows)
    align = "nl" + "n" * len(record.periods)
    return Table(record.title, (headings,), (Band("", rows),), align, record.subtitle, notes=(_REPORTED,), dense=True)


def _lay_code(row: SumRow) -> Cell:
    return Cell(row.code, opens=IndicatorPage(row.code), words=f"Xem từng trường: {row.title}", strong=True)


def lay_out_levels(record: TrackedSums) -> Table:
    """Lay out one number's sums, a row per level and the whole last, a band per line where it has several."""
    lines = [(text, list(rows)) for text, rows in groupby(record.rows, key=lambda row: row.line.text)]
    several = len(lines) > 1
    bands = tuple(Band(text if several else "", tuple(_lay_level(row) for row in rows)) for text, rows in lines)
    headings = (Heading("Cấp học"), *_head_periods(record.periods))
    align = "n" * (1 + len(record.periods))
    heading = "Nội dung" if several else ""
    return Table(record.title, (headings,), bands, align, record.subtitle, band_heading=heading, notes=(_REPORTED,), dense=True)


def _lay_level(row: SumRow) -> Row:
    whole = row.name == "cộng"
    return (Cell(capitalise(row.name), strong=whole), *_lay_sums(row))


def _head_periods(titles: tuple[str, ...]) -> Iterator[Heading]:
    for title in titles:
        yield Heading(title, figures=(title, f"{title}: số trường ghi", f"{title}: số trường"))


def _lay_sums(row: SumRow) -> Iterator[Cell]:
    for total in row.sums:
        told, reported = describe_sum(total, row.line.unit), _describe_reported(total)
        words = f"Nguồn của {row.code}, {row.name}: {told}, {reported}"
        figures = (total.total, total.reported, total.schools)
        yield Cell(told, reported, opens=Reference(row.code, total.scope), words=words, figures=figures)


def _describe_reported(total: TrackedSum) -> str:
    return f"{total.reported}/{total.schools} trường" if total.schools else "không có trường nào"


def lay_out_tracked_schools(record: TrackedSchools) -> Table:
    """Lay out one number school by school, its lines side by side, with the change since the period before."""
    several = len(record.lines) > 1
    upper = (
        Heading("Trường", rows=2),
        Heading("Cấp học", rows=2),
        *(Heading(line.text, _width(record)) for line in record.lines),
    )
    lower = tuple(heading for line in record.lines for heading in _head_line(record, line.text if several else ""))
    simple = (Heading("Trường"), Heading("Cấp học"), *lower)
    rows = tuple(_lay_school(row, record) for row in record.rows)
    return Table(
        caption=record.title,
        headings=(upper, lower) if several else (simple,),
        bands=(Band("", rows),),
        align="ll" + "r" * _width(record) * len(record.lines),
        subtitle=record.subtitle,
        notes=tuple(record.list_changes()),
        dense=True,
    )


def _width(record: TrackedSchools) -> int:
    return len(record.periods) + bool(record.since)


def _head_line(record: TrackedSchools, text: str) -> Iterator[Heading]:
    names = [*record.periods, *(["So kỳ trước"] if record.since else [])]
    for name in names:
        yield Heading(name, alone=f"{text}: {name}" if text else "")


def _lay_school(row: tuple[SchoolNumbers, ...], record: TrackedSchools) -> Row:
    school = row[0].school
    name = Cell(
        school.short_name,
        opens=SchoolPage(school.code),
        words=f"Mở hồ sơ {school.short_name}",
        tag="điểm" if school.model else "",
    )
    return (name, Cell(school.level), *(cell for numbers in row for cell in _lay_numbers(numbers, record)))


def _lay_numbers(numbers: SchoolNumbers, record: TrackedSchools) -> Iterator[Cell]:
    scope = record.reference.scope
    for code, number in zip(record.codes, numbers.numbers, strict=True):
        yield _lay_number(number, numbers, Reference(record.reference.subject, scope.at(code), numbers.school.code))
    if record.since:
        change = numbers.change
        yield Cell(NOTHING if change is None else format_change(change), figures=(change,))


def _lay_number(number: float | Mark, numbers: SchoolNumbers, source: Reference) -> Cell:
    if isinstance(number, Mark):
        return Cell(LABELS[number], mark=number, words=LABELS[number], figures=(None,))
    told = format_quantity(number)
    words = f"Nguồn: {numbers.school.short_name}, {told} {numbers.line.unit}".strip()
    return Cell(told, opens=source, words=words, figures=(number,))
