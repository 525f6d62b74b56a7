"""The models of a period as a table, and the forms that recognise one or take its recognition back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.formats.table import Cell, Row, SchoolPage, Table, group_rows, name_columns
from danvan_metrics.plan.choices import OWNERS, STATUSES, ModelStatus, Owner
from danvan_metrics.rewarding.model_board import ModelBoardRow, load_model_board
from danvan_metrics.rewarding.recognition_acts import ModelHonour, recognise_model, withdraw_recognition
from danvan_metrics.vietnamese import NOTHING, format_date, format_quantity
from danvan_metrics.web import state
from danvan_metrics.web.resources import consult
from danvan_metrics.web.rewards.reward_said import do_reward_act, may_reward
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import edition
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.table import show_table

_HEADINGS = ("Trường", "Mô hình", "Của", "Trạng thái", "Kết quả trường báo", "Minh chứng", "Trường đề nghị khen", "Công nhận")
_PROPOSED = {True: "Có", False: "Không", None: NOTHING}


def show_models(district: District, period: str) -> None:
    """Draw every model registered, and what may be done to it by whom; a registered one is not called recognised."""
    rows = consult(load_model_board, edition(), period)
    recognised = sum(row.recognised is not None for row in rows)
    show_section("Mô hình", f"{len(rows)} đăng ký · {recognised} được công nhận" if rows else "")
    if not rows:
        st.info("Chưa có mô hình nào trong các báo cáo đã nhận của kỳ này.")
        return
    show_table(lay_out_models(rows), key="reward_models")
    if may_reward():
        left, right = st.columns(2)
        with left:
            _show_recognising(district, period, rows)
        with right:
            _show_withdrawing(district, period, [row for row in rows if row.recognised])


def lay_out_models(rows: Sequence[ModelBoardRow]) -> Table:
    """Lay the models out, a row each; a school leads to its page."""
    return Table("Mô hình đã đăng ký", name_columns(*_HEADINGS), group_rows(map(_lay_model, rows)), "nlllllll")


def _lay_model(row: ModelBoardRow) -> Row:
    one = row.entry
    evidence = " · ".join(filter(None, ("" if one.evidence_count is None else format_quantity(one.evidence_count), one.evidence)))
    owner = OWNERS[Owner(one.owner)] if one.owner else NOTHING
    status = STATUSES[ModelStatus(one.status)] if one.status else NOTHING
    school = Cell(row.school.short_name, opens=SchoolPage(row.school.code), words=f"Mở hồ sơ {row.school.short_name}")
    texts = (owner, status, one.result or NOTHING, evidence or NOTHING, _PROPOSED[one.proposed_for_award])
    return (school, Cell(one.name, strong=True), *map(Cell, texts), Cell(describe_recognition(row), strong=bool(row.recognised)))


def describe_recognition(row: ModelBoardRow) -> str:
    """“Cấp huyện, tiêu biểu (215/QĐ-UBND, 15/12/2020)”; “chưa công nhận”."""
    one = row.recognised
    if one is None:
        return "chưa công nhận"
    return f"{one.level}{', tiêu biểu' if one.exemplary else ''} ({one.decision}, {format_date(one.decided_on)})"


def _name(row: ModelBoardRow) -> str:
    return f"{row.school.short_name} · {row.entry.name}"


def _name_with_result(row: ModelBoardRow) -> str:
    """The decision may name a model without a result; whoever enters it is told so."""
    return _name(row) if row.entry.has_result else f"{_name(row)} · chưa có kết quả kèm minh chứng"


def _show_recognising(district: District, period: str, rows: Sequence[ModelBoardRow]) -> None:
    with st.form("recognise", border=True):
        st.markdown("**Ghi công nhận**")
        row = st.selectbox("Mô hình", rows, format_func=_name_with_result, key="recognise_model")
        left, right = st.columns(2, vertical_alignment="bottom")
        level = left.selectbox("Cấp công nhận", district.plan.honours.levels, key="recognise_level")
        exemplary = right.checkbox("Mô hình tiêu biểu", key="recognise_exemplary")
        left, right = st.columns(2)
        decision = left.text_input("Số quyết định", key="recognise_decision", placeholder="215/QĐ-UBND", max_chars=80)
        today = district.today()
        state.settle_default("recognise_day", today)
        day = right.date_input("Ngày quyết định", value=today, format="DD/MM/YYYY", key="recognise_day")
        if st.form_submit_button("Lưu công nhận", type="primary"):
            new = ModelHonour(
                school=row.school.code,
                period=period,
                model=row.entry.name,
                level=str(level),
                exemplary=exemplary,
                decision=decision,
                decided_on=day if isinstance(day, date) else today,
            )
            do_reward_act(partial(recognise_model, district, new, actor=current_actor()), f"Đã ghi công nhận {_name(row)}.")


def _show_withdrawing(district: District, period: str, rows: Sequence[ModelBoardRow]) -> None:
    if not rows:
        return
    with st.form("unrecognise", border=True):
        st.markdown("**Thôi công nhận**")
        row = st.selectbox("Mô hình đang được công nhận", rows, format_func=_name, key="unrecognise_model")
        reason = st.text_input("Lý do", key="unrecognise_reason", max_chars=300)
        if st.form_submit_button("Thôi công nhận"):
            key = (row.school.code, period, row.entry.name)
            act = partial(withdraw_recognition, district, *key, reason=reason, actor=current_actor())
            do_reward_act(act, f"Đã ghi thôi công nhận {_name(row)}.")
