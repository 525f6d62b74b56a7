"""Figures side by side in a row: nothing is lost, sums are exact in any order, and what is taken away leaves nothing."""

from __future__ import annotations

import operator
from functools import reduce

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.plan.lens import Lens
from danvan_metrics.same_object import SameObject
from danvan_metrics.scoring.figure_layout import lay_out, pack, round_figures, unpack
from danvan_metrics.units.unit_sums import KEY
from tests.builders_units import SlowSums, build_province

PROVINCE = build_province()
LAYOUT = lay_out(SameObject(PROVINCE.plan))


@pytest.fixture(scope="module")
def sums():
    """A row per commune: each has one level here, as a school has."""
    found = SlowSums(PROVINCE.dataset, "SM").load("12m", Lens.DECLARED)
    return found._replace(**{name: one[one["level"].eq("Mầm non") & ~one["model"]] for name, one in found._asdict().items()})


def test_tables_come_back_out_of_rows_as_they_went_in(sums):
    units = ["SM-CM", "SM-AB", "SM-BS"]
    read = LAYOUT.read_sums([(unit, "Mầm non", False) for unit in units], LAYOUT.write_figures(sums, units))
    for name, table in sums._asdict().items():
        keys = [column for column in table.columns if column in {*KEY, "group", "indicator", "subject", "mark", "line", "field"}]
        keys += ["rung"] if "rung" in table else []
        told = table[table.drop(columns=keys).ne(0).any(axis=1)]
        assert list_rows(getattr(read, name)[list(table.columns)]) == list_rows(told)


def test_what_the_plan_does_not_know_any_more_has_no_place(sums):
    strange = sums._replace(models=sums.models.assign(field="lĩnh vực đã bỏ"))
    read = LAYOUT.read_sums([("SM-AB", "Mầm non", False)], LAYOUT.write_figures(strange, ["SM-AB", "SM-BS", "SM-CM"])[:1])
    assert read.models.empty


def test_a_row_is_kept_whole():
    row = round_figures(np.linspace(-3, 1e6, LAYOUT.size))
    assert np.array_equal(unpack(pack(row)), row)


@given(st.lists(st.floats(0, 1e6), min_size=1, max_size=30), st.randoms())
def test_what_was_added_in_any_order_can_be_taken_away_again(values, chance):
    """Sums of 1/3 and the like would not come back to 0 else."""
    rounded = [float(value) for value in round_figures(np.array(values) / 3)]
    assert all(abs(value / 3 - kept) < 1e-9 for value, kept in zip(values, rounded, strict=True))
    shuffled = chance.sample(rounded, len(rounded))
    assert add(rounded) == add(shuffled)
    assert add([*rounded, *(-value for value in shuffled)]) == 0


def add(values):
    """One after the other, as sums that are kept are."""
    return reduce(operator.add, values, 0.0)


def list_rows(table):
    return sorted(tuple(map(str, row)) for row in table.itertuples(index=False, name=None))
