"""Tiếp nhận báo cáo: returns handed in, checked cell by cell, received or sent back; and who is still to be asked."""

import streamlit as st

from danvan_metrics.web import state as keys
from danvan_metrics.web.officer import batch_view, upload
from danvan_metrics.web.officer.chasing_list import show_chasing
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.state import sample_mode

district = get_district(sample=sample_mode())

st.title("Tiếp nhận báo cáo", anchor=False)
receiving, chasing = st.tabs(["Nhận báo cáo", "Theo dõi và đôn đốc"], key=keys.UPLOAD_VIEW, on_change="rerun")
with receiving:
    if district.sample:
        st.info("Đang xem dữ liệu minh họa: tệp nộp ở đây chỉ vào kho minh họa, không lẫn với số liệu thật.")
    form = upload.show_form(district)
    if st.button("Kiểm tra và nhận", type="primary", disabled=not form.files, key=keys.UPLOAD_START):
        upload.receive(district, form)
        st.rerun()
    batch = upload.current_batch(sample=district.sample)
    if batch is None:
        st.caption("Mỗi tệp được kiểm tra từng ô. Tệp không có lỗi thì được nhận ngay; tệp có lỗi thì chỉ rõ ô nào, sửa thế nào.")
    else:
        batch_view.show_batch(district, batch)
if chasing.open:
    with chasing:
        show_chasing(district)
