"""Hồ sơ trường: everything one school reported, each answer with its cell, and its hand-ins."""

from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.topics.school.chart import collect_school_groups, draw_school_groups
from danvan_metrics.web.school.decisions import show_decisions
from danvan_metrics.web.school.evidence import show_evidence
from danvan_metrics.web.school.history import show_history
from danvan_metrics.web.school.profile import show_answers, show_heading, show_models, show_periods
from danvan_metrics.web.school.revision_choice import show_revisions
from danvan_metrics.web.school.year import show_year
from danvan_metrics.web.state import read_scope
from danvan_metrics.web.widgets.chart_card import show_chart
from danvan_metrics.web.widgets.first_steps import stop_if_empty
from danvan_metrics.web.widgets.school_choice import choose_school

stop_if_empty()
scope = read_scope()
school = choose_school()
show_heading(school)
show_periods(school, scope)
if school.reporter is Reporter.SCHOOL:
    show_chart(collect_school_groups, draw_school_groups, scope, school.code, key="school_groups")
show_year(school, scope)
show_answers(school, scope)
show_models(school, scope)
if school.reporter is Reporter.SCHOOL:
    show_evidence(school, scope)
show_history(school)
show_revisions(school, scope)
show_decisions(school)
