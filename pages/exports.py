"""Xuất báo cáo: slides, report, workbook, charts; tables; conclusions of meetings, and figures fixed for them."""

import streamlit as st

from danvan_metrics.metrics.words import describe_scope
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.meeting.conclusion_forms import show_conclusions
from danvan_metrics.web.meeting.data_forms import show_data_out
from danvan_metrics.web.meeting.export_forms import show_exports
from danvan_metrics.web.meeting.since_view import show_since
from danvan_metrics.web.meeting.snapshot_forms import show_fixing, show_snapshots
from danvan_metrics.web.state import looked_at, read_scope
from danvan_metrics.web.widgets.first_steps import stop_if_empty

stop_if_empty()
scope = read_scope()
st.header("Xuất báo cáo", anchor=False)
st.caption(f"Theo bộ lọc đang chọn: {escape_markdown(describe_scope(looked_at(), scope))}")
show_exports(scope)
show_data_out()
show_conclusions(scope)
show_fixing(scope)
show_snapshots()
show_since(scope)
