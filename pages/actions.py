"""Việc cần làm: who has not handed in, what was agreed and how it stands, and the weak cells still to be acted on."""

from danvan_metrics.briefing.actions import collect_actions
from danvan_metrics.briefing.weak_cells import collect_weak_cells
from danvan_metrics.charts.timeliness import collect_timeliness
from danvan_metrics.web.components.action_list import show_actions
from danvan_metrics.web.components.first_steps import stop_if_empty
from danvan_metrics.web.components.weak_cells import show_late_schools, show_weak_cells
from danvan_metrics.web.state import measure, read_scope

stop_if_empty()
scope = read_scope()
show_late_schools(measure(collect_timeliness, scope), scope, key="late_schools")
show_actions(measure(collect_actions, scope), scope, key="actions")
show_weak_cells(measure(collect_weak_cells, scope), scope, key="weak_cells")
