"""Tiêu chí & chỉ tiêu above the schools: a group over all units, or one indicator unit by unit."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.plan.model import Indicator
from danvan_metrics.topics.indicators.figures import collect_indicators
from danvan_metrics.topics.indicators.status_chart import collect_indicator_status, draw_indicator_status
from danvan_metrics.topics.indicators.unscored_page import is_of_office
from danvan_metrics.topics.unit_criteria.chart import collect_indicator_units_chart, draw_indicator_units
from danvan_metrics.topics.unit_criteria.figures import collect_indicator_units, collect_unit_numbers
from danvan_metrics.topics.unit_criteria.table import lay_out_indicator_units, lay_out_node_indicators, lay_out_unit_numbers
from danvan_metrics.web.state import measure
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.figure_table import show_figures
from danvan_metrics.web.widgets.units_below import stop_above_schools


def show_unit_criteria(group: str, indicator: Indicator | None, scope: Scope) -> None:
    """Draw the page of a unit that has units under it."""
    if indicator is None:
        show_chart(collect_indicator_status, draw_indicator_status, scope, group, key="indicator_status")
        indicators = measure(collect_indicators, scope, group)
        show_figures(indicators, lay_out_node_indicators(indicators), key="indicators")
    elif indicator.tracked and not is_of_office(indicator):
        numbers = measure(collect_unit_numbers, scope, indicator.code)
        show_figures(numbers, lay_out_unit_numbers(numbers), key="unit_numbers")
    elif indicator.scored and not is_of_office(indicator):
        _show_units(indicator, scope)
    else:  # worked out of single returns, or the office's own
        stop_above_schools()


def _show_units(indicator: Indicator, scope: Scope) -> None:
    left, right = st.columns(2)
    with left:
        units = measure(collect_indicator_units, scope, indicator.code)
        show_figures(units, lay_out_indicator_units(units), key="indicator_units")
    with right:
        show_chart(collect_indicator_units_chart, draw_indicator_units, scope, indicator.code, key="indicator_units_chart")
