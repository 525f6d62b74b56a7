"""Họp: the meeting as a walk of steps, one thing a screen; the step is in the address. Reached by “Chế độ họp” and by link."""

from danvan_metrics.web.meeting.walk import show_walk
from danvan_metrics.web.state import read_scope
from danvan_metrics.web.widgets.first_steps import stop_if_empty

stop_if_empty()
show_walk(read_scope())
