"""The strip of key figures; each leads to what made it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from danvan_metrics.topics.overview.key_figures import KeyFigure
from danvan_metrics.web.navigation import follow, link_source, offer
from danvan_metrics.web.widgets.component import show_component

_HERE: Final = Path(__file__).parent


def show_key_figures(figures: Sequence[KeyFigure], *, key: str, pairs: bool = False) -> None:
    """Draw the figures side by side, each with its note: one element, where `st.metric` in columns would be a dozen.

    pairs: two by two, in smaller letters, beside something else.
    """
    told = [
        {
            "label": figure.label,
            "value": figure.value,
            "note": figure.note,
            "link": offer(link_source(figure.reference)) if figure.reference else "",
        }
        for figure in figures
    ]
    data = {"figures": told, "pairs": pairs}
    if opened := show_component(_HERE, "strip", '<dl class="root"></dl>', key=key, data=data, event="open"):
        follow(opened)
