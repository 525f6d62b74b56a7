"""An act done at the press of a button: said after the page has run anew, or why it was not done, where it was asked for."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from danvan_metrics.errors import UserError
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown, show_error


def do_act(act: Callable[[], object], said: str) -> None:
    """Do it and run the page anew; what was typed stays where it fails."""
    try:
        act()
    except UserError as error:
        show_error(error)
    else:
        state.keep(state.APPRAISING_SAID, said)
        st.rerun()


def show_said() -> None:
    """What was just done."""
    if said := state.take(state.APPRAISING_SAID):
        st.success(escape_markdown(said))
