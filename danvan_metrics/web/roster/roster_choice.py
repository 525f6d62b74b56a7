"""Which unit or school the page shows: the one looked at everywhere, or one that was searched for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.units.changes.change_rules import find_above, find_named, list_below
from danvan_metrics.units.roster import Roster
from danvan_metrics.web import state

_MOST_FOUND: Final = 50


def choose_entry(roster: Roster, on: date) -> str:
    """Draw the search and the choice; the code of the unit or school to show, of the office where there are no units."""
    asked = state.read_address(state.ROSTER_ENTRY)
    top = roster.tree.root.code if roster.tree.root else roster.office.code
    code = asked if asked in roster.by_code or asked in roster.tree.by_code else state.read_unit() or top
    left, right = st.columns([2, 3])
    wanted = left.text_input("Tìm theo tên hoặc mã", key=state.ROSTER_SEARCH, placeholder="ví dụ: nam sơn").strip()
    found = roster.search(wanted, _MOST_FOUND) if wanted else ()
    around = found if wanted else (*_list_above(roster, code, on), code, *_below(roster, code, on))
    state.keep(state.ROSTER_CHOICE, None if wanted else code)
    right.selectbox(
        "Đơn vị, trường",
        list(dict.fromkeys(around)),
        index=None if wanted else 0,
        format_func=partial(_name, roster, code),
        key=state.ROSTER_CHOICE,
        on_change=_open_chosen,
        placeholder=f"Tìm thấy {len(found)} nơi: chọn để mở" if found else "Không tìm thấy nơi nào",
    )
    return code


def _list_above(roster: Roster, code: str, on: date) -> Iterable[str]:
    above = find_above(roster, code, on) if code != roster.office.code else ""
    return [unit.code for unit in roster.tree.path_to(above, on)] if above else []


def _below(roster: Roster, code: str, on: date) -> Iterable[str]:
    if code == roster.office.code:
        return [school.code for school in roster.select(on=on)]
    return [one.code for one in list_below(roster, code, on)] if code in roster.tree.by_code else []


def _name(roster: Roster, chosen: str, code: str) -> str:
    name = find_named(roster, code).name
    return f"{name} ({code})" if code != chosen else name


def _open_chosen() -> None:
    state.write_address(state.ROSTER_ENTRY, str(state.recall(state.ROSTER_CHOICE) or ""))
    state.drop_choice(state.ROSTER_SEARCH)
