"""The strip of key figures."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from danvan_metrics.briefing.key_figures import KeyFigure


def show_key_figures(figures: Sequence[KeyFigure]) -> None:
    """Draw the figures side by side, each with its note."""
    with st.container(key="key_figures"):
        for column, figure in zip(st.columns(len(figures), gap="small"), figures, strict=True):
            column.metric(figure.label, figure.value, figure.note or None, delta_color="off", delta_arrow="off", border=True)
