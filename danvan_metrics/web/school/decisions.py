"""What the officer may set right about a school's hand-ins: which is in force, and the day one was received; with a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.decision_acts import correct_received, put_in_force, withdraw_return
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.store.records import RefusalRecord, SubmissionRecord
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.school.history import list_sent_back, list_submissions
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import current_district, looked_at

_WITHDRAWING: Final = (
    "Tôi xác nhận: số liệu của lần nộp này không được tính nữa, như chưa nộp; lần trước đó, nếu có, được dùng lại. "
    "Tệp vẫn được giữ và có thể đưa lại vào hiệu lực."
)


def show_decisions(school: School) -> None:
    """Draw the forms, for whom they are, once they are opened."""
    if not may(current_actor(), Act.DECIDE, school.code):
        return
    submissions, sent_back = list_submissions(school), list_sent_back(school)
    if looked_at().snapshot or (not submissions and not sent_back):
        return
    if done := state.take(state.DECISION_DONE):
        st.success(escape_markdown(done))
    box = st.expander("Việc của cán bộ phụ trách: chọn lần nộp, sửa ngày nhận, rút báo cáo", key="decisions", on_change="rerun")
    if box.open:
        district = current_district()
        left, middle, right = box.columns(3, gap="medium")
        with left:
            _show_force(district, submissions)
        with middle:
            _show_day(district, (*submissions, *sent_back))
        with right:
            _show_withdrawal(district, submissions)


def _show_force(district: District, submissions: tuple[SubmissionRecord, ...]) -> None:
    st.markdown("**Đưa một lần nộp vào hiệu lực**")
    others = {one.id: one for one in submissions if not one.in_force}
    if not others:
        st.caption("Không có lần nộp nào khác lần đang dùng, nên không có gì để chọn lại.")
        return
    with st.form("force", border=False):
        number = st.selectbox("Lần nộp", list(others), format_func=lambda key: _name(district, others[key]), key="force_which")
        reason = _ask_why("force")
        if st.form_submit_button("Đưa vào hiệu lực"):
            act = partial(put_in_force, district, others[number], reason=reason, actor=current_actor())
            _decide(act, f"Đã đưa vào hiệu lực: {_name(district, others[number])}.")


def _show_day(district: District, records: tuple[SubmissionRecord | RefusalRecord, ...]) -> None:
    st.markdown("**Sửa ngày nhận**")
    with st.form("day", border=False):
        position = st.selectbox(
            "Lần nộp hoặc tệp đã trả lại",
            range(len(records)),
            format_func=lambda index: _name(district, records[index]),
            key="day_which",
        )
        today = district.today()
        state.settle_default("day_when", today)
        day = st.date_input("Ngày nhận đúng", value=today, format="DD/MM/YYYY", key="day_when")
        reason = _ask_why("day")
        if st.form_submit_button("Sửa ngày nhận"):
            act = partial(correct_received, district, records[position], day, reason=reason, actor=current_actor())
            _decide(act, f"Đã sửa ngày nhận thành {format_date(day)}: {_name(district, records[position])}.")


def _show_withdrawal(district: District, submissions: tuple[SubmissionRecord, ...]) -> None:
    st.markdown("**Rút báo cáo**")
    counted = {one.id: one for one in submissions if not one.withdrawn}
    if not counted:
        st.caption("Không có lần nộp nào đang được tính, nên không có gì để rút.")
        return
    with st.form("withdraw", border=False):
        number = st.selectbox(
            "Lần nộp cần rút", list(counted), format_func=lambda key: _name(district, counted[key]), key="withdraw_which"
        )
        reason = _ask_why("withdraw")
        sure = st.checkbox(_WITHDRAWING, key="withdraw_sure")
        if st.form_submit_button("Rút báo cáo"):
            if not sure:
                show_error("Chưa rút: hãy đánh dấu vào ô xác nhận rồi bấm lại.")
                return
            act = partial(withdraw_return, district, counted[number], reason=reason, actor=current_actor())
            _decide(act, f"Đã rút: {_name(district, counted[number])}. Tệp vẫn được giữ trong lịch sử nộp.")


def _ask_why(key: str) -> str:
    return st.text_input("Lý do (bắt buộc, được lưu lại)", key=f"{key}_reason")


def _decide(act: Callable[[], None], done: str) -> None:
    """Do it; the figures are of another version of the data then, so the page runs anew."""
    try:
        act()
    except UserError as error:
        show_error(error)
    else:
        state.keep(state.DECISION_DONE, done)
        st.rerun()


def _name(district: District, one: SubmissionRecord | RefusalRecord) -> str:
    period = district.plan.period_by_code.get(one.period or "")
    title = period.title if period else "không rõ kỳ"
    gone = " (đã rút)" if isinstance(one, SubmissionRecord) and one.withdrawn else ""
    by = f", {one.sender} gửi" if one.sender else ""
    which = f"lần {one.revision}{gone}" if isinstance(one, SubmissionRecord) else f"tệp trả lại “{one.file_name}”"
    return f"{title}, {which}, nhận {format_date(one.received_on)}{by}"
