"""Giving a team to one school or many at once; where the round allows it, to two appraisers who do not see each other's."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.appraising.desk import BoardRow
from danvan_metrics.appraising.stage_acts import assign
from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.plan.verdicts import STAGES, Stage
from danvan_metrics.store.appraising.appraisal_records import AppraisalKey, Team
from danvan_metrics.vietnamese import format_quantity
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error


def show_assignment(district: District, teams: Sequence[Team], rows: Sequence[BoardRow], period: str, actor: Actor) -> None:
    """Draw the form and do what it asks."""
    if not teams:
        st.caption("Chưa có tổ, đoàn nào; hãy lập tổ, đoàn trước rồi phân công.")
        return
    named = {team.id: f"{team.name} · {district.plan.round_by_code[team.round].short}" for team in teams}
    number = st.selectbox("Tổ, đoàn", list(named), format_func=named.__getitem__, key="assign_team", width=430)
    team = next(one for one in teams if one.id == number)
    schools = _ask_schools(team, rows)
    appraisers = _ask_appraisers(district, team)
    if st.button("Phân công", type="primary", key="assign_do"):
        if not schools:
            show_error("Chưa chọn trường nào; hãy chọn ít nhất một trường.")
            return
        keys = [AppraisalKey(district.plan.code, code, period, team.round) for code in schools]
        _assign_all(district, keys, team, appraisers, actor)


def _ask_schools(team: Team, rows: Sequence[BoardRow]) -> list[str]:
    """The schools without a team come first; “all of them” is one press."""
    offered = {row.school.code: row for row in rows if row.round.code == team.round and row.stage is not Stage.CONCLUDED}
    free = [code for code, row in offered.items() if row.stage is Stage.UNASSIGNED]
    key = f"assign_schools_{team.id}"
    kept = [code for code in state.recall(key, []) if code in offered]
    state.keep(key, kept)
    chosen = st.multiselect(
        "Trường",
        sorted(offered, key=lambda code: code not in free),
        format_func=lambda code: _name_school(offered[code]),
        key=key,
        placeholder="Chọn một hoặc nhiều trường",
    )
    if free:
        many = format_quantity(len(free))
        st.button(f"Chọn cả {many} trường chưa phân công", key=f"{key}_all", on_click=state.keep, args=(key, free))
    return list(chosen)


def _name_school(row: BoardRow) -> str:
    return row.school.short_name if row.stage is Stage.UNASSIGNED else f"{row.school.short_name} ({STAGES[row.stage]})"


def _ask_appraisers(district: District, team: Team) -> tuple[str, str] | None:
    """Two members for the independent mode; None: the team writes in one hand."""
    if not district.plan.round_by_code[team.round].independent or len(team.members) < 2:
        return None
    if not st.toggle("Hai người chấm độc lập, sau đó trưởng đoàn thống nhất", key=f"assign_independent_{team.id}"):
        return None
    names = [one.name for one in team.members]
    left, right = st.columns(2)
    first = left.selectbox("Người chấm thứ nhất", names, key=f"assign_first_{team.id}")
    second = right.selectbox("Người chấm thứ hai", names, index=1, key=f"assign_second_{team.id}")
    return str(first), str(second)


def _assign_all(
    district: District, keys: Sequence[AppraisalKey], team: Team, appraisers: tuple[str, str] | None, actor: Actor
) -> None:
    """One school after another; those that cannot be given to this team are named with the reason."""
    refused = []
    for key in keys:
        try:
            assign(district, key, team.id, actor=actor, appraisers=appraisers)
        except UserError as error:
            refused.append(f"{district.roster.by_code[key.school].short_name}: {error}")
    done = len(keys) - len(refused)
    if done:
        state.keep(state.APPRAISING_SAID, f"Đã phân công “{team.name}” cho {format_quantity(done)} trường.")
    if refused:
        state.keep("assign_refused", refused)
    if done:
        st.rerun()
    show_refused()


def show_refused() -> None:
    """Why some of the schools were not given to the team."""
    for sentence in state.take("assign_refused") or ():
        st.warning(escape_markdown(sentence))
