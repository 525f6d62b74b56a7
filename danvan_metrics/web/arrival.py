"""The first run of a visit: an address that Streamlit does not know yet is opened all the same."""

from __future__ import annotations

from urllib.parse import unquote, urlparse

import streamlit as st

from danvan_metrics.web import state
from danvan_metrics.web.inline_scripts import GO_HOME, RELOAD, run_script
from danvan_metrics.web.pages import ENTRY_BY_URL, PageEntry
from danvan_metrics.web.resources import is_first_visit


def greet_visitor(start: PageEntry) -> None:
    """Once a visit: send the first page's own address (“/tong-quan”) home; once in the server's life: load an address anew.

    With a folder called pages/ the server's very first run takes every address but “/” for a page that is not there, before
    `st.navigation` puts it right: from the second run on it is known. At an address that nobody serves Streamlit's own box says
    so, in Vietnamese by labels.js.
    """
    if state.recall(state.ARRIVED):
        return
    state.keep(state.ARRIVED, value=True)
    first = is_first_visit()
    # Streamlit takes the first page's address that this one ends with off its end and puts the page's own there:
    # “cham-tham-dinh”, which ends with “tham-dinh”, comes as “cham-/cham-tham-dinh”.
    address = unquote(urlparse(st.context.url or "").path).strip("/").rpartition("/")[2]
    if address == start.url:  # the first page stands at “/” alone
        run_script(GO_HOME)
    elif first and address in ENTRY_BY_URL:
        run_script(RELOAD)
