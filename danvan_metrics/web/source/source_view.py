"""The parts of the page Nguồn số liệu: what made a figure, and for a school's value the cells of its own workbook."""

from __future__ import annotations

from functools import partial
from html import escape

import streamlit as st

from danvan_metrics.errors import UnreadableWorkbook
from danvan_metrics.formats.table import Cell, Table, group_rows, name_columns, tabulate
from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.metrics.reference import Reference, Subject
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.topics.school.figures import describe_absence
from danvan_metrics.topics.school.source import CellTrace, tabulate_cells, trace_cells, trace_models
from danvan_metrics.topics.source_rows import FigureSource, lay_out_source
from danvan_metrics.topics.sources import collect_source
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import NOTHING, format_date
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.navigation import follow, link_school
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.school.history import list_submissions
from danvan_metrics.web.school.original_file import offer_original
from danvan_metrics.web.state import looked_at, measure
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.frame_table import show_frame
from danvan_metrics.web.widgets.table import show_table


def show_source(reference: Reference) -> None:
    """Draw the figure, its formula and the rows that made it; a row leads further down."""
    source = measure(collect_source, reference)
    show_section(source.title, source.subtitle)
    with st.container(border=True, gap="xsmall"):
        st.html(_write_summary(source))
    if source.rows:
        table = lay_out_source(source)
        show_table(table, key="source_rows")
        offer_figures(source, partial(tabulate, table), key="source")


def _write_summary(source: FigureSource) -> str:
    notes = "".join(f"<p>{escape(note)}</p>" for note in source.notes)
    return f'<div class="source"><p class="value">{escape(source.value)}</p><p>{escape(source.formula)}</p>{notes}</div>'


def show_school_part(reference: Reference) -> None:
    """Draw, where the figure is of one school, its file in force and the very cells of an indicator."""
    dataset = looked_at()
    unit = dataset.roster.by_code.get(reference.school)
    if unit is None:
        return
    record = find_in_force(unit, reference)
    if record is None:
        st.info(escape_markdown(measure(describe_absence, reference.scope.period, unit)))
    else:
        _show_file(record)
        _show_cells(reference, record)
    if st.button(f"Mở hồ sơ {escape_markdown(unit.short_name)}", key="source_school"):
        follow(link_school(unit.code))


def find_in_force(unit: School, reference: Reference) -> SubmissionRecord | None:
    """The hand-in the figure is computed from."""
    period = reference.scope.period
    return next((one for one in list_submissions(unit) if one.in_force and one.period == period), None)


def _show_file(record: SubmissionRecord) -> None:
    show_section("Tệp của nhà trường")
    told = {
        "Tệp": record.file_name,
        "Phòng nhận ngày": format_date(record.received_on),
        "Lần nộp": str(record.revision),
        "Nhận ra bởi": record.recognised_by or NOTHING,
        "SHA-256": record.sha256,
    }
    rows = group_rows((Cell(label, strong=True), words) for label, words in told.items())
    show_table(Table("Tệp của nhà trường", name_columns("Mục", "Nội dung"), rows, "nl"), key="source_file")
    offer_original(record, "Tải tệp gốc của nhà trường", key="source_original")


def _show_cells(reference: Reference, record: SubmissionRecord) -> None:
    try:
        traces = measure(_trace, reference, record.id)
    except UnreadableWorkbook as error:
        st.warning(escape_markdown(str(error)))
        return
    if traces:
        show_section("Từng ô trong tệp gốc", "“Ô đang giữ” được đọc lại từ chính tệp nhà trường đã gửi")
        show_frame(tabulate_cells(traces), caption="Từng ô trong tệp gốc", key="source_cells")


def _trace(dataset: Dataset, reference: Reference, submission: int) -> tuple[CellTrace, ...]:
    appraised = reference.subject == Subject.APPRAISAL  # what the office found leads to the cells it was held against
    indicator = dataset.plan.indicator_by_code.get(reference.field if appraised else reference.subject)
    if indicator is None and reference.subject != Subject.MODELS:
        return ()
    repository = get_district(sample=dataset.sample, plan=dataset.plan.code).repository
    returned, sheets = repository.load_return(submission), read_workbook(repository.load_file(submission))
    if indicator is None or indicator.source is not None:
        return trace_models(returned, sheets)
    return trace_cells(indicator, returned, sheets)
