"""Việc của Phòng: the office's own list, how it stands, and the form it is entered in."""

import streamlit as st

from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.web import state as keys
from danvan_metrics.web.escaping import escape_names
from danvan_metrics.web.office.work_form import show_saved, show_work_form
from danvan_metrics.web.office.work_list import show_office_work
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import current_district, default_period, last_period, looked_at

dataset = looked_at()
district = current_district()
titles = {period.code: period.title for period in district.plan.periods}

st.title("Việc của Phòng", anchor=False)
if district.sample:
    st.info("Đang xem dữ liệu minh họa: điều ghi ở đây chỉ vào kho minh họa, không lẫn với số liệu thật.")
keys.settle_default(keys.OFFICE_PERIOD, last_period() or default_period(dataset), titles)
period = st.segmented_control(
    "Kỳ báo cáo", list(titles), format_func=escape_names(titles.__getitem__), required=True, key=keys.OFFICE_PERIOD
)
show_saved()
show_office_work(Scope(str(period)))
if dataset.snapshot is None and may(current_actor(), Act.REPORT_OFFICE_WORK):
    box = st.expander("Ghi việc của Phòng", key="office_form", on_change="rerun")
    if box.open:
        with box:
            show_work_form(district, str(period))
