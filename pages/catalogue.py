"""Danh mục: every indicator in words, how marks and rungs read, the roster and the sources."""

import streamlit as st

from danvan_metrics.web.officer import catalogue
from danvan_metrics.web.officer.office_settings import show_rounds, show_thresholds
from danvan_metrics.web.state import current_district, read_unit

district = current_district()
plan = district.plan_of(read_unit())  # with what the unit looked at asks beside it

st.title("Danh mục", anchor=False)
indicators, rules, roster, sources = st.tabs(["Chỉ tiêu", "Bậc, dấu và ngưỡng", "Danh sách trường", "Nguồn dữ liệu"])
with indicators:
    catalogue.show_deadlines(plan)
    catalogue.show_indicators(plan, catalogue.show_search())
with rules:
    catalogue.show_ladder(plan)
    catalogue.show_marks(plan)
    show_thresholds(plan)
    show_rounds(plan)
    catalogue.show_model_fields(plan)
with roster:
    catalogue.show_roster(district)
with sources:
    catalogue.show_sources(plan)
catalogue.show_version()
