"""Who may do an act of reward, an act done at the press of a button, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.errors import UserError
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.signing_in.visitor import current_actor


def may_reward() -> bool:
    """Whether the visitor is shown the forms; nobody in figures that are fixed."""
    return state.looked_at().snapshot is None and may(current_actor(), Act.REWARD)


def do_reward_act(act: Callable[[], object], said: str | Callable[[object], str]) -> None:
    """Do it and run the page anew; what was typed stays where it fails. `said` may depend on what the act gives back."""
    try:
        done = act()
    except UserError as error:
        show_error(error)
    else:
        state.keep(state.REWARD_SAID, said if isinstance(said, str) else said(done))
        st.rerun()


def show_reward_said() -> None:
    """Draw what was just done."""
    if told := state.take(state.REWARD_SAID):
        st.success(escape_markdown(told))
