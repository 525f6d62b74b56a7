"""The last step of a meeting: what it concludes is typed, kept, given as tasks, and taken along as a notice."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Final

import streamlit as st

from danvan_metrics.concluding_acts import list_conclusions, make_notice, read_conclusions
from danvan_metrics.district import District
from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import describe_period
from danvan_metrics.store.concluding.conclusion_records import ConcludedLine, ConclusionRecord
from danvan_metrics.topics.actions.figures import name_subject
from danvan_metrics.topics.conclusions.figures import EVERYBODY
from danvan_metrics.topics.conclusions.table import lay_out_points
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.meeting.conclusion_draft import (
    HEAD,
    add_line,
    begin_correction,
    change_line,
    drop_draft,
    drop_line,
    keep_draft,
    list_lines,
    name_key,
    remember_head,
    settle_head,
)
from danvan_metrics.web.resources import consult
from danvan_metrics.web.rewards.paper_offers import offer_paper
from danvan_metrics.web.state import current_district, edition, looked_at
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.table import show_table

TITLE: Final = "Kết luận cuộc họp"
HINT: Final = "Dòng có trường, nội dung, người và hạn thành một việc ở trang Việc cần làm."
_HERE: Final = Path(__file__).parent
_TITLES: Final = {
    "name": "Tên cuộc họp",
    "held_on": "Ngày họp",
    "place": "Địa điểm",
    "chair": "Chủ trì (họ tên, chức vụ)",
    "secretary": "Thư ký",
    "present": "Thành phần dự họp",
    "opening": "Lời mở đầu",
    "reason": "Lý do sửa",
}
_LENGTHS: Final = {"name": 80, "place": 160, "chair": 120, "secretary": 120, "reason": 200}
_NO_SUBJECT: Final = "—"


def show_conclusion_form(scope: Scope) -> None:
    """Draw the form: left the line that is typed, right the lines so far and the meeting they are of."""
    if state.meeting_mode():
        st.html(_HERE / "conclusion_forms.css")
    district = current_district()
    settle_head(district)
    with st.container(key="conclusion"):
        _show_said(district)
        left, right = st.columns(2, gap="medium")
        with left:
            _show_line_form(district, scope)
        with right:
            _show_draft(district, scope)


def _show_said(district: District) -> None:
    """What was just kept, with its notice, until something else is typed."""
    if said := state.take(state.CONCLUSION_SAID):
        st.success(escape_markdown(said))
    if refused := state.take(state.CONCLUSION_REFUSED):
        show_error(refused)
    number = state.recall(state.CONCLUSION_KEPT)
    if number is not None:
        offer_notice(district, number, key="kept")


def offer_notice(district: District, number: int, *, key: str) -> None:
    """Offer the notice in Word of the conclusions of this number."""
    name = f"thong-bao-ket-luan-{number}.docx"
    offer_paper("Tải Thông báo kết luận", partial(make_notice, district, number), name, key=f"notice_{key}")


def _show_line_form(district: District, scope: Scope) -> None:
    dataset = looked_at()
    schools = {"": EVERYBODY} | {one.code: one.short_name for one in Scope(scope.period).schools(dataset)}
    subjects = {"": _NO_SUBJECT} | list_subjects(dataset)
    with st.form("conclusion_line", border=True):
        st.text_area("Kết luận", key=name_key("text"), max_chars=600, height=90)
        which, what = st.columns(2)
        which.selectbox("Trường", list(schools), format_func=lambda code: schools[code], key=name_key("school"))
        what.selectbox("Nội dung", list(subjects), format_func=lambda code: subjects[code], key=name_key("subject"))
        who, when = st.columns(2)
        who.text_input("Người phụ trách", key=name_key("person"), max_chars=80)
        when.date_input("Hạn", value=None, format="DD/MM/YYYY", key=name_key("due"))
        st.form_submit_button("Thêm kết luận", type="primary", on_click=add_line, args=(district,))
        if not state.meeting_mode():  # there the step's title says so
            st.caption(HINT)


def list_subjects(dataset: Dataset) -> dict[str, str]:
    """What a task can be about, as the scorecard has it: groups, then every scored line."""
    groups = {group.code: group.short for group in scored_groups(dataset.plan)}
    return groups | {one.code: name_subject(dataset.plan, one.code) for one in dataset.plan.indicators if one.scored}


def _show_draft(district: District, scope: Scope) -> None:
    corrects = state.recall(state.CONCLUSION_CORRECTS)
    if corrects is not None:
        st.info("Đang sửa kết luận đã lưu: bản mới thay bản cũ, bản cũ vẫn còn trong kho dữ liệu.")
    name, day = st.columns([3, 2])
    with name:
        _ask("name")
    held_on = day.date_input(_TITLES["held_on"], format="DD/MM/YYYY", key=name_key("held_on"), on_change=remember_head)
    with st.popover("Địa điểm, chủ trì, thành phần", width="stretch"):
        for field in HEAD[2:-1]:
            _ask(field)
    if corrects is not None:
        _ask("reason")
    _show_lines()
    ready = bool(list_lines()) and held_on is not None
    with st.container(horizontal=True):
        st.button(
            "Lưu kết luận",
            type="primary",
            disabled=not ready,
            on_click=keep_draft,
            args=(district, scope.period),
            key="conclusion_keep",
        )
        if corrects is not None:
            st.button("Thôi không sửa", on_click=drop_draft)


def _ask(field: str) -> None:
    title, key = _TITLES[field], name_key(field)
    if field in {"present", "opening"}:
        st.text_area(escape_markdown(title), key=key, max_chars=1500, height=80, on_change=remember_head)
    else:
        st.text_input(escape_markdown(title), key=key, max_chars=_LENGTHS[field], on_change=remember_head)


def _show_lines() -> None:
    lines = list_lines()
    if not lines:
        st.caption("Chưa có kết luận nào; ghi ở bên trái rồi bấm “Thêm kết luận”.")
        return
    with st.container(key="conclusion_lines", gap="small"):
        for place, line in enumerate(lines):
            told, change, drop = st.columns([9, 1, 1], vertical_alignment="top", gap="small")
            told.markdown(f"**{place + 1:d}.** {escape_markdown(describe_line(looked_at(), line))}")
            change.button("Sửa", key=f"conclusion_change_{place}", type="tertiary", on_click=change_line, args=(place,))
            drop.button("Bỏ", key=f"conclusion_drop_{place}", type="tertiary", on_click=drop_line, args=(place,))


def describe_line(dataset: Dataset, line: ConcludedLine) -> str:
    """“MN Đồn Đạc: Trồng lại vườn hoa (Cô Lan, hạn 15/10/2020)”."""
    school = dataset.roster.by_code.get(line.school)
    whom = f"{school.short_name}: " if school else ""
    given = ", ".join(filter(None, (line.person, f"hạn {format_date(line.due)}" if line.due else "")))
    return f"{whom}{line.text}{f' ({given})' if given else ''}"


def show_conclusions(scope: Scope) -> None:
    """Draw the form in a box, and every meeting's conclusions, the latest first: each can be taken as a notice, and corrected."""
    district = current_district()
    records = consult(list_conclusions, edition())
    show_section("Kết luận các cuộc họp", "" if records else "Chưa ghi kết luận cuộc họp nào.")
    box = st.expander("Ghi kết luận một cuộc họp", key=state.CONCLUSION_BOX, on_change="rerun")
    if box.open:
        with box:
            show_conclusion_form(scope)
    for record in records:
        box = st.expander(escape_markdown(describe_record(looked_at(), record)), key=f"conclusion_{record.id}", on_change="rerun")
        if box.open:
            with box:
                _show_record(district, record)


def describe_record(dataset: Dataset, record: ConclusionRecord) -> str:
    """“Họp quý III · họp ngày 18/09/2020 · kỳ 9 tháng · 5 kết luận, 3 việc giao”."""
    tasks = sum(line.action is not None for line in record.lines)
    told = f"{len(record.lines)} kết luận" + (f", {tasks} việc giao" if tasks else "")
    corrected = f" · đã sửa {record.version - 1} lần" if record.version > 1 else ""
    period = describe_period(dataset, record.period)
    return f"{record.name} · họp ngày {format_date(record.held_on)} · {period} · {told}{corrected}"


def _show_record(district: District, record: ConclusionRecord) -> None:
    meeting = read_conclusions(district, record)
    head = " · ".join(
        filter(None, (record.place, record.chair and f"chủ trì {record.chair}", record.reason and f"sửa: {record.reason}"))
    )
    if head:
        st.caption(escape_markdown(head))
    show_table(lay_out_points(meeting), key=f"conclusion_points_{record.id}")
    with st.container(horizontal=True):
        offer_notice(district, record.id, key=str(record.id))
        st.button("Sửa kết luận này", key=f"conclusion_correct_{record.id}", on_click=begin_correction, args=(record,))
