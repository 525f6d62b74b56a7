"""Choosing the unit looked at: the way up, and what stands directly under it."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from danvan_metrics.metrics.dataset import Dataset
from danvan_metrics.units.tree import UnitTree
from danvan_metrics.units.unit import Unit
from danvan_metrics.web import state, text


def choose_unit(dataset: Dataset) -> None:
    """Draw the choice; what is chosen opens at once and stands in the address (`thuoc=<mã>`)."""
    tree, unit = dataset.roster.tree, dataset.unit
    above, offered = list_above(tree, unit, dataset.as_of), list_offered(tree, unit, dataset.as_of)
    state.keep(state.UNIT_CHOICE, unit)
    st.selectbox(
        text.UNIT_LABEL,
        [*(one.code for one in above), *(one.code for one in offered)],
        format_func=partial(_name, tree, unit, frozenset(one.code for one in above)),
        key=state.UNIT_CHOICE,
        on_change=_open_chosen,
        label_visibility="collapsed",
        width=236,
    )


def list_above(tree: UnitTree, unit: str, on: date) -> tuple[Unit, ...]:
    """The units above one, the highest first, and the unit itself; of one that has ended, as it stood on its last day."""
    own = tree.by_code[unit]
    day = own.valid_to if own.valid_to and own.valid_to < on else on
    return tree.path_to(unit, day)


def list_offered(tree: UnitTree, unit: str, on: date) -> tuple[Unit, ...]:
    """The units directly under one; of one that has none under it, those beside it."""
    if below := tree.children_of(unit, on):
        return below
    parent = tree.parent_of(unit, on)
    return tuple(one for one in tree.children_of(parent, on) if one.code != unit) if parent else ()


def _name(tree: UnitTree, unit: str, above: frozenset[str], code: str) -> str:
    name = tree.by_code[code].name
    return f"↑ {name}" if code in above and code != unit else name


def _open_chosen() -> None:
    state.open_unit(str(state.recall(state.UNIT_CHOICE)))
