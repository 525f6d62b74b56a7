"""Fixing figures for a meeting, and opening what was fixed."""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st

from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import digest_figures, fix_figures
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import describe_period
from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.store.records import SnapshotRecord, SnapshotSubmission
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state, text
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.navigation import open_page
from danvan_metrics.web.pages import OVERVIEW
from danvan_metrics.web.resources import compute, get_dataset, get_district
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import looked_at, open_snapshot
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.fold import show_fold
from danvan_metrics.web.widgets.frame_table import show_frame


def say_opened() -> None:
    """Say once, on the page it led to, that a snapshot was opened."""
    if said := state.take(state.SNAPSHOT_OPENED):
        st.toast(escape_markdown(said), duration="long")


def show_fixing(scope: Scope) -> None:
    """Draw the form that fixes what is in force, for whom that is; on a snapshot there is nothing more to fix."""
    if said := state.take(state.SNAPSHOT_SAID):
        st.success(escape_markdown(said))
    dataset = looked_at()
    if dataset.snapshot is not None or not may(current_actor(), Act.FIX_FIGURES):
        return
    if dataset.sums is not None:
        show_section(
            "Chốt số liệu cho một cuộc họp", "Bản chốt giữ số liệu từng trường: chọn một đơn vị có trường trực thuộc rồi chốt"
        )
        return
    show_section("Chốt số liệu cho một cuộc họp", "Bản chốt giữ nguyên mọi con số: báo cáo nộp sau không làm thay đổi")
    with st.form("fix", border=True):
        left, right = st.columns([3, 2])
        name = left.text_input("Tên bản chốt", key="fix_name", placeholder="Họp giao ban quý III", max_chars=80)
        state.settle_default("fix_day", dataset.as_of)
        day = right.date_input("Ngày họp", value=dataset.as_of, format="DD/MM/YYYY", key="fix_day")
        if st.form_submit_button("Chốt số liệu", type="primary"):
            _fix(dataset, scope, name=name, day=day)


def _fix(dataset: Dataset, scope: Scope, *, name: str, day: date) -> None:
    district = get_district(sample=dataset.sample, plan=dataset.plan.code)
    try:
        record = fix_figures(district, name, scope.period, meeting_on=day, actor=current_actor(), dataset=dataset)
    except UserError as error:
        show_error(error)
    else:
        state.keep(
            state.SNAPSHOT_SAID, f"Đã chốt “{record.name}”: {len(record.submissions)} báo cáo, ngày {format_date(record.as_of)}."
        )
        st.rerun()


def show_snapshots() -> None:
    """Draw every snapshot with what it holds; each can be opened."""
    records = compute(_list, state.edition_of(""))
    show_section("Các bản chốt", "" if records else "Chưa có bản chốt nào.")
    for record in records:
        box = st.expander(escape_markdown(_name(record, looked_at())), key=f"snapshot_{record.id}", on_change="rerun")
        if box.open:
            with box:
                _show(record)


def _list(dataset: Dataset) -> tuple[SnapshotRecord, ...]:
    return get_district(sample=dataset.sample, plan=dataset.plan.code).repository.meetings.list_snapshots(dataset.plan.code)


def _name(record: SnapshotRecord, dataset: Dataset) -> str:
    """“Họp quý III · họp ngày 18/09/2020 · kỳ 9 tháng · 17 báo cáo”: the schools' of the period the meeting was about."""
    office = dataset.plan.office.code
    count = sum(one.period == record.period and one.school != office for one in record.submissions)
    period = describe_period(dataset, record.period)
    return f"{record.name} · họp ngày {format_date(record.meeting_on)} · {period} · {count} báo cáo"


def _show(record: SnapshotRecord) -> None:
    taken = record.at.astimezone(TIME_ZONE)
    by = f" · {escape_markdown(record.actor)}" if record.actor else ""
    st.caption(f"Chốt lúc {taken:%H:%M} ngày {taken:%d/%m/%Y}{by} · số liệu tính đến {format_date(record.as_of)}")
    moved = compute(_digest, state.edition_of(record.name)) != record.figures_sha256
    if moved:
        st.warning(text.SNAPSHOT_MOVED)
    if st.button("Mở bản chốt này", key=f"open_snapshot_{record.id}", on_click=_open, args=(record,)):
        open_page(OVERVIEW)
    fixed = get_dataset(state.edition_of(record.name))
    _show_submissions(record, fixed)
    folded = f"digests_{record.id}"
    state.settle_default(f"{folded}_folded", usual=True)
    if show_fold("Dấu vân tay của số liệu", "" if moved else "tính lại khớp với lúc chốt", key=folded):
        _show_digests(record, fixed)


def _open(record: SnapshotRecord) -> None:
    """Callback: look at a snapshot at the period its meeting was about, and say so on the page that follows."""
    open_snapshot(record.name)
    state.keep(state.PERIOD, record.period)
    period = describe_period(looked_at(), record.period)
    told = f"Đang xem bản chốt “{record.name}”, {period}. Bấm “{text.SNAPSHOT_BACK}” để trở lại."
    state.keep(state.SNAPSHOT_OPENED, told)


def _show_submissions(record: SnapshotRecord, fixed: Dataset) -> None:
    rows = [
        (_name_school(fixed, one), _name_period(fixed, one), one.revision, format_date(one.received_on), one.file_name)
        for one in record.submissions
    ]
    headings = ["Trường", "Kỳ", "Lần nộp", "Ngày nhận", "Tệp"]
    show_frame(pd.DataFrame(rows, columns=headings), caption=f"Báo cáo dùng trong {record.name}", key=f"used_{record.id}")


def _show_digests(record: SnapshotRecord, fixed: Dataset) -> None:
    """Draw what proves that nothing has moved: for whoever checks, not for whoever reads."""
    st.caption(f"SHA-256 của toàn bộ số liệu: {escape_markdown(record.figures_sha256)}")
    rows = [(_name_school(fixed, one), _name_period(fixed, one), one.sha256) for one in record.submissions]
    frame = pd.DataFrame(rows, columns=["Trường", "Kỳ", "SHA-256 của tệp"])
    show_frame(frame, caption=f"Dấu vân tay của các tệp trong {record.name}", key=f"sha_{record.id}")


def _name_school(fixed: Dataset, one: SnapshotSubmission) -> str:
    return fixed.roster.by_code[one.school].short_name


def _name_period(fixed: Dataset, one: SnapshotSubmission) -> str:
    return fixed.plan.find_period(one.period).title


def _digest(dataset: Dataset) -> str:
    return digest_figures(dataset)
