"""Tables of a province: taken a commune at a time, every school once, as each commune's own pages show it."""

from __future__ import annotations

import pytest

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.data_acts.data_request import DataRequest
from danvan_metrics.metrics.completion import score_indicators
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.sample import fill_sample_store
from tests.builders_access import build_actor
from tests.builders_data import take_csv
from tests.builders_province import open_small_province

COMMUNES = ("Bến Ngự", "Suối Ngàn", "Đồng Rui")


@pytest.fixture(scope="module")
def province(tmp_path_factory):
    opened = open_small_province(tmp_path_factory.mktemp("tinh"), *COMMUNES)
    fill_sample_store(opened)
    yield opened
    opened.repository.close()


@pytest.fixture(scope="module")
def tables(province, tmp_path_factory):
    return take_csv(province, tmp_path_factory.mktemp("du-lieu"))


def test_every_school_of_a_period_stands_once(province, tables):
    for period in province.plan.periods:
        valid = sorted(school.code for school in province.roster.select(on=period.last_day_on_time))
        for name in ("receipts", "spread"):
            assert sorted(row["school_code"] for row in tables[name] if row["period_code"] == period.code) == valid
        scored = {row["school_code"] for row in tables["scores"] if row["period_code"] == period.code}
        assert scored == {*valid, province.plan.office.code}


def test_the_communes_own_figures_and_lines(province, tables):
    """Some communes ask for lines of their own: they are told where they are asked."""
    told = {
        (row["school_code"], row["indicator_code"]): row["credit"]
        for row in tables["scores"]
        if (row["period_code"], row["lens"]) == ("12m", "declared")
    }
    day = province.plan.find_period("12m").last_day_on_time
    compared = 0
    for unit in province.roster.tree.children_of(province.roster.tree.root.code, day):
        dataset = province.load_dataset(unit.code)
        for score in score_indicators(dataset, Scope("12m", unit=unit.code)).itertuples():
            credit = told[score.school, score.indicator]
            assert (float(credit) if credit else None) == (score.completion if score.reported else None)
            compared += 1
    assert compared > 500
    assert {row["indicator_code"] for row in tables["scores"]} <= {row["indicator_code"] for row in tables["indicators"]}


def test_units_stand_with_their_days(province, tables):
    tree = province.roster.tree
    assert {row["unit_code"] for row in tables["units"]} == set(tree.by_code)
    assert [row["unit_code"] for row in tables["units"] if not row["parent_code"]] == [tree.root.code]
    for row in tables["units"]:
        unit = tree.by_code[row["unit_code"]]
        assert row["valid_from"] == (unit.valid_from.isoformat() if unit.valid_from else "")
        assert row["valid_to"] == (unit.valid_to.isoformat() if unit.valid_to else "")
    units = {row["unit_code"] for row in tables["units"]}
    assert {row["unit_code"] for row in tables["schools"] if row["is_office"] == "FALSE"} <= units


def test_one_commune_alone(province, tables, tmp_path):
    day = province.plan.find_period("12m").last_day_on_time
    unit = province.roster.tree.children_of(province.roster.tree.root.code, day)[0]
    own = take_csv(province, tmp_path, DataRequest(("scores", "schools"), period="12m", unit=unit.code))
    codes = {school.code for school in province.roster.list_under(unit.code, day)}
    assert {row["school_code"] for row in own["scores"]} == codes
    whole = [row for row in tables["scores"] if row["period_code"] == "12m" and row["school_code"] in codes]
    assert own["scores"] == whole
    assert codes <= {row["school_code"] for row in own["schools"]}


def test_a_school_of_a_province_has_its_own_rows_alone(province, tmp_path):
    day = province.plan.find_period("12m").last_day_on_time
    school = province.roster.select(on=day)[0].code
    own = take_csv(province, tmp_path, actor=build_actor(AccessRole.SCHOOL, school))
    assert {row["school_code"] for row in own["scores"]} == {school}
    assert own["units"] == []
    for name, rows in own.items():
        assert {row["school_code"] for row in rows if "school_code" in row} <= {school}, name
