"""Indicators as tables: one group's indicators over all schools, and one indicator school by school."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.marks import LABELS, Mark
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.topics.indicators.figures import IndicatorRow, IndicatorTable, Ratio
from danvan_metrics.topics.indicators.school_values import IndicatorSchools, SchoolRow
from danvan_metrics.vietnamese import NOTHING, format_change
from danvan_metrics.web.navigation import follow, link_indicator, link_school, link_source
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.page_section import show_section
from danvan_metrics.web.widgets.table import Band, Cell, Heading, Table, show_table


def show_indicators(record: IndicatorTable, *, key: str) -> None:
    """Draw a group's indicators; a code leads to the indicator's schools."""
    show_section(record.title, record.subtitle)
    if link := show_table(lay_out_indicators(record), key=key):
        follow(link)
    offer_figures(record, key=key)


def lay_out_indicators(record: IndicatorTable) -> Table:
    """Lay a group's indicators out, a band per criterion."""
    upper = [Heading("Mã", rows=2), Heading("Nội dung", rows=2), Heading("Trường đạt", 3), Heading("Cộng toàn huyện", rows=2)]
    upper += [Heading("Trường đạt theo cấp học", len(record.levels))] if record.levels else []
    lower = [
        Heading("n/N"),
        Heading("Tỉ lệ", words="Khoảng: nếu mọi trường chưa báo cáo đều chưa đạt, hoặc đều đạt"),
        Heading("So kỳ trước"),
    ]
    return Table(
        caption=f"{record.title}. {record.subtitle}",
        headings=(tuple(upper), (*lower, *map(Heading, record.levels))),
        bands=tuple(_build_bands(record)),
        align="llcccl" + "c" * len(record.levels),
        band_heading="Tiêu chí" if any(row.heading for row in record.rows) else "",
        notes=(
            "Tỉ lệ ghi thành khoảng khi còn trường chưa báo cáo: thấp nhất nếu các trường ấy đều chưa đạt, cao nhất nếu đều đạt.",
        ),
    )


def _build_bands(record: IndicatorTable) -> Iterator[Band]:
    for heading, rows in groupby(record.rows, key=lambda row: row.heading):
        yield Band(heading, tuple(_build_indicator(row, record.levels, record.scope) for row in rows))


def _build_indicator(row: IndicatorRow, levels: tuple[str, ...], scope: Scope) -> tuple[Cell, ...]:
    opens = link_indicator(row.code) if row.met.total else ""
    source = Reference(row.code, scope)
    change = format_change(row.change)
    return (
        Cell(row.code, opens=opens, words=f"Xem từng trường: {row.title}" if opens else "", strong=True),
        Cell(row.title, words=row.text),
        Cell(str(row.met), opens=link_source(source), words=f"Nguồn của {row.code}: {row.met} trường đạt", strong=True),
        Cell(row.met.span),
        Cell(change),
        Cell(row.sums, opens=link_source(source) if row.sums != NOTHING else "", words=f"Nguồn của {row.code}: cộng {row.sums}"),
        *(_build_level(row, level, scope) for level in levels),
    )


def _build_level(row: IndicatorRow, level: str, scope: Scope) -> Cell:
    ratio = row.by_level.get(level, Ratio())
    opens = link_source(Reference(row.code, replace(scope, level=level))) if ratio.total else ""
    return Cell(str(ratio), opens=opens, words=f"Nguồn của {row.code}, {level}: {ratio} trường đạt" if opens else "")


def show_indicator_schools(record: IndicatorSchools, *, key: str) -> None:
    """Draw one indicator school by school; a name leads to the school's page."""
    show_section(record.title, record.subtitle)
    if link := show_table(lay_out_schools(record), key=key):
        follow(link)
    offer_figures(record, key=key)


def lay_out_schools(record: IndicatorSchools) -> Table:
    """Lay out one indicator school by school."""
    headings = tuple(map(Heading, ("Trường", "Cấp học", "Xã, thị trấn", "Kết quả", "Đã làm/phải làm", "Kỳ trước")))
    rows = tuple(_build_school(row, record.reference) for row in record.rows)
    return Table(f"{record.title}. {record.subtitle}", (headings,), (Band("", rows),), "lllcmc", dense=True)


def _build_school(row: SchoolRow, reference: Reference) -> tuple[Cell, ...]:
    school = row.school
    opens, source = link_school(school.code), link_source(replace(reference, school=school.code))
    return (
        Cell(school.short_name, opens=opens, words=f"Mở hồ sơ {school.short_name}", tag="điểm" if school.model else ""),
        Cell(school.level),
        Cell(school.commune),
        _mark_cell(row.mark),
        Cell(row.figure or NOTHING, opens=source, words=f"Nguồn: {school.short_name}, {row.figure or LABELS[row.mark]}"),
        _mark_cell(row.before) if row.before else Cell(NOTHING),
    )


def _mark_cell(mark: Mark) -> Cell:
    return Cell(LABELS[mark], mark=mark, words=LABELS[mark])
