"""Every figure equals the one that plain loops over the same returns give (tests/slow_figures.py)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from danvan_metrics.metrics.comparison import changes, compare_model_schools
from danvan_metrics.metrics.completion import score_groups, score_indicators, scored_groups, total_groups, total_indicators
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.derivation import total_derived
from danvan_metrics.metrics.spread import climb_ladder, count_by, count_models, count_rungs
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.metrics.timeliness import count_timeliness, judge_timeliness
from tests import slow_figures as slow
from tests.builders import PLAN, ROSTER, build_dataset, generate_returns

SEEDS = range(6)
SCOPES = [
    Scope("6m"),
    Scope("9m", lens="evidenced"),
    Scope("12m", level="Mầm non"),
    Scope("12m", lens="evidenced", commune="Đồn Đạc"),
    Scope("9m", model=True),
    Scope("6m", lens="evidenced", level="TH&THCS", model=False),
]
SCHOOL_INDICATORS = [i for i in PLAN.indicators if "school" in i.reporters and i.kind not in {"tracked", "derived"}]


@pytest.fixture(scope="module", params=SEEDS)
def district(request):
    returns = generate_returns(request.param)
    return returns, build_dataset(returns)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_each_indicator_of_each_school(district, scope):
    returns, dataset = district
    scores = {(row.school, row.indicator): row for row in score_indicators(dataset, scope).itertuples()}
    assert len(scores) == len(scope.schools(dataset)) * len(SCHOOL_INDICATORS)
    for school in scope.schools(dataset):
        given = slow.find_return(returns, school.code, scope.period)
        for indicator in SCHOOL_INDICATORS:
            row = scores[school.code, indicator.code]
            if given is None:
                assert (row.state, row.reported, row.met) == ("not_reported", False, False)
                continue
            state, completion, n, total = slow.score(indicator, given, scope.lens)
            assert row.state == state, (school.code, indicator.code)
            if state == "value":
                assert (row.completion, row.n, row.N) == pytest.approx((float(completion), float(n), float(total)))
                assert row.met == (completion == 1)
                assert row.above == (indicator.kind == "count" and n > total)
                assert (row.mark == "violated") == (indicator.kind == "limit" and completion == 0)
            assert row.open == slow.may_meet(indicator, given, scope.lens), (school.code, indicator.code)


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_each_group_of_each_school(district, scope):
    returns, dataset = district
    rows = list(score_groups(dataset, scope).itertuples())
    assert [row.group for row in rows[:7]] == ["CT", "NV", "BC", "HP1", "HP2", "HP3", "HP"]
    assert len(rows) == len(scope.schools(dataset)) * len(scored_groups(PLAN))
    for row in rows:
        given = slow.find_return(returns, row.school, scope.period)
        value, n, total, reported = slow.score_group(PLAN, row.group, given, scope.lens)
        assert (row.n, row.N, row.reported) == (n, total, reported)
        assert _none(row.value) == (None if value is None else pytest.approx(float(value)))


@pytest.mark.parametrize("scope", SCOPES, ids=str)
def test_sums_over_schools_are_ratios_of_sums(district, scope):
    returns, dataset = district
    totals = {row.indicator: row for row in total_indicators(dataset, scope).itertuples()}
    for indicator in SCHOOL_INDICATORS:
        expected = slow.total_indicator(indicator, scope.schools(dataset), returns, scope.period, scope.lens)
        row = totals[indicator.code]
        assert (row.met_n, row.met_N) == (expected["met_n"], expected["met_N"])
        if expected["met_N"]:
            assert row.met_low == pytest.approx(expected["met_n"] / expected["met_N"])
            assert row.met_high == pytest.approx((expected["met_n"] + expected["open"]) / expected["met_N"])
        if expected["reported"]:
            assert (row.done, row.to_do) == pytest.approx((float(expected["done"]), float(expected["to_do"])))
            assert row.credited == pytest.approx(float(expected["credited"]))
            assert row.value == pytest.approx(float(expected["credited"] / expected["to_do"]))
        else:
            assert _none(row.value) is None


def test_district_totals_add_up_what_schools_reported(district):
    returns, dataset = district
    scope = Scope("9m")
    totals = {row.group: row for row in total_groups(score_groups(dataset, scope)).itertuples()}
    for group in scored_groups(PLAN):
        n = total = schools = 0
        for school in ROSTER.schools:
            value, met, applicable, _ = slow.score_group(
                PLAN, group.code, slow.find_return(returns, school.code, "9m"), "declared"
            )
            if value is not None:
                n, total, schools = n + met, total + applicable, schools + 1
        row = totals[group.code]
        assert (row.n, row.N, row.schools_reported, row.schools) == (n, total, schools, len(ROSTER.schools))
        assert row.value == pytest.approx(n / total)


@pytest.mark.parametrize("period", ["6m", "9m", "12m"])
def test_the_ladder(district, period):
    returns, _ = district
    appraised = {(school.code, "12m") for school in ROSTER.schools[:9]}
    dataset = build_dataset(returns, appraised=appraised)
    ladder = climb_ladder(dataset, Scope(period))
    expected = {}
    for school in ROSTER.schools:
        given = slow.find_return(returns, school.code, period)
        expected[school.code] = None if given is None else slow.climb(PLAN, given, appraised=(school.code, period) in appraised)
    assert {row.school: _none(row.rung) for row in ladder.itertuples()} == expected
    climbed = [rung for rung in expected.values() if rung is not None]
    for row in count_rungs(dataset, ladder).itertuples():
        assert row.exactly == sum(rung == row.rung for rung in climbed)
        assert row.at_or_above == sum(rung >= row.rung for rung in climbed)
    for row in count_by(ladder, "commune", 3).itertuples():
        here = [expected[school.code] for school in ROSTER.schools if school.commune == row.key]
        assert (row.n, row.N, row.not_reported) == (sum(r is not None and r >= 3 for r in here), len(here), here.count(None))


@pytest.mark.parametrize("as_of", [date(2020, 6, 10), date(2020, 9, 14), date(2020, 12, 17)])
@pytest.mark.parametrize("period", PLAN.periods, ids=lambda period: period.code)
def test_timeliness(district, period, as_of):
    returns, _ = district
    dataset = build_dataset(returns, as_of=as_of)
    scope = Scope(period.code)
    judged = {row.school: (row.state, row.days_late) for row in judge_timeliness(dataset, scope).itertuples()}
    expected = {school.code: slow.timeliness(school, returns, period, as_of) for school in ROSTER.schools}
    assert judged == expected
    states = [state for state, _ in expected.values()]
    counted = count_timeliness(dataset, scope)
    assert (counted.on_time, counted.late) == (states.count("on_time"), states.count("late"))
    assert (counted.missing, counted.not_due) == (states.count("missing"), states.count("not_due"))
    assert counted.received == counted.on_time + counted.late


def test_model_schools_against_the_rest(district):
    returns, dataset = district
    table = {row.group: row for row in compare_model_schools(dataset, Scope("12m", "evidenced")).itertuples()}
    for group in scored_groups(PLAN):
        sides = {True: [], False: []}
        for school in ROSTER.schools:
            value, n, total, _ = slow.score_group(PLAN, group.code, slow.find_return(returns, school.code, "12m"), "evidenced")
            if value is not None:
                sides[school.model].append((n, total))
        row = table[group.code]
        assert (row.n, row.N) == (sum(n for n, _ in sides[True]), sum(total for _, total in sides[True]))
        assert (row.rest_n, row.rest_N) == (sum(n for n, _ in sides[False]), sum(total for _, total in sides[False]))
        shares = sorted(n / total for n, total in sides[False] if total)
        middle = (shares[(len(shares) - 1) // 2] + shares[len(shares) // 2]) / 2
        assert (row.rest_median, row.rest_schools) == (pytest.approx(middle), len(shares))


def test_change_since_the_report_before(district):
    returns, dataset = district
    for row in changes(dataset, Scope("9m")).itertuples():
        before, now = (slow.find_return(returns, row.school, period) for period in ("6m", "9m"))
        compared = slow.compare_group(PLAN, row.group, before, now, "declared")
        if compared is None:
            assert (_none(row.change), row.compared) == (None, 0)
        else:
            assert (row.n_before, row.n_now, row.compared) == compared
            assert row.change == compared[1] - compared[0]


@pytest.mark.parametrize("lens", ["declared", "evidenced"])
def test_items_of_the_model_schools_with_blank_ones_among_them(district, lens):
    returns, dataset = district
    row = next(row for row in total_derived(dataset, Scope("9m", lens)).itertuples() if row.indicator == "CT4")
    assert (row.done, row.to_do) == slow.total_model_items(PLAN, ROSTER.schools, returns, "9m", lens)


def test_models_by_field(district):
    returns, dataset = district
    counted = {row.field: row for row in count_models(dataset, Scope("12m")).itertuples()}
    assert list(counted) == [field.name for field in PLAN.fields_of_models]
    for name, row in counted.items():
        models = [
            (given.school, model)
            for given in returns
            if given.period == "12m"
            for model in given.models
            if model["field"] == name
        ]
        owners = [model["owner"] for _, model in models]
        assert (row.collective, row.individual, row.total) == (
            owners.count("collective"),
            owners.count("individual"),
            len(owners),
        )
        assert row.schools == len({school for school, _ in models})


def test_the_summary_says_the_same_as_the_loops(district):
    returns, dataset = district
    summary = summarise(dataset, Scope("9m", level="Mầm non"))
    schools = [school for school in ROSTER.schools if school.level == "Mầm non"]
    states = [slow.timeliness(school, returns, PLAN.find_period("9m"), dataset.as_of)[0] for school in schools]
    received = states.count("on_time") + states.count("late")
    assert summary["received"] == {"n": received, "N": len(schools)}
    assert summary["on_time"] == {"n": states.count("on_time"), "N": received}
    assert [entry["school"] for entry in summary["schools"]] == [school.code for school in schools]
    for entry in summary["schools"]:
        given = slow.find_return(returns, entry["school"], "9m")
        assert entry["state"] == ("not_reported" if given is None else "reported")
        assert entry["rung"] == (None if given is None else slow.climb(PLAN, given))
        for code, figure in entry["groups"].items():
            value, n, total, reported = slow.score_group(PLAN, code, given, "declared")
            assert (figure["n"], figure["N"], figure["reported"]) == (n, total, reported)
            assert figure["value"] == (None if value is None else pytest.approx(float(value)))
    asked = [i.code for i in PLAN.indicators if "school" in i.reporters or i.kind == "derived"]
    assert [entry["code"] for entry in summary["indicators"]] == asked


def _none(value):
    return None if pd.isna(value) else value
