"""Which appraisal is looked at, and by whom: period, school and round stand in the address, so that a link can be sent."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import check
from danvan_metrics.appraising.desk import BoardRow, Desk
from danvan_metrics.district import District
from danvan_metrics.plan.verdicts import ROLES, STAGES
from danvan_metrics.settings import load_settings
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Member
from danvan_metrics.units.roster import School
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_names
from danvan_metrics.web.signing_in.who_bar import sit_down


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


def find_opened(district: District, rows: Sequence[BoardRow], period: str, actor: Actor) -> AppraisalKey | None:
    """The appraisal the address names; None where it names none, or none that there is; NotAllowed for another's school."""
    school, round_ = state.read_address(state.SCHOOL), state.read_address(state.ROUND)
    if not school:
        return None
    if school in district.roster.by_code:
        check(actor, Act.SEE_APPRAISING, school)
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


def choose_self(desk: Desk) -> None:
    """On a laptop that goes from hand to hand: who of the team sits here now; where people sign in nothing is to be chosen."""
    if desk.team is None or desk.team.dissolved or load_settings().sign_in.required:
        return
    members = {one.name: one for one in desk.team.members}
    own = desk.seat.name if desk.seat else None
    state.settle_default(state.APPRAISER, own, [*members, None])
    chosen = st.selectbox(
        "Tôi là",
        list(members),
        index=0 if own else None,  # who sits here is changed, not taken away
        format_func=lambda one: _name_member(members[one], desk.school),
        key=state.APPRAISER,
        placeholder="Tôi là … (chọn tên trong tổ)",
        width=260,
        label_visibility="collapsed",
    )
    if chosen and chosen != own:
        sit_down(chosen)


def _name_member(member: Member, school: School) -> str:
    own = " (công tác tại trường này)" if member.workplace == school.code else ""
    return f"{member.name}, {ROLES[member.role].lower()}{own}"
