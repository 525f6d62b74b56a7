"""Tiêu chí & chỉ tiêu: a group or one indicator across all schools."""

import streamlit as st

from danvan_metrics.topics.indicators.figures import collect_indicators
from danvan_metrics.topics.indicators.level_chart import collect_indicator_by_level, draw_indicator_by_level
from danvan_metrics.topics.indicators.school_values import collect_indicator_schools
from danvan_metrics.topics.indicators.status_chart import collect_indicator_status, draw_indicator_status
from danvan_metrics.topics.indicators.table import lay_out_indicators, lay_out_schools
from danvan_metrics.web.meeting.export_forms import offer_all_charts
from danvan_metrics.web.state import looked_at, measure, read_scope
from danvan_metrics.web.units.unit_criteria import show_unit_criteria
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.figure_table import show_figures
from danvan_metrics.web.widgets.first_steps import stop_if_empty
from danvan_metrics.web.widgets.indicator_choice import choose_indicator, show_definition
from danvan_metrics.web.widgets.unscored_view import show_tracked_sums, show_unscored

stop_if_empty()
scope = read_scope()
group, indicator = choose_indicator()
if indicator:
    show_definition(indicator)
if looked_at().sums:
    show_unit_criteria(group, indicator, scope)
    offer_all_charts(scope)
    st.stop()
if indicator and show_unscored(indicator, scope):
    pass  # drawn as numbers: nobody is scored on it
elif indicator:
    left, right = st.columns(2)
    with left:
        schools = measure(collect_indicator_schools, scope, indicator.code)
        show_figures(schools, lay_out_schools(schools), key="indicator_schools")
    with right:
        show_chart(collect_indicator_by_level, draw_indicator_by_level, scope, indicator.code, key="indicator_by_level")
else:
    show_chart(collect_indicator_status, draw_indicator_status, scope, group, key="indicator_status")
    indicators = measure(collect_indicators, scope, group)
    show_figures(indicators, lay_out_indicators(indicators), key="indicators")
    show_tracked_sums(group, scope)
offer_all_charts(scope)
