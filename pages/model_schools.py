"""Trường điểm: the model schools' three criteria and items through the year, beside the rest of the district."""

import streamlit as st

from danvan_metrics.topics.model_schools.chart import collect_model_tracks, draw_model_tracks
from danvan_metrics.topics.model_schools.movement import collect_movements
from danvan_metrics.web.meeting.export_forms import offer_all_charts
from danvan_metrics.web.state import measure, read_scope
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.comparison_table import show_comparison, show_movements
from danvan_metrics.web.widgets.first_steps import stop_if_empty
from danvan_metrics.web.widgets.item_table import show_items
from danvan_metrics.web.widgets.page_section import show_section
from danvan_metrics.web.widgets.school_choice import choose_model_school

stop_if_empty()
scope = read_scope()
show_chart(collect_model_tracks, draw_model_tracks, scope, key="model_tracks")
show_section("Từng nội dung qua các kỳ: tự khai, minh chứng, thẩm định")
if school := choose_model_school():
    show_items(school, key="items")
left, right = st.columns(2)
with left:
    show_movements(measure(collect_movements, scope), scope, key="movements")
with right:
    show_comparison(scope, key="comparison")
offer_all_charts(scope)
