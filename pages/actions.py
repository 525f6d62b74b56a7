"""Việc cần làm: who has not handed in, what was agreed and how it stands, and the weak cells still to be acted on."""

import streamlit as st

from danvan_metrics.topics.actions.figures import collect_actions
from danvan_metrics.topics.actions.weak_cells import collect_weak_cells
from danvan_metrics.topics.timeliness.chart import collect_timeliness
from danvan_metrics.web.meeting.action_list import show_action_section
from danvan_metrics.web.state import looked_at, measure, read_scope
from danvan_metrics.web.tasks.action_dialog import offer_asked_act
from danvan_metrics.web.units.unit_actions import show_unit_actions
from danvan_metrics.web.widgets.first_steps import stop_if_empty
from danvan_metrics.web.widgets.weak_cell_list import show_late_schools, show_needed, show_weak_cells

stop_if_empty()
scope = read_scope()
if looked_at().sums:
    show_unit_actions(scope)
    st.stop()
offer_asked_act()
weak = measure(collect_weak_cells, scope)
show_needed(weak)
show_late_schools(measure(collect_timeliness, scope), scope, key="late_schools")
show_action_section(measure(collect_actions, scope), scope, key="actions")
show_weak_cells(weak, scope, key="weak_cells")
