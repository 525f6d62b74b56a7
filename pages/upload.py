"""Tiếp nhận báo cáo: returns handed in, checked cell by cell, received or sent back; and who is still to be asked.

Whoever is of a school hands in its own here and sees what became of it.
"""

import streamlit as st

from danvan_metrics.access.acts import Act
from danvan_metrics.access.rights import may, may_everywhere
from danvan_metrics.web import state as keys
from danvan_metrics.web.officer.chasing_list import show_chasing
from danvan_metrics.web.officer.handed_in import show_handed_in
from danvan_metrics.web.officer.intake_view import show_intake
from danvan_metrics.web.signing_in.visitor import current_actor
from danvan_metrics.web.state import current_district

district, actor = current_district(), current_actor()

if not may_everywhere(actor, Act.RECEIVE):
    st.title("Nộp báo cáo", anchor=False)
    show_intake(district, actor)
    show_handed_in(district, actor)
elif not may(actor, Act.SEE_CONTACTS):
    st.title("Tiếp nhận báo cáo", anchor=False)
    show_intake(district, actor)
else:
    st.title("Tiếp nhận báo cáo", anchor=False)
    receiving, chasing = st.tabs(["Nhận báo cáo", "Theo dõi và đôn đốc"], key=keys.UPLOAD_VIEW, on_change="rerun")
    with receiving:
        show_intake(district, actor)
    if chasing.open:
        with chasing:
            show_chasing(district)
