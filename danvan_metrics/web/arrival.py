"""The first run of a visit: an address nobody serves is answered in Vietnamese."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlparse

import streamlit as st

from danvan_metrics.web import state, text
from danvan_metrics.web.pages import ENTRY_BY_URL
from danvan_metrics.web.resources import read_assets


def greet_visitor() -> None:
    """Once a visit: close Streamlit's English box “Page not found”, and say it ourselves where it is true.

    With a folder called pages/ the server's very first run takes every address but “/” for a page that is not there,
    before `st.navigation` puts it right; the page below the box is the one asked for.
    """
    if state.recall(state.ARRIVED):
        return
    state.keep(state.ARRIVED, value=True)
    address = unquote(urlparse(st.context.url or "").path).strip("/")
    if not address:
        return
    st.html(f"<script>{read_assets(Path(__file__).parent, 'close_box.js')}</script>", unsafe_allow_javascript=True)
    # Streamlit takes the first page's address that this one ends with off its end and puts the page's own there:
    # “cham-tham-dinh”, which ends with “tham-dinh”, comes as “cham-/cham-tham-dinh”.
    if address.rpartition("/")[2] not in ENTRY_BY_URL:
        st.warning(text.NO_SUCH_PAGE)
