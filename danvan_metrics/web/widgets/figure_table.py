"""A table of figures under its title, with the workbook of its figures below it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.formats.table import Table, tabulate
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.table import show_table


def show_figures(record: FigureRecord, table: Table, *, key: str, bands: bool = False) -> None:
    """Draw a record's table; `bands`: the workbook has the band of every row in a column of its own."""
    show_section(record.title, record.subtitle)
    show_table(table, key=key)
    offer_figures(record, partial(tabulate, table, bands=bands), key=key)


def show_section(title: str, subtitle: str = "") -> None:
    """Draw a heading and, under it, what it covers."""
    with st.container(gap=None):
        st.subheader(escape_markdown(title), anchor=False)
        if subtitle:
            st.caption(escape_markdown(subtitle))
