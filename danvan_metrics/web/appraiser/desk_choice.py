"""Which appraisal is looked at, and by whom: period, school and round stand in the address, so that a link can be sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from danvan_metrics.appraising.desk import BoardRow
from danvan_metrics.district import District
from danvan_metrics.plan.roster import School
from danvan_metrics.plan.verdicts import ROLES, STAGES
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Member, Team
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, escape_names


def choose_period(district: District) -> str:
    """The period whose appraisals are looked at; as a rule the last one whose deadline is past."""
    titles = {period.code: period.title for period in district.plan.periods}
    past = [period.code for period in district.plan.periods if period.deadline <= district.today()]
    usual = state.last_period() or (past[-1] if past else next(iter(titles)))
    state.settle_named_choice(state.APPRAISING_PERIOD, state.PERIOD, titles, usual)
    st.segmented_control(
        "Kỳ báo cáo",
        list(titles),
        required=True,
        format_func=escape_names(titles.__getitem__),
        key=state.APPRAISING_PERIOD,
        on_change=partial(state.follow_named_choice, state.APPRAISING_PERIOD, state.PERIOD, titles),
        label_visibility="collapsed",
    )
    return str(state.recall(state.APPRAISING_PERIOD))


def find_opened(district: District, rows: Sequence[BoardRow], period: str) -> AppraisalKey | None:
    """The appraisal the address names; None where it names none, or none that there is."""
    school, round_ = state.read_address(state.SCHOOL), state.read_address(state.ROUND)
    if not school:
        return None
    rounds = [row.round.code for row in rows if row.school.code == school]
    if not rounds or (round_ and round_ not in rounds):
        st.warning("Địa chỉ này chỉ một trường hoặc một đợt không có trong bảng; hãy chọn trường ở bảng dưới đây.")
        return None
    return AppraisalKey(district.plan.code, school, period, round_ or rounds[0])


def open_desk(school: str, round_: str) -> None:
    """Go to the desk of a school in a round."""
    state.write_address(state.SCHOOL, school)
    state.write_address(state.ROUND, round_)
    st.rerun()


def close_desk() -> None:
    """Callback: back to the board."""
    state.write_address(state.SCHOOL, "")
    state.write_address(state.ROUND, "")


def choose_desk(rows: Sequence[BoardRow], key: AppraisalKey) -> None:
    """Another school or round, without going back to the board."""
    named = {f"{row.school.code}|{row.round.code}": _name_desk(row) for row in rows}
    here = f"{key.school}|{key.round}"
    widget = f"appraising_desk_{key.period}"
    state.keep(widget, here)
    st.selectbox(
        "Trường và đợt thẩm định",
        list(named),
        format_func=named.__getitem__,
        key=widget,
        on_change=_follow_desk,
        args=(widget,),
        width=330,
        label_visibility="collapsed",
    )


def _follow_desk(widget: str) -> None:
    school, _, round_ = str(state.recall(widget)).partition("|")
    state.write_address(state.SCHOOL, school)
    state.write_address(state.ROUND, round_)


def _name_desk(row: BoardRow) -> str:
    return f"{row.school.short_name} · {row.round.short} · {STAGES[row.stage]}"


def choose_appraiser(team: Team | None, school: School) -> str:
    """Who sits at the desk: a member of the team, kept from school to school; "" while nobody has said."""
    if team is None:
        return ""
    members = {one.name: one for one in team.members}
    if state.recall(state.APPRAISER) not in members:
        state.keep(state.APPRAISER, None)
    name = st.selectbox(
        "Người chấm",
        list(members),
        format_func=lambda one: _name_member(members[one], school),
        key=state.APPRAISER,
        persist_state="session",
        placeholder="Chọn tên người chấm",
        width=240,
        label_visibility="collapsed",
    )
    return str(name or "")


def _name_member(member: Member, school: School) -> str:
    own = " (công tác tại trường này)" if member.workplace == school.code else ""
    return f"{member.name}, {ROLES[member.role].lower()}{own}"


def ask_actor(key: str, label: str) -> str:
    """Who does an act of the page that no appraiser's name stands for; kept from act to act."""
    widget = f"{state.APPRAISING_ACTOR}_{key}"
    if not state.holds(widget):
        state.keep(widget, state.recall(state.APPRAISING_ACTOR, ""))
    name = st.text_input(escape_markdown(label), key=widget, max_chars=80, width=430)
    state.keep(state.APPRAISING_ACTOR, name)
    return name
