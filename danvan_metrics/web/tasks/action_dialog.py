"""What can be done with an action, in a box over the page its line stands on: change it, end it, take it up again."""

from __future__ import annotations

from typing import Final

import streamlit as st

from danvan_metrics.formats.table import ActionForm
from danvan_metrics.metrics.actions import Action, Deed
from danvan_metrics.topics.actions.action_history import describe_history
from danvan_metrics.topics.actions.figures import name_subject
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.navigation import read_form
from danvan_metrics.web.tasks.action_form import show_action_form
from danvan_metrics.web.tasks.task_right import may_give_tasks

_TITLES: Final = {
    Deed.CHANGED: "Sửa việc đã giao",
    Deed.DONE: "Ghi việc đã xong",
    Deed.DROPPED: "Thôi không làm việc này",
    Deed.TAKEN_UP: "Làm tiếp việc này",
}


def offer_asked_act() -> None:
    """Open the box that the address asks for: a link to an act, opened in a tab of its own."""
    form = read_form(state.read_address(state.ACTION), state.read_address(state.ACT))
    if form is not None:
        offer_act(form)


def offer_act(form: ActionForm) -> None:
    """Open the box for one act on one action; saving closes it, and the page says so. Nothing for who may not."""
    if not may_give_tasks() or form.deed not in _TITLES:
        return
    state.take(state.ACTION_KEPT)  # of a box before this one
    action = next((one for one in state.looked_at().actions if one.id == form.action), None)
    if action is None:
        show_error(f"Không có việc số {form.action}; việc ấy ở kho dữ liệu khác, hãy mở lại từ danh sách dưới đây.")
        return

    @st.dialog(_TITLES[form.deed], width="medium", on_dismiss=leave_act)
    def _ask() -> None:
        _show_action(action)
        show_action_form(action, form.deed)
        _show_history(action)

    _ask()


def leave_act() -> None:
    """Callback: the address asks for no box any more."""
    state.write_address(state.ACTION, "")
    state.write_address(state.ACT, "")


def _show_action(action: Action) -> None:
    dataset = state.looked_at()
    school = dataset.roster.by_code[action.school].short_name
    st.caption(escape_markdown(f"{school} · {name_subject(dataset.plan, action.subject)}"))
    st.markdown(f"**{escape_markdown(action.task)}**")
    st.caption(escape_markdown(f"{action.person}, hạn {format_date(action.due)}"))


def _show_history(action: Action) -> None:
    """Draw what happened so far: who, when, from what to what."""
    told = list(describe_history(action))
    if told:
        st.caption("Lịch sử")
        lines = (_write_line(format_date(happening.day), happening.actor, words, happening.note) for happening, words in told)
        st.markdown("\n".join(f"- {escape_markdown(line)}" for line in lines))


def _write_line(day: str, actor: str, words: str, note: str) -> str:
    return f"{day}{f' · {actor}' if actor else ''}: {words}{f' ({note})' if note else ''}"
