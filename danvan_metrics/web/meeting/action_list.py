"""What was agreed, as a table, and the officer's form to say how an action ended."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import close_action
from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.actions.figures import ActionList, ActionRow
from danvan_metrics.topics.actions.table import lay_out_actions
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.state import ACTION_SAID, keep, looked_at, take
from danvan_metrics.web.widgets.figure_table import show_figures, show_section

_ENDINGS = {"Đã xong": ActionState.DONE, "Thôi không làm": ActionState.DROPPED, "Làm tiếp": None}


def show_actions(record: ActionList, scope: Scope, *, key: str) -> None:
    """Draw the actions; a school and a subject lead to their pages."""
    if said := take(ACTION_SAID):
        st.success(escape_markdown(said))
    if not record.rows:
        show_section(record.title, record.subtitle)
        st.caption("Chưa giao việc nào. Mở một ô yếu ở bảng dưới đây hoặc ở bảng điểm để giao việc.")
        return
    show_figures(record, lay_out_actions(record, scope), key=key)
    if looked_at().snapshot is None:
        _show_endings(record, key=key)


def _show_endings(record: ActionList, *, key: str) -> None:
    box = st.expander("Cập nhật tình trạng một việc", key=f"{key}_update", on_change="rerun")
    if not box.open:
        return
    rows = {row.action.id: row for row in record.rows}
    with box, st.form(f"{key}_ending", border=False):
        number = st.selectbox("Việc", list(rows), format_func=lambda one: _name(rows[one]), key=f"{key}_which")
        ending = st.segmented_control("Tình trạng mới", list(_ENDINGS), default="Đã xong", required=True, key=f"{key}_state")
        note = st.text_input("Kết quả hoặc lý do, một câu ngắn", key=f"{key}_note")
        actor = st.text_input("Người cập nhật", key=f"{key}_actor")
        if st.form_submit_button("Lưu tình trạng"):
            _end(number, _ENDINGS[str(ending)], f"Đã lưu: {_name(rows[number])}.", note=note, actor=actor)


def _end(action: int, state: ActionState | None, said: str, *, note: str, actor: str) -> None:
    try:
        close_action(get_district(sample=looked_at().sample), action, state, note=note, actor=actor)
    except UserError as error:
        show_error(error)
    else:
        keep(ACTION_SAID, said)
        st.rerun()


def _name(row: ActionRow) -> str:
    return f"{row.school.short_name} · {row.action.task} (hạn {format_date(row.action.due)})"
