"""Where returns are handed in: the form, and what became of the last batch."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may_everywhere
from danvan_metrics.district import District
from danvan_metrics.web import state as keys
from danvan_metrics.web.officer import batch_view, upload


def show_intake(district: District, actor: Actor) -> None:
    """Draw the form, receive what is handed in, and show the last batch of this session."""
    if district.sample:
        st.info("Đang xem dữ liệu minh họa: tệp nộp ở đây chỉ vào kho minh họa, không lẫn với số liệu thật.")
    form = upload.show_form(district)
    verb = "nhận" if may_everywhere(actor, Act.RECEIVE) else "nộp"
    if st.button(f"Kiểm tra và {verb}", type="primary", disabled=not form.files, key=keys.UPLOAD_START):
        upload.receive(district, form, actor=actor)
        st.rerun()
    batch = upload.current_batch(district)
    if batch is None:
        st.caption("Mỗi tệp được kiểm tra từng ô. Tệp không có lỗi thì được nhận ngay; tệp có lỗi thì chỉ rõ ô nào, sửa thế nào.")
    else:
        batch_view.show_batch(district, batch)
