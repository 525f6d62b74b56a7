"""The slim bar of shared filters; what is chosen lives in the URL and stays from page to page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

import streamlit as st

from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.metrics.words import offer_lenses
from danvan_metrics.plan.lens import Lens
from danvan_metrics.web import state, text
from danvan_metrics.web.escaping import escape_markdown, escape_names
from danvan_metrics.web.widgets.plan_choice import choose_plan
from danvan_metrics.web.widgets.unit_choice import choose_unit


def show_filters(names: tuple[str, ...]) -> None:
    """Draw these filters; the others keep what was chosen in them. An empty store has nothing to filter."""
    dataset = state.looked_at()
    if dataset.empty:
        return
    _settle_period(dataset)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="filters"):
        choose_plan()
        if dataset.unit:
            choose_unit(dataset)
        for name in names:
            _FILTERS[name](dataset)
        if state.filters_set(names):
            st.button(text.CLEAR_FILTERS, on_click=state.clear_filters, type="tertiary", key="clear_filters")
    state.remember_period()


def _settle_period(dataset: Dataset) -> None:
    """Put the default period into the URL too: it moves with the day, and a link must go on showing what was sent."""
    state.follow_period(dataset)
    if state.recall(state.PERIOD):
        return
    first_run = not state.holds(state.PERIOD)
    if first_run and state.PERIOD in st.query_params:
        return
    period = dataset.plan.find_period(state.last_period() or state.default_period(dataset))
    state.keep(state.PERIOD, period.code)
    if first_run:  # later the widget owns the parameter
        st.query_params[state.PERIOD] = period.title


def _choose_period(dataset: Dataset) -> None:
    _segments(state.PERIOD, text.PERIOD_LABEL, {period.code: period.title for period in dataset.plan.periods})


def _choose_level(dataset: Dataset) -> None:
    levels = {school.level for school in dataset.roster.schools}
    _segments(
        state.LEVEL,
        text.LEVEL_LABEL,
        {state.ALL: text.ALL_LEVELS} | {name: name for name in dataset.plan.levels if name in levels},
    )


def _choose_lens(dataset: Dataset) -> None:
    """The lenses that have figures in the period shown, and the one asked for: the page says why it shows none through it."""
    offered, asked = offer_lenses(dataset, state.read_scope().period), state.asked_lens()
    shown = [lens for lens in Lens if lens in offered or lens is asked]
    if not state.holds(state.LENS) and st.query_params.get(state.LENS) == asked.value:
        state.keep(state.LENS, asked.value)  # written as links of the program write it, not as the bar does
    _segments(state.LENS, text.LENS_LABEL, {lens.value: lens.words.capitalize() for lens in shown})


def _choose_commune(dataset: Dataset) -> None:
    if dataset.roster.tree.units:  # the units are chosen instead
        return
    _drop_down(
        state.COMMUNE, text.COMMUNE_LABEL, {state.ALL: text.ALL_COMMUNES} | {name: name for name in dataset.roster.communes}
    )


def _choose_schools(_: Dataset) -> None:
    options = {state.ALL: text.ALL_SCHOOLS, state.MODEL: text.MODEL_SCHOOLS, state.OTHERS: text.OTHER_SCHOOLS}
    _drop_down(state.SCHOOLS, text.SCHOOLS_LABEL, options)


def _segments(key: str, label: str, options: Mapping[str, str]) -> None:
    first = (
        None if key == state.PERIOD else next(iter(options))
    )  # the period always stands in the URL: its default moves with the day
    st.segmented_control(
        escape_markdown(label),
        list(options),
        default=first,
        required=True,
        format_func=escape_names(partial(_name, options)),
        key=key,
        label_visibility="collapsed",
        bind="query-params",
    )


def _drop_down(key: str, label: str, options: Mapping[str, str]) -> None:
    st.selectbox(
        escape_markdown(label),
        list(options),
        format_func=partial(_name, options),
        key=key,
        label_visibility="collapsed",
        width=154,
        bind="query-params",
    )


def _name(options: Mapping[str, str], option: str) -> str:
    return options[option]


_FILTERS: Mapping[str, Callable[[Dataset], None]] = {
    state.PERIOD: _choose_period,
    state.LEVEL: _choose_level,
    state.COMMUNE: _choose_commune,
    state.SCHOOLS: _choose_schools,
    state.LENS: _choose_lens,
}
