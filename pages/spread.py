"""Lan tỏa: how far the movement has come, by period, level and commune, with the model schools as reference."""

import streamlit as st

from danvan_metrics.topics.spread.ladder_chart import collect_ladder, draw_ladder
from danvan_metrics.topics.spread.map_chart import draw_commune_map
from danvan_metrics.topics.spread.models_chart import collect_models_by_field, draw_models_by_field
from danvan_metrics.web.commune_outlines import collect_communes
from danvan_metrics.web.meeting.export_forms import offer_all_charts
from danvan_metrics.web.state import read_scope
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.first_steps import stop_if_empty

stop_if_empty()
scope = read_scope()
left, right = st.columns(2)
with left:
    show_chart(collect_ladder, draw_ladder, scope, key="ladder")
    show_chart(collect_ladder, draw_ladder, scope, by_level=True, key="ladder_by_level")
with right:
    show_chart(collect_communes, draw_commune_map, scope, key="commune_map")
    show_chart(collect_models_by_field, draw_models_by_field, scope, key="models_by_field")
offer_all_charts(scope)
