"""What the officer may set right about a school's hand-ins: which is in force, and the day one was received; with a reason."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.plan.roster import School
from danvan_metrics.store.records import RefusalRecord, SubmissionRecord
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.school.history import list_sent_back, list_submissions
from danvan_metrics.web.state import looked_at, sample_mode


def show_decisions(school: School) -> None:
    """Draw both forms, once the officer opens them."""
    submissions, sent_back = list_submissions(school), list_sent_back(school)
    if looked_at().snapshot or (not submissions and not sent_back):
        return
    if done := state.take(state.DECISION_DONE):
        st.success(done)
    box = st.expander("Việc của cán bộ phụ trách: chọn lần nộp, sửa ngày nhận", key="decisions", on_change="rerun")
    if box.open:
        district = get_district(sample=sample_mode())
        left, right = box.columns(2, gap="large")
        with left:
            _show_force(district, submissions)
        with right:
            _show_day(district, (*submissions, *sent_back))


def _show_force(district: District, submissions: tuple[SubmissionRecord, ...]) -> None:
    st.markdown("**Đưa một lần nộp vào hiệu lực**")
    others = {one.id: one for one in submissions if not one.in_force}
    if not others:
        st.caption("Mỗi kỳ mới có một lần nộp, nên không có gì để chọn lại.")
        return
    with st.form("force", border=False):
        number = st.selectbox("Lần nộp", list(others), format_func=lambda key: _name(district, others[key]), key="force_which")
        reason, actor = _ask_why("force")
        if st.form_submit_button("Đưa vào hiệu lực"):
            act = partial(district.repository.put_in_force, number, reason=reason, actor=actor)
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
        day = st.date_input("Ngày nhận đúng", value=district.today(), format="DD/MM/YYYY", key="day_when")
        reason, actor = _ask_why("day")
        if st.form_submit_button("Sửa ngày nhận"):
            act = partial(district.correct_received, records[position], day, reason=reason, actor=actor)
            _decide(act, f"Đã sửa ngày nhận thành {format_date(day)}: {_name(district, records[position])}.")


def _ask_why(key: str) -> tuple[str, str]:
    reason = st.text_input("Lý do (bắt buộc, được lưu lại)", key=f"{key}_reason")
    return reason, st.text_input("Người quyết định", key=f"{key}_actor")


def _decide(act: Callable[[], None], done: str) -> None:
    """Do it; the figures are of another version of the data then, so the page runs anew."""
    try:
        act()
    except UserError as error:
        st.error(str(error))
    else:
        state.keep(state.DECISION_DONE, done)
        st.rerun()


def _name(district: District, one: SubmissionRecord | RefusalRecord) -> str:
    period = district.plan.period_by_code.get(one.period or "")
    title = period.title if period else "không rõ kỳ"
    which = f"lần {one.revision}" if isinstance(one, SubmissionRecord) else f"tệp trả lại “{one.file_name}”"
    return f"{title}, {which}, nhận {format_date(one.received_on)}"
