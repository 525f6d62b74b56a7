"""Indicators laid out: one group's indicators over all schools, and one indicator school by school."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from danvan_metrics.formats.record import SHARE_HEADING
from danvan_metrics.formats.table import Band, Cell, Heading, IndicatorPage, Row, SchoolPage, Table
from danvan_metrics.metrics.bands import BandLimits
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marking import describe_legend, name_reading
from danvan_metrics.metrics.marks import Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.metrics.words import Ratio, describe_extremes, describe_schools, name_open
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.indicators.figures import IndicatorRow, IndicatorTable
from danvan_metrics.topics.indicators.school_values import IndicatorSchools, SchoolRow
from danvan_metrics.vietnamese import NOTHING, format_change

CODE, NAME, MET, SHARE, CHANGE, SUMS = range(6)  # the columns before the levels


def lay_out_indicators(record: IndicatorTable) -> Table:
    """Lay a group's indicators out, a band per criterion; a code leads to the indicator's schools, a figure to its source."""
    sums = f"Cộng {describe_schools(record.scope)}"
    upper = [Heading("Mã", rows=2), Heading("Nội dung", rows=2), Heading("Trường đạt", 3), Heading(sums, rows=2)]
    upper += [Heading("Trường đạt theo cấp học", len(record.levels))] if record.levels else []
    lower = [
        Heading("n/N", alone="Trường đạt (n/N)", figures=("Số trường đạt", "Số trường áp dụng")),
        Heading(
            "Tỉ lệ",
            words=f"Khoảng khi còn {name_open(record.scope.lens)}: {describe_extremes(record.scope.lens)}",
            alone="Tỉ lệ trường đạt",
            figures=(f"{SHARE_HEADING} thấp nhất", f"{SHARE_HEADING} cao nhất"),
        ),
        Heading(
            "So kỳ trước",
            words="Chỉ so các trường có số liệu ở cả hai kỳ",
            alone="Thay đổi so với kỳ trước",
            figures=("Thay đổi so với kỳ trước", "Số trường so được"),
        ),
        *(Heading(level, figures=(f"{level}: đạt", f"{level}: áp dụng")) for level in record.levels),
    ]
    return Table(
        caption=record.title,
        subtitle=record.subtitle,
        headings=(tuple(upper), tuple(lower)),
        bands=tuple(_build_bands(record)),
        align="llcccl" + "c" * len(record.levels),
        band_heading="Tiêu chí" if any(row.heading for row in record.rows) else "",
        notes=(
            f"Tỉ lệ ghi thành khoảng khi còn {name_open(record.scope.lens)}: {describe_extremes(record.scope.lens)}.",
            "So kỳ trước: chỉ các trường có số liệu ở cả hai kỳ; trường để trống hoặc không áp dụng không phải là giảm.",
        ),
    )


def _build_bands(record: IndicatorTable) -> Iterator[Band]:
    for heading, rows in groupby(record.rows, key=lambda row: row.heading):
        yield Band(heading, tuple(_lay_indicator(row, record.levels, record.scope) for row in rows))


def _lay_indicator(row: IndicatorRow, levels: tuple[str, ...], scope: Scope) -> Row:
    opens = IndicatorPage(row.code)
    source = Reference(row.code, scope)
    return (
        Cell(row.code, opens=opens, words=f"Xem từng trường: {row.title}", strong=True),
        Cell(row.title, words=row.text),
        Cell(
            str(row.met),
            opens=source,
            words=f"Nguồn của {row.code}: {row.met} trường đạt",
            strong=True,
            figures=_list_figures(row.met),
        ),
        Cell(row.met.span, figures=(row.met.low, row.met.high)),
        Cell(
            format_change(row.change),
            f"trong {row.compared} trường" if row.compared else "",
            figures=(row.change, row.compared or None),
        ),
        Cell(row.sums, opens=source if row.sums != NOTHING else None, words=f"Nguồn của {row.code}: cộng {row.sums}"),
        *(_lay_level(row, level, scope) for level in levels),
    )


def _lay_level(row: IndicatorRow, level: str, scope: Scope) -> Cell:
    ratio = row.by_level.get(level, Ratio())
    if not ratio.total:
        return Cell(str(ratio), figures=(None, None))
    words = f"Nguồn của {row.code}, {level}: {ratio} trường đạt"
    return Cell(str(ratio), opens=Reference(row.code, replace(scope, level=level)), words=words, figures=_list_figures(ratio))


def _list_figures(ratio: Ratio) -> tuple[float | None, float | None]:
    return (ratio.n, ratio.total) if ratio.total else (None, None)


def lay_out_schools(record: IndicatorSchools) -> Table:
    """Lay out one indicator school by school; a name leads to the school's page."""
    headings = (
        *map(Heading, ("Trường", "Cấp học", "Xã, thị trấn", "Kết quả")),
        Heading("Đã làm/phải làm", figures=("Đã làm", "Phải làm", SHARE_HEADING)),
        Heading("Kỳ trước"),
    )
    rows = tuple(_lay_school(row, record) for row in record.rows)
    notes = tuple(record.list_changes())
    legend = tuple(describe_legend((row.mark for row in record.rows), record.reference.scope.lens, record.limits))
    return Table(record.title, (headings,), (Band("", rows),), "lllcmc", record.subtitle, legend=legend, notes=notes, dense=True)


def _lay_school(row: SchoolRow, record: IndicatorSchools) -> Row:
    school, reference = row.school, record.reference
    lens = reference.scope.lens
    return (
        Cell(
            school.short_name,
            opens=SchoolPage(school.code),
            words=f"Mở hồ sơ {school.short_name}",
            tag="điểm" if school.model else "",
        ),
        Cell(school.level),
        Cell(school.commune),
        _lay_mark(row.mark, lens, record.limits),
        Cell(
            row.figure or NOTHING,
            opens=replace(reference, school=school.code),
            words=f"Nguồn: {school.short_name}, {row.figure or name_reading(row.mark, lens, record.limits)}",
            figures=(row.n, row.total, row.completion) if row.figure else (None, None, None),
        ),
        _lay_mark(row.before, lens, record.limits_before) if row.before else Cell(NOTHING),
    )


def _lay_mark(mark: Mark, lens: Lens, limits: BandLimits) -> Cell:
    words = name_reading(mark, lens, limits)
    return Cell(words, mark=mark, words=words)
