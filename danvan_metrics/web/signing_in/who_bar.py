"""Who is here, above every page: the name said at a laptop, or the person who signed in with the way out."""

from __future__ import annotations

from typing import Final

import streamlit as st

from danvan_metrics.access.actor import AccessRole, Actor
from danvan_metrics.access.rights import Sight
from danvan_metrics.errors import UserError
from danvan_metrics.settings import load_settings
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.signing_in.sign_in_page import offer_sign_out
from danvan_metrics.web.signing_in.visitor import say_name

_ASKED: Final = "Mỗi việc ghi vào kho đều mang tên người làm. Hãy ghi họ tên của bạn một lần; lần sau phần mềm nhớ."
_ONE_SCHOOL: Final = "Chỉ số liệu của {name}"
_SOME_SCHOOLS: Final = "Chỉ tính {many} trường bạn phụ trách"


def show_who(actor: Actor) -> None:
    """Draw the name; pressed, it opens what can be done about it."""
    if load_settings().sign_in.required:
        _show_signed_in(actor)
    else:
        _show_laptop(actor)


def _show_laptop(actor: Actor) -> None:
    label = f"Tôi là {actor.name}" if actor.name else "Tôi là …"
    with st.popover(escape_markdown(label), type="tertiary" if actor.name else "primary", key=f"who_{bool(actor.name)}"):
        st.markdown(_ASKED)
        with st.form("who", border=False):
            state.settle_default(state.NAME_TYPED, actor.name)
            name = st.text_input("Họ và tên", key=state.NAME_TYPED, max_chars=80)
            if st.form_submit_button("Ghi tên", type="primary"):
                sit_down(name)


def sit_down(name: str) -> None:
    """Keep who sits at this laptop and draw the page anew; a name that cannot be is told."""
    try:
        say_name(name)
    except UserError as error:
        show_error(error)
    else:
        st.rerun()


def _show_signed_in(actor: Actor) -> None:
    with st.popover(escape_markdown(actor.name), type="tertiary", key="who_signed_in"):
        roles = ", ".join(role.words for role in AccessRole if role in actor.roles)
        st.markdown(f"**{escape_markdown(actor.name)}**")
        st.caption(escape_markdown(f"{actor.subject} · {roles}"))
        offer_sign_out(actor.name, actor.subject)


def show_narrowing(sight: Sight, names: dict[str, str]) -> None:
    """Say, where only some schools' figures are shown, that it is so: nobody may take them for the district's."""
    if sight.schools is None:
        return
    known = [names[code] for code in sorted(sight.schools) if code in names]
    told = _ONE_SCHOOL.format(name=known[0]) if len(known) == 1 else _SOME_SCHOOLS.format(many=len(known))
    st.caption(escape_markdown(told), width="content")
