"""The scorecard on Tổng quan: a name leads to the school's page, a cell to what made it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from danvan_metrics.formats.table import Table, tabulate
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.topics.scorecard.figures import Scorecard, collect_scorecard
from danvan_metrics.topics.scorecard.table import lay_out_scorecard
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.state import measure
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.table import show_table


def show_scorecard(scorecard: Scorecard, *, key: str) -> None:
    """Draw the scorecard."""
    with st.container(gap="xxsmall", key=f"{key}_with_title"):
        st.markdown(f"**{escape_markdown(scorecard.title)}** · {escape_markdown(scorecard.subtitle)}")
        table = measure(lay_out, scorecard.scope)
        show_table(table, key=key)
        offer_figures(scorecard, partial(tabulate, table), key=key)


def lay_out(dataset: Dataset, scope: Scope) -> Table:
    """Lay out the scorecard of Tổng quan; kept like any other figure, for a page runs anew with every press."""
    return lay_out_scorecard(collect_scorecard(dataset, scope))
