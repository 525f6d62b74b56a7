"""The few sentences above the scorecard, each with a button that leads to its rows."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from danvan_metrics.topics.overview.sentences import Sentence, Target
from danvan_metrics.web.navigation import open_rows
from danvan_metrics.web.widgets.component import show_component

_HERE: Final = Path(__file__).parent
TIMELINESS_CARD: Final = "timeliness"
_CARDS: Final = {Target.TIMELINESS: f"card_{TIMELINESS_CARD}"}


def show_brief(sentences: tuple[Sentence, ...], *, key: str) -> None:
    """Draw the sentences; “Xem” opens the page of their rows, or scrolls to the card on this page."""
    rows = [{"lead": one.lead, "text": one.text, "scroll": _CARDS.get(one.target, "")} for one in sentences]
    opened = show_component(_HERE, "brief", '<ol class="root"></ol>', key=key, data={"rows": rows}, event="open")
    if opened is not None:
        open_rows(sentences[int(opened)])
