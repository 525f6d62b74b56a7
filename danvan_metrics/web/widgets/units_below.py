"""Pages that show schools one by one have nothing to say of a unit above them: they offer the units under it."""

from __future__ import annotations

import streamlit as st

from danvan_metrics.formats.table import UnitPage
from danvan_metrics.units.roster import School
from danvan_metrics.units.unit import Unit
from danvan_metrics.web import state
from danvan_metrics.web.escaping import escape_markdown
from danvan_metrics.web.navigation import follow, link_target
from danvan_metrics.web.widgets.unit_choice import list_offered

_MOST_BUTTONS = 120  # more are chosen by name in the bar


def stop_above_schools() -> None:
    """Where units stand between what is looked at and the schools, offer them and end the page.

    An address that names a school leads to the unit it stands under.
    """
    dataset = state.looked_at()
    if dataset.sums is None:
        return
    asked = dataset.roster.by_code.get(state.read_address(state.SCHOOL))
    if asked is not None and (unit := _find_unit(asked)):
        follow(f"{link_target(UnitPage(unit))}&{state.SCHOOL}={asked.code}")
    below = list_offered(dataset.roster.tree, dataset.unit, dataset.as_of)
    name = dataset.roster.tree.by_code[dataset.unit].name
    st.info(escape_markdown(f"Trang này xem từng trường. Đang xem {name}, gồm nhiều đơn vị: hãy chọn một đơn vị bên dưới."))
    _offer(below)
    st.stop()


def _find_unit(school: School) -> str:
    dataset = state.looked_at()
    day = school.valid_to if school.valid_to and school.valid_to < dataset.as_of else dataset.as_of
    return dataset.roster.unit_of(school, day)


def _offer(units: tuple[Unit, ...]) -> None:
    if len(units) > _MOST_BUTTONS:
        return
    with st.container(horizontal=True, gap="small", key="units_below"):
        for unit in units:
            if st.button(escape_markdown(unit.name), key=f"below_{unit.code}"):
                follow(link_target(UnitPage(unit.code)))
