"""The way back: from a figure's source, a school or an indicator to the page it was opened from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import streamlit as st

from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.pages import OVERVIEW, SOURCE, PageEntry

_LONGEST: Final = 12  # steps that are remembered


def note_page(entry: PageEntry) -> None:
    """Remember that this page is looked at now; opened from a figure it lies one step deeper, else a new walk begins."""
    here = (entry.file, entry.title, tuple(sorted(state.list_own_parameters().items())))
    trail = list(state.recall(state.TRAIL, ()))
    deeper = bool(state.take(state.FOLLOWED))
    if here in trail:
        trail = trail[: trail.index(here) + 1]
    elif deeper or (trail and trail[-1][0] == entry.file and entry.file != SOURCE.file):
        trail = [*(trail if deeper else trail[:-1]), here]
    else:
        trail = [here]
    state.keep(state.TRAIL, tuple(trail[-_LONGEST:]))


def show_way_back(entry: PageEntry) -> None:
    """Draw the link back; from a source that was opened by its address it leads to Tổng quan."""
    trail = state.recall(state.TRAIL, ())
    if len(trail) > 1:
        file, title, parameters = trail[-2]
        _link(file, title, dict(parameters))
    elif entry is SOURCE:
        _link(OVERVIEW.file, OVERVIEW.title, {})


def _link(file: str, title: str, parameters: Mapping[str, str]) -> None:
    label = f"‹ Về {escape_markdown(title)}"
    st.page_link(file, label=label, query_params=state.keep_parameters() | dict(parameters), width="content")
