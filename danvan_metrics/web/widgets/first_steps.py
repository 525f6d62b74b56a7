"""What a leadership page shows while nobody has handed anything in: three steps."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.pages import OVERVIEW, TEMPLATES, UPLOAD
from danvan_metrics.web.state import SAMPLE, looked_at

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
    st.subheader("Chưa có báo cáo nào. Ba bước để bắt đầu", anchor=False)
    for column, (title, text, page, label) in zip(st.columns(len(_STEPS)), _STEPS, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{escape_markdown(title)}**")
            st.markdown(escape_markdown(text))
            st.page_link(page.file, label=escape_markdown(label), query_params={SAMPLE: "1"} if page is OVERVIEW else None)
    st.stop()
