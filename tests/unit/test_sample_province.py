"""The sample of a province: a roster written by a recipe, what merged and split in it, and returns by the temper of a commune."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.errors import UserError
from danvan_metrics.folders import DATA
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.verdicts import Stage
from danvan_metrics.sample.mistakes import MISTAKES
from danvan_metrics.sample.office_recipe import load_office_recipe
from danvan_metrics.sample.province.place import PROVINCE, load_place
from danvan_metrics.sample.province.written_roster import write_roster_files
from danvan_metrics.sample.recipe import Story, load_recipe
from danvan_metrics.settings import load_settings
from danvan_metrics.units.roster import Roster, load_roster
from danvan_metrics.units.tree import check_tree
from danvan_metrics.vietnamese import fold
from tests.builders_province import cut_province

PLAN = load_plan(DATA / "plans" / "2020")
BEFORE, AFTER = (period.last_day_on_time for period in PLAN.periods[:2])  # 13/6 and 13/9; the units merged on 1/7
RECIPE = load_recipe(PROVINCE)
PLACE = load_place()


@cache
def read_province() -> Roster:
    return load_roster(PROVINCE / "schools.csv", PLAN, PROVINCE / "units.csv")


# ── The roster ───────────────────────────────────────────────────────────────


def test_the_files_beside_the_recipe_are_what_it_writes(tmp_path):
    """After a change of place.toml: write_roster_files(load_place(), PROVINCE)."""
    written = write_roster_files(PLACE, tmp_path)
    assert [path.read_bytes() for path in written] == [(PROVINCE / path.name).read_bytes() for path in written]


def test_it_has_54_communes_of_three_kinds_and_about_300_schools():
    roster = read_province()
    check_tree(roster.tree)
    communes = roster.tree.children_of("YENHAI", AFTER)
    assert Counter(one.kind for one in communes) == {"phường": 19, "xã": 34, "đặc khu": 1}
    assert 250 <= len(roster.select(on=AFTER)) <= 300
    assert {school.level for school in roster.schools} == set(PLAN.levels)
    # A commune in three has a model school.
    assert len(roster.select(on=AFTER, model=True)) == 54 / 3


def test_every_school_stands_under_a_commune_in_every_period():
    roster = read_province()
    for period in PLAN.periods:
        day = period.last_day_on_time
        assert set(roster.list_under("YENHAI", day)) == set(roster.select(on=day))


def test_no_two_schools_or_units_bear_the_same_name_or_code():
    roster = read_province()
    units = [*roster.tree.units, *roster.schools]
    assert [name for name, count in Counter(fold(one.name) for one in units).items() if count > 1] == []
    assert [code for code, count in Counter(one.code.upper() for one in units).items() if count > 1] == []


def test_two_communes_became_one_on_the_first_of_july_and_their_schools_stand_under_it_since():
    roster = read_province()
    tree = roster.tree
    assert {one.code for one in tree.children_of("YENHAI", BEFORE)} >= {"BENTREN", "BENDUOI"}
    assert {one.code for one in tree.children_of("YENHAI", AFTER)} >= {"BENNGU"}
    assert tree.trace_back("BENNGU", BEFORE) == {"BENTREN", "BENDUOI"}
    school = roster.by_code["MN-BENTREN"]
    assert (roster.unit_of(school, BEFORE), roster.unit_of(school, AFTER)) == ("BENTREN", "BENNGU")
    # 54 since: five of them were made of two each.
    assert len(tree.children_of("YENHAI", BEFORE)) == 54 - 5 + 5 * 2


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"TH-BENTREN", "TH-BENDUOI"}, {"TH-BENNGU"}),
        ({"MN-CUASONG-1", "MN-CUASONG-2"}, {"MN-CUASONG"}),
        ({"THTHCS-SUOINGAN"}, {"TH-SUOINGAN-2", "THCS-SUOINGAN"}),
    ],
    ids=["with their communes", "in one commune", "split"],
)
def test_schools_merged_and_split(before, after):
    roster = read_province()
    standing = {day: {school.code for school in roster.select(on=day)} for day in (BEFORE, AFTER)}
    assert before <= standing[BEFORE]
    assert not before & standing[AFTER]
    assert after <= standing[AFTER]
    assert not after & standing[BEFORE]
    assert {code for one in after for code in roster.tree.trace_back(one, BEFORE)} == before


def test_some_communes_have_fewer_than_three_schools():
    sizes = Counter(school.unit for school in read_province().select(on=AFTER))
    assert sorted(unit for unit, count in sizes.items() if count < 3) == ["DAONGOC", "POHEN", "VANGCHUA"]


def test_every_unit_has_what_stands_on_its_papers():
    assert [
        one.code for one in read_province().tree.units if not (one.head and one.signer and one.recipients and one.send_to)
    ] == []


def test_what_the_recipe_names_is_there():
    names = {one.name for one in PLACE.communes}
    assert len(names) == len(PLACE.communes)
    assert {*(one.commune for one in (*PLACE.boarding, *PLACE.mergers, *PLACE.splits))} <= names
    assert {one.size for one in PLACE.communes} == set(PLACE.sizes)
    # Two schools of the level that merges, a TH&THCS to be split.
    of_commune = {one.name: PLACE.sizes[one.size] for one in PLACE.communes}
    assert [one for one in PLACE.mergers if of_commune[one.commune].count(one.level) != 2] == []
    assert [one for one in PLACE.splits if "TH&THCS" not in of_commune[one.commune]] == []
    assert [one.name for one in PLACE.communes if one.parts and of_commune[one.name].count("Tiểu học") < 2] == []


# ── What happens to returns ──────────────────────────────────────────────────


def list_stories(plan: Plan = PLAN) -> dict[tuple[str, str], Story]:
    roster = read_province()
    return {
        (school.code, period.code): RECIPE.story(school, period.code)
        for period in plan.periods
        for school in roster.select(on=period.last_day_on_time)
    }


def test_every_period_has_missing_late_sent_back_corrected_and_falling_returns():
    for period in PLAN.periods:
        told = [story for (_, code), story in list_stories().items() if code == period.code]
        assert 5 <= sum(story.missing for story in told) <= 30
        assert 20 <= sum(story.late_days > 0 for story in told) <= 60
        assert any(story.mistakes and story.corrected_after is None for story in told), "sent back and not come again"
        assert any(story.mistakes and story.corrected_after is not None for story in told)
        assert any(story.drop for story in told)
        assert sum(story == Story(school=story.school, period=period.code) for story in told) > len(told) / 2


def test_communes_differ_in_temper_and_the_same_one_keeps_its_own():
    roster = read_province()
    silent = Counter(
        roster.unit_of(roster.by_code[school], AFTER) for (school, _), story in list_stories().items() if story.missing
    )
    usual = {school.unit for school in roster.select(on=AFTER)} - silent.keys()
    assert len(usual) >= 15, "communes whose schools always report"
    assert max(silent.values()) >= 4


def test_nothing_arrives_after_the_day_the_province_is_judged_on():
    assert max(habit.late_days[1] + (habit.corrected_after or 0) for temper in RECIPE.tempers for habit in temper.habits) <= 3
    assert RECIPE.as_of == date(2020, 12, 17)  # 13/12 on time, and three days late, and a day for the post


def test_habits_and_profiles_are_known():
    habits = [habit for temper in RECIPE.tempers for habit in temper.habits]
    assert {mistake for habit in habits for mistake in habit.mistakes} == set(MISTAKES)
    assert {profile for temper in RECIPE.tempers for profile in temper.rotation} <= set(RECIPE.profiles)
    assert [sum(habit.share for habit in temper.habits) < 1 for temper in RECIPE.tempers] == [True] * len(RECIPE.tempers)


def test_the_office_s_own_half_names_schools_that_stand():
    told = load_office_recipe(PROVINCE)
    standing = {school.code for school in read_province().select(on=AFTER)}
    assert {one.school for one in told.appraisals} <= standing
    assert {one.team for one in told.appraisals} == {team.name for team in told.teams}
    assert {one.stage for one in told.appraisals} == {Stage.ASSIGNED, Stage.UNDER_WAY, Stage.WITH_SCHOOL, Stage.CONCLUDED}


def test_a_recipe_says_only_what_differs_from_its_base():
    base = load_recipe()
    assert RECIPE.profiles == base.profiles
    assert RECIPE.evidence == base.evidence
    assert (RECIPE.schools, RECIPE.stories, base.tempers) == ((), (), ())


def test_a_district_s_own_schools_have_no_tempers():
    recipe, schools = load_recipe(), load_roster(DATA / "schools.csv", PLAN).schools
    told = {story.school for story in recipe.stories}
    assert [school.code for school in schools if school.code not in told and recipe.story(school, "6m").deliveries != 1] == []


# ── How it is opened ─────────────────────────────────────────────────────────


def test_one_word_opens_it_with_a_roster_a_store_and_an_office_of_its_own():
    usual, province = load_settings({}), load_settings({"DANVAN_SAMPLE": "tinh"})
    assert usual.sample_folder == DATA / "sample"
    assert province.sample_folder == PROVINCE
    assert province.sample_database_url != usual.sample_database_url
    assert province.sample_database_url.endswith("minh-hoa-tinh.sqlite3")
    assert (province.roster_path, province.database_url) == (usual.roster_path, usual.database_url), "the real one is as it was"


def test_another_word_is_told():
    with pytest.raises(UserError, match="DANVAN_SAMPLE đang là “huyen”; hãy ghi tinh"):
        load_settings({"DANVAN_SAMPLE": "huyen"})


def test_the_sample_has_the_province_s_roster_and_office_and_the_real_store_has_neither(tmp_path):
    settings = cut_province(tmp_path, "Bến Ngự")
    sample, real = (open_district(settings, sample=looks) for looks in (True, False))
    assert sample.plan.office.name == sample.roster.office.name == "Sở Giáo dục và Đào tạo tỉnh Yên Hải"
    assert [one.code for one in sample.roster.tree.units] == ["YENHAI", "BENTREN", "BENDUOI", "BENNGU"]
    assert sample.today() == date(2020, 12, 17)
    assert (real.plan, real.roster) == (PLAN, load_roster(DATA / "schools.csv", PLAN))
