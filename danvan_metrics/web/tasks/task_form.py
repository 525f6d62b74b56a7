"""The form that gives a task about one school's cell: what is to be done, by whom, until when."""

from __future__ import annotations

from datetime import timedelta
from time import monotonic
from typing import Final

import streamlit as st

from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import agree_action
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.store.agreeing.action_keeping import SameTaskOpen
from danvan_metrics.store.records import Agreement
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import current_district

_USUAL: Final = timedelta(days=30)  # the day first offered; the office chooses
_SECOND_PRESS: Final = 5  # seconds in which the same form sent again is a button pressed twice
_TASK, _PERSON, _DUE = "agree_task", "agree_person", "agree_due"


def show_task_said() -> None:
    """Say, once and wherever the page is scrolled to, what was just done about a task."""
    if said := state.take(state.TASK_SAID):
        st.toast(escape_markdown(said), duration="long")


def show_task_form(reference: Reference) -> None:
    """Draw the form; a task is kept when it is sent, and the page runs anew, without the box the form may stand in."""
    if state.take(state.TASK_KEPT):
        st.rerun()
    today = current_district().today()
    _settle_form(reference)
    with st.form("agreement", border=False):
        st.text_input("Việc cần làm", key=_TASK, max_chars=200)
        left, right = st.columns(2)
        left.text_input("Người phụ trách", key=_PERSON, max_chars=80)
        usual = today + _USUAL
        state.settle_default(_DUE, usual)
        right.date_input("Hạn", value=usual, format="DD/MM/YYYY", key=_DUE)
        st.form_submit_button("Giao việc", type="primary", on_click=_agree, args=(reference,))
    if refused := state.take(state.TASK_REFUSED):
        show_error(refused)


def _settle_form(reference: Reference) -> None:
    """What was typed about another cell does not stand in the form."""
    if state.recall(state.TASK_FORM) != reference:
        state.keep(state.TASK_FORM, reference)
        state.take(state.TASK_REFUSED)
        _empty_form()


def _empty_form() -> None:
    for key in (_TASK, _PERSON):
        state.keep(key, "")


def _agree(reference: Reference) -> None:
    """Callback, for it runs once per press and before the form is drawn: of two quick presses the second finds the task kept."""
    read = state.recall
    agreement = Agreement(reference.scope.period, reference.school, reference.subject, read(_TASK), read(_PERSON), read(_DUE))
    try:
        agree_action(current_district(), agreement, actor=current_actor())
    except SameTaskOpen as error:
        if not _was_just_sent(agreement):
            state.keep(state.TASK_REFUSED, str(error))
            return
    except UserError as error:
        state.keep(state.TASK_REFUSED, str(error))
        return
    state.keep(state.TASK_SENT, (agreement, monotonic()))
    state.keep(state.TASK_SAID, f"Đã giao việc cho {agreement.person}, hạn {format_date(agreement.due)}.")
    state.keep(state.TASK_KEPT, value=True)
    _empty_form()


def _was_just_sent(agreement: Agreement) -> bool:
    sent, when = state.recall(state.TASK_SENT, (None, 0.0))
    return bool(sent == agreement and monotonic() - when < _SECOND_PRESS)
