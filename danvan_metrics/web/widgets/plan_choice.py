"""Choosing the plan looked at, where there are several."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.web import state, text


def choose_plan() -> None:
    """Draw the choice, the newest plan first; what is chosen opens at once and stands in the address (`ke-hoach=<mã>`)."""
    district = state.current_district()
    if not offers_plans():
        return
    titles = {plan.code: plan.short_title for plan in reversed(district.lineup.plans)}
    state.keep(state.PLAN_CHOICE, district.plan.code)
    st.selectbox(
        text.PLAN_LABEL,
        list(titles),
        format_func=titles.__getitem__,
        key=state.PLAN_CHOICE,
        on_change=_open_chosen,
        label_visibility="collapsed",
        width=190,
    )


def offers_plans() -> bool:
    """Whether there is a choice at all: the sample has one plan."""
    return not state.sample_mode() and state.current_district().lineup.offers_choice


def _open_chosen() -> None:
    state.leave_snapshot()
    state.open_plan(str(state.recall(state.PLAN_CHOICE)))
