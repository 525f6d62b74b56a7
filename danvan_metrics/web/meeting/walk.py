"""A meeting shown: the step that the address names, its title above and the bar below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import streamlit as st

from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import count_handed_in, describe_lens, describe_period, describe_schools
from danvan_metrics.topics.unit_owner import find_owner, is_the_offices
from danvan_metrics.vietnamese import capitalise, format_date
from danvan_metrics.web import state
from danvan_metrics.web.look_shown import describe_crest, write_crest_address
from danvan_metrics.web.meeting.conclusion_forms import TITLE
from danvan_metrics.web.meeting.meeting_bar import show_back_bar, show_step_bar
from danvan_metrics.web.meeting.step_widgets import show_opening, show_step_title
from danvan_metrics.web.meeting.steps import OPENING, MeetingStep, list_steps
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import looked_at, measure

_HERE: Final = Path(__file__).parent


def show_walk(scope: Scope) -> None:
    """Draw the step asked for; the last one where there are fewer."""
    st.html(_HERE / "walk.css")
    steps = [step for step in measure(list_steps, scope) if step.title != TITLE or may(current_actor(), Act.CONCLUDE_MEETING)]
    number = min(state.read_step(), len(steps))
    state.write_address(state.STEP, str(number))
    step = steps[number - 1]
    state.keep(state.MEETING_STEP, step.title)
    show_step_title(looked_at(), step.title, step.subtitle)
    with st.container(key="step_body"):
        _show_step(steps, step, scope)
    show_step_bar(scope, number, len(steps), steps[number].short if number < len(steps) else "")


def dress_visit() -> None:
    """Draw a page that a step led to as a meeting needs it: large, and with the way back."""
    st.html(_HERE / "visit.css")
    show_back_bar()


def _show_step(steps: Sequence[MeetingStep], step: MeetingStep, scope: Scope) -> None:
    if step.code == OPENING:
        show_opening(list(_tell(looked_at(), scope)), list(_list_parts(steps)), OPENING, _find_crest(looked_at()))
    else:
        step.show(scope)


def _find_crest(dataset: Dataset) -> tuple[str, str]:
    """The office's crest over its own meeting, and what is read out in its place; ("", "") where there is none."""
    address = write_crest_address() if is_the_offices(dataset) else ""
    return (address, describe_crest(dataset.plan.office.name)) if address else ("", "")


def _tell(dataset: Dataset, scope: Scope) -> Iterator[tuple[str, str]]:
    """The lines of the first screen, each with its style."""
    received, schools = count_handed_in(dataset, scope)
    period = describe_period(dataset, scope.period)
    yield "whose", find_owner(dataset).name if dataset.sums else dataset.plan.office.name
    yield "large", f"Họp về kết quả {period}"
    yield "", f"Số liệu tính đến ngày {format_date(dataset.as_of)}"
    yield "", f"Đã nhận báo cáo {period} của {received}/{schools} trường"
    yield "", f"{capitalise(describe_schools(scope))} · {describe_lens(dataset, scope)}"


def _list_parts(steps: Sequence[MeetingStep]) -> Iterator[tuple[str, str, int]]:
    """The parts that follow: title, the numbers of their steps, and the first of these."""
    numbered = enumerate(steps[1:], start=2)
    for part, own in groupby(numbered, key=lambda one: one[1].part):
        numbers = [number for number, _ in own]
        yield part, f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else f"{numbers[0]}", numbers[0]
