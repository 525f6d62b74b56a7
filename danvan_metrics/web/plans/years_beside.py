"""The page of one year against the year before, and the link that leads there."""

from __future__ import annotations

from typing import Final

import streamlit as st

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.year_against_year.chart import NO_YEAR, collect_year_chart, draw_years
from danvan_metrics.topics.year_against_year.figures import collect_year_against_year, describe_moves
from danvan_metrics.topics.year_against_year.table import lay_out_years
from danvan_metrics.vietnamese import capitalise
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.pages import CRITERIA, OVERVIEW, YEARS, PageEntry
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.figure_cards import show_table_card

_LED_FROM: Final = (OVERVIEW, CRITERIA)


def show_years(scope: Scope) -> None:
    """Draw what moved as a chart, and every indicator of either plan as a table; a sentence where nothing can be compared."""
    record = state.measure(collect_year_against_year, scope)
    if record is None or record.empty:
        st.info(escape_markdown(NO_YEAR if record is None else record.empty))
        return
    st.markdown(f"**{escape_markdown(capitalise(describe_moves(record)))}.**")
    show_table_card(record, lay_out_years(record), key="years", bands=True)
    show_chart(collect_year_chart, draw_years, scope, key="years_chart")


def lead_to_years(entry: PageEntry) -> None:
    """Draw the link from what tells this year's figures; nothing without a plan of an earlier year."""
    before = None if state.sample_mode() or state.snapshot_name() else _find_year_before()
    if before and entry in _LED_FROM and state.offers_page(YEARS.url):
        st.page_link(
            YEARS.file, label=escape_markdown(f"So với năm {before}"), query_params=state.keep_parameters(), width="content"
        )


def _find_year_before() -> int | None:
    district = state.current_district()
    plan = district.lineup.year_before(district.plan)
    return plan.year if plan else None
