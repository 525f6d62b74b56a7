"""Who must act on what: schools whose return is late or missing, and every school's weak cells."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.topics.actions.weak_cells import WeakCell, WeakCells
from danvan_metrics.topics.timeliness.chart import TimelinessChart
from danvan_metrics.vietnamese import NOTHING, format_date
from danvan_metrics.web.navigation import follow, link_source
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.page_section import show_section
from danvan_metrics.web.widgets.table import Band, Cell, Heading, Table, show_table

_NOT_ON_TIME = {"missing": "Quá hạn chưa nộp", "late": "Nộp trễ"}


def show_late_schools(record: TimelinessChart, scope: Scope, *, key: str) -> None:
    """Draw the schools whose return is missing or late; said in words where there is none."""
    show_section("Chưa nộp và nộp trễ", record.subtitle)
    if not any(school.state in _NOT_ON_TIME for school in record.schools):
        st.caption("Không trường nào quá hạn chưa nộp hoặc nộp trễ kỳ này.")
        return
    if link := show_table(lay_out_late(record, scope), key=key):
        follow(link)


def lay_out_late(record: TimelinessChart, scope: Scope) -> Table:
    """Lay the schools out, missing ones first."""
    bands = []
    for state, title in _NOT_ON_TIME.items():
        rows = []
        for school in record.schools:
            if school.state == state:
                opens = link_source(Reference(Subject.RECEIPTS, scope, school.school))
                came = format_date(school.received_on) if school.received_on else NOTHING
                name = Cell(school.name, opens=opens, words=f"Nguồn số liệu: {school.name}, {school.words}")
                rows.append((name, Cell(school.level), Cell(came), Cell(school.words)))
        if rows:
            bands.append(Band(title, tuple(rows)))
    headings = (tuple(map(Heading, ("Trường", "Cấp học", "Ngày nhận", "So với hạn"))),)
    return Table("Chưa nộp và nộp trễ", headings, tuple(bands), "nlcl", band_heading="Tình trạng")


def show_weak_cells(record: WeakCells, scope: Scope, *, key: str) -> None:
    """Draw every weak cell; it leads to its source, where an action can be agreed."""
    show_section(record.title, record.subtitle)
    if not record.cells:
        st.caption("Không có nội dung nào chậm tiến độ hoặc chưa làm ở các trường đã báo cáo.")
        return
    if link := show_table(lay_out_weak(record, scope), key=key):
        follow(link)
    offer_figures(record, key=key)


def lay_out_weak(record: WeakCells, scope: Scope) -> Table:
    """Lay the weak cells out, a band per school."""
    bands = tuple(
        Band(cells[0].school.short_name, tuple(_build_row(cell, scope) for cell in cells))
        for cells in (list(own) for _, own in groupby(record.cells, key=lambda cell: cell.school.code))
    )
    headings = (tuple(map(Heading, ("Mã", "Nội dung", "Kết quả", "Việc đang giao"))),)
    return Table(f"{record.title}. {record.subtitle}", headings, bands, "nlcl", band_heading="Trường", dense=True)


def _build_row(cell: WeakCell, scope: Scope) -> tuple[Cell, ...]:
    opens = link_source(Reference(cell.code, Scope(scope.period, scope.lens), cell.school.code))
    words = f"{cell.school.short_name}, {cell.title}: {cell.words}"
    agreed = "; ".join(f"{action.task} ({action.person}, hạn {format_date(action.due)})" for action in cell.actions)
    return (
        Cell(cell.code, opens=opens, words=f"Nguồn và giao việc: {words}", strong=True),
        Cell(cell.title),
        Cell(cell.ratio, mark=cell.mark, words=words, opens=opens),
        Cell(agreed or NOTHING),
    )
