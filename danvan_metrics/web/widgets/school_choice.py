"""Choosing a school, kept in the URL by its code."""

from __future__ import annotations

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
        width=420,
    )
    return roster.by_code[recall(SCHOOL)]


def choose_model_school() -> School | None:
    """Choose one of the model schools; None where the roster has none."""
    roster = looked_at().roster
    codes = [school.code for school in roster.select(model=True)]
    if not codes:
        st.info("Danh sách trường chưa có trường điểm nào.")
        return None
    settle_choice(SCHOOL, codes)
    st.segmented_control(
        "Trường điểm",
        codes,
        required=True,
        format_func=lambda code: escape_markdown(roster.by_code[code].short_name),
        key=SCHOOL,
        on_change=partial(follow_choice, SCHOOL),
        label_visibility="collapsed",
        persist_state="session",
    )
    return roster.by_code[recall(SCHOOL)]
