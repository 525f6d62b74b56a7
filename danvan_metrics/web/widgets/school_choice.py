"""Choosing a school, kept in the URL by its code."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check_can_see_school
from danvan_metrics.access.rights import may
from danvan_metrics.errors import UserError
from danvan_metrics.units.roster import School
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import SCHOOL, follow_choice, looked_at, read_address, recall, settle_choice

_NOT_ON_ROSTER: Final = (
    "Trường được giao cho bạn không có trong danh sách trường của số liệu này; hãy báo cán bộ tổng hợp kiểm tra."
)


def choose_school() -> School:
    """Choose one unit: the schools in the roster's order, then the office; of those the visitor is shown.

    NotAllowed where the address asks for another's.
    """
    roster = looked_at().roster
    actor = current_actor()
    if asked := read_address(SCHOOL):
        check_can_see_school(actor, asked)
    codes = [code for code in roster.by_code if may(actor, Act.SEE_SCHOOL, code)]
    if not codes:  # the code that was granted stands in no roster any more, or not yet in the one a snapshot kept
        raise UserError(_NOT_ON_ROSTER)
    settle_choice(SCHOOL, codes)
    st.selectbox(
        "Trường",
        codes,
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
