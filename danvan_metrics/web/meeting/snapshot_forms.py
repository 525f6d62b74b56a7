"""Fixing figures for a meeting, and opening what was fixed."""

from __future__ import annotations

from datetime import date
from functools import partial

import pandas as pd
import streamlit as st

from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import digest_figures, fix_figures
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.settings import TIME_ZONE
from danvan_metrics.store.records import SnapshotRecord
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state, text
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.resources import Edition, compute, get_dataset, get_district
from danvan_metrics.web.state import looked_at, open_snapshot, sample_mode
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.frame_table import show_frame


def show_fixing(scope: Scope) -> None:
    """Draw the form that fixes what is in force; on a snapshot there is nothing more to fix."""
    if said := state.take(state.SNAPSHOT_SAID):
        st.success(escape_markdown(said))
    dataset = looked_at()
    if dataset.snapshot is not None:
        return
    show_section("Chốt số liệu cho một cuộc họp", "Bản chốt giữ nguyên mọi con số: báo cáo nộp sau không làm thay đổi")
    with st.form("fix", border=True):
        left, middle, right = st.columns([3, 2, 2])
        name = left.text_input("Tên bản chốt", key="fix_name", placeholder="Họp giao ban quý III", max_chars=80)
        state.settle_default("fix_day", dataset.as_of)
        day = middle.date_input("Ngày họp", value=dataset.as_of, format="DD/MM/YYYY", key="fix_day")
        actor = right.text_input("Người chốt", key="fix_actor", max_chars=80)
        if st.form_submit_button("Chốt số liệu", type="primary"):
            _fix(dataset, scope, name=name, day=day, actor=actor)


def _fix(dataset: Dataset, scope: Scope, *, name: str, day: date, actor: str) -> None:
    district = get_district(sample=dataset.sample)
    try:
        record = fix_figures(district, name, scope.period, meeting_on=day, actor=actor, dataset=dataset)
    except UserError as error:
        show_error(error)
    else:
        state.keep(
            state.SNAPSHOT_SAID, f"Đã chốt “{record.name}”: {len(record.submissions)} báo cáo, ngày {format_date(record.as_of)}."
        )
        st.rerun()


def show_snapshots() -> None:
    """Draw every snapshot with what it holds; each can be opened."""
    records = compute(_list, Edition(sample_mode()))
    show_section("Các bản chốt", "" if records else "Chưa có bản chốt nào.")
    for record in records:
        box = st.expander(escape_markdown(_name(record)), key=f"snapshot_{record.id}", on_change="rerun")
        if box.open:
            with box:
                _show(record)


def _list(dataset: Dataset) -> tuple[SnapshotRecord, ...]:
    return get_district(sample=dataset.sample).repository.meetings.list_snapshots(dataset.plan.code)


def _name(record: SnapshotRecord) -> str:
    return f"{record.name} · họp ngày {format_date(record.meeting_on)} · {len(record.submissions)} báo cáo"


def _show(record: SnapshotRecord) -> None:
    taken = record.at.astimezone(TIME_ZONE)
    by = f" · {escape_markdown(record.actor)}" if record.actor else ""
    st.caption(f"Chốt lúc {taken:%H:%M} ngày {taken:%d/%m/%Y}{by} · số liệu tính đến {format_date(record.as_of)}")
    if compute(_digest, Edition(sample_mode(), record.name)) == record.figures_sha256:
        st.caption(f"Tính lại khớp với lúc chốt · SHA-256 của số liệu: {escape_markdown(record.figures_sha256)}")
    else:
        st.warning(text.SNAPSHOT_MOVED)
    st.button("Mở bản chốt này", on_click=partial(open_snapshot, record.name), key=f"open_snapshot_{record.id}")
    roster = get_dataset(Edition(sample_mode(), record.name)).roster
    rows = [
        (roster.by_code[one.school].short_name, one.period, one.revision, format_date(one.received_on), one.file_name, one.sha256)
        for one in record.submissions
    ]
    headings = ["Trường", "Kỳ", "Lần nộp", "Ngày nhận", "Tệp", "SHA-256"]
    show_frame(pd.DataFrame(rows, columns=headings), caption=f"Báo cáo dùng trong {record.name}", key=f"used_{record.id}")


def _digest(dataset: Dataset) -> str:
    return digest_figures(dataset)
