"""The strip of key figures."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import streamlit as st

from danvan_metrics.briefing.key_figures import KeyFigure


def show_key_figures(figures: Sequence[KeyFigure]) -> None:
    """Draw the figures side by side, each with its note: one element, where `st.metric` in columns would be a dozen."""
    st.html(f'<dl class="key-figures">{"".join(map(_write, figures))}</dl>')


def _write(figure: KeyFigure) -> str:
    note = f'<dd class="note">{escape(figure.note)}</dd>' if figure.note else ""
    return f"<div><dt>{escape(figure.label)}</dt><dd>{escape(figure.value)}</dd>{note}</div>"
