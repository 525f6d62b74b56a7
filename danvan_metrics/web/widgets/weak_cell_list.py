"""Who must act on what: schools whose return is missing, late or sent back, and every school's weak cells."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.words import name_weak
from danvan_metrics.topics.actions.table import lay_out_weak
from danvan_metrics.topics.actions.weak_cells import WeakCells
from danvan_metrics.topics.timeliness.chart import TimelinessChart
from danvan_metrics.topics.timeliness.table import CAME, LEVEL, SCHOOL, TOLD, lay_out_late
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.widgets.figure_table import show_figures, show_section
from danvan_metrics.web.widgets.table import show_table


def show_late_schools(record: TimelinessChart, scope: Scope, *, key: str) -> None:
    """Draw the schools whose return is missing, late or sent back; said in words where there is none."""
    table = lay_out_late(record.schools, scope, banded=True).select(SCHOOL, LEVEL, CAME, TOLD)
    show_section(table.caption, record.subtitle)
    if table.rows:
        show_table(table, key=key)
    else:
        st.caption("Không trường nào quá hạn chưa nộp, nộp trễ hoặc có báo cáo trả lại kỳ này.")


def show_weak_cells(record: WeakCells, scope: Scope, *, key: str) -> None:
    """Draw every weak cell; said in words where there is none."""
    if record.cells:
        show_figures(record, lay_out_weak(record, scope), key=key, bands=True)
    else:
        show_section(record.title, record.subtitle)
        st.caption(f"Không có chỉ tiêu, nội dung nào {escape_markdown(name_weak(scope.lens))} ở các trường có số liệu.")
