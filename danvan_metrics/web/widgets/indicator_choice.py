"""Choosing a group or one indicator, kept in the URL by its code, and what the chosen one asks for."""

from __future__ import annotations

from functools import partial

import streamlit as st

from danvan_metrics.metrics.completion import scored_groups
from danvan_metrics.metrics.words import name_indicators
from danvan_metrics.plan.descriptions import describe_evidence, describe_formula, describe_kind, describe_target
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.model import Indicator, Plan
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.state import ITEM, follow_choice, looked_at, recall, settle_choice


def choose_indicator() -> tuple[str, Indicator | None]:
    """Choose: gives a group and, where one indicator was chosen, that indicator."""
    plan = looked_at().plan
    options = list_choices(plan)
    settle_choice(ITEM, options)
    st.selectbox(
        "Nhóm hoặc chỉ tiêu",
        options,
        format_func=partial(_name, plan),
        key=ITEM,
        on_change=partial(follow_choice, ITEM),
        persist_state="session",
    )
    chosen = recall(ITEM)
    indicator = plan.indicator_by_code.get(chosen)
    return (chosen, None) if indicator is None else (indicator.group, indicator)


def list_choices(plan: Plan) -> list[str]:
    """List codes in the plan's order: every indicator, under its group where schools are scored on that."""
    scored = {group.code for group in scored_groups(plan)}
    choices: list[str] = []
    for group in plan.groups:
        choices += [group.code] if group.code in scored else []
        choices += [item.code for item in plan.indicators if item.group == group.code]
    return choices


def show_definition(indicator: Indicator) -> None:
    """Draw what the indicator asks for and how it is judged."""
    st.markdown(f"**{escape_markdown(indicator.code)}** · {escape_markdown(indicator.text)}")
    told = (
        f"Mục {indicator.section} của kế hoạch · {describe_kind(indicator.kind)} · Chỉ tiêu: {describe_target(indicator)} · "
        f"Minh chứng: {describe_evidence(indicator)} · Cách tính: {describe_formula(indicator)}"
    )
    st.caption(escape_markdown(told))


def _name(plan: Plan, code: str) -> str:
    indicator = plan.indicator_by_code.get(code)
    if indicator is not None:
        return f"{code} · {indicator.title}"
    group = plan.group_by_code[code]
    asked = [item for item in plan.indicators_in(code) if item.scored and Reporter.SCHOOL in item.reporters]
    return f"{group.title} (tất cả {len(asked)} {name_indicators(asked)})"
