"""A task given where its cell stands: the form in a box over the page, which stays as it was."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.metrics.reference import Reference
from danvan_metrics.topics.actions.figures import name_subject
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.state import TASK_KEPT, looked_at, take
from danvan_metrics.web.tasks.task_form import show_task_form
from danvan_metrics.web.tasks.task_right import may_give_tasks


def offer_task(reference: Reference) -> None:
    """Open the box for one school's cell, for who may give tasks; saving closes it, and the page says so."""
    if not may_give_tasks():
        return
    take(TASK_KEPT)  # of a box before this one
    dataset = looked_at()
    school = dataset.roster.by_code[reference.school].short_name

    @st.dialog(f"Giao việc: {escape_markdown(school)}")
    def _ask() -> None:
        st.caption(escape_markdown(name_subject(dataset.plan, reference.subject)))
        show_task_form(reference)

    _ask()
