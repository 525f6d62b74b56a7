"""What stands around every page: navigation, sample banner, roster notice and filter bar."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import streamlit as st

from danvan_metrics.errors import UserError
from danvan_metrics.metrics.dataset import Dataset, SnapshotLabel
from danvan_metrics.metrics.words import describe_owner
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state, text
from danvan_metrics.web.arrival import greet_visitor
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.finding.search import show_search
from danvan_metrics.web.finding.way_back import note_page, show_way_back
from danvan_metrics.web.meeting.meeting_bar import begin_meeting, filters_shown
from danvan_metrics.web.meeting.walk import dress_visit
from danvan_metrics.web.navigation import open_page as turn_to
from danvan_metrics.web.pages import EXPORTS, MEETING, OVERVIEW, PAGES, SOURCE, PageEntry
from danvan_metrics.web.printing import prepare_print
from danvan_metrics.web.resources import read_assets
from danvan_metrics.web.sample_mode import prepare_sample
from danvan_metrics.web.tasks.task_form import show_task_said
from danvan_metrics.web.widgets.filter_bar import show_filters

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.navigation.page import Page

_HERE = Path(__file__).parent
_FORMER_MEETING = "hop"


def navigate() -> Page:
    """The navigation on top; gives the page asked for."""
    leaders = [_declare(entry) for entry in PAGES if entry.for_leaders]
    officers = [_declare(entry) for entry in PAGES if not entry.for_leaders]
    return st.navigation({"": leaders, text.OFFICER_SECTION: officers}, position="top")


def open_page(page: Page) -> None:
    """Everything above the page: sample mode settled and filled, snapshot, banner, notice, filters."""
    entry = _find_entry(page)
    _follow_former_link()
    st.html(_HERE / "page.css")
    st.html(f"<script>{read_assets(_HERE, 'labels.js', 'print.js')}</script>", unsafe_allow_javascript=True)
    greet_visitor()
    state.settle_sample_mode()
    if state.sample_mode():
        prepare_sample()
    _settle(state.settle_snapshot, back=text.SNAPSHOT_BACK, leave=state.leave_snapshot, key="leave_unknown_snapshot")
    if entry is SOURCE:
        _settle(state.refuse_source_lens, back=text.LENS_BACK, leave=state.leave_lens, key="leave_lens")
    if state.meeting_mode() and entry is not MEETING:
        dress_visit()
    if entry.filters:  # before the page runs: inside it a widget bound to the address loses that on navigation
        _show_filters(entry)
        prepare_print(entry.title)
    if state.LENS in entry.filters:  # the bar stays: another period or lens is one press away
        _settle(state.refuse_lens, back=text.LENS_BACK, leave=state.leave_lens, key="leave_lens")
    dataset = _look(entry)
    if dataset and not state.meeting_mode():
        _show_owner(dataset)
    note_page(entry)
    _show_notices(entry, dataset)
    show_task_said()


def _settle(settle: Callable[[], None], *, back: str, leave: Callable[[], None], key: str) -> None:
    """Take up what the address asks for; where it cannot be had, nothing else is shown in its place but the way back."""
    try:
        settle()
    except UserError as error:
        show_error(error)
        st.button(escape_markdown(back), on_click=leave, key=key)
        st.stop()


def _follow_former_link() -> None:
    """`?hop=1`, which once showed any page to a meeting, leads to the meeting's first step."""
    asked = st.query_params.to_dict()
    if asked.pop(_FORMER_MEETING, None):
        turn_to(MEETING, asked | {state.STEP: "1"})


def _show_filters(entry: PageEntry) -> None:
    """Draw the filters; a meeting unfolds them over the step, and says in words what is filtered while they are folded away."""
    shown = entry is not MEETING or filters_shown()
    with st.container(key="meeting_filters" if entry is MEETING and shown else "page_filters" if shown else "folded_filters"):
        show_filters(entry.filters)


def _declare(entry: PageEntry) -> Page:
    visibility: Literal["visible", "hidden"] = "visible" if entry.listed else "hidden"
    # No icon: for “:material/…:” the browser fetches the favicon from the internet.
    return st.Page(entry.file, title=entry.title, url_path=entry.url, default=entry is OVERVIEW, visibility=visibility)


def _find_entry(page: Page) -> PageEntry:
    return next((entry for entry in PAGES if entry.title == page.title), OVERVIEW)


def _look(entry: PageEntry) -> Dataset | None:
    """What this session looks at; an officer's page says itself what it cannot read, and goes on with what it has."""
    try:
        return state.looked_at()
    except UserError:
        if entry.for_leaders:
            raise
        return None


def _show_notices(entry: PageEntry, dataset: Dataset | None) -> None:
    """One row under the bar: the way back, what kind of figures these are, the meeting, the search."""
    meeting = state.meeting_mode()
    with _notices():
        if not meeting:
            show_way_back(entry)
        if state.sample_mode():
            _show_sample()
        if dataset and (entry.for_leaders or entry is EXPORTS):
            _show_figures_told(dataset)
        may_begin = dataset and entry.for_leaders and entry.listed and not dataset.empty and not meeting
        if may_begin and st.button(text.MEETING_START, type="tertiary", key="start_meeting"):
            begin_meeting(entry)
        if dataset and not meeting:
            show_search()


def _show_figures_told(dataset: Dataset) -> None:
    if dataset.snapshot:
        _show_snapshot(dataset.snapshot)
    if dataset.roster.provisional:
        st.caption(text.PROVISIONAL, width="content")


def _show_owner(dataset: Dataset) -> None:
    """Whose figures, of which plan and day, beside the navigation."""
    owner, plan = describe_owner(dataset.plan).split(" · ", 1)
    told = f"{plan} · tính đến {format_date(dataset.as_of)}"
    st.html(f'<div class="owner"><strong>{escape(owner)}</strong><span>{escape(told)}</span></div>')


def _notices() -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key="notices")


def _show_sample() -> None:
    st.markdown(f":orange-badge[**{text.SAMPLE_BANNER}**]", width="content")
    st.button(text.SAMPLE_BACK, on_click=state.leave_sample, type="tertiary", key="leave_sample")


def _show_snapshot(snapshot: SnapshotLabel) -> None:
    told = text.SNAPSHOT_BANNER.format(name=snapshot.name, taken=format_date(snapshot.taken_on))
    st.html(f'<span class="snapshot">{escape(told)}</span>', width="content")
    st.button(text.SNAPSHOT_BACK, on_click=state.leave_snapshot, type="tertiary", key="leave_snapshot")
