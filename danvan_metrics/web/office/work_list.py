"""How the office's own list stands: the whole of it on its page, one line of it on the overview."""

from __future__ import annotations

from functools import partial

import streamlit as st

from danvan_metrics.formats.table import tabulate
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.office_work.figures import OfficeWork, collect_office_work
from danvan_metrics.topics.office_work.table import lay_out_office_work
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.navigation import open_page
from danvan_metrics.web.pages import OFFICE_WORK
from danvan_metrics.web.state import OFFICE_OPEN, looked_at, measure, offers_page
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.table import show_table


def show_office_work(scope: Scope) -> None:
    """Draw the list for the period; a code leads to what made its figure."""
    record = measure(collect_office_work, scope)
    st.markdown(f"**{escape_markdown(record.lead)}**{escape_markdown(record.rest)}.")
    st.caption(escape_markdown(record.subtitle))
    table = lay_out_office_work(record, scope, looked_at().roster.office.code)
    show_table(table, key="office_work")
    offer_figures(record, partial(tabulate, table, bands=True), key="office_work")


def show_office_line(scope: Scope) -> None:
    """Draw one line: how much of its own list the office has done; it leads to the page whoever may open it."""
    record: OfficeWork = measure(collect_office_work, scope)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="office_line"):
        st.markdown(f":small[**Việc của Phòng**: {escape_markdown(record.lead)}{escape_markdown(record.rest)}.]", width="content")
        if offers_page(OFFICE_WORK.url) and st.button("Xem", key=OFFICE_OPEN, type="tertiary"):
            open_page(OFFICE_WORK)
