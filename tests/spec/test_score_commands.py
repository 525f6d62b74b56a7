"""Scores are kept while returns are received; `scores check` holds them against themselves, `scores rebuild` makes them anew."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select, update

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.access.policies import NotAllowed
from danvan_metrics.district import open_district
from danvan_metrics.folders import DATA
from danvan_metrics.plan.rules import Field
from danvan_metrics.safekeeping_acts import compare_scores, rebuild_scores
from danvan_metrics.scoring.figure_layout import pack, unpack
from danvan_metrics.settings import load_settings
from danvan_metrics.store.engine import writing
from danvan_metrics.store.scoring.score_tables import scores, unit_sums
from tests.builders_access import build_actor
from tests.builders_cli import Office, fill_template
from tests.builders_store import build_return, build_submission

UNITS = "code,name,short_name,kind,parent\nT,Tỉnh T,T,tỉnh,\nXA,Xã A,A,xã,T\nXB,Xã B,B,xã,T\n"


@dataclass(frozen=True)
class Province(Office):
    """An office whose schools stand under two communes of a province."""

    @property
    def environment(self) -> dict[str, str]:
        own = {"DANVAN_ROSTER": str(self.folder / "schools.csv"), "DANVAN_UNITS": str(self.folder / "units.csv")}
        return super().environment | own

    def open(self):
        """Its district, in this process."""
        return open_district(load_settings(self.environment))


@pytest.fixture
def office(tmp_path: Path) -> Province:
    (tmp_path / "units.csv").write_text(UNITS, encoding="utf-8")
    with (DATA / "schools.csv").open(encoding="utf-8", newline="") as file:
        schools = list(csv.DictReader(file))
    with (tmp_path / "schools.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*schools[0], "unit"])
        writer.writeheader()
        writer.writerows({**row, "unit": "XA" if number % 2 else "XB"} for number, row in enumerate(schools))
    return Province(tmp_path)


def receive(office, *schools):
    for school in schools:
        path = fill_template(office.folder / f"{school}.xlsx", school, lines={"NV2.3": {Field.DONE: 2}})
        assert office.run("import", path).exit_code == 0


def list_scored(office):
    district = office.open()
    with district.repository.scores.view() as view:
        found = view.list_scored(district.plan.code), view.find_summed(district.plan.code)
    district.repository.close()
    return found


def change(office, statement):
    district = office.open()
    with writing(district.repository._engine) as connection:
        connection.execute(statement)
    district.repository.close()


def test_what_is_received_is_scored_at_once(office):
    first, second = (school.code for school in office.open().roster.schools[:2])
    receive(office, first, second)
    kept, summed = list_scored(office)
    assert {(key.school, key.period) for key in kept} == {(first, "6m"), (second, "6m")}
    assert summed.built
    assert "0 báo cáo chờ tính" in office.run("scores", "check").stdout


def test_a_check_finds_a_score_and_a_sum_that_are_not_what_they_come_to(office):
    school = office.open().roster.schools[0]
    receive(office, school.code)
    right = office.run("scores", "check")
    assert (right.exit_code, "Khớp với số tính lại." in right.stdout) == (0, True)
    kept = scores.c.figures
    change(office, update(scores).where(scores.c.lens == "declared").values(figures=other_figures(office, kept)))
    wrong = office.run("scores", "check")
    assert wrong.exit_code == 1
    assert f"{school.short_name}, kỳ 6m" in wrong.stderr
    assert "số cộng của" in wrong.stderr  # the sums are no more those of the scores
    rebuilt = office.run("scores", "rebuild")
    assert "Đã tính lại điểm và số cộng của 1 báo cáo" in rebuilt.stdout
    assert office.run("scores", "check").exit_code == 0


def other_figures(office, column):
    """The evidenced figures, with a 1 more."""
    district = office.open()
    with district.repository._engine.connect() as connection:
        figures = connection.execute(select(column)).scalars().first()
    district.repository.close()
    return pack(unpack(figures) + 1.0)


def test_a_sum_that_is_lost_is_found_too(office):
    receive(office, office.open().roster.schools[0].code)
    change(office, unit_sums.delete().where(unit_sums.c.unit == "T"))
    wrong = office.run("scores", "check")
    assert (wrong.exit_code, "số cộng của T, kỳ 6m" in wrong.stderr) == (1, True)


def test_what_did_not_come_by_the_front_door_waits_and_is_told(office):
    district = office.open()
    school = district.roster.schools[0].code
    district.repository.save(build_submission(build_return(school, plan=district.plan.code)))
    district.repository.close()
    checked = office.run("scores", "check")
    assert (checked.exit_code, "1 báo cáo chờ tính" in checked.stdout) == (0, True)
    receive(office, school)
    assert "0 báo cáo chờ tính" in office.run("scores", "check").stdout


def test_where_there_are_no_units_there_is_nothing_to_do(tmp_path):
    office = Office(tmp_path)
    assert "không có số cộng sẵn" in office.run("scores", "rebuild").stdout
    assert "không có số cộng sẵn" in office.run("scores", "check").stdout


@pytest.mark.parametrize("act", [rebuild_scores, compare_scores])
def test_only_who_keeps_the_store_may(office, act):
    with pytest.raises(NotAllowed):
        act(office.open(), actor=build_actor(AccessRole.OFFICER))
