"""The foot of a meeting's screen: whose it is, what is filtered, on and back, filters, and the end; keys turn steps too."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NoReturn

import streamlit as st

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import count_handed_in, describe_schools
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.unit_owner import name_owner
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state
from danvan_metrics.web.navigation import open_page
from danvan_metrics.web.pages import MEETING, OVERVIEW, PageEntry
from danvan_metrics.web.widgets.component import show_component

_HERE: Final = Path(__file__).parent
_HTML: Final = """<div class="root" role="navigation" aria-label="Trình chiếu"><span class="told"><span data-part="told"></span>\
<span class="filtered" data-part="filtered"></span></span><button type="button" data-part="back"></button>\
<button type="button" data-part="filters"></button><button type="button" data-part="end">Kết thúc họp</button>\
<button type="button" data-part="previous">‹ Trước</button><button type="button" class="next" data-part="next">\
<b data-part="place"></b><span data-part="following"></span></button></div>"""


def begin_meeting(entry: PageEntry) -> NoReturn:
    """Open the first step; the meeting ends on the page it was begun on."""
    state.keep(state.MEETING_FROM, (entry.file, state.list_own_parameters()))
    open_page(MEETING, {state.STEP: "1"})


def filters_shown() -> bool:
    """Whether the filters are unfolded in this meeting."""
    return bool(state.recall(state.MEETING_FILTERS))


def show_step_bar(scope: Scope, step: int, steps: int, following: str) -> None:
    """Draw the bar below a step and do what was pressed; `following` is the title of the step after it ("": the last)."""
    dataset = state.looked_at()
    told = {
        "told": describe_meeting(dataset, scope),
        "filtered": describe_filters(scope),
        "place": f"Bước {step}/{steps}",
        "following": f"Tiếp: {following} ›" if following else "Bước cuối",
        "back": "",
    }
    _show(told, step=step, steps=steps)


def show_back_bar() -> None:
    """Draw the bar below a page that a step led to: the way back to the step."""
    step, title = state.read_step(), state.recall(state.MEETING_STEP, "")
    back = f"‹ Về bước {step}" + (f": {title}" if title else "")
    _show({"told": "", "filtered": "", "place": "", "following": "", "back": back}, step=step, steps=step)


def _show(told: dict[str, str], *, step: int, steps: int) -> None:
    width, height = state.recall(state.SCREEN, (0, 0))
    data = {**told, "step": step, "steps": steps, "filters_shown": filters_shown(), "screen": f"{width}x{height}"}
    with st.container(key="meeting_bar"):
        pressed = show_component(_HERE, "meeting_bar", _HTML, key="meeting_bar_keys", data=data, event="go")
    if pressed is not None:
        _go(str(pressed), walking=not told["back"])


def describe_meeting(dataset: Dataset, scope: Scope) -> str:
    """“Phòng GD&ĐT Ba Chẽ · tính đến 17/12/2020 · đã nhận 18/19”."""
    received, schools = count_handed_in(dataset, scope)
    parts = (
        name_owner(dataset),
        f"tính đến {format_date(dataset.as_of)}",
        f"đã nhận {received}/{schools}",
    )
    return " · ".join(parts)


def describe_filters(scope: Scope) -> str:
    """“đang lọc: Mầm non, Lương Mông; góc nhìn thẩm định”; "" where all schools are shown as they declare."""
    chosen = scope.level or scope.commune or scope.model is not None
    schools = describe_schools(scope).replace(" · ", ", ") if chosen else ""
    lens = "" if scope.lens is Lens.DECLARED else f"góc nhìn {scope.lens.words}"
    told = "; ".join(filter(None, (schools, lens)))
    return f"đang lọc: {told}" if told else ""


def _go(way: str, *, walking: bool) -> None:
    if way == "end":
        _end()
    if way == "filters":
        state.keep(state.MEETING_FILTERS, not filters_shown())
        st.rerun()
    if "x" in way:
        state.keep(state.SCREEN, tuple(map(int, way.split("x"))))
        st.rerun()
    if walking:  # on the same page only the address changes
        state.turn_step(way)
    open_page(MEETING, {state.STEP: way})


def _end() -> NoReturn:
    """Back to the page the meeting was begun on; the address names no step any more."""
    file, parameters = state.recall(state.MEETING_FROM, (OVERVIEW.file, {}))
    kept = {name: value for name, value in state.keep_parameters().items() if name != state.STEP}
    state.keep(state.MEETING_FILTERS, value=False)
    st.switch_page(file, query_params=kept | parameters)
