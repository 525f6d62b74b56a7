"""What was agreed, as a table with the acts on every line, and below it what happened to it since."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from danvan_metrics.formats.table import tabulate
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.topics.actions.action_history import lay_out_history
from danvan_metrics.topics.actions.figures import ActionList, collect_actions
from danvan_metrics.topics.actions.table import lay_out_actions, lay_out_acts
from danvan_metrics.web.tasks.task_right import may_give_tasks
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.fold import show_fold
from danvan_metrics.web.widgets.table import show_table

NO_ACTION = "Chưa giao việc nào. Bấm “Giao việc” ở một dòng của bảng dưới đây, hoặc mở một ô của bảng điểm."
_NONE_GIVEN = "Chưa giao việc nào."


def show_action_section(record: ActionList, scope: Scope, *, key: str) -> None:
    """Draw the actions as a section of a page that can be folded away."""
    if show_fold(record.title, record.subtitle, key=key):
        show_action_table(record, scope, key=key)


def show_actions(record: ActionList, scope: Scope, *, key: str) -> None:
    """Draw the actions under their title; a school and a subject lead to their pages."""
    show_section(record.title, record.subtitle)
    show_action_table(record, scope, key=key)


def show_action_table(record: ActionList, scope: Scope, *, key: str) -> None:
    """Draw the actions, what can be done with each on its line, and what happened to them; no acts for who may not."""
    if not record.rows:
        st.caption(NO_ACTION if may_give_tasks() else _NONE_GIVEN)
        return
    told = lay_out_actions(record, scope)
    show_table(lay_out_acts(record, scope) if may_give_tasks() else replace(told, dense=True), key=key)
    offer_figures(record, partial(tabulate, told), key=key)
    history = lay_out_history(record)
    if history.rows:
        box = st.expander(f"Lịch sử: {len(history.rows)} lần ghi, ai ghi, đổi gì", key=f"{key}_history", on_change="rerun")
        if box.open:
            with box:
                show_table(history, key=f"{key}_history_rows")


def collect_school_actions(dataset: Dataset, scope: Scope, school: str) -> ActionList:
    """Collect the actions about one school up to the scope's report."""
    everything = collect_actions(dataset, Scope(scope.period, scope.lens))
    rows = tuple(row for row in everything.rows if row.school.code == school)
    name = dataset.roster.by_code[school].short_name
    return replace(everything, title="Việc đã giao cho trường", subtitle=name, rows=rows)
