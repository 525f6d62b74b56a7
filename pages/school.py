"""Hồ sơ trường: the year of one school at a glance, what it lacks, every answer with its cell, and its hand-ins."""

import streamlit as st

from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.web.school.decisions import show_decisions
from danvan_metrics.web.school.evidence import show_evidence
from danvan_metrics.web.school.history import show_history
from danvan_metrics.web.school.profile import show_answers, show_heading, show_models
from danvan_metrics.web.school.revision_choice import show_revisions
from danvan_metrics.web.school.school_paper import offer_school_sheet
from danvan_metrics.web.school.year import show_year
from danvan_metrics.web.school.year_view import choose_beside, show_actions_part, show_chart_part, show_needs, show_year_glance
from danvan_metrics.web.state import read_scope
from danvan_metrics.web.widgets.first_steps import stop_without_schools
from danvan_metrics.web.widgets.school_choice import choose_school

stop_without_schools()
scope = read_scope()
with st.container(horizontal=True, vertical_alignment="bottom", key="profile_choices"):
    school = choose_school()
    reports = school.reporter is Reporter.SCHOOL
    beside = choose_beside(school) if reports else ""
    if reports:
        offer_school_sheet(school, scope)
show_heading(school)
if reports:
    show_year_glance(school, scope, beside)
    show_needs(school, scope)
with st.container(key="profile_parts", gap="xsmall"):
    show_answers(school, scope)
    show_models(school, scope)
    if reports:
        show_evidence(school, scope)
        show_actions_part(school, scope)
        show_chart_part(school, scope)
    show_year(school, scope)
    show_history(school)
    show_revisions(school, scope)
    show_decisions(school)
