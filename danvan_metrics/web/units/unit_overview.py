"""Tổng quan above the schools: a few sentences, the period's figures, and the scorecard of the units under the one looked at."""

from __future__ import annotations

from functools import partial

import streamlit as st

from danvan_metrics.formats.table import Table, tabulate
from danvan_metrics.metrics.dataset import Dataset, Scope
from danvan_metrics.metrics.words import describe_emptiness
from danvan_metrics.topics.overview.key_figures import collect_key_figures
from danvan_metrics.topics.overview.sentences import NO_SENTENCE, collect_sentences
from danvan_metrics.topics.unit_scorecard.figures import collect_unit_scorecard
from danvan_metrics.topics.unit_scorecard.table import lay_out_unit_scorecard
from danvan_metrics.topics.unit_timeliness.chart import collect_unit_timeliness_chart, draw_unit_timeliness
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.state import measure
from danvan_metrics.web.widgets.brief import TIMELINESS_CARD, show_brief
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.key_figure_strip import show_key_figures
from danvan_metrics.web.widgets.table import show_table

KEY = "unit_scorecard"


def show_unit_overview(scope: Scope) -> None:
    """Draw the page of a unit that has units under it."""
    with st.container(key="opening"):
        told, figures = st.columns([8, 5], gap="small")
    with told:
        empty = measure(describe_emptiness, scope)
        show_brief(measure(collect_sentences, scope), otherwise=empty or NO_SENTENCE, key="brief")
    with figures:
        show_key_figures(measure(collect_key_figures, scope), key="key_figures", pairs=True)
    _show_scorecard(scope)
    show_chart(collect_unit_timeliness_chart, draw_unit_timeliness, scope, key=TIMELINESS_CARD)


def _show_scorecard(scope: Scope) -> None:
    scorecard = measure(collect_unit_scorecard, scope)
    with st.container(gap="xxsmall", key=f"{KEY}_with_title"):
        st.markdown(f"**{escape_markdown(scorecard.title)}** · {escape_markdown(scorecard.subtitle)}")
        show_table(measure(lay_out, scope), key=KEY)
        offer_figures(scorecard, partial(tabulate, measure(lay_out, scope, printed=True)), key=KEY)


def lay_out(dataset: Dataset, scope: Scope, *, printed: bool = False) -> Table:
    """Lay the scorecard out; kept like any other figure, for a page runs anew with every press."""
    return lay_out_unit_scorecard(collect_unit_scorecard(dataset, scope), printed=printed)
