"""Tables in cards like the charts', and cards beside each other: of one height, below each other where charts would not fit."""

from __future__ import annotations

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from danvan_metrics.formats.record import FigureRecord
from danvan_metrics.formats.table import Table, tabulate
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.table import show_table


def pair_cards(key: str) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Room for two cards (`page.css` gives them one height, and a line each where two charts would be too narrow)."""
    with st.container(key=f"pair_{key}"):
        left, right = st.columns(2, gap="small")
    return left, right


def show_table_card(record: FigureRecord, table: Table, *, key: str, bands: bool = False, empty: str = "") -> None:
    """Draw a record's table in a card, with its workbook; `empty` is said where there is less to show than usual, or nothing."""
    with st.container(border=True, key=f"card_{key}", gap="xsmall"):
        show_section(record.title, record.subtitle)
        if empty:
            st.markdown(escape_markdown(empty))
        if table.rows:
            show_table(table, key=key)
            offer_figures(record, partial(tabulate, table, bands=bands), key=key)
