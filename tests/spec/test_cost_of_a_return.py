"""One more return costs as much in an office of 400 schools as in one of 20 (many.md)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import partial

import pytest
from sqlalchemy import event

from danvan_metrics.district import District
from danvan_metrics.plan.choices import Choice
from danvan_metrics.plan.lens import Lens
from danvan_metrics.scoring.kept_sums import KeptSums
from danvan_metrics.scoring.score_new import score_new
from danvan_metrics.settings import load_settings
from danvan_metrics.units.roster import Roster, School
from danvan_metrics.workbook.answers import Answer, State
from tests.builders import PLAN, ROSTER
from tests.builders_store import build_return, build_submission, open_store
from tests.builders_units import build_tree

UNITS = """
code | name    | short | kind | parent
T    | Tỉnh T  | T     | tỉnh |
XA   | Xã A    | A     | xã   | T
XB   | Xã B    | B     | xã   | T
XC   | Xã C    | C     | xã   | T
XD   | Xã D    | D     | xã   | T
"""
FEW, MANY = 20, 400
MORE = 1.05  # a tree of an index that is one storey higher


@pytest.fixture(scope="module")
def offices(tmp_path_factory):
    """Four communes with 5, and with 100 schools each, all of which handed in and were scored."""
    made = {number: open_office(tmp_path_factory.mktemp(f"kho-{number}"), number) for number in (FEW, MANY)}
    yield made
    for district in made.values():
        district.repository.close()


def open_office(folder, schools):
    communes = ("XA", "XB", "XC", "XD")
    named = [(f"MN-{number:04}", communes[number % 4]) for number in range(schools)]
    own = tuple(School(code, code, code, "Mầm non", unit, unit=unit) for code, unit in named)
    settings = replace(load_settings({}), fixed_today=date(2020, 7, 1))
    district = District(PLAN, Roster(own, ROSTER.office, build_tree(UNITS)), open_store(folder), settings)
    for school in own:
        hand_in(district, school.code)
    assert score_new(district.repository, district.plan, district.roster) == schools
    return district


def hand_in(district, school, named="first"):
    answers = [Answer("CT3.1", State.VALUE, choice=Choice.YES, evidence_count=1), Answer("NV2.3", State.VALUE, done=2.0)]
    returned = build_return(school, answers=answers, plan=PLAN.code)
    district.repository.save(build_submission(returned, content=f"{school} {named}".encode()))


def count_steps(district, act):
    """How many steps SQLite takes for it: the work in the store, whatever else the machine is doing."""
    engine, taken = district.repository._engine, [0]

    def step():
        taken[0] += 1

    def watch(connection, _record, _proxy):
        connection.set_progress_handler(step, 1)

    event.listen(engine, "checkout", watch)
    try:
        act()
    finally:
        event.remove(engine, "checkout", watch)
        district.repository.close()
    return taken[0]


def look(district, unit="T"):
    return KeptSums(district.repository, district.plan, district.roster, unit, district.today()).load("6m", Lens.DECLARED)


def test_what_is_done_in_the_store_does_not_grow_with_the_schools(offices):
    steps = {number: measure(district) for number, district in offices.items()}
    for what, few in steps[FEW].items():
        assert few > 20, what  # something was counted
        assert steps[MANY][what] <= few * MORE, what


def measure(district):
    look(district)  # everything that is the same for all is computed
    school = district.roster.schools[0].code
    hand_in(district, school, "second")
    looked = count_steps(district, lambda: look(district))
    scored = count_steps(district, lambda: score_new(district.repository, district.plan, district.roster))
    return {
        "a page while the return waits": looked,
        "scoring the return": scored,
        "a page after it": count_steps(district, lambda: look(district)),
        "whether anything waits": count_steps(district, lambda: score_new(district.repository, district.plan, district.roster)),
        "the rows of one school": count_steps(district, lambda: district.repository.load_frames(PLAN.code, schools=[school])),
        "the version of one school": count_steps(district, lambda: district.repository.version_of([school])),
    }


def test_the_same_way_of_counting_sees_what_does_grow(offices):
    few, many = (count_steps(one, partial(one.repository.load_frames, PLAN.code)) for one in offices.values())
    assert many > few * MANY / FEW * 0.8
