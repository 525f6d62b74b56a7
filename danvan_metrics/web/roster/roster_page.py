"""The page Đơn vị, trường: one unit or school with all that is known of it, what stands under it, and the forms."""

from __future__ import annotations

from datetime import date
from typing import Final

import pandas as pd
import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.formats.table import Cell, Table, UnitPage, group_rows, name_columns
from danvan_metrics.units.changes.change_rules import find_named
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.units.unit import Unit
from danvan_metrics.units.unit_card import list_card_lines
from danvan_metrics.vietnamese import NOTHING, format_date, format_quantity
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.officer.text_tables import show_text_table
from danvan_metrics.web.roster.roster_choice import choose_entry
from danvan_metrics.web.roster.roster_forms import show_forms
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.table import show_table

_UNIT_HEADINGS: Final = ("Đơn vị trực thuộc", "Mã", "Loại", "Số trường", "Người đứng đầu", "Người ký")
_SCHOOL_HEADINGS: Final = ["Trường trực thuộc", "Mã", "Cấp học", "Loại", "Trường điểm", "Xác nhận"]
_MOST_SCHOOLS: Final = 300  # of one unit; a commune has some tens


def show_roster_page() -> None:
    """Draw the page."""
    st.title("Đơn vị, trường", anchor=False)
    district = state.current_district()
    roster, day = district.roster, district.today()
    if said := state.take(state.ROSTER_SAID):
        st.success(escape_markdown(said))
    _show_notices(district)
    code = choose_entry(roster, day)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _show_card(roster, code, day)
        _show_below(roster, code, day)
    with right:
        show_forms(district, code)


def _show_notices(district: District) -> None:
    roster = district.roster
    if waiting := sum(not school.confirmed for school in roster.schools):
        told = f"{format_quantity(waiting)}/{format_quantity(len(roster.schools))} trường chờ Phòng xác nhận"
        where = "Ghi ở “Xác nhận trường” của Phòng hoặc đơn vị."
        st.warning(escape_markdown(f"Danh sách trường tạm thời: {told}. {where}"), icon="⚠")
    for change in district.folded.unplaced:
        told = f"{change.deed.words} “{change.code}” từ {format_date(change.on)} không còn hợp với tệp danh sách nên bị bỏ qua"
        st.warning(escape_markdown(f"{told}; hãy xem lại tệp hoặc làm lại việc này."), icon="⚠")


def _show_card(roster: Roster, code: str, day: date) -> None:
    one = find_named(roster, code)
    show_section(one.name, _describe_kind(one))
    lines = list_card_lines(roster, code, day)
    show_text_table(pd.DataFrame(lines, columns=["Thông tin", "Nội dung"]), caption=one.name, key="roster_card")


def _describe_kind(one: Unit | School) -> str:
    ended = f" · đã thôi hoạt động sau ngày {format_date(one.valid_to)}" if one.valid_to else ""
    return f"{one.kind or 'đơn vị' if isinstance(one, Unit) else one.level or 'Phòng'}{ended}"


def _show_below(roster: Roster, code: str, day: date) -> None:
    if code in roster.tree.by_code:
        _show_units(roster, roster.tree.children_of(code, day), day)
        _show_schools(roster.group_by_unit(day).get(code, ()))
    elif code == roster.office.code:
        _show_schools(roster.select(on=day))


def _show_units(roster: Roster, units: tuple[Unit, ...], day: date) -> None:
    if not units:
        return
    rows = [_describe_unit(roster, unit, day) for unit in units]
    show_table(Table("Đơn vị trực thuộc", name_columns(*_UNIT_HEADINGS), group_rows(rows), "lllrll"), key="roster_units")


def _describe_unit(roster: Roster, unit: Unit, day: date) -> list[str | Cell]:
    count = format_quantity(len(roster.list_under(unit.code, day)))
    name = Cell(unit.name, opens=UnitPage(unit.code))
    return [name, unit.code, unit.kind or NOTHING, count, unit.head or NOTHING, unit.signer or NOTHING]


def _show_schools(schools: tuple[School, ...]) -> None:
    if not schools:
        return
    rows = [
        (one.name, one.code, one.level, one.type or NOTHING, "Có" if one.model else "", _confirmed(one))
        for one in schools[:_MOST_SCHOOLS]
    ]
    show_text_table(pd.DataFrame(rows, columns=_SCHOOL_HEADINGS), caption="Trường trực thuộc", key="roster_schools")
    if len(schools) > _MOST_SCHOOLS:
        count = format_quantity(len(schools))
        st.caption(escape_markdown(f"Đang hiện {_MOST_SCHOOLS}/{count} trường; tìm trường khác ở ô trên."))


def _confirmed(school: School) -> str:
    return "Có" if school.confirmed else "Chưa"
