"""Lan tỏa above the schools: the ladder by unit, every unit's way through the periods, and the registered models."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.unit_spread.chart import collect_unit_ladder, describe_lowest_unit, draw_unit_ladder
from danvan_metrics.topics.unit_spread.figures import UnitModelFields, UnitSpread, collect_unit_models, collect_unit_spread
from danvan_metrics.topics.unit_spread.table import lay_out_unit_fields, lay_out_unit_models, lay_out_unit_shares
from danvan_metrics.topics.unit_trend.figures import RUNG, collect_unit_trends, list_measures
from danvan_metrics.topics.unit_trend.table import lay_out_unit_trends
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.state import measure
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.figure_cards import pair_cards, show_table_card


def show_unit_spread(scope: Scope) -> None:
    """Draw the page of a unit that has units under it."""
    spread, models = measure(collect_unit_spread, scope), measure(collect_unit_models, scope)
    if not spread.empty:
        st.markdown(f"**{escape_markdown(describe_lowest_unit(spread))}.**")
    _show_ladder(spread, scope)
    _show_trend(scope)
    _show_models(models)


def _show_ladder(spread: UnitSpread, scope: Scope) -> None:
    left, right = pair_cards("unit_ladder")
    with left:
        show_chart(collect_unit_ladder, draw_unit_ladder, scope, key="unit_ladder")
    with right:
        show_table_card(spread, lay_out_unit_shares(spread), key="unit_ladder_rows", empty=spread.empty)


def _show_trend(scope: Scope) -> None:
    titles = {one.code: one.title for one in measure(list_measures)}
    state.settle_default(state.UNIT_MEASURE, RUNG, titles)
    chosen = st.selectbox("Xem qua các kỳ", list(titles), format_func=titles.__getitem__, key=state.UNIT_MEASURE, width=360)
    trends = measure(collect_unit_trends, scope, chosen)
    show_table_card(trends, lay_out_unit_trends(trends), key="unit_trend", empty=trends.empty)


def _show_models(models: UnitModelFields) -> None:
    left, right = pair_cards("unit_models")
    with left:
        show_table_card(models, lay_out_unit_models(models), key="unit_models", empty=models.empty)
    if not models.empty:
        with right:
            show_table_card(models, lay_out_unit_fields(models), key="unit_fields")
