"""What a leadership page shows while nobody has handed anything in: three steps."""

from __future__ import annotations

from collections.abc import Collection
from typing import NoReturn

import streamlit as st

from danvan_metrics.access.rights import list_pages
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.pages import OVERVIEW, TEMPLATES, UPLOAD
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import SAMPLE, looked_at, read_sight
from danvan_metrics.web.widgets.units_below import stop_above_schools

_STEPS = (
    ("1. Lấy biểu mẫu", "Chọn trường và kỳ báo cáo, tải biểu mẫu Excel rồi gửi cho các trường.", TEMPLATES, "Tới trang Biểu mẫu"),
    (
        "2. Tiếp nhận báo cáo",
        "Khi các trường gửi lại, thả tệp vào đây; từng ô được kiểm tra và chỉ rõ chỗ cần sửa.",
        UPLOAD,
        "Tới trang Tiếp nhận báo cáo",
    ),
    (
        "3. Xem thử",
        "Chưa có báo cáo nào? Hãy xem bảng theo dõi với dữ liệu minh họa; số liệu thật để riêng.",
        OVERVIEW,
        "Mở dữ liệu minh họa",
    ),
)


def stop_if_empty() -> None:
    """Show the three steps and end the page where the store holds no return."""
    if not looked_at().empty:
        return
    own = list_pages(current_actor())
    if read_sight().schools is not None:
        _show_nothing_yet(own)
    st.subheader("Chưa có báo cáo nào. Ba bước để bắt đầu", anchor=False)
    steps = [step for step in _STEPS if step[2].url in own]
    for column, (title, text, page, label) in zip(st.columns(max(len(steps), 1)), steps, strict=False):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{escape_markdown(title)}**")
            st.markdown(escape_markdown(text))
            st.page_link(page.file, label=escape_markdown(label), query_params={SAMPLE: "1"} if page is OVERVIEW else None)
    st.stop()


def stop_without_schools() -> None:
    """For pages that show schools one by one: `stop_if_empty`, and where units stand above the schools offer those."""
    stop_if_empty()
    stop_above_schools()


def _show_nothing_yet(own: Collection[str]) -> NoReturn:
    """The same for whoever sees some schools only: others may have handed in."""
    st.info("Chưa có báo cáo nào của trường bạn phụ trách.")
    for _, _, page, label in _STEPS:
        if page.url in own and page is not OVERVIEW:
            st.page_link(page.file, label=escape_markdown(label))
    st.stop()
