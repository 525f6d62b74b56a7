"""The first sums of units, made by whoever opens a store that has none: else every page would compute them again."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.district import District
from danvan_metrics.scoring.score_new import score_new, waits_for_first
from danvan_metrics.web import text
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.resources import sums_lock


def prepare_sums(district: District) -> None:
    """Make them with a progress bar, unless they are there; whoever comes at the same time waits for the first.

    StoreError where they cannot be kept.
    """
    if not _wait(district):
        return
    with sums_lock():
        if _wait(district):  # whoever was first has not made them meanwhile
            _make(district)


def _wait(district: District) -> bool:
    return waits_for_first(district.repository, district.plan, district.roster)


def _make(district: District) -> None:
    bar = st.progress(0.0, text.SUMS_STARTING)

    def show(done: int, total: int) -> None:
        bar.progress(done / total, escape_markdown(text.SUMS_FILLING.format(done=done, total=total)))

    score_new(district.repository, district.plan, district.roster, show)
    bar.empty()
