"""The form of one act on an action: another task, person or day; done; dropped; taken up again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import streamlit as st

from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import change_action, close_action
from danvan_metrics.metrics.actions import Action, ActionState, Deed
from danvan_metrics.store.records import Agreement
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.signing_in.visitor import current_actor

_TASK, _PERSON, _DUE, _NOTE = "act_task", "act_person", "act_due", "act_note"


@dataclass(frozen=True)
class _Wording:
    """What a form asks for, what its button says, and what the page says afterwards."""

    note: str
    button: str
    said: str
    state: ActionState | None = None


_WORDINGS: Final = {
    Deed.CHANGED: _Wording("Lý do sửa (bắt buộc)", "Lưu thay đổi", "Đã sửa việc"),
    Deed.DONE: _Wording("Kết quả, một câu ngắn", "Ghi đã xong", "Đã ghi xong việc", ActionState.DONE),
    Deed.DROPPED: _Wording("Lý do thôi không làm (bắt buộc)", "Thôi việc này", "Đã ghi thôi không làm việc", ActionState.DROPPED),
    Deed.TAKEN_UP: _Wording("Lý do làm tiếp, một câu ngắn", "Làm tiếp", "Đã ghi làm tiếp việc"),
}


def show_action_form(action: Action, deed: Deed) -> None:
    """Draw the form; when it is sent and kept the page runs anew, without the box it stands in."""
    if state.take(state.ACTION_KEPT):
        st.rerun()
    wording = _WORDINGS[deed]
    _settle_form(action, deed)
    with st.form(f"act_{deed}", border=False):
        if deed is Deed.CHANGED:
            _ask_words(action)
        st.text_input(escape_markdown(wording.note), key=_NOTE, max_chars=300)
        st.form_submit_button(escape_markdown(wording.button), type="primary", on_click=_send, args=(action, deed))
    if refused := state.take(state.ACTION_REFUSED):
        show_error(refused)


def _ask_words(action: Action) -> None:
    st.text_input("Việc cần làm", key=_TASK, max_chars=200)
    left, right = st.columns(2)
    left.text_input("Người phụ trách", key=_PERSON, max_chars=80)
    right.date_input("Hạn", value=action.due, format="DD/MM/YYYY", key=_DUE)


def _settle_form(action: Action, deed: Deed) -> None:
    """The form of another action or act begins with how this one reads."""
    if state.recall(state.ACTION_FORM) == (action, deed):
        return
    state.keep(state.ACTION_FORM, (action, deed))
    state.take(state.ACTION_REFUSED)
    for key, value in ((_TASK, action.task), (_PERSON, action.person), (_DUE, action.due), (_NOTE, "")):
        state.keep(key, value)


def _send(action: Action, deed: Deed) -> None:
    """Callback, for it runs once per press, before the form is drawn again."""
    wording = _WORDINGS[deed]
    try:
        _keep(action, deed)
    except UserError as error:
        if not state.recall(state.ACTION_KEPT):  # else the button was pressed twice
            state.keep(state.ACTION_REFUSED, str(error))
        return
    state.keep(state.TASK_SAID, f"{wording.said}: {action.task}.")
    state.keep(state.ACTION_KEPT, value=True)
    state.keep(state.ACTION_FORM, None)
    for name in (state.ACTION, state.ACT):
        state.write_address(name, "")


def _keep(action: Action, deed: Deed) -> None:
    read, district, actor = state.recall, state.current_district(), current_actor()
    if deed is Deed.CHANGED:
        agreement = Agreement(action.period, action.school, action.subject, read(_TASK), read(_PERSON), read(_DUE))
        change_action(district, action, agreement, reason=read(_NOTE), actor=actor)
    else:
        close_action(district, action.id, _WORDINGS[deed].state, note=read(_NOTE), actor=actor)
