"""The page Người dùng: everybody as they stand, and the forms that let somebody in, change what they may do, or let them go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

import pandas as pd
import streamlit as st

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.access.granting import describe_person, gather_roles
from danvan_metrics.access.people_acts import grant_roles, withdraw_person
from danvan_metrics.errors import UserError
from danvan_metrics.settings import TIME_ZONE, load_settings
from danvan_metrics.store.people.people_records import PersonRecord
from danvan_metrics.units.roster import Roster
from danvan_metrics.vietnamese import NOTHING
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, escape_names, show_error
from danvan_metrics.web.officer.text_tables import show_text_table
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.signing_in.visitor import current_actor, find_people
from danvan_metrics.web.widgets.figure_table import show_section

_LAPTOP: Final = (
    "Trên máy này không ai phải đăng nhập: ai mở trang cũng làm được mọi việc. Danh sách dưới đây có hiệu lực khi Phòng bật "
    "đăng nhập (DANVAN_SIGN_IN=oidc)."
)
_HEADINGS: Final = ["Họ và tên", "Đăng nhập bằng", "Vai trò", "Ghi bởi", "Lúc"]
_NEW: Final = ""


def show_people() -> None:
    """Draw the page."""
    st.title("Người dùng", anchor=False)
    sign_in = load_settings().sign_in
    if not sign_in.required:
        st.info(_LAPTOP)
    if said := state.take(state.PEOPLE_SAID):
        st.success(escape_markdown(said))
    people, roster = find_people().list(), get_district(sample=False).roster
    _show_table(people, roster)
    if sign_in.admins:
        st.caption(escape_markdown(f"Luôn là quản trị, do người cài đặt ghi ở DANVAN_ADMINS: {', '.join(sign_in.admins)}."))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _show_granting(people, roster)
    with right:
        _show_withdrawing([one for one in people if not one.withdrawn])


def _show_table(people: tuple[PersonRecord, ...], roster: Roster) -> None:
    if not people:
        st.caption("Chưa ghi người dùng nào.")
        return
    names = {one.code: one.short_name for one in roster.schools}
    rows = [(one.name, one.subject, describe_person(one, names), one.actor or NOTHING, _write_moment(one)) for one in people]
    show_text_table(pd.DataFrame(rows, columns=_HEADINGS), caption="Người dùng", key="people")


def _write_moment(person: PersonRecord) -> str:
    return f"{person.at.astimezone(TIME_ZONE):%d/%m/%Y %H:%M}"


def _show_granting(people: tuple[PersonRecord, ...], roster: Roster) -> None:
    show_section("Thêm người, đổi vai trò")
    known = {one.subject: one for one in people}
    which = st.selectbox("Người", [_NEW, *known], format_func=lambda one: _name(known, one), key="person_which")
    person = known.get(str(which))
    key = f"person_{person.id if person else 'new'}"  # of a person who was changed another form: what stands there is theirs
    with st.form(key, border=True, clear_on_submit=False):
        left, right = st.columns(2)
        name = left.text_input("Họ và tên", value=person.name if person else "", key=f"{key}_name", max_chars=120)
        subject = (
            person.subject if person else right.text_input("Đăng nhập bằng (địa chỉ thư)", key=f"{key}_subject", max_chars=200)
        )
        if person:
            right.text_input("Đăng nhập bằng", value=person.subject, disabled=True, key=f"{key}_kept")
        roles = st.pills(
            "Vai trò",
            list(AccessRole),
            selection_mode="multi",
            default=_list_roles(person),
            format_func=escape_names(_tell_role),
            key=f"{key}_roles",
        )
        schools = _ask_schools("Là trường nào (vai trò “trường”)", roster, person, AccessRole.SCHOOL, key)
        appraised = _ask_schools("Thẩm định thêm trường, ngoài trường tổ được giao", roster, person, AccessRole.APPRAISER, key)
        if st.form_submit_button("Lưu người dùng", type="primary"):
            act = partial(_grant, subject, name, roles, {AccessRole.SCHOOL: schools, AccessRole.APPRAISER: appraised}, roster)
            _do(act, f"Đã lưu {name}.")


def _grant(subject: str, name: str, roles: list[AccessRole], schools: dict[AccessRole, list[str]], roster: Roster) -> None:
    known = [one.code for one in roster.schools]
    grant_roles(find_people(), subject, name, gather_roles(roles, schools), known=known, actor=current_actor())


def _ask_schools(label: str, roster: Roster, person: PersonRecord | None, role: AccessRole, key: str) -> list[str]:
    names = {one.code: one.name for one in roster.schools}
    granted = (person.grants.get(role.value) if person else None) or ()
    usual = [code for code in granted if code in names]
    return st.multiselect(
        escape_markdown(label),
        list(names),
        default=usual,
        format_func=names.__getitem__,
        key=f"{key}_{role.value}",
        placeholder="Chọn trường",
    )


def _tell_role(role: AccessRole) -> str:
    return role.words


def _list_roles(person: PersonRecord | None) -> list[AccessRole]:
    return [role for role in AccessRole if person and role.value in person.grants]


def _name(known: dict[str, PersonRecord], subject: str) -> str:
    return f"{known[subject].name} ({subject})" if subject in known else "Thêm người mới"


def _show_withdrawing(people: list[PersonRecord]) -> None:
    show_section("Thôi quyền")
    if not people:
        st.caption("Không có ai để thôi quyền.")
        return
    by_subject = {one.subject: one for one in people}
    with st.form("withdraw_person", border=True):
        which = st.selectbox(
            "Người thôi quyền", list(by_subject), format_func=lambda one: _name(by_subject, one), key="gone_which"
        )
        reason = st.text_input("Lý do (bắt buộc, được lưu lại)", key="gone_reason", max_chars=200)
        st.caption("Từ lần bấm tiếp theo người này không xem, không làm được gì nữa; mọi việc đã ghi vẫn giữ tên họ.")
        if st.form_submit_button("Thôi quyền"):
            person = by_subject[str(which)]
            _do(lambda: withdraw_person(find_people(), person, reason, actor=current_actor()), f"{person.name} đã thôi quyền.")


def _do(act: Callable[[], None], said: str) -> None:
    """Do it; the list is another one then, so the page runs anew."""
    try:
        act()
    except UserError as error:
        show_error(error)
    else:
        state.keep(state.PEOPLE_SAID, said)
        st.rerun()
