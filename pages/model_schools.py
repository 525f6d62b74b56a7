"""Trường điểm: the model schools' criteria and items through the year, beside the rest of the district, and their evidence."""

from dataclasses import replace

import streamlit as st

from danvan_metrics.topics.model_schools.chart import collect_model_tracks, draw_model_tracks
from danvan_metrics.topics.model_schools.figures import collect_model_comparison
from danvan_metrics.topics.model_schools.movement import collect_model_movements
from danvan_metrics.topics.model_schools.table import lay_out_comparison, lay_out_items, lay_out_movements
from danvan_metrics.web.meeting.export_forms import offer_all_charts
from danvan_metrics.web.school.evidence import show_evidence_list
from danvan_metrics.web.state import looked_at, measure, read_scope
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.figure_cards import pair_cards, show_table_card
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.first_steps import stop_without_schools
from danvan_metrics.web.widgets.school_choice import choose_model_school
from danvan_metrics.web.widgets.table import show_table

stop_without_schools()
scope, dataset = read_scope(), looked_at()
schools = replace(scope, model=True).schools(dataset)
show_chart(collect_model_tracks, draw_model_tracks, scope, key="model_tracks")
if schools:
    comparison, moved = measure(collect_model_comparison, scope), measure(collect_model_movements, scope)
    if moved.empty:
        show_table_card(comparison, lay_out_comparison(comparison), key="comparison")
    else:
        left, right = pair_cards("model_schools")
        with left:
            show_table_card(comparison, lay_out_comparison(comparison), key="comparison")
        with right:
            show_table_card(moved, lay_out_movements(dataset, moved), key="movements", bands=True)
    with st.container(key="sheet_items", gap="xsmall"):
        school = choose_model_school(schools)
        show_section(f"{school.short_name}: từng nội dung qua các kỳ, tự khai | minh chứng | thẩm định")
        show_table(measure(lay_out_items, school.code), key="items")
    for school in schools:
        show_evidence_list(school, scope)
offer_all_charts(scope)
