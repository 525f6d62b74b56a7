"""Choosing a school, kept in the URL by its code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from danvan_metrics.plan.roster import School
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.state import SCHOOL, follow_choice, looked_at, recall, settle_choice


def choose_school() -> School:
    """Choose one unit: the schools in the roster's order, then the office."""
    roster = looked_at().roster
    settle_choice(SCHOOL, list(roster.by_code))
    st.selectbox(
        "Trường",
        list(roster.by_code),
        format_func=lambda code: roster.by_code[code].name,
        key=SCHOOL,
        on_change=partial(follow_choice, SCHOOL),
        persist_state="session",
        width=340,
    )
    return roster.by_code[recall(SCHOOL)]


def choose_model_school(schools: Sequence[School]) -> School:
    """Choose one of these model schools, of which there is at least one."""
    by_code = {school.code: school for school in schools}
    settle_choice(SCHOOL, list(by_code))
    st.segmented_control(
        "Trường điểm",
        list(by_code),
        required=True,
        format_func=lambda code: escape_markdown(by_code[code].short_name),
        key=SCHOOL,
        on_change=partial(follow_choice, SCHOOL),
        label_visibility="collapsed",
        persist_state="session",
    )
    return by_code[recall(SCHOOL)]
