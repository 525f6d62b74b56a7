"""What changed since a meeting, against whichever of the figures fixed before; the choice stands in the address."""

from __future__ import annotations

from functools import partial
from typing import Final

import streamlit as st

from danvan_metrics.formats.table import tabulate
from danvan_metrics.metrics.dataset import Dataset, Scope, SnapshotLabel
from danvan_metrics.store.records import SnapshotRecord
from danvan_metrics.topics.since_meeting.figures import TITLE, SinceMeeting, collect_since
from danvan_metrics.topics.since_meeting.table import lay_out_since
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.resources import Edition, compute, get_dataset, get_district
from danvan_metrics.web.state import looked_at, measure
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.table import show_table

_NOTHING_MOVED: Final = "Không có gì thay đổi ở các trường đang chọn từ cuộc họp ấy."


def show_since(scope: Scope) -> None:
    """Draw the choice of a meeting and what changed since; nothing where no figures were fixed before these."""
    if looked_at().sums is not None:  # what was fixed is told school by school
        return
    options = {one.name: _name(one) for one in compute(_list_before, state.edition_of(""), looked_at().snapshot)}
    if not options:
        return
    show_section(TITLE)
    key, names = state.COMPARED, {name: name for name in options}
    state.settle_named_choice(key, state.COMPARED_WITH, names, next(iter(names)))
    st.selectbox(
        "So với bản chốt",
        list(options),
        format_func=lambda name: options[name],
        key=key,
        on_change=partial(state.follow_named_choice, key, state.COMPARED_WITH, names),
    )
    _show(scope, state.recall(key))


def _show(scope: Scope, name: str) -> None:
    record = measure(collect_since_edition, scope, state.edition_of(name))
    if record is None:
        return
    st.caption(escape_markdown(record.subtitle))
    table = lay_out_since(record)
    if table.rows:
        show_table(table, key="since")
        offer_figures(record, partial(tabulate, table, bands=True), key="since")
    else:
        st.caption(_NOTHING_MOVED)


def collect_since_edition(dataset: Dataset, scope: Scope, before: Edition) -> SinceMeeting | None:
    """Collect what changed since a snapshot."""
    return collect_since(dataset, scope, get_dataset(before))


def _list_before(dataset: Dataset, snapshot: SnapshotLabel | None) -> tuple[SnapshotRecord, ...]:
    """Those of meetings before these figures, the latest first."""
    records = get_district(sample=dataset.sample, plan=dataset.plan.code).repository.meetings.list_snapshots(dataset.plan.code)
    in_order = sorted(records, key=lambda one: (one.meeting_on, one.id))
    own = next((place for place, one in enumerate(in_order) if one.name == (snapshot.name if snapshot else "")), None)
    before = [one for one in in_order if one.meeting_on <= dataset.as_of] if own is None else in_order[:own]
    return tuple(reversed(before))


def _name(record: SnapshotRecord) -> str:
    return f"{record.name} · họp ngày {format_date(record.meeting_on)}"
