"""The strip of key figures; each leads to what made it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

from danvan_metrics.topics.overview.key_figures import KeyFigure
from danvan_metrics.web.navigation import follow, link_source


def show_key_figures(figures: Sequence[KeyFigure], *, key: str) -> None:
    """Draw the figures side by side, each with its note: one element, where `st.metric` in columns would be a dozen."""
    told = [{"label": figure.label, "value": figure.value, "note": figure.note} for figure in figures]
    result = _component()(key=key, data={"figures": told}, on_open_change=_ignore)
    if result.open is not None and (reference := figures[int(result.open)].reference):
        follow(link_source(reference))


def _ignore() -> None:
    """Without a callback the result has no attribute until the first click."""


@cache
def _component() -> Any:
    script, style = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("strip.js", "strip.css"))
    return st.components.v2.component("danvan_strip", html='<dl class="root"></dl>', css=style, js=script)
