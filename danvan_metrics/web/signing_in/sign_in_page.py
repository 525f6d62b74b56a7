"""What somebody sees who was not let in: the way to sign in, or one sentence and the way out."""

from __future__ import annotations

from typing import Final, NoReturn

import streamlit as st
from streamlit.errors import StreamlitAuthError

from danvan_metrics.access.actor import STRANGER, Actor
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.web import text
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.look_shown import show_entrance_head
from danvan_metrics.web.signing_in.sign_in import Visit, read_visit
from danvan_metrics.web.signing_in.visitor import note_once

_OVER: Final = "Phiên đăng nhập đã hết hạn; hãy đăng nhập lại để làm tiếp."
_UNKNOWN: Final = "Phòng chưa cấp quyền cho tài khoản {subject}; hãy nhờ quản trị của Phòng cấp quyền rồi đăng nhập lại."
_UNVERIFIED: Final = (
    "Tài khoản này không cho biết địa chỉ thư đã được xác nhận nên Phòng không nhận ra bạn; hãy đăng nhập bằng tài khoản khác."
)
_NOTHING_GRANTED: Final = "{name} chưa được giao trường nào nên chưa có gì để xem; hãy nhờ cán bộ tổng hợp phân công."
_NOT_SET_UP: Final = (
    "Chưa nối được với nơi đăng nhập: phần [auth] trong .streamlit/secrets.toml còn thiếu hoặc sai; "
    "hãy nhờ người cài đặt kiểm tra."
)


def show_entrance(actor: Actor) -> NoReturn:
    """Draw the page of whoever may open none, and nothing after it."""
    visit = read_visit(load_settings().sign_in)
    with st.container(key="entrance", horizontal_alignment="center"), st.container(border=True, width=520):
        show_entrance_head()
        st.subheader(escape_markdown(text.APP_TITLE), anchor=False)
        if visit is None or visit.over:
            _offer_sign_in(_OVER if visit else text.INVITED)
        else:
            _turn_away(visit, actor)
    st.stop()


def _offer_sign_in(told: str) -> None:
    st.markdown(escape_markdown(told))
    if st.button("Đăng nhập", type="primary", key="sign_in"):
        try:
            st.login()
        except StreamlitAuthError:
            show_error(_NOT_SET_UP)


def _turn_away(visit: Visit, actor: Actor) -> None:
    note_once(AttemptDeed.TURNED_AWAY, actor.name or visit.name, visit.subject)
    show_error(_explain(visit, actor))
    offer_sign_out(actor.name or visit.name, visit.subject)


def _explain(visit: Visit, actor: Actor) -> str:
    if not visit.subject:
        return _UNVERIFIED
    return _UNKNOWN.format(subject=visit.subject) if actor == STRANGER else _NOTHING_GRANTED.format(name=actor.name)


def offer_sign_out(name: str, subject: str) -> None:
    """Draw the button that ends the sign-in, here and, where it can be told, at the provider."""
    if st.button("Đăng xuất", key="sign_out"):
        note_once(AttemptDeed.SIGNED_OUT, name, subject)
        st.logout()
