"""The page of an indicator that is not scored: a tracked number with its sums, or what is worked out or the office's own."""

from __future__ import annotations

from functools import partial

import streamlit as st

from danvan_metrics.formats.table import tabulate
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.plan.model import Indicator
from danvan_metrics.topics.indicators.tracked_numbers import (
    collect_tracked_levels,
    collect_tracked_schools,
    collect_tracked_sums,
    list_tracked_indicators,
)
from danvan_metrics.topics.indicators.tracked_table import lay_out_levels, lay_out_sums, lay_out_tracked_schools
from danvan_metrics.topics.indicators.unscored_page import collect_unscored, is_of_office, lay_out_figures
from danvan_metrics.topics.source_rows import lay_out_source
from danvan_metrics.web.state import looked_at, measure
from danvan_metrics.web.widgets.downloads import offer_figures
from danvan_metrics.web.widgets.figure_table import show_figures, show_section
from danvan_metrics.web.widgets.table import show_table


def show_unscored(indicator: Indicator, scope: Scope) -> bool:
    """Draw the indicator where schools are not scored on it; False where they are, and nothing is drawn."""
    if indicator.scored and not is_of_office(indicator):
        return False
    if indicator.tracked and not is_of_office(indicator):
        _show_tracked(indicator, scope)
    else:
        _show_worked_out(indicator, scope)
    return True


def _show_tracked(indicator: Indicator, scope: Scope) -> None:
    """Side by side; a number of several lines has a table too wide for that."""
    several = len(indicator.rows) > 1
    left, right = (st.container(), st.container()) if several else st.columns([2, 3], gap="medium")
    with left:
        levels = measure(collect_tracked_levels, scope, indicator.code)
        show_figures(levels, lay_out_levels(levels), key="tracked_levels", bands=several)
    with right:
        schools = measure(collect_tracked_schools, scope, indicator.code)
        show_figures(schools, lay_out_tracked_schools(schools), key="tracked_schools")


def _show_worked_out(indicator: Indicator, scope: Scope) -> None:
    record = measure(collect_unscored, scope, indicator.code)
    show_section(record.title, record.subtitle)
    show_table(lay_out_figures(record), key="unscored_periods")
    table = lay_out_source(record.source)
    if table.rows:
        show_section(f"Các dòng làm nên số liệu {record.figures[-1].title.lower()}", record.source.formula)
        show_table(table, key="unscored_rows")
    offer_figures(record, partial(tabulate, table if table.rows else lay_out_figures(record)), key="unscored")


def show_tracked_sums(group: str, scope: Scope) -> None:
    """Draw the sums of a group's tracked numbers over the period; nothing where it has none."""
    if list_tracked_indicators(looked_at(), group):
        record = measure(collect_tracked_sums, scope, group)
        show_figures(record, lay_out_sums(record), key="tracked_sums")
