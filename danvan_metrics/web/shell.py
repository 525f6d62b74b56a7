"""What stands around every page: navigation, sample banner, roster notice and filter bar."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.access.policies import check_can_open
from danvan_metrics.access.rights import list_pages
from danvan_metrics.errors import UserError
from danvan_metrics.metrics.dataset import Dataset, SnapshotLabel
from danvan_metrics.metrics.words import describe_owner
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state, text
from danvan_metrics.web.arrival import greet_visitor
from danvan_metrics.web.escaping import escape_markdown, show_error
from danvan_metrics.web.finding.search import show_search
from danvan_metrics.web.finding.way_back import note_page, show_way_back
from danvan_metrics.web.inline_scripts import LABELS_AND_PRINT, run_script
from danvan_metrics.web.look_shown import show_look_faults, write_owner
from danvan_metrics.web.meeting.meeting_bar import begin_meeting, filters_shown
from danvan_metrics.web.meeting.walk import dress_visit
from danvan_metrics.web.navigation import open_page as turn_to
from danvan_metrics.web.pages import EXPORTS, MEETING, OVERVIEW, PAGES, PEOPLE, SOURCE, PageEntry
from danvan_metrics.web.plans.years_beside import lead_to_years
from danvan_metrics.web.printing import prepare_print
from danvan_metrics.web.sample_mode import prepare_sample
from danvan_metrics.web.signing_in.sign_in_page import show_entrance
from danvan_metrics.web.signing_in.visitor import current_actor, note_once, settle_visitor
from danvan_metrics.web.signing_in.who_bar import show_narrowing, show_who
from danvan_metrics.web.tasks.task_form import show_task_said
from danvan_metrics.web.units.first_sums import prepare_sums
from danvan_metrics.web.widgets.filter_bar import show_filters
from danvan_metrics.web.widgets.plan_choice import choose_plan

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator
    from streamlit.navigation.page import Page

_HERE = Path(__file__).parent
_FORMER_MEETING = "hop"


def navigate() -> Page:
    """The navigation on top, of the visitor's own pages; gives the page asked for.

    The others are known and hidden, so that whoever opens one by its address is told why it stays shut.
    """
    allowed = list_pages(settle_visitor())
    start = find_start(allowed)
    leaders = [_declare(entry, allowed, start) for entry in PAGES if entry.for_leaders or entry.url not in allowed]
    officers = [_declare(entry, allowed, start) for entry in PAGES if not entry.for_leaders and entry.url in allowed]
    sections = {"": leaders, text.OFFICER_SECTION: officers} if officers else {"": leaders}
    return st.navigation(sections, position="top" if allowed else "hidden")


def find_start(allowed: frozenset[str]) -> PageEntry:
    """The page at “/”: the first that may be opened."""
    return next((entry for entry in PAGES if entry.url in allowed), OVERVIEW)


def open_page(page: Page) -> None:
    """Everything above the page: who looks, sample mode settled and filled, snapshot, banner, notice, filters."""
    entry = _find_entry(page)
    _follow_former_link()
    st.html(_HERE / "page.css")
    run_script(LABELS_AND_PRINT)
    state.keep(state.OPEN_PAGE, entry.url)
    actor = current_actor()
    allowed = list_pages(actor)
    if not allowed:
        show_entrance(actor)
    greet_visitor(find_start(allowed))
    _let_in(actor, entry)
    state.settle_sample_mode()
    if state.sample_mode():
        prepare_sample()
    _settle(state.settle_plan, back=text.PLAN_BACK, leave=state.leave_plan, key="leave_unknown_plan")
    _settle(state.settle_unit, back=text.UNIT_BACK, leave=state.leave_unit, key="leave_unknown_unit")
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
    _show_notices(entry, dataset, actor)
    show_task_said()


def _let_in(actor: Actor, entry: PageEntry) -> None:
    """Keep that somebody signed in; NotAllowed where the page is not theirs, below the way out."""
    if load_settings().sign_in.required:
        note_once(AttemptDeed.SIGNED_IN, actor.name, actor.subject)
    try:
        check_can_open(actor, entry.url)
    except UserError:
        with _notices():
            show_who(actor)
        raise


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


def _declare(entry: PageEntry, allowed: frozenset[str], start: PageEntry) -> Page:
    listed = entry.listed and entry.url in allowed and (entry is not PEOPLE or load_settings().sign_in.required)
    visibility: Literal["visible", "hidden"] = "visible" if listed else "hidden"
    # No icon: for “:material/…:” the browser fetches the favicon from the internet.
    return st.Page(entry.file, title=entry.title, url_path=entry.url, default=entry is start, visibility=visibility)


def _find_entry(page: Page) -> PageEntry:
    return next((entry for entry in PAGES if entry.title == page.title), OVERVIEW)


def _look(entry: PageEntry) -> Dataset | None:
    """What this session looks at; an officer's page says itself what it cannot read, and goes on with what it has."""
    try:
        prepare_sums(state.current_district())
        return state.looked_at()
    except UserError:
        if entry.for_leaders:
            raise
        return None


def _show_notices(entry: PageEntry, dataset: Dataset | None, actor: Actor) -> None:
    """One row under the bar: the way back, what kind of figures these are, the meeting, the search."""
    meeting = state.meeting_mode()
    with _notices():
        if not meeting:
            show_way_back(entry)
        _show_edition(entry, dataset)
        if not entry.for_leaders:
            show_look_faults(actor)
        if dataset and (entry.for_leaders or entry is EXPORTS):
            _show_figures_told(dataset)
            if state.read_sight().schools is not None:
                show_narrowing(state.read_sight(), {one.code: one.short_name for one in dataset.roster.schools})
            lead_to_years(entry)
        can_meet = MEETING.url in list_pages(actor)
        may_begin = dataset and can_meet and entry.for_leaders and entry.listed and not dataset.empty and not meeting
        if may_begin and st.button(text.MEETING_START, type="tertiary", key="start_meeting"):
            begin_meeting(entry)
        if not meeting:
            show_who(actor)
        if dataset and not meeting:
            show_search()


def _show_edition(entry: PageEntry, dataset: Dataset | None) -> None:
    if not (entry.filters and dataset and not dataset.empty):  # else it stands in the bar
        choose_plan()
    if state.sample_mode():
        _show_sample()


def _show_figures_told(dataset: Dataset) -> None:
    if dataset.snapshot:
        _show_snapshot(dataset.snapshot)
    if dataset.roster.provisional:
        st.caption(text.PROVISIONAL, width="content")


def _show_owner(dataset: Dataset) -> None:
    """Whose figures, of which plan and day, beside the navigation."""
    owner, plan = describe_owner(dataset.plan).split(" · ", 1)
    told = f"{plan} · tính đến {format_date(dataset.as_of)}"
    st.html(write_owner(owner, dataset.plan, told))


def _notices() -> DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center", gap="small", key="notices")


def _show_sample() -> None:
    st.markdown(f":orange-badge[**{text.SAMPLE_BANNER}**]", width="content")
    st.button(text.SAMPLE_BACK, on_click=state.leave_sample, type="tertiary", key="leave_sample")


def _show_snapshot(snapshot: SnapshotLabel) -> None:
    told = text.SNAPSHOT_BANNER.format(name=snapshot.name, taken=format_date(snapshot.taken_on))
    st.html(f'<span class="snapshot">{escape(told)}</span>', width="content")
    st.button(text.SNAPSHOT_BACK, on_click=state.leave_snapshot, type="tertiary", key="leave_snapshot")
