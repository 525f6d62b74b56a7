"""Biểu mẫu: report templates for a period, one workbook or a zip of them."""

import streamlit as st

from danvan_metrics.web import state as keys
from danvan_metrics.web.officer import templates
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import current_district

district = current_district()
actor = current_actor()

st.title("Biểu mẫu báo cáo", anchor=False)
form, contents = st.columns([3, 2], gap="large")
with contents:
    templates.show_contents()
with form:
    choice = templates.choose(district, actor)
    if choice.units:
        templates.show_choice(choice)
    else:
        st.info("Hãy chọn ít nhất một cấp học, một trường hoặc biểu mẫu của Phòng.")
    if st.button("Tạo biểu mẫu", type="primary", disabled=not choice.units, key=keys.TEMPLATE_BUILD):
        templates.build(district, choice, actor)
    templates.show_download(district, choice, actor)
