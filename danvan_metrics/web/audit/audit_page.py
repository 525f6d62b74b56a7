"""The page Nhật ký: which part of the trail, its lines from the newest on, and all of that part as a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.access.actor import Actor
from danvan_metrics.audit_acts import hand_out_trail, load_trail, make_namer
from danvan_metrics.topics.audit.figures import Wanted, choose, tell
from danvan_metrics.topics.audit.table import lay_out
from danvan_metrics.topics.audit.trace import ACT_WORDS, Trace
from danvan_metrics.topics.audit.trace_details import Namer
from danvan_metrics.topics.audit.trail_file import TITLE, TrailForm
from danvan_metrics.vietnamese import format_quantity, sort_key
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.signing_in.visitor import as_visitor, current_actor
from danvan_metrics.web.state import current_district, sample_mode
from danvan_metrics.web.widgets.downloads import XLSX
from danvan_metrics.web.widgets.table import show_table

_AT_ONCE: Final = 100  # lines; the button says so too
_ANYBODY: Final = ""
_DAYS: Final = "DD/MM/YYYY"
_LABELS: Final = {TrailForm.XLSX: "Tải XLSX", TrailForm.CSV: "Tải CSV"}
_MIME: Final = {TrailForm.XLSX: XLSX, TrailForm.CSV: "text/csv"}


def show_audit() -> None:
    """Draw the page."""
    st.title(TITLE, anchor=False)
    district = current_district()
    traces, namer = load_trail(district, actor=current_actor()), make_namer(district)
    wanted = _ask(traces, namer)
    chosen = choose(traces, wanted)
    if not chosen:
        st.caption("Không có dòng nhật ký nào như vậy." if traces else "Chưa có việc nào được ghi.")
        return
    _show_lines(chosen, namer, wanted)


def _ask(traces: Sequence[Trace], namer: Namer) -> Wanted:
    """The part to show; only what stands in the trail is offered."""
    who, what, where, first, last = st.columns([3, 3, 3, 2, 2])
    people = sorted({one.actor for one in traces if one.actor}, key=sort_key)
    acts = sorted({one.act for one in traces}, key=lambda act: sort_key(ACT_WORDS[act]))
    schools = sorted({one.school for one in traces if one.school}, key=lambda code: sort_key(namer.name_school(code)))
    person = who.selectbox("Ai", [_ANYBODY, *people], format_func=lambda name: name or "Mọi người", key="audit_person")
    act = what.selectbox("Việc", [_ANYBODY, *acts], format_func=lambda one: ACT_WORDS.get(one, "Mọi việc"), key="audit_act")
    school = where.selectbox(
        "Trường", [_ANYBODY, *schools], format_func=lambda code: namer.name_school(code) or "Tất cả", key="audit_school"
    )
    refused = st.toggle("Chỉ việc bị từ chối", key="audit_refused")
    day_from: date | None = first.date_input("Từ ngày", value=None, format=_DAYS, key="audit_first")
    day_to: date | None = last.date_input("Đến ngày", value=None, format=_DAYS, key="audit_last")
    return Wanted(str(person), str(act), str(school), day_from, day_to, refused)


def _show_lines(chosen: Sequence[Trace], namer: Namer, wanted: Wanted) -> None:
    shown = min(len(chosen), int(state.recall(state.AUDIT_SHOWN, _AT_ONCE)))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(escape_markdown(_count(shown, chosen)), width="stretch")
        for form in TrailForm:
            _offer(form, wanted)
    lines = [tell(trace, namer) for trace in reversed(chosen[-shown:])]
    show_table(lay_out(lines, TITLE), key="audit")
    if shown < len(chosen):
        more = partial(state.keep, state.AUDIT_SHOWN, shown + _AT_ONCE)
        st.button("Xem thêm 100 dòng cũ hơn", key="audit_more", on_click=more)


def _count(shown: int, chosen: Sequence[Trace]) -> str:
    refused = sum(trace.refused for trace in chosen)
    told = f", {format_quantity(refused)} dòng bị từ chối (✕)" if refused else ""
    newest = f" Đang hiện {format_quantity(shown)} dòng mới nhất." if shown < len(chosen) else " Mới nhất ở trên."
    return f"{format_quantity(len(chosen))} dòng{told}.{newest}"


def _offer(form: TrailForm, wanted: Wanted) -> None:
    st.download_button(
        _LABELS[form],
        data=as_visitor(partial(_write, sample_mode(), wanted, form)),
        file_name=f"nhat-ky.{form}",
        mime=_MIME[form],
        key=f"audit_{form}",
        on_click="ignore",
    )


def _write(sample: bool, wanted: Wanted, form: TrailForm, *, actor: Actor) -> bytes:  # noqa: FBT001 - bound before the click
    return hand_out_trail(get_district(sample=sample), wanted, form, actor=actor)[1]
