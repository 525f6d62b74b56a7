"""What stands around every page: navigation, sample banner, roster notice and filter bar."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from danvan_metrics.web import state, text
from danvan_metrics.web.arrival import greet_visitor
from danvan_metrics.web.components.filter_bar import show_filters
from danvan_metrics.web.pages import OVERVIEW, PAGES, PageEntry
from danvan_metrics.web.sample import prepare_sample

if TYPE_CHECKING:
    from streamlit.navigation.page import Page

_STYLE = Path(__file__).with_name("page.css")


def navigate() -> Page:
    """The navigation on top; gives the page asked for."""
    leaders = [_declare(entry) for entry in PAGES if entry.for_leaders]
    officers = [_declare(entry) for entry in PAGES if not entry.for_leaders]
    return st.navigation({"": leaders, text.OFFICER_SECTION: officers}, position="top")


def open_page(page: Page) -> None:
    """Everything above the page: sample mode settled and filled, banner, notice, filters."""
    entry = _find_entry(page)
    st.html(_STYLE)
    greet_visitor()
    state.settle_sample_mode()
    if state.sample_mode():
        prepare_sample()
    if entry.filters:
        show_filters(entry.filters)
    _show_notices(entry)


def _declare(entry: PageEntry) -> Page:
    return st.Page(entry.file, title=entry.title, url_path=entry.url, default=entry is OVERVIEW)


def _find_entry(page: Page) -> PageEntry:
    return next((entry for entry in PAGES if entry.title == page.title), OVERVIEW)


def _show_notices(entry: PageEntry) -> None:
    sample = state.sample_mode()
    provisional = entry.for_leaders and state.looked_at().roster.provisional
    if not (sample or provisional):
        return
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="notices"):
        if sample:
            st.markdown(f":orange-badge[**{text.SAMPLE_BANNER}**]", width="content")
            st.button(text.SAMPLE_BACK, on_click=state.leave_sample, type="tertiary", key="leave_sample")
        if provisional:
            st.caption(text.PROVISIONAL, width="content")
