"""The bar at the foot of a meeting's screen: back, on, filters, and the end of the meeting; page keys turn too."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from danvan_metrics.web import state
from danvan_metrics.web.navigation import open_page
from danvan_metrics.web.pages import MEETING_STEPS, PageEntry
from danvan_metrics.web.widgets.component import show_component

_HERE: Final = Path(__file__).parent
_HTML: Final = """<div class="root" role="navigation" aria-label="Trình chiếu">
<button type="button" data-go="previous">‹ Trước</button><button type="button" data-go="next">Tiếp ›</button>
<span class="place" aria-live="polite"></span>
<button type="button" data-go="filters"></button><button type="button" data-go="end">Kết thúc họp</button></div>"""


def filters_shown() -> bool:
    """Whether the filters are unfolded in this meeting."""
    return bool(state.recall(state.MEETING_FILTERS))


def show_meeting_bar(entry: PageEntry) -> None:
    """Draw the bar and do what was pressed."""
    position = MEETING_STEPS.index(entry) if entry in MEETING_STEPS else None
    told = {
        "previous": position is None or position > 0,
        "next": position is None or position < len(MEETING_STEPS) - 1,
        "place": _name_place(entry, position),
        "filters_shown": filters_shown(),
    }
    with st.container(key="meeting_bar"):
        pressed = show_component(_HERE, "meeting_bar", _HTML, key="meeting_bar_keys", data=told, event="go")
    if pressed is not None:
        _go(str(pressed), position)


def _name_place(entry: PageEntry, position: int | None) -> str:
    return entry.title if position is None else f"{position + 1}/{len(MEETING_STEPS)} · {entry.title}"


def _go(way: str, position: int | None) -> None:
    if way == "end":
        state.switch_meeting_mode(on=False)
        st.rerun()
    if way == "filters":
        state.keep(state.MEETING_FILTERS, not filters_shown())
        st.rerun()
    step = {"next": 1, "previous": -1}[way]
    open_page(MEETING_STEPS[0 if position is None else max(0, min(position + step, len(MEETING_STEPS) - 1))])
