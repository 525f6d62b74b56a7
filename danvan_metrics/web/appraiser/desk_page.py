"""The page Chấm thẩm định: the board with teams and assignments, or the desk of the school that the address names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may, may_everywhere
from danvan_metrics.appraising.desk import BoardRow, Desk, load_board, load_desk
from danvan_metrics.appraising.team_acts import list_teams
from danvan_metrics.district import District
from danvan_metrics.plan.verdicts import STAGES, Stage
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Team
from danvan_metrics.vietnamese import format_date, format_quantity
from danvan_metrics.web import state, text
from danvan_metrics.web.appraiser.act_buttons import show_said
from danvan_metrics.web.appraiser.appraisal_board import show_board
from danvan_metrics.web.appraiser.assignment_form import show_assignment, show_refused
from danvan_metrics.web.appraiser.desk_choice import (
    choose_desk,
    choose_period,
    choose_self,
    close_desk,
    find_opened,
    open_desk,
)
from danvan_metrics.web.appraiser.desk_table import show_desk
from danvan_metrics.web.appraiser.sheet_exchange import show_exchange
from danvan_metrics.web.appraiser.stage_forms import show_stages
from danvan_metrics.web.appraiser.team_forms import show_teams
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.resources import consult
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import current_district, edition

_ONLOOKER: Final = "{name} không chấm trường này; chấm là việc của người thẩm định trong tổ, đoàn."


def show_appraising() -> None:
    """Draw the page; a plan without rounds has no appraisal."""
    district = current_district()
    if not district.plan.rounds:
        st.title("Chấm thẩm định", anchor=False)
        st.info("Kế hoạch này không có đợt thẩm định nào; hãy thêm mục rounds vào tệp kế hoạch nếu Phòng có thẩm định.")
        return
    actor = current_actor()
    _show_snapshot()
    opened = state.read_address(state.SCHOOL)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="appraising_top"):
        if opened:
            st.button("‹ Bảng theo dõi", on_click=close_desk, key="appraising_back")
        else:
            st.subheader("Chấm thẩm định", anchor=False, width="content")
        period = choose_period(district)
        rows = [row for row in consult(load_board, edition(), period) if may(actor, Act.SEE_APPRAISING, row.school.code)]
        key = find_opened(district, rows, period, actor)
        desk = _choose(rows, key, actor) if key else None
    if desk:
        _show_opened(district, desk, actor)
    else:
        show_said()
        show_refused()
        _show_overview(district, rows, period, actor)


def _choose(rows: Sequence[BoardRow], key: AppraisalKey, actor: Actor) -> Desk:
    """The desk of the school chosen, as the one who sits at it sees it."""
    choose_desk(rows, key)
    if state.snapshot_name():
        return consult(load_desk, edition(), key, appraiser="")
    desk = consult(load_desk, edition(), key, appraiser=actor.name)
    choose_self(desk)
    if may(actor, Act.JUDGE, key.school):
        return desk
    return replace(desk, editable=False, why_not=_ONLOOKER.format(name=actor.name))


def _show_snapshot() -> None:
    """A snapshot keeps figures; the desk shows appraisals as they stand and takes nothing while one is open."""
    if name := state.snapshot_name():
        st.warning(escape_markdown(f"Đang mở bản chốt “{name}”: bàn chấm chỉ để xem, như hiện nay. Về số liệu hiện tại để chấm."))
        st.button(text.SNAPSHOT_BACK, on_click=state.leave_snapshot, key="appraising_leave_snapshot")


def _show_overview(district: District, rows: Sequence[BoardRow], period: str, actor: Actor) -> None:
    if not state.snapshot_name() and may_everywhere(
        actor, Act.ORGANISE_APPRAISAL
    ):  # above the board: who begins finds them without going to the foot of the page
        known = district.plan.round_by_code  # a round may have left the plan's file; its teams stay in the store
        teams = tuple(team for team in consult(list_teams, edition()) if not team.dissolved and team.round in known)
        _show_box(_name_teams(teams), "appraising_teams", lambda: show_teams(district, teams, actor))
        _show_box("Phân công", "appraising_assign", lambda: show_assignment(district, teams, rows, period, actor))
    title = district.plan.find_period(period).title
    if opened := show_board(rows, period=title, today=district.today()):
        open_desk(*opened)


def _name_teams(teams: Sequence[Team]) -> str:
    return f"Tổ, đoàn thẩm định ({format_quantity(len(teams))})" if teams else "Lập tổ, đoàn thẩm định"


def _show_box(title: str, key: str, show: object) -> None:
    """A part of the page that is opened on demand."""
    box = st.expander(escape_markdown(title), key=key, on_change="rerun")
    if box.open and callable(show):
        with box:
            show()


def _show_opened(district: District, desk: Desk, actor: Actor) -> None:
    st.caption(escape_markdown(_describe_desk(district, desk)))
    if not desk.editable and desk.why_not:
        st.info(escape_markdown(desk.why_not))
    show_desk(district, desk, actor)
    if state.snapshot_name():
        return
    with st.container(key="appraising_next", gap="small"):
        show_said()  # where the button was pressed
        show_stages(district, desk, actor)
        show_exchange(district, desk, actor)


def _describe_desk(district: District, desk: Desk) -> str:
    period = district.plan.find_period(desk.key.period).title
    stage = f"{STAGES[desk.record.stage]}" + (f", lần {desk.record.version}" if desk.record.version > 1 else "")
    told = [f"{desk.school.name}, kỳ {period.lower()}", desk.round.title, stage]
    told += [desk.team.name] if desk.team else []
    if desk.submission:
        told.append(f"theo báo cáo lần {desk.submission.revision}, nhận {format_date(desk.submission.received_on)}")
    held = (desk.record.conclusion or {}).get("held_on") if desk.record.stage is Stage.CONCLUDED else None
    if held:
        told.append(f"kết luận lần {desk.record.version}, ngày {format_date(date.fromisoformat(str(held)))}")
    return " · ".join(told)
