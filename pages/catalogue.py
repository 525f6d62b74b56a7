"""Danh mục: every indicator in words, how marks and rungs read, the roster, the sources and the guide."""

import streamlit as st

from danvan_metrics.web.officer import catalogue
from danvan_metrics.web.officer.guide import show_guide
from danvan_metrics.web.officer.office_settings import show_rounds, show_thresholds
from danvan_metrics.web.state import current_district, read_unit

district = current_district()
plan = district.plan_of(read_unit())  # with what the unit looked at asks beside it

st.title("Danh mục và hướng dẫn", anchor=False)
indicators, rules, roster, sources, guide = st.tabs(
    ["Chỉ tiêu", "Bậc, dấu và ngưỡng", "Danh sách trường", "Nguồn dữ liệu", "Hướng dẫn sử dụng"]
)
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
with guide:
    show_guide()
catalogue.show_version()
