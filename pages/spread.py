"""Lan tỏa: how far the movement has come, who moved, commune by commune, beside the model schools, and the registered models."""

from dataclasses import replace

import streamlit as st

from danvan_metrics.topics.appraisal.funnel_chart import collect_funnel, draw_funnel
from danvan_metrics.topics.appraisal.table import FIELDS_TITLE, lay_out_funnel
from danvan_metrics.topics.spread.ladder_chart import collect_ladder, draw_ladder
from danvan_metrics.topics.spread.map_chart import draw_commune_map
from danvan_metrics.topics.spread.model_distance import collect_model_distances, lay_out_distances
from danvan_metrics.topics.spread.models_chart import collect_models_by_field, draw_models_by_field
from danvan_metrics.topics.spread.rung_moves import collect_rung_moves, lay_out_rung_moves
from danvan_metrics.topics.spread.table import lay_out_present
from danvan_metrics.web.commune_outlines import collect_communes
from danvan_metrics.web.meeting.export_forms import offer_all_charts
from danvan_metrics.web.state import looked_at, measure, read_scope
from danvan_metrics.web.units.unit_spread import show_unit_spread
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.figure_cards import pair_cards, show_table_card
from danvan_metrics.web.widgets.first_steps import stop_if_empty
from danvan_metrics.web.widgets.model_choice import show_model_list

stop_if_empty()
scope = read_scope()
if looked_at().sums:
    show_unit_spread(scope)
    offer_all_charts(scope)
    st.stop()
mapped = not looked_at().unit  # the outlines are of one district's communes, and a unit's schools may stand anywhere
left, right = pair_cards("ladder")
with left:
    show_chart(collect_ladder, draw_ladder, scope, key="ladder")
if mapped:
    with right:
        show_chart(collect_communes, draw_commune_map, scope, key="commune_map")
    left, right = pair_cards("moves")
moves, communes = measure(collect_rung_moves, scope), measure(collect_communes, scope)
with left if mapped else right:
    show_table_card(moves, lay_out_rung_moves(moves), key="rung_moves", bands=True, empty=moves.empty)
if mapped:
    with right:
        own = replace(communes, title="Từng xã, thị trấn")
        show_table_card(own, lay_out_present(communes), key="communes", empty=communes.empty)
left, right = pair_cards("levels")
distances = measure(collect_model_distances, scope)
with left:
    show_chart(collect_ladder, draw_ladder, scope, by_level=True, key="ladder_by_level")
with right:
    show_table_card(distances, lay_out_distances(distances), key="distances", bands=True, empty=distances.empty)
left, right = pair_cards("models")
funnel = measure(collect_funnel, scope)
with left:
    show_chart(collect_models_by_field, draw_models_by_field, scope, key="models_by_field")
with right:
    show_chart(collect_funnel, draw_funnel, scope, key="funnel")
    if not funnel.empty:
        show_table_card(replace(funnel, title=FIELDS_TITLE), lay_out_funnel(funnel), key="funnel_fields", bands=True)
show_model_list(scope)
offer_all_charts(scope)
