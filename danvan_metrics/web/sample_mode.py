"""Sample mode: its own store, filled through the front door at first use."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.web import text
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.resources import forget_figures, get_district, sample_is_ready, sample_lock


def prepare_sample() -> None:
    """Fill the sample store, with a progress bar, unless it is full already."""
    if sample_is_ready():
        return
    with sample_lock():
        _fill()
        forget_figures()


def _fill() -> None:
    from danvan_metrics.sample import fill_sample_store  # noqa: PLC0415 - openpyxl is needed only this once

    bar = st.progress(0.0, text.SAMPLE_STARTING)

    def show(done: int, total: int) -> None:
        bar.progress(done / total, escape_markdown(text.SAMPLE_FILLING.format(done=done, total=total)))

    fill_sample_store(get_district(sample=True), show)
    bar.empty()
