"""Nguồn số liệu: what made a figure, down to the cell of the school's own workbook. Reached from figures and by link."""

import streamlit as st

from danvan_metrics.access.policies import check_can_see_school
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.source.source_actions import show_actions_of
from danvan_metrics.web.source.source_view import show_school_part, show_source
from danvan_metrics.web.source_link import read_reference
from danvan_metrics.web.state import looked_at
from danvan_metrics.web.widgets.first_steps import stop_without_schools

stop_without_schools()
reference = read_reference(st.query_params.to_dict(), looked_at())
if reference.school:
    check_can_see_school(current_actor(), reference.school)
st.caption("Nguồn số liệu")
show_source(reference)
show_school_part(reference)
show_actions_of(reference)
