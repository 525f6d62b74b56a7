"""The few sentences above the scorecard; each leads to its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

from danvan_metrics.topics.overview.sentences import Sentence, Target
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.navigation import follow, link_rows, offer
from danvan_metrics.web.widgets.component import show_component

_HERE: Final = Path(__file__).parent
TIMELINESS_CARD: Final = "timeliness"
_CARDS: Final = {Target.TIMELINESS: f"card_{TIMELINESS_CARD}"}


def show_brief(sentences: tuple[Sentence, ...], *, otherwise: str, key: str) -> None:
    """Draw the sentences; their lead opens the page of their rows, or scrolls to the card on this page.

    otherwise: what is said where no rule has anything to say.
    """
    if not sentences:
        st.markdown(escape_markdown(otherwise))
        return
    rows = [
        {
            "lead": one.lead,
            "text": one.text,
            "grave": one.grave,
            "link": offer(link_rows(one)),
            "scroll": _CARDS.get(one.target, ""),
        }
        for one in sentences
    ]
    if opened := show_component(_HERE, "brief", '<ol class="root"></ol>', key=key, data={"rows": rows}, event="open"):
        follow(opened)
