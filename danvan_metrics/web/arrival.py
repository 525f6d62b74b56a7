"""The first run of a visit: an address nobody serves is answered in Vietnamese."""

from __future__ import annotations

from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlparse

import streamlit as st

from danvan_metrics.web import text
from danvan_metrics.web.pages import ENTRY_BY_URL

_ARRIVED: Final = "arrived"
_CLOSER: Final = Path(__file__).with_name("close_box.js")


def greet_visitor() -> None:
    """Once a visit: close Streamlit's English box “Page not found”, and say it ourselves where it is true.

    With a folder called pages/ the server's very first run takes every address but “/” for a page that is not there,
    before `st.navigation` puts it right; the page below the box is the one asked for.
    """
    if _ARRIVED in st.session_state:
        return
    st.session_state[_ARRIVED] = True
    address = _read_address()
    if not address:
        return
    st.html(f"<script>{_CLOSER.read_text(encoding='utf-8')}</script>", unsafe_allow_javascript=True)
    if address not in ENTRY_BY_URL:
        st.warning(text.NO_SUCH_PAGE)


def _read_address() -> str:
    return unquote(urlparse(st.context.url or "").path).strip("/")
