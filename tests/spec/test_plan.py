"""The plan as data: what is asked, of whom, by when. Read top to bottom to know the plan of 2020 (indicators.md)."""

import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

from danvan_metrics.folders import DATA
from danvan_metrics.plan.entries import rules_for
from danvan_metrics.plan.kinds import Kind, Reporter, Source
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.units.roster import load_roster

TESTS = Path(__file__).parent.parent
PLAN = load_plan(DATA / "plans" / "2020")
SMALL = load_plan(TESTS / "plans" / "small")
SCHOOL, OFFICE = Reporter.SCHOOL, Reporter.OFFICE


def codes(indicators) -> list[str]:
    return [indicator.code for indicator in indicators]


# Chapter 1: every plan shipped loads


@pytest.mark.parametrize("path", sorted((DATA / "plans").iterdir()), ids=lambda path: path.name)
def test_every_shipped_plan_loads(path):
    assert load_plan(path).indicators


# Chapter 2: deadlines are strict


@pytest.mark.parametrize(
    ("code", "last_day_on_time", "share"),
    [("6m", date(2020, 6, 13), 0.5), ("9m", date(2020, 9, 13), 0.75), ("12m", date(2020, 12, 13), 1.0)],
)
def test_a_return_is_on_time_until_the_13th(code, last_day_on_time, share):
    period = PLAN.find_period(code)
    assert last_day_on_time < period.deadline == last_day_on_time + timedelta(days=1)
    assert period.share == share


def test_periods_know_the_one_before():
    assert PLAN.period_before("6m") is None
    assert PLAN.period_before("12m").code == "9m"


def test_the_schools_own_plan_is_due_before_30_april():
    assert PLAN.indicator_by_code["BC1.1"].deadline == date(2020, 4, 30)


# Chapter 3: what schools are asked


def test_groups_stand_in_the_order_they_are_shown():
    assert [group.code for group in PLAN.groups] == ["CT", "NV", "BC", "HP1", "HP2", "HP3", "HP", "PH"]
    assert [group.code for group in PLAN.children_of("HP")] == ["HP1", "HP2", "HP3"]


@pytest.mark.parametrize(
    ("group", "asked", "scored"),
    # CT: 7 in the plan, CT4 is the Phòng's. NV: 23, of which 5 tracked. BC: BC1.2 is derived. HP: 7 + 12 + 8.
    [
        ("CT", 7 - 1, 6),
        ("NV", 23, 23 - 5),
        ("BC", 2, 1),
        ("HP1", 7, 7),
        ("HP2", 12, 12),
        ("HP3", 8, 8),
        ("HP", 27, 27),
        ("PH", 0, 0),
    ],
)
def test_how_many_indicators_a_school_is_asked(group, asked, scored):
    mine = [indicator for indicator in PLAN.indicators_in(group) if SCHOOL in indicator.reporters]
    assert len(mine) == asked
    assert sum(indicator.scored for indicator in mine) == scored


def test_kinds_are_those_of_the_catalogue():
    catalogue = [indicator for indicator in PLAN.indicators if indicator.group != "PH"]
    assert Counter(indicator.kind for indicator in catalogue) == {
        Kind.LEVEL: 27,
        Kind.RATIO: 7,  # CT1.1 CT2.1 CT2.2 NV1.3 NV3.1 NV3.2 NV8.1
        Kind.YES_NO: 8,  # CT3.1 NV1.1 NV1.4 NV3.3 NV4.2 NV4.4 NV4.5 NV5.2
        Kind.TRACKED: 5,  # NV1.2 NV1.5 NV2.2 NV2.4 NV7.2
        Kind.CHECKLIST: 4,  # CT1.2 NV2.1 NV4.1 NV6.1
        Kind.COUNT: 3,  # CT3.2 NV2.3 NV7.1
        Kind.LIMIT: 2,  # NV4.3 NV5.1
        Kind.DERIVED: 2,  # CT4 BC1.2
        Kind.DATE: 1,  # BC1.1
    }


@pytest.mark.parametrize(("code", "lines"), [("CT1.2", 4), ("NV2.1", 7), ("NV2.2", 2), ("NV4.1", 6), ("NV6.1", 6), ("CT1.1", 1)])
def test_an_indicator_takes_a_row_per_line(code, lines):
    rows = PLAN.indicator_by_code[code].rows
    assert [row.code for row in rows] == ([f"{code}.{k}" for k in range(1, lines + 1)] if lines > 1 else [code])


@pytest.mark.parametrize(
    ("code", "target"), [("NV2.3", 2), ("NV7.1", 12), ("CT3.2", 1), ("NV4.3", 0), ("NV5.1", 0), ("NV3.1", 1.0), ("CT2.1", 1.0)]
)
def test_targets_are_the_plans(code, target):
    assert PLAN.indicator_by_code[code].target == target


def test_where_the_plan_sets_no_target_the_indicator_is_tracked():
    tracked = [indicator for indicator in PLAN.indicators if indicator.kind is Kind.TRACKED]
    assert codes(tracked) == ["NV1.2", "NV1.5", "NV2.2", "NV2.4", "NV7.2"]
    assert [indicator.target for indicator in tracked] == [None] * 5


def test_people_reached_are_bounded_by_the_staff_there_is():
    assert {item.code: item.people for item in PLAN.indicators if item.people} == {"CT2.1": "staff", "CT2.2": "staff"}


def test_every_ratio_says_what_to_write_in_both_cells():
    ratios = [indicator for indicator in PLAN.indicators if indicator.kind is Kind.RATIO]
    assert [item.code for item in ratios if not (item.to_do_label and item.done_label and item.unit)] == []


def test_everything_weighs_one_until_the_office_says_otherwise():
    assert {indicator.weight for indicator in PLAN.indicators} == {1.0}


def test_figures_read_from_elsewhere_ask_no_cell():
    assert {item.code: item.source for item in PLAN.indicators if not item.entered} == {
        "CT3.2": Source.MODELS_REGISTERED,
        "NV8.1": Source.MODELS_WITH_RESULTS,
        "CT4": Source.MODEL_SCHOOLS,
        "BC1.2": Source.RECEIPTS_ON_TIME,
        "PH5": Source.APPRAISED_SCHOOLS,
        "PH6": Source.MODEL_SCHOOLS_APPRAISED,
        "PH8": Source.SCHOOLS_MEETING,
        "PH10": Source.ROUNDS_BEGUN,
        "PH11": Source.COUNCIL_HELD,
        "PH12": Source.PROPOSALS_CONSIDERED,
        "PH13": Source.PROPOSALS_DECIDED,
    }
    assert rules_for(PLAN, PLAN.indicator_by_code["NV8.1"]) == {}


# Chapter 4: what the office is asked


def test_the_office_reports_ct1_to_ct3_like_any_unit_and_its_own_checklist():
    own = [f"PH{number}" for number in range(1, 15)]
    shared = ["CT1.1", "CT1.2", "CT2.1", "CT2.2", "CT3.1", "CT3.2"]
    assert codes(PLAN.indicators_for(OFFICE)) == [*shared, "CT4", *own]
    assert codes(item for item in PLAN.indicators_for(SCHOOL) if OFFICE in item.reporters) == shared


# Chapter 5: facts, models, ladder, settings


def test_facts_of_the_first_sheet():
    assert [fact.key for fact in PLAN.facts] == [
        *("prepared_by", "phone", "email", "prepared_on"),
        *("staff", "teachers", "party_members", "pupils", "parents"),
        *("deputy", "plan_number", "plan_date"),
    ]
    assert [fact.key for fact in PLAN.facts if fact.required] == ["prepared_by", "phone", "prepared_on", "staff"]


def test_models_are_registered_in_thirteen_fields_of_four_areas():
    assert len(PLAN.fields_of_models) == 13
    assert {one.area for one in PLAN.fields_of_models} == {
        "Kinh tế",
        "Văn hóa – xã hội",
        "Quốc phòng – an ninh",
        "Xây dựng hệ thống chính trị",
    }


def test_the_ladder_has_five_rungs():
    assert [rung.title for rung in PLAN.ladder] == [
        "Có kế hoạch",
        "Đã phân công và đăng ký mô hình",
        "Đang triển khai",
        "Có kết quả, minh chứng",
        "Được Phòng công nhận",
    ]
    first, second, third, fourth, fifth = PLAN.ladder
    assert first.any_met == ("BC1.1", "CT3.1")
    assert second.all_met == ("NV1.1", "CT3.2")
    assert (third.model_status, third.any_item_in, third.item_choices) == (("doing", "finished"), ("HP",), ("met", "doing"))
    assert (fourth.each_group_in, fourth.item_choices, fourth.with_evidence) == (("HP1", "HP2", "HP3"), ("met",), True)
    assert fifth.appraised


def test_what_the_plan_does_not_say_is_marked_as_the_offices_setting():
    setting = PLAN.thresholds.notable_rung
    assert setting.value == 4
    assert setting.note.startswith("do Phòng đặt")
    assert setting.set_on


# Chapter 6: the roster


def test_three_model_schools_stand_first_then_level_then_name():
    roster = load_roster(DATA / "schools.csv", PLAN)
    assert [school.short_name for school in roster.schools[:3]] == ["Mầm non Đạp Thanh", "Tiểu học Minh Cầm", "PTDT Nội trú"]
    assert [school.short_name for school in roster.select(level="Mầm non", model=False)] == [
        *("MN Đồn Đạc", "MN Lương Mông", "MN Minh Cầm", "MN Nam Sơn", "MN Thanh Lâm", "MN Thanh Sơn", "MN Thị trấn"),
    ]
    assert len(roster.schools) == 19


def test_the_roster_is_provisional_until_the_office_confirms_it():
    assert load_roster(DATA / "schools.csv", PLAN).provisional


# Chapter 7: another district needs no change of code


def test_a_second_plan_loads_and_shares_nothing_with_the_first():
    assert codes(SMALL.indicators) == ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "M1", "D1", "L1", "L2"]
    assert not set(SMALL.indicator_of_line) & set(PLAN.indicator_of_line)
    assert not set(SMALL.group_by_code) & set(PLAN.group_by_code)
    assert not set(SMALL.period_by_code) & set(PLAN.period_by_code)
    assert {item.kind for item in SMALL.indicators} == set(Kind)


def test_its_two_periods_levels_and_ladder_are_its_own():
    assert [(period.code, period.deadline) for period in SMALL.periods] == [
        ("hk1", date(2022, 7, 1)),
        ("hk2", date(2022, 12, 20)),
    ]
    assert SMALL.levels == ("Trung tâm", "Tiểu học")
    assert [rung.title for rung in SMALL.ladder] == ["Đã đăng ký", "Đã mở lớp"]


def test_every_entered_indicator_of_it_has_rules_for_its_cells():
    ruled = {item.code: set(rules_for(SMALL, item)) for item in SMALL.indicators}
    evidence = {Field.EVIDENCE_COUNT, Field.EVIDENCE}
    answered = {Field.DONE, Field.NOTE}
    assert ruled == {
        "T1": {Field.TO_DO} | answered | evidence,
        **dict.fromkeys(("T2", "T3", "T5", "T6", "L1", "L2"), answered | evidence),
        **dict.fromkeys(("T4", "T7"), answered),  # limit and tracked need no evidence
        **{code: set() for code in ("M1", "D1")},  # read from the models and the receipts
    }


def test_its_roster_loads_under_its_own_levels():
    roster = load_roster(TESTS / "plans" / "small_schools.csv", SMALL)
    assert [school.code for school in roster.schools] == ["TT01", "TT02", "TH01"]
    assert [school.code for school in roster.select(on=date(2022, 9, 1))] == ["TT01", "TH01"]  # TT02 closed the day before
    assert not roster.provisional
    assert roster.office.reporter is OFFICE


def test_a_plan_in_one_file_is_the_plan_in_many(tmp_path):
    whole = tmp_path / "plan.toml"
    parts = [(TESTS / "plans" / "small" / name).read_text(encoding="utf-8") for name in ("plan.toml", "chi-tieu.toml")]
    whole.write_text("\n".join(parts), encoding="utf-8")
    assert load_plan(whole) == SMALL


def test_a_plan_saved_by_notepad_with_a_byte_order_mark_loads(tmp_path):
    folder = shutil.copytree(TESTS / "plans" / "small", tmp_path / "small")
    for file in folder.iterdir():
        file.write_text("\ufeff" + file.read_text(encoding="utf-8"), encoding="utf-8")
    assert load_plan(folder) == SMALL
