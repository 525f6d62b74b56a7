"""What is agreed about one school's cell: the actions there are, and the form that agrees on a new one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Final

import streamlit as st

from danvan_metrics.errors import UserError
from danvan_metrics.meeting_acts import agree_action
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.store.records import Agreement
from danvan_metrics.topics.actions.figures import ActionList, collect_actions, list_above, name_subject
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.meeting.action_list import show_actions
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.state import looked_at, measure

_USUAL: Final = timedelta(days=30)  # the day first offered; the office chooses


def show_actions_of(reference: Reference) -> None:
    """Draw the actions about one school's group or indicator, and the form to agree on one; nothing for other figures."""
    dataset = looked_at()
    if not reference.school or reference.subject not in {*dataset.plan.group_by_code, *dataset.plan.indicator_by_code}:
        return
    if said := state.take(state.AGREEMENT_SAID):
        st.success(escape_markdown(said))
    found = measure(collect_actions_of, reference)
    if found.rows:
        show_actions(found, reference.scope, key="source_actions")
    if dataset.snapshot is None:
        _show_form(reference, dataset)


def collect_actions_of(dataset: Dataset, reference: Reference) -> ActionList:
    """Collect the actions about the school's subject, those about its group among them."""
    everything = collect_actions(dataset, Scope(reference.scope.period, reference.scope.lens))
    subjects = _list_subjects(dataset, reference.subject)
    rows = tuple(row for row in everything.rows if row.school.code == reference.school and row.action.subject in subjects)
    name = f"{dataset.roster.by_code[reference.school].short_name}, {name_subject(dataset.plan, reference.subject)}"
    return replace(everything, title="Việc đã giao về nội dung này", subtitle=name, rows=rows)


def _list_subjects(dataset: Dataset, subject: str) -> set[str]:
    plan = dataset.plan
    if subject in plan.indicator_by_code:
        return {*list_above(plan, subject)}
    return {subject, *(child.code for child in plan.children_of(subject)), *(one.code for one in plan.indicators_in(subject))}


def _show_form(reference: Reference, dataset: Dataset) -> None:
    box = st.expander("Giao việc về nội dung này", key="agree", on_change="rerun")
    if not box.open:
        return
    today = get_district(sample=dataset.sample).today()
    with box, st.form("agreement", border=False, clear_on_submit=False):
        task = st.text_input("Việc cần làm", key="agree_task", max_chars=200)
        left, right = st.columns(2)
        person = left.text_input("Người phụ trách", key="agree_person", max_chars=80)
        usual = today + _USUAL
        state.settle_default("agree_due", usual)
        due = right.date_input("Hạn", value=usual, format="DD/MM/YYYY", key="agree_due")
        actor = st.text_input("Người giao", key="agree_actor", max_chars=80)
        if st.form_submit_button("Giao việc", type="primary"):
            _agree(Agreement(reference.scope.period, reference.school, reference.subject, task, person, due), actor)


def _agree(agreement: Agreement, actor: str) -> None:
    try:
        agree_action(get_district(sample=looked_at().sample), agreement, actor=actor)
    except UserError as error:
        show_error(error)
    else:
        state.keep(state.AGREEMENT_SAID, f"Đã giao việc cho {agreement.person}, hạn {format_date(agreement.due)}.")
        st.rerun()
