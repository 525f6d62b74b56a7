"""What is agreed about one school's cell: the actions there are, and the form that agrees on a new one."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.reference import Reference
from danvan_metrics.topics.actions.figures import ActionList, collect_actions, list_above, name_subject
from danvan_metrics.web import state
from danvan_metrics.web.meeting.action_list import show_actions
from danvan_metrics.web.state import looked_at, measure
from danvan_metrics.web.tasks.task_form import show_task_form
from danvan_metrics.web.tasks.task_right import may_give_tasks


def show_actions_of(reference: Reference) -> None:
    """Draw the actions about one school's group or indicator, and, for whom it is, the form to agree on one."""
    dataset = looked_at()
    if not reference.school or reference.subject not in {*dataset.plan.group_by_code, *dataset.plan.indicator_by_code}:
        return
    found = measure(collect_actions_of, reference)
    if found.rows:
        show_actions(found, reference.scope, key="source_actions")
    if may_give_tasks():
        box = st.expander(
            "Giao việc về nội dung này", key="agree", expanded=bool(state.read_address(state.TASK)), on_change="rerun"
        )
        if box.open:
            with box:
                show_task_form(reference)


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
