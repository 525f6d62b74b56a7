"""The forms of the page Đơn vị, trường: what is to change, one sentence of what that does, and the button that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.errors import UserError
from danvan_metrics.roster_acts.roster_keeping import change_roster, preview_changes
from danvan_metrics.units.changes.change_rules import find_named
from danvan_metrics.units.changes.roster_change import RosterChange, RosterDeed
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.roster.roster_fields import (
    FormPlace,
    ask_added,
    ask_closed,
    ask_confirmed,
    ask_corrected,
    ask_merged,
    ask_moved,
    ask_renamed,
    ask_split,
    list_unconfirmed,
)
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.widgets.figure_table import show_section

_SAMPLE: Final = "Dữ liệu minh họa: xem được, không sửa được. Về số liệu thật để ghi thay đổi."
_ENDED: Final = "Nơi này đã thôi hoạt động; mọi điều về nó giữ nguyên."
_CONFIRMING: Final = "Xác nhận trường"
_FORMS: Final[Mapping[str, Callable[[FormPlace], list[RosterChange]]]] = {
    _CONFIRMING: ask_confirmed,
    RosterDeed.ADDED.words: ask_added,
    RosterDeed.RENAMED.words: ask_renamed,
    RosterDeed.MERGED.words: ask_merged,
    RosterDeed.SPLIT.words: ask_split,
    RosterDeed.MOVED.words: ask_moved,
    RosterDeed.CLOSED.words: ask_closed,
    RosterDeed.CORRECTED.words: ask_corrected,
}


@dataclass(frozen=True, slots=True)
class Said:
    """From which day, by which decision, for which reason."""

    on: date
    decision: str
    reason: str


def show_forms(district: District, code: str) -> None:
    """Draw the choice of a deed and its form, for what is shown."""
    show_section("Ghi thay đổi", "Mỗi thay đổi có ngày hiệu lực; báo cáo đã nộp không bị sửa.")
    if district.sample:
        st.info(_SAMPLE)
        return
    offered = _list_forms(district, code)
    if not offered:
        st.caption(_ENDED)
        return
    key = f"roster_{code}_{state.recall(state.ROSTER_TURN, 0)}"
    chosen = st.selectbox("Việc", offered, key=f"{key}_deed")
    _show_form(district, code, chosen, f"{key}_{list(_FORMS).index(chosen)}")


def _list_forms(district: District, code: str) -> list[str]:
    roster = district.roster
    one = find_named(roster, code)
    if one.valid_to is not None:
        return []
    deeds = set(RosterDeed) - _list_senseless(roster, code)
    waiting = not isinstance(one, School) or code == roster.office.code
    confirming = {_CONFIRMING} if waiting and list_unconfirmed(roster, code, district.today()) else set()
    return [form for form in _FORMS if form in {deed.words for deed in deeds} | confirming]


def _list_senseless(roster: Roster, code: str) -> set[RosterDeed]:
    """What cannot be done to it: nothing stands under a school, and what stands above all others stays."""
    if code == roster.office.code:
        return set(RosterDeed) - {RosterDeed.ADDED}
    if code in roster.by_code:
        return {RosterDeed.ADDED} | (set() if roster.tree.units else {RosterDeed.MOVED})
    top = roster.tree.root is not None and roster.tree.root.code == code
    return {RosterDeed.MERGED, RosterDeed.SPLIT, RosterDeed.MOVED, RosterDeed.CLOSED} if top else set()


def _show_form(district: District, code: str, form: str, key: str) -> None:
    with st.container(border=True):
        said = _ask_said(district.today(), key)
        place = FormPlace(district.roster, code, said.on, said.decision, said.reason, key, district.plan)
        _show_end(district, _FORMS[form](place), key)


def _ask_said(today: date, key: str) -> Said:
    left, right = st.columns(2)
    on = left.date_input("Có hiệu lực từ", value=today, format="DD/MM/YYYY", key=f"{key}_on")
    decision = right.text_input("Số quyết định, nghị quyết", key=f"{key}_decision", max_chars=120)
    reason = st.text_input("Lý do (khi không có quyết định)", key=f"{key}_reason", max_chars=200)
    return Said(on, decision.strip(), reason.strip())


def _show_end(district: District, changes: Sequence[RosterChange], key: str) -> None:
    """What it does in a sentence, or what it still lacks; the button is there either way and tells the lack again."""
    try:
        st.info(escape_markdown(preview_changes(district, changes)))
    except UserError as error:
        st.caption(escape_markdown(str(error)))
    if st.button("Ghi thay đổi", type="primary", key=f"{key}_keep"):
        _keep(district, changes)


def _keep(district: District, changes: Sequence[RosterChange]) -> None:
    try:
        said = change_roster(district, changes, actor=current_actor())
    except UserError as error:
        show_error(error)
    else:
        state.keep(state.ROSTER_SAID, f"Đã ghi. {said}")
        state.keep(state.ROSTER_TURN, state.recall(state.ROSTER_TURN, 0) + 1)
        st.rerun()
