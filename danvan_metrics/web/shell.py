"""What stands around every page: navigation, sample banner, roster notice and filter bar."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import streamlit as st

from danvan_metrics.errors import UserError
from danvan_metrics.metrics.dataset import SnapshotLabel
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state, text
from danvan_metrics.web.arrival import greet_visitor
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.meeting.meeting_bar import filters_shown, show_meeting_bar
from danvan_metrics.web.pages import EXPORTS, OVERVIEW, PAGES, SOURCE, PageEntry
from danvan_metrics.web.printing import prepare_print
from danvan_metrics.web.resources import read_assets
from danvan_metrics.web.sample_mode import prepare_sample
from danvan_metrics.web.widgets.filter_bar import show_filters

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.navigation.page import Page

_HERE = Path(__file__).parent


def navigate() -> Page:
    """The navigation on top, folded away in a meeting; gives the page asked for."""
    state.settle_meeting_mode()
    leaders = [_declare(entry) for entry in PAGES if entry.for_leaders]
    officers = [_declare(entry) for entry in PAGES if not entry.for_leaders]
    position: Literal["hidden", "top"] = "hidden" if state.meeting_mode() else "top"
    return st.navigation({"": leaders, text.OFFICER_SECTION: officers}, position=position)


def open_page(page: Page) -> None:
    """Everything above the page: sample mode settled and filled, snapshot, banner, notice, filters."""
    entry = _find_entry(page)
    st.html(_HERE / "page.css")
    st.html(f"<script>{read_assets(_HERE, 'labels.js', 'print.js')}</script>", unsafe_allow_javascript=True)
    greet_visitor()
    state.settle_sample_mode()
    if state.sample_mode():
        prepare_sample()
    _settle(state.settle_snapshot, back=text.SNAPSHOT_BACK, leave=state.leave_snapshot, key="leave_unknown_snapshot")
    if entry is SOURCE:
        _settle(state.refuse_source_lens, back=text.LENS_BACK, leave=state.leave_lens, key="leave_lens")
    if state.meeting_mode():
        _dress_for_meeting(entry)
    if entry.filters:  # before the page runs: inside it a widget bound to the address loses that on navigation
        show_filters(entry.filters)
        prepare_print()
    if state.LENS in entry.filters:  # the bar stays: another period or lens is one press away
        _settle(state.refuse_lens, back=text.LENS_BACK, leave=state.leave_lens, key="leave_lens")
    _show_notices(entry)


def _settle(settle: Callable[[], None], *, back: str, leave: Callable[[], None], key: str) -> None:
    """Take up what the address asks for; where it cannot be had, nothing else is shown in its place but the way back."""
    try:
        settle()
    except UserError as error:
        show_error(error)
        st.button(escape_markdown(back), on_click=leave, key=key)
        st.stop()


def _dress_for_meeting(entry: PageEntry) -> None:
    st.html(_HERE / "meeting.css")
    if not filters_shown():
        st.html(_HERE / "meeting_filters.css")
    show_meeting_bar(entry)


def _declare(entry: PageEntry) -> Page:
    visibility: Literal["visible", "hidden"] = "visible" if entry.listed else "hidden"
    # No icon: for “:material/…:” the browser fetches the favicon from the internet.
    return st.Page(entry.file, title=entry.title, url_path=entry.url, default=entry is OVERVIEW, visibility=visibility)


def _find_entry(page: Page) -> PageEntry:
    return next((entry for entry in PAGES if entry.title == page.title), OVERVIEW)


def _show_notices(entry: PageEntry) -> None:
    if not entry.for_leaders and entry is not EXPORTS:
        if state.sample_mode():
            with _notices():
                _show_sample()
        return
    dataset = state.looked_at()
    with _notices():
        if state.sample_mode():
            _show_sample()
        if dataset.snapshot:
            _show_snapshot(dataset.snapshot)
        if dataset.roster.provisional:
            st.caption(text.PROVISIONAL, width="content")
        if entry.for_leaders and not dataset.empty and not state.meeting_mode():
            start = partial(state.switch_meeting_mode, on=True)
            st.button(text.MEETING_START, on_click=start, type="tertiary", key="start_meeting")


def _notices() -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key="notices")


def _show_sample() -> None:
    st.markdown(f":orange-badge[**{text.SAMPLE_BANNER}**]", width="content")
    st.button(text.SAMPLE_BACK, on_click=state.leave_sample, type="tertiary", key="leave_sample")


def _show_snapshot(snapshot: SnapshotLabel) -> None:
    told = text.SNAPSHOT_BANNER.format(name=snapshot.name, taken=format_date(snapshot.taken_on))
    st.html(f'<span class="snapshot">{escape(told)}</span>', width="content")
    st.button(text.SNAPSHOT_BACK, on_click=state.leave_snapshot, type="tertiary", key="leave_snapshot")
