"""Who handed in on time, and which rung of the ladder a return stands on (TCTH.2; indicators.md, “Spread”)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.metrics.comparison import compare_rungs
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.spread import climb_ladder, count_by
from danvan_metrics.metrics.timeliness import count_returns_on_time, count_timeliness, judge_timeliness
from danvan_metrics.units.roster import Roster
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, send_back

SCHOOL = "MN-DONDAC"
PLANNED = {"CT3.1": {"choice": "yes"}}
ASSIGNED = {**PLANNED, "NV1.1": {"choice": "yes"}}
STARTED = {**ASSIGNED, "HP2.3": {"choice": "doing"}}
PROVEN = {**STARTED, **{f"HP{k}.1": {"choice": "met", "evidence_count": 1} for k in (1, 2, 3)}}
NOT_APPLICABLE = {"choice": "not_applicable"}
EVERY_ITEM = [indicator.code for indicator in PLAN.indicators if indicator.is_item]
REGISTERED = [{"name": "Vườn rau", "status": "registered", "has_result": False}]
GROWING = [{"name": "Vườn rau", "status": "doing", "has_result": False}]


@pytest.mark.parametrize(
    ("received", "state", "days_late"),
    [
        (date(2020, 6, 1), "on_time", 0),
        (date(2020, 6, 13), "on_time", 0),
        (date(2020, 6, 14), "late", 1),
        (date(2020, 6, 20), "late", 7),
    ],
)
def test_before_the_14th_means_the_13th_at_the_latest(received, state, days_late):
    dataset = build_dataset([PlainReturn(SCHOOL, "6m", received)])
    row = next(row for row in judge_timeliness(dataset, Scope("6m")).itertuples() if row.school == SCHOOL)
    assert (row.state, row.days_late) == (state, days_late)


@pytest.mark.parametrize(
    ("as_of", "state", "days_late", "days_left"),
    [(date(2020, 6, 10), "not_due", 0, 3), (date(2020, 6, 13), "not_due", 0, 0), (date(2020, 6, 17), "missing", 4, -4)],
)
def test_a_school_that_has_not_handed_in_is_missing_only_after_the_last_day(as_of, state, days_late, days_left):
    dataset = build_dataset([], as_of=as_of)
    row = next(judge_timeliness(dataset, Scope("6m")).itertuples())
    assert (row.state, row.days_late, count_timeliness(dataset, Scope("6m")).days_left) == (state, days_late, days_left)


def test_returns_on_time_of_those_due_so_far():
    dataset = build_dataset(
        [PlainReturn(SCHOOL, "6m", date(2020, 6, 12)), PlainReturn(SCHOOL, "9m", date(2020, 9, 15))], as_of=date(2020, 9, 20)
    )
    for period, n, total in [("6m", 1, 1), ("9m", 1, 2), ("12m", 1, 2)]:  # the year's return is not due in September
        row = next(row for row in count_returns_on_time(dataset, Scope(period)).itertuples() if row.school == SCHOOL)
        assert (row.n, row.N) == (n, total)


@pytest.mark.parametrize(
    ("answers", "models", "rung"),
    [
        ({}, [], 0),
        ({"BC1.1": {"dated": date(2020, 4, 20)}}, [], 1),
        (PLANNED, [], 1),
        (PLANNED, REGISTERED, 1),  # a model, but nobody assigned
        (ASSIGNED, REGISTERED, 2),
        (STARTED, REGISTERED, 2),  # items under way, but the model only registered
        (STARTED, GROWING, 3),
        (PROVEN, GROWING, 4),
        ({**PROVEN, "HP3.1": {"choice": "met"}}, GROWING, 3),  # one criterion without evidence
        ({**PROVEN, **dict.fromkeys([f"HP3.{k}" for k in range(1, 9)], NOT_APPLICABLE)}, GROWING, 4),  # a whole criterion n/a
        ({**STARTED, **dict.fromkeys(EVERY_ITEM, NOT_APPLICABLE)}, GROWING, 2),  # … but one must remain, and HP2.3 is no more
        ({key: answer for key, answer in PROVEN.items() if key != "NV1.1"}, GROWING, 1),  # each rung implies those below
    ],
)
def test_the_ladder(answers, models, rung):
    dataset = build_dataset([PlainReturn(SCHOOL, "6m", date(2020, 6, 1), answers, models, bool(models) or None)])
    assert rung_of(dataset, "6m") == rung


def test_the_top_rung_is_the_offices_to_give():
    given = PlainReturn(SCHOOL, "12m", date(2020, 12, 1), PROVEN, GROWING, models_declared=True)
    assert rung_of(build_dataset([given]), "12m") == 4
    assert rung_of(build_dataset([given], appraised={(SCHOOL, "12m")}), "12m") == 5


def test_schools_without_a_return_are_counted_apart():
    dataset = build_dataset([PlainReturn(SCHOOL, "6m", date(2020, 6, 1), PLANNED)])
    by_commune = {row.key: row for row in count_by(climb_ladder(dataset, Scope("6m")), "commune", 1).itertuples()}
    row = by_commune["Đồn Đạc"]  # MN, TH and THCS stand there; one returned
    assert (row.n, row.N, row.not_reported) == (1, 3, 2)


def test_a_school_whose_return_was_sent_back_stands_on_no_rung_and_in_n():
    came = send_back("TH-DONDAC", "6m", date(2020, 6, 2))
    dataset = build_dataset([PlainReturn(SCHOOL, "6m", date(2020, 6, 1), PLANNED)], sent_back=(came,))
    ladder = climb_ladder(dataset, Scope("6m"))
    assert ladder.loc[ladder["school"].eq("TH-DONDAC"), "state"].item() == "sent_back"
    row = {row.key: row for row in count_by(ladder, "commune", 1).itertuples()}["Đồn Đạc"]
    assert (row.n, row.N, row.sent_back, row.not_reported) == (1, 3, 1, 1)


@pytest.mark.parametrize(
    ("last_day", "counted"),
    [(date(2020, 6, 12), False), (date(2020, 6, 13), True), (date(2020, 6, 14), True)],  # the 13th is the last day on time
)
def test_a_school_belongs_to_a_period_by_the_last_day_on_time(last_day, counted):
    closed = replace(ROSTER.by_code[SCHOOL], valid_to=last_day)
    roster = Roster(tuple(closed if one.code == SCHOOL else one for one in ROSTER.schools), ROSTER.office)
    codes = [school.code for school in Scope("6m").schools(build_dataset([], roster=roster))]
    assert (SCHOOL in codes) is counted


def test_who_rose_is_asked_of_those_that_stood_on_a_rung_twice():
    returns = [
        PlainReturn(SCHOOL, "6m", date(2020, 6, 1)),  # rung 0, then 1
        PlainReturn(SCHOOL, "9m", date(2020, 9, 1), PLANNED),
        PlainReturn("TH-DONDAC", "9m", date(2020, 9, 1), PLANNED),  # came in: no rise
        PlainReturn("THCS-DONDAC", "6m", date(2020, 6, 1), PLANNED),  # silent now: no fall
    ]
    compared = compare_rungs(build_dataset(returns), Scope("9m"))
    assert [(row.school, row.rung_before, row.rung) for row in compared.itertuples()] == [(SCHOOL, 0, 1)]
    assert compare_rungs(build_dataset(returns), Scope("6m")).empty  # no period before


def rung_of(dataset, period):
    return next(row.rung for row in climb_ladder(dataset, Scope(period)).itertuples() if row.school == SCHOOL)
