"""Thẩm định: what the office found, coverage first; the three lenses school by school, verification, and the models' funnel."""

from dataclasses import replace
from functools import partial

import streamlit as st

from danvan_metrics.topics.appraisal.appraisal_matrix import collect_matrix, lay_out_groups, lay_out_matrix, tabulate_matrix
from danvan_metrics.topics.appraisal.dumbbell_chart import collect_dumbbells, draw_dumbbells
from danvan_metrics.topics.appraisal.figures import collect_appraisal_strip, collect_appraisals
from danvan_metrics.topics.appraisal.funnel_chart import collect_funnel, draw_funnel
from danvan_metrics.topics.appraisal.outcome_chart import collect_outcomes, draw_outcomes
from danvan_metrics.topics.appraisal.table import (
    FIELDS_TITLE,
    collect_differences,
    lay_out_differences,
    lay_out_funnel,
    lay_out_schools,
)
from danvan_metrics.topics.appraisal.verification_chart import collect_verification, draw_verification
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.meeting.export_forms import offer_all_charts
from danvan_metrics.web.pages import APPRAISING
from danvan_metrics.web.state import looked_at, measure, read_scope
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.figure_table import show_figures, show_section
from danvan_metrics.web.widgets.first_steps import stop_without_schools
from danvan_metrics.web.widgets.key_figure_strip import show_key_figures
from danvan_metrics.web.widgets.table import show_table

stop_without_schools()
scope = read_scope()
record = measure(collect_appraisals, scope)
if record.empty:
    st.info(escape_markdown(record.empty))
    if looked_at().plan.rounds:
        st.page_link(APPRAISING.file, label="Bắt đầu ở trang Chấm thẩm định")
else:
    show_key_figures(measure(collect_appraisal_strip, scope), key="appraisal_figures")
    st.markdown(escape_markdown(record.sentence))
    with st.container(key="appraisal_charts"):
        left, right = st.columns(2)
    with left:
        show_chart(collect_dumbbells, draw_dumbbells, scope, key="dumbbells")
        show_chart(collect_outcomes, draw_outcomes, scope, key="outcomes")
    with right:
        show_chart(collect_verification, draw_verification, scope, key="verification")
        show_chart(collect_funnel, draw_funnel, scope, key="funnel")
    show_figures(record, lay_out_schools(record, scope), key="appraised_schools", bands=True)
    show_figures(measure(collect_differences, scope), measure(lay_out_differences, scope), key="differences", bands=True)
    matrix = measure(collect_matrix, scope)
    with st.container(key="appraisal_matrix"):
        show_section(matrix.title, matrix.subtitle)
        for group in matrix.items:
            show_table(lay_out_matrix(matrix, group), key=f"matrix_{group.code}")
        show_table(lay_out_groups(matrix), key="matrix_groups")
    offer_figures(matrix, partial(tabulate_matrix, matrix), key="matrix")
if record.empty:
    show_chart(collect_funnel, draw_funnel, scope, key="funnel")
funnel = measure(collect_funnel, scope)
if not funnel.empty:
    show_figures(replace(funnel, title=FIELDS_TITLE), lay_out_funnel(funnel), key="funnel_fields", bands=True)
if not record.empty:
    offer_all_charts(scope)
