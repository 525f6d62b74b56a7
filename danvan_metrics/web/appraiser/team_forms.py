"""Naming a team, changing who is in it, and dissolving it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.appraising.team_acts import dissolve_team, name_team
from danvan_metrics.district import District
from danvan_metrics.plan.verdicts import ROLES, Role
from danvan_metrics.store.appraising.appraisal_records import Member, Team
from danvan_metrics.units.roster import Roster
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.web import state
from danvan_metrics.web.appraiser.act_buttons import do_act
from danvan_metrics.web.escaping import escape_markdown

_NEW: Final = 0
_USUAL_ROLES: Final = (Role.HEAD, Role.SECRETARY, Role.MEMBER)
_FEWEST: Final = 3


def show_teams(district: District, teams: Sequence[Team], actor: Actor) -> None:
    """Draw the teams there are, and the form for one."""
    for team in teams:
        st.markdown(
            f"**{escape_markdown(team.name)}** · {escape_markdown(district.plan.round_by_code[team.round].short)} · "
            f"{escape_markdown('; '.join(_describe_member(district.roster, one) for one in team.members))}"
        )
    numbers = {_NEW: "Lập tổ, đoàn mới"} | {team.id: f"Sửa: {team.name}" for team in teams}
    if state.recall("team_which") not in numbers:
        state.drop_choice("team_which")
    number = st.selectbox("Lập mới hoặc sửa", list(numbers), format_func=numbers.__getitem__, key="team_which", width=430)
    _show_form(district, next((team for team in teams if team.id == number), None), actor)


def _show_form(district: District, team: Team | None, actor: Actor) -> None:
    key = f"team_{team.id if team else _NEW}"
    left, right = st.columns(2)
    with left:
        rounds = {one.code: one.title for one in district.plan.rounds}
        round_ = team.round if team else st.selectbox("Đợt", list(rounds), format_func=rounds.__getitem__, key=f"{key}_round")
    with right:
        name = team.name if team else st.text_input("Tên tổ, đoàn", key=f"{key}_name", max_chars=120)
    members = _ask_members(district, team, key)
    with st.container(horizontal=True, gap="small"):
        if st.button("Lưu tổ, đoàn", type="primary", key=f"{key}_save"):
            act = partial(name_team, district, str(round_), name, members, actor=actor)
            do_act(act, f"Đã lưu “{name}” gồm {format_quantity(len(members))} người.")
        if team and st.button("Giải thể", key=f"{key}_dissolve"):
            do_act(partial(dissolve_team, district, team.id, actor=actor), f"Đã giải thể “{team.name}”.")


def _ask_members(district: District, team: Team | None, key: str) -> tuple[Member, ...]:
    """A row a member; a row without a name is left out."""
    before = team.members if team else ()
    counter = f"{key}_rows"
    if not state.holds(counter):
        state.keep(counter, max(len(before), _FEWEST))
    rows = int(state.recall(counter))
    asked = [_ask_member(district, before[row] if row < len(before) else None, f"{key}_{row}", row) for row in range(rows)]
    st.button("Thêm một người", key=f"{key}_more", on_click=partial(state.keep, counter, rows + 1))
    return tuple(one for one in asked if one.name)


def _ask_member(district: District, before: Member | None, key: str, row: int) -> Member:
    names, titles, places, roles = st.columns([3, 3, 3, 2])
    number = format_quantity(row + 1)
    name = names.text_input(f"{number}. Họ tên", value=before.name if before else "", key=f"{key}_name", max_chars=80)
    title = titles.text_input(f"{number}. Chức vụ", value=before.title if before else "", key=f"{key}_title", max_chars=120)
    place = places.selectbox(
        f"{number}. Nơi công tác",
        _list_places(district, before),
        index=_find_place(district, before),
        key=f"{key}_place",
        accept_new_options=True,
        placeholder="Chọn trường, hoặc gõ tên cơ quan",
    )
    usual = before.role if before else _USUAL_ROLES[min(row, len(_USUAL_ROLES) - 1)]
    role = roles.selectbox(
        f"{number}. Vai trò", list(Role), index=list(Role).index(usual), format_func=ROLES.__getitem__, key=f"{key}_role"
    )
    return Member(name.strip(), Role(role or usual), read_place(district.roster, str(place or "")), title.strip())


def _list_places(district: District, before: Member | None) -> list[str]:
    places = [district.plan.office.name, *(school.name for school in district.roster.schools)]
    own = name_place(district.roster, before.workplace) if before else ""
    return [*places, own] if own and own not in places else places


def _find_place(district: District, before: Member | None) -> int | None:
    own = name_place(district.roster, before.workplace) if before else ""
    return _list_places(district, before).index(own) if own else None


def read_place(roster: Roster, words: str) -> str:
    """The code of a school by its name, so that nobody appraises the school they work in; other words stay."""
    return next((school.code for school in roster.schools if words.strip() in {school.name, school.short_name}), words.strip())


def name_place(roster: Roster, workplace: str) -> str:
    """Where a member works, in words."""
    unit = roster.by_code.get(workplace)
    return unit.name if unit else workplace


def _describe_member(roster: Roster, member: Member) -> str:
    more = ", ".join(filter(None, (member.title, name_place(roster, member.workplace))))
    return f"{member.name} ({ROLES[member.role].lower()}{f', {more}' if more else ''})"
