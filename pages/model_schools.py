"""Trường điểm: the model schools' three criteria and items through the year, beside the rest of the district."""

import streamlit as st

from danvan_metrics.metrics.words import describe_period
from danvan_metrics.topics.model_schools.chart import collect_model_tracks, draw_model_tracks
from danvan_metrics.topics.model_schools.figures import collect_model_comparison
from danvan_metrics.topics.model_schools.movement import collect_movements
from danvan_metrics.topics.model_schools.table import lay_out_comparison, lay_out_items, lay_out_movements
from danvan_metrics.web.meeting.export_forms import offer_all_charts
from danvan_metrics.web.school.evidence import show_evidence_list
from danvan_metrics.web.state import looked_at, measure, read_scope
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.figure_table import show_figures, show_section
from danvan_metrics.web.widgets.first_steps import stop_if_empty
from danvan_metrics.web.widgets.school_choice import choose_model_school
from danvan_metrics.web.widgets.table import show_table

stop_if_empty()
scope = read_scope()
show_chart(collect_model_tracks, draw_model_tracks, scope, key="model_tracks")
show_section("Từng nội dung qua các kỳ: tự khai, minh chứng, thẩm định")
if school := choose_model_school():
    show_table(measure(lay_out_items, school.code), key="items")
left, right = st.columns(2)
with left:
    dataset = looked_at()
    if before := dataset.plan.period_before(scope.period):
        since = describe_period(dataset, before.code)
        movements = lay_out_movements(dataset.roster, measure(collect_movements, scope), since)
        show_section(movements.caption)
        show_table(movements, key="movements")
with right:
    comparison = measure(collect_model_comparison, scope)
    show_figures(comparison, lay_out_comparison(comparison), key="comparison")
if school:
    show_evidence_list(school, scope)
offer_all_charts(scope)
