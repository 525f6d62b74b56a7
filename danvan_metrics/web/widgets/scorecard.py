"""The scorecard on Tổng quan: a name leads to the school's page, a cell to what made it and to the task about it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import streamlit as st

from danvan_metrics.formats.table import Table, tabulate
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.topics.scorecard.figures import Scorecard, collect_scorecard
from danvan_metrics.topics.scorecard.table import lay_out_scorecard
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.state import ORDER, SCORECARD_ORDER, follow_named_choice, measure, settle_named_choice
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.table import show_table

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

_BY_LEVEL: Final = "by_level"
_WEAKEST: Final = "weakest"
_TITLES: Final = {_BY_LEVEL: "Theo cấp học", _WEAKEST: "Chậm nhất trước"}
_IN_ADDRESS: Final = {_BY_LEVEL: "", _WEAKEST: "cham"}


def hold_scorecard(key: str) -> DeltaGenerator:
    """The scorecard's place, above what is drawn before it."""
    return st.container(gap="xxsmall", key=f"{key}_with_title")


def show_scorecard(scorecard: Scorecard, *, key: str, place: DeltaGenerator | None = None) -> None:
    """Draw the scorecard in the order chosen above it, which stands in the address (`thu-tu=cham`)."""
    with place or hold_scorecard(key):
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"{key}_head"):
            st.markdown(f"**{escape_markdown(scorecard.title)}** · {escape_markdown(scorecard.subtitle)}")
            order = _choose_order()
        table = measure(lay_out, scorecard.scope, weakest_first=order == _WEAKEST)
        show_table(table, key=key)
        offer_figures(scorecard, partial(tabulate, table), key=key)


def _choose_order() -> str:
    settle_named_choice(SCORECARD_ORDER, ORDER, _IN_ADDRESS, _BY_LEVEL)
    chosen = st.segmented_control(
        "Thứ tự các trường",
        list(_TITLES),
        format_func=_TITLES.__getitem__,
        required=True,
        key=SCORECARD_ORDER,
        label_visibility="collapsed",
        on_change=follow_named_choice,
        args=(SCORECARD_ORDER, ORDER, _IN_ADDRESS),
    )
    return str(chosen)


def lay_out(dataset: Dataset, scope: Scope, *, weakest_first: bool) -> Table:
    """Lay out the scorecard of Tổng quan; kept like any other figure, for a page runs anew with every press."""
    return lay_out_scorecard(collect_scorecard(dataset, scope), weakest_first=weakest_first)
