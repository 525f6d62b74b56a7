"""An act of reward done at the press of a button, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from danvan_metrics.errors import UserError
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error


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
