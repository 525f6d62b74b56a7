"""The few sentences above the scorecard, each with a button that leads to its rows."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

import streamlit as st

from danvan_metrics.topics.overview.sentences import Sentence, Target
from danvan_metrics.web.navigation import open_rows

TIMELINESS_CARD: Final = "timeliness"
_CARDS: Final = {Target.TIMELINESS: f"card_{TIMELINESS_CARD}"}


def show_brief(sentences: tuple[Sentence, ...], *, key: str) -> None:
    """Draw the sentences; “Xem” opens the page of their rows, or scrolls to the card on this page."""
    rows = [{"lead": one.lead, "text": one.text, "scroll": _CARDS.get(one.target, "")} for one in sentences]
    result = _component()(key=key, data={"rows": rows}, on_open_change=_ignore)
    if result.open is not None:
        open_rows(sentences[int(result.open)])


def _ignore() -> None:
    """Without a callback the result has no attribute until the first click."""


@cache
def _component() -> Any:
    script, style = (Path(__file__).with_name(name).read_text(encoding="utf-8") for name in ("brief.js", "brief.css"))
    return st.components.v2.component("danvan_brief", html='<ol class="root"></ol>', css=style, js=script)
