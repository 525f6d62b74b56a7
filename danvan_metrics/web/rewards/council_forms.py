"""The council's meetings, the form that keeps one, and the form that keeps its votes."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.metrics.rewards import Attendee, CouncilMeeting, RewardStep
from danvan_metrics.rewarding.reward_acts import Council, consider, hold_council
from danvan_metrics.rewarding.reward_papers import make_council_minute
from danvan_metrics.topics.rewards.figures import RewardList
from danvan_metrics.vietnamese import format_date, format_ratio
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.rewards.paper_offers import offer_paper
from danvan_metrics.web.rewards.proposal_forms import name_proposal
from danvan_metrics.web.rewards.reward_said import do_reward_act, may_reward
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import looked_at
from danvan_metrics.web.widgets.figure_table import show_section


def show_council(district: District, record: RewardList) -> None:
    """Draw the meetings of the period with their minutes, then the forms for votes and for a new meeting."""
    meetings = looked_at().rewards.of_period(record.period).meetings
    show_section("Hội đồng xét khen thưởng", "" if meetings else "Chưa ghi phiên họp nào của kỳ này.")
    for meeting in meetings:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(escape_markdown(describe_meeting(meeting)), width="stretch")
            if looked_at().snapshot is None:
                make = partial(make_council_minute, district, meeting.id)
                offer_paper("Biên bản họp", make, f"bien-ban-hop-hoi-dong-{meeting.id}.docx", key=f"council_{meeting.id}")
    if may_reward():
        if meetings:
            _show_voting(district, record, {one.id: one for one in meetings})
        _show_holding(district, record.period, first=not meetings)


def describe_meeting(meeting: CouncilMeeting) -> str:
    """“Họp ngày 18/12/2020 tại Phòng họp: có mặt 7/9 thành viên, chủ trì Nguyễn Thị An”."""
    present = format_ratio(len(meeting.present), meeting.members)
    return f"Họp ngày {format_date(meeting.held_on)} tại {meeting.place}: có mặt {present} thành viên, chủ trì {meeting.chair}"


def _show_voting(district: District, record: RewardList, meetings: dict[int, CouncilMeeting]) -> None:
    waiting = {row.proposal.id: row for row in record.rows if row.proposal.step in {RewardStep.PROPOSED, RewardStep.CONSIDERED}}
    if not waiting:
        return
    share = district.plan.thresholds.pass_share
    with st.container(border=True):
        st.markdown("**Ghi phiếu**")
        if share:
            st.caption(escape_markdown(f"Mức thông qua {share.note}."))
        which = st.selectbox(
            "Phiên họp", list(reversed(meetings)), format_func=lambda one: describe_meeting(meetings[one]), key="vote_meeting"
        )
        present = len(meetings[which].present)
        with st.form("vote", border=False):
            number = st.selectbox("Đề nghị", list(waiting), format_func=lambda one: name_proposal(waiting[one]), key="vote_which")
            left, right = st.columns(2)
            votes_for = left.number_input("Phiếu đồng ý", 0, present, value=None, key=f"vote_for_{which}")
            votes_cast = right.number_input("Số phiếu bầu", 1, present, value=present, key=f"vote_cast_{which}")
            if not st.form_submit_button("Lưu phiếu", type="primary"):
                return
            if votes_for is None:
                show_error("Chưa ghi số phiếu đồng ý; hãy ghi số phiếu kiểm được, kể cả 0.")
                return
            votes = {"votes_for": votes_for, "votes_cast": votes_cast}
            act = partial(consider, district, number, which, **votes, actor=current_actor())
            told = f"{waiting[number].proposal.name}: {format_ratio(votes_for, votes_cast)} phiếu"
            do_reward_act(act, lambda passed: f"{told}, {'thông qua' if passed else 'không thông qua'}.")


def _show_holding(district: District, period: str, *, first: bool) -> None:
    box = st.expander("Ghi một phiên họp Hội đồng", key="council_box", on_change="rerun", expanded=first)
    if not box.open:
        return
    quorum = district.plan.thresholds.quorum
    with box, st.form("council", border=False):
        if quorum:
            st.caption(escape_markdown(f"Điều kiện họp {quorum.note}."))
        left, middle, right = st.columns([2, 3, 2])
        today = district.today()
        state.settle_default("council_day", today)
        day = left.date_input("Ngày họp", value=today, format="DD/MM/YYYY", key="council_day")
        place = middle.text_input("Địa điểm", key="council_place", max_chars=160)
        members = right.number_input("Số thành viên Hội đồng", 1, 99, value=9, key="council_members")
        present = st.text_area(
            "Có mặt, mỗi người một dòng: họ tên, chức vụ", key="council_present", height=170, max_chars=6000,
            placeholder="Nguyễn Thị An, Trưởng phòng",
        )  # fmt: skip
        left, right = st.columns(2)
        chair = left.text_input("Chủ trì", key="council_chair", max_chars=120)
        secretary = right.text_input("Thư ký", key="council_secretary", max_chars=120)
        conclusion = st.text_area("Kết luận", key="council_conclusion", height=80, max_chars=3000)
        if st.form_submit_button("Lưu phiên họp", type="primary"):
            new = Council(
                period=period,
                held_on=day if isinstance(day, date) else today,
                place=place,
                members=int(members),
                present=read_attendees(present),
                chair=chair,
                secretary=secretary,
                conclusion=conclusion,
            )
            told = f"Đã ghi phiên họp Hội đồng: có mặt {format_ratio(len(new.present), new.members)} thành viên."
            do_reward_act(partial(hold_council, district, new, actor=current_actor()), told)


def read_attendees(text: str) -> tuple[Attendee, ...]:
    """A person per line, the title after the first comma; blank lines are passed over."""
    lines = (line.partition(",") for line in text.splitlines() if line.strip())
    return tuple(Attendee(name.strip(), title.strip()) for name, _, title in lines)
