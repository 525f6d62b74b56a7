"""The desk: one table of all lines, worked through by keyboard, each line saved by itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.appraising.desk import Desk
from danvan_metrics.district import District
from danvan_metrics.web import state
from danvan_metrics.web.appraiser.desk_content import write_desk
from danvan_metrics.web.appraiser.desk_saving import FILE, DeskAct, answer, read_asked
from danvan_metrics.web.widgets.component import show_component

_HERE: Final = Path(__file__).parent
_MOST_ANSWERS: Final = 200  # kept of a session: the script asks again only for what it sent seconds ago


def show_desk(district: District, desk: Desk, actor: Actor) -> None:
    """Draw the table; what it asks for is done one by one, and the page runs anew with the answers."""
    answers: dict[str, dict[str, Any]] = state.recall(state.APPRAISING_ANSWERS, {})
    told = write_desk(district.plan, desk, answers=answers)
    sent = show_component(_HERE, "desk_table", '<div class="root"></div>', key="desk_table", data=told, event="act")
    waiting = [asked for asked in read_asked(sent) if asked.number not in answers]
    if waiting:
        _do_all(district, desk, actor, waiting, answers)
        st.rerun()


def _do_all(district: District, desk: Desk, actor: Actor, waiting: list[DeskAct], answers: dict[str, dict[str, Any]]) -> None:
    """Each answer is kept as soon as it is known: a run cut short loses none, and none is done twice."""
    for asked in waiting:
        answers = _forget(answers) | {asked.number: answer(district, desk, asked, actor=actor)}
        state.keep(state.APPRAISING_ANSWERS, answers)


def _forget(answers: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Answers but the oldest; a file is sent once, not with every run from then on."""
    kept = list(answers.items())[-_MOST_ANSWERS:]
    return {number: {name: told for name, told in one.items() if name != FILE} for number, one in kept}
