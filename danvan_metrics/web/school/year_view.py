"""The first screen of a school's page: its year, beside another school or its level's middle; strengths, and what is missing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.formats.table import Table, group_rows, tabulate
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.words import describe_period
from danvan_metrics.topics.overview.key_figures import KeyFigure
from danvan_metrics.topics.school.chart import collect_school_groups, draw_school_groups
from danvan_metrics.topics.school.glance import collect_year
from danvan_metrics.topics.school.glance_table import lay_out_year
from danvan_metrics.topics.school.needs import SchoolNeeds, collect_needs
from danvan_metrics.topics.school.needs_table import describe_rest, lay_out_strengths, lay_out_unmet
from danvan_metrics.topics.school.year_facts import YearFact, collect_year_facts
from danvan_metrics.units.roster import School
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.meeting.action_list import collect_school_actions, show_action_table
from danvan_metrics.web.school.parts import fold_part
from danvan_metrics.web.state import looked_at, measure
from danvan_metrics.web.tasks.task_right import may_give_tasks
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.key_figure_strip import show_key_figures
from danvan_metrics.web.widgets.table import show_table

_MIDDLE: Final = "Mức giữa của các trường cùng cấp"
_FIRST: Final = 8  # unmet lines that are shown at once


def choose_beside(school: School) -> str:
    """Choose whom the school stands beside: gives another school's code; “” for the middle of its level.

    Whoever sees no other school is not asked.
    """
    names = {one.code: one.name for one in looked_at().roster.schools if one.code != school.code}
    if state.read_sight().schools is not None and not names:
        return ""
    options = ["", *names]
    state.settle_choice(state.BESIDE, options)
    st.selectbox(
        "Đặt bên cạnh",
        options,
        format_func=lambda code: escape_markdown(names.get(code, _MIDDLE)),
        key=state.BESIDE,
        on_change=partial(state.follow_choice, state.BESIDE),
        persist_state="session",
        width=320,
    )
    return str(state.recall(state.BESIDE))


def show_year_glance(school: School, scope: Scope, beside: str) -> None:
    """Draw the key figures and the table of the year."""
    facts = measure(collect_year_facts, scope, school.code)
    if not facts:
        st.info("Trường không có trong danh sách của kỳ này.")
        return
    show_key_figures([_make_figure(fact) for fact in facts], key="profile_facts_strip")
    record = measure(collect_year, scope, school.code, beside)
    table = lay_out_year(record)
    if state.read_sight().schools is not None and not beside:  # the middle of the few that are seen is no middle of the level
        table = replace(table, bands=table.bands[:-1])
    show_table(table, key="profile_year")
    offer_figures(record, partial(tabulate, table, bands=True), key="profile_year")


def _make_figure(fact: YearFact) -> KeyFigure:
    return KeyFigure(fact.label, fact.value, fact.note, fact.reference)


def show_needs(school: School, scope: Scope) -> None:
    """Draw what is met fully beside what is missing, gravest first."""
    record = measure(collect_needs, scope, school.code)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        _show_strengths(record)
    with right:
        _show_unmet(record)


def _show_strengths(record: SchoolNeeds) -> None:
    st.markdown("**Đã đạt trọn**")
    if not record.strengths:
        told = "Chưa có chỉ tiêu, nội dung nào đạt trọn trong phần đã có số liệu."
        st.markdown(told if record.unmet else "Chưa có số liệu của kỳ này.")
        return
    before = looked_at().plan.period_before(record.scope.period)
    show_table(lay_out_strengths(record, describe_period(looked_at(), before.code) if before else ""), key="profile_strengths")


def _show_unmet(record: SchoolNeeds) -> None:
    many = len(record.unmet)
    st.markdown(f"**Còn thiếu**, nặng nhất trước: {many} chỉ tiêu, nội dung" if many else "**Còn thiếu**")
    table = lay_out_unmet(record, fixed=not may_give_tasks())
    if many:
        whole = many <= _FIRST or bool(state.recall(state.UNMET_WHOLE))
        show_table(table if whole else _cut(table), key="profile_unmet")
        _offer_rest(record, table, whole=whole)
    rest = list(describe_rest(record))
    if not (many or rest):
        st.markdown(escape_markdown(_explain_nothing(record)))
    if rest:
        st.caption(escape_markdown(f"{'Ngoài ra: ' if many else ''}{'; '.join(rest)}."))


def _cut(table: Table) -> Table:
    return replace(table, bands=group_rows(table.rows[:_FIRST]))


def _offer_rest(record: SchoolNeeds, table: Table, *, whole: bool) -> None:
    with st.container(horizontal=True, gap="small"):
        if len(record.unmet) > _FIRST:
            label = "Chỉ xem các dòng nặng nhất" if whole else f"Xem cả {len(record.unmet)} dòng"
            st.button(label, on_click=partial(state.keep, state.UNMET_WHOLE, not whole), key="profile_unmet_whole")
        offer_figures(record, partial(tabulate, table), key="profile_unmet")


def _explain_nothing(record: SchoolNeeds) -> str:
    if record.strengths:
        return "Không còn chỉ tiêu, nội dung nào chưa đạt."
    return "Chưa có số liệu của kỳ này; lý do ghi ở bảng trên."


def show_actions_part(school: School, scope: Scope) -> None:
    """Draw what was agreed about the school."""
    record = measure(collect_school_actions, scope, school.code)
    told = f"{len(record.rows)} việc" if record.rows else "chưa giao việc nào"
    with fold_part("Việc đã giao", told, key="profile_actions_part") as opened:
        if opened and record.rows:
            show_action_table(record, scope, key="profile_actions")


def show_chart_part(school: School, scope: Scope) -> None:
    """Draw the school's groups through the year beside the whole district's, as a chart; not where some schools only are seen."""
    if state.read_sight().schools is not None:
        return
    with fold_part("Biểu đồ: từng nhóm qua các kỳ, bên cạnh toàn huyện", key="profile_chart_part") as opened:
        if opened:
            show_chart(collect_school_groups, draw_school_groups, scope, school.code, key="school_groups")
