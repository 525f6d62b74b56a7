"""An office filled in bulk, as the bench of many schools does, holds what returns through the front door would have left."""

from __future__ import annotations

from collections import Counter

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.plan.lens import Lens
from danvan_metrics.scoring.score_new import score_new
from danvan_metrics.settings import load_settings
from danvan_metrics.store.rows import write_rows
from tests.bench.scale_intake import main as hand_in
from tests.builders_province import read_figures
from tests.builders_scale import build_office, invent_pool, write_returns, write_roster
from tests.builders_units import SlowSums

SCHOOLS = 24


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def office(request, lend_store, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lon")
    with lend_store(request.param, folder) as url:
        yield build_office(folder / "office", SCHOOLS, url)


@pytest.fixture
def district(office):
    opened = open_district(load_settings(office.environment))
    yield opened
    opened.repository.close()


def test_every_school_has_a_period_s_return_or_a_refusal_or_nothing(district):
    plan, whole = district.plan, district.load_whole()
    assert len(district.roster.schools) == SCHOOLS
    taken = {(one.school, one.period) for one in district.repository.list_submissions(plan.code)}
    refused = {(one.school, one.period) for one in district.repository.list_refusals(plan.code)}
    assert not taken & refused
    # Of a hundred about four say nothing and two were sent back.
    assert 0.85 * SCHOOLS * 3 < len(taken) < SCHOOLS * 3
    assert len(taken) + len(refused) < SCHOOLS * 3
    assert len(whole.receipts) == len(taken)
    assert Counter(event.action for event in district.repository.list_events()) == {
        "accepted": len(taken),
        "returned": len(refused),
    }


def test_a_return_is_one_of_the_pool_s_row_by_row(office, district):
    pool, kinds = invent_pool(), {one.code: one for one in office.found}
    for record in district.repository.list_submissions(district.plan.code)[:6]:
        school = kinds[record.school]
        rows = write_rows(district.repository.load_return(record.id))
        expected = pool[school.level, school.model, school.variant, record.period]
        assert {name: rows[name] for name in ("answers", "facts", "models", "evidence_items")} == {
            name: expected[name] for name in ("answers", "facts", "models", "evidence_items")
        }


def test_its_sums_are_those_of_its_schools_before_and_after_they_are_scored_and_after_more_came(
    office, district, tmp_path, monkeypatch
):
    def compare(lens):
        slow = SlowSums(district.load_whole(), "VN").load("12m", lens)
        return read_figures(district.load_dataset().sums.load("12m", lens)) == read_figures(slow)

    for name, value in office.environment.items():
        monkeypatch.setenv(name, value)
    assert compare(Lens.DECLARED)
    score_new(district.repository, district.plan, district.roster)
    assert [lens for lens in Lens if not compare(lens)] == []
    before = district.repository.version()
    write_returns(tmp_path / "more", office.found[:2])
    hand_in(str(tmp_path / "more"))
    assert district.repository.version() > before
    assert [lens for lens in Lens if not compare(lens)] == []


@pytest.mark.parametrize(("schools", "provinces"), [(25, 0), (700, 0), (5_000, 4), (41_000, 34)])
def test_a_roster_of_any_size_has_units_of_a_dozen_schools(tmp_path, schools, provinces):
    found = write_roster(tmp_path, schools)
    units = [line.split(",") for line in (tmp_path / "units.csv").read_text(encoding="utf-8").splitlines()[1:]]
    assert len({one.code for one in found}) == len({one.name for one in found}) == schools
    assert sum(row[0].startswith("P") for row in units) == provinces
    sizes = Counter(one.unit for one in found)
    assert set(sizes) == {row[0] for row in units if row[3] == "xã"}
    assert max(sizes.values()) <= 13
