"""Tổng quan: one screen with a few sentences, the period's figures and the scorecard, and two charts under it."""

import streamlit as st

from danvan_metrics.metrics.words import describe_emptiness
from danvan_metrics.topics.completion.chart import collect_completion_by_level, draw_completion_by_level
from danvan_metrics.topics.overview.key_figures import collect_key_figures
from danvan_metrics.topics.overview.sentences import NO_SENTENCE, collect_sentences
from danvan_metrics.topics.scorecard.figures import collect_scorecard
from danvan_metrics.topics.timeliness.chart import collect_timeliness, draw_timeliness
from danvan_metrics.web.meeting.export_forms import offer_all_charts
from danvan_metrics.web.meeting.snapshot_forms import say_opened
from danvan_metrics.web.office.work_list import show_office_line
from danvan_metrics.web.state import looked_at, measure, read_scope
from danvan_metrics.web.tasks.task_form import show_task_said
from danvan_metrics.web.units.unit_overview import show_unit_overview
from danvan_metrics.web.widgets.brief import TIMELINESS_CARD, show_brief
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.first_steps import stop_if_empty
from danvan_metrics.web.widgets.key_figure_strip import show_key_figures
from danvan_metrics.web.widgets.scorecard import hold_scorecard, show_scorecard

stop_if_empty()
scope = read_scope()
show_task_said()
say_opened()
if looked_at().sums:
    show_unit_overview(scope)
    offer_all_charts(scope)
    st.stop()
with st.container(key="opening"):
    told, figures = st.columns([8, 5], gap="small")
with told:
    show_brief(measure(collect_sentences, scope), otherwise=measure(describe_emptiness, scope) or NO_SENTENCE, key="brief")
    show_office_line(scope)
with figures:
    show_key_figures(measure(collect_key_figures, scope), key="key_figures", pairs=True)
board = hold_scorecard("scorecard")  # drawn last: the browser reads the charts' library, its longest wait, in the meantime
left, right = st.columns(2)
with left:
    show_chart(collect_completion_by_level, draw_completion_by_level, scope, key="completion_by_level")
with right:
    show_chart(collect_timeliness, draw_timeliness, scope, key=TIMELINESS_CARD)
offer_all_charts(scope)
show_scorecard(measure(collect_scorecard, scope), key="scorecard", place=board)
