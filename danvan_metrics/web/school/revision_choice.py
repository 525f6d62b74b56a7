"""Two hand-ins of one period side by side, where a school handed in more than once."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.store.records import SubmissionRecord
from danvan_metrics.topics.school.revisions import Comparison, collect_comparison
from danvan_metrics.units.roster import School
from danvan_metrics.vietnamese import format_date
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.resources import get_district
from danvan_metrics.web.school.history import list_submissions
from danvan_metrics.web.state import measure, settle_default
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.frame_table import show_frame


def show_revisions(school: School, scope: Scope) -> None:
    """Draw the differences between two hand-ins of the period; nothing where there is but one."""
    given = {one.id: one for one in list_submissions(school) if one.period == scope.period}
    if len(given) < 2:
        return
    box = st.expander("So sánh hai lần nộp của kỳ này", key="revisions", on_change="rerun")
    if not box.open:
        return
    with box:
        in_force = next((one.id for one in given.values() if one.in_force), max(given))
        others = [number for number in given if number != in_force]
        left, right = st.columns(2)
        with left:
            before = _choose("Lần thứ nhất", given, others[-1], key="revision_before")
        with right:
            after = _choose("Lần thứ hai", given, in_force, key="revision_after")
        _show_comparison(measure(_compare, before, after))


def _choose(label: str, given: dict[int, SubmissionRecord], chosen: int, *, key: str) -> int:
    numbers = list(given)
    settle_default(key, chosen, numbers)

    def describe(number: int) -> str:
        one = given[number]
        force = " (đang dùng)" if one.in_force else " (đã rút)" if one.withdrawn else ""
        return f"Lần {one.revision}, nhận {format_date(one.received_on)}{force}"

    return int(st.selectbox(escape_markdown(label), numbers, format_func=describe, key=key))


def _show_comparison(comparison: Comparison) -> None:
    if not comparison.changes:
        st.caption("Hai lần nộp không khác nhau ô nào.")
        return
    st.caption(escape_markdown(f"{comparison.lines}/{comparison.asked} dòng khác nhau; {len(comparison.changes)} ô."))
    show_frame(comparison.table(), caption=comparison.title, key="profile_changes")
    offer_figures(comparison, comparison.table, key="changes")


def _compare(dataset: Dataset, before: int, after: int) -> Comparison:
    repository = get_district(sample=dataset.sample, plan=dataset.plan.code).repository
    revisions = {one.id: one.revision for one in repository.list_submissions(dataset.plan.code)}
    return collect_comparison(
        dataset.plan,
        repository.load_return(before),
        repository.load_return(after),
        revisions=(revisions[before], revisions[after]),
        sample=dataset.sample,
    )
