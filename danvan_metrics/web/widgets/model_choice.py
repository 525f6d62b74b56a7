"""The list of registered models with a choice of field and status, kept in the URL."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from danvan_metrics.formats.table import tabulate
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.topics.spread.model_list import NONE_CHOSEN, collect_model_list, describe_list, lay_out_model_list
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.state import ALL, MODEL_FIELD, MODEL_STATUS, follow_choice, measure, recall, settle_choice
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.figure_table import show_section
from danvan_metrics.web.widgets.table import show_table


def show_model_list(scope: Scope) -> None:
    """Draw the models of one field and status, or all of them; nothing to choose where there is none."""
    record = measure(collect_model_list, scope)
    with st.container(border=True, key="card_model_list", gap="xsmall"):
        show_section(record.title, record.subtitle)
        if record.empty:
            st.markdown(escape_markdown(record.empty))
            return
        with st.container(horizontal=True, vertical_alignment="bottom", key="model_choices"):
            field = _choose("Lĩnh vực", "Mọi lĩnh vực", record.fields, key=MODEL_FIELD)
            status = _choose("Trạng thái", "Mọi trạng thái", record.statuses, key=MODEL_STATUS)
        chosen = record.select(field, status)
        narrowed = [name for name in (field, status) if name]
        told = describe_list(chosen) if chosen.models else NONE_CHOSEN
        st.caption(escape_markdown(" · ".join((*narrowed, told))))
        if chosen.models:
            table = lay_out_model_list(chosen)
            show_table(table, key="model_list")
            offer_figures(chosen, partial(tabulate, table), key="model_list")


def _choose(label: str, everything: str, found: Sequence[str], *, key: str) -> str:
    options = [ALL, *found]
    settle_choice(key, options)
    st.selectbox(
        escape_markdown(label),
        options,
        format_func=lambda option: escape_markdown(option) or everything,
        key=key,
        on_change=partial(follow_choice, key),
        persist_state="session",
        width=360,
    )
    return str(recall(key))
