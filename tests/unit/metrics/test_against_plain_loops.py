"""Every figure equals the one that plain loops over the same returns give (tests/slow_figures.py)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from danvan_metrics.metrics.appraisal import OUTCOME_TABLE, count_outcomes, cover, sum_appraisals, verify_counts
from danvan_metrics.metrics.comparison import changes, compare_model_schools, pair_scores
from danvan_metrics.metrics.completion import (
    score_groups,
    score_indicators,
    scored_groups,
    sum_groups,
    total_groups,
    total_indicators,
)
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.derivation import total_derived
from danvan_metrics.metrics.spread import climb_ladder, count_by, count_models, count_rungs
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.metrics.timeliness import count_timeliness, judge_timeliness
from tests import slow_figures as slow
from tests.builders import PLAN, ROSTER, build_dataset, generate_returns, generate_verdicts

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


# ── Through the office's eyes: every line judged at random, every figure a second time in plain loops ──────────────────────────


@pytest.fixture(scope="module", params=SEEDS)
def appraised(request):
    returns = generate_returns(request.param)
    verdicts, concluded = generate_verdicts(request.param + 100, returns)
    dataset = build_dataset(returns, verdicts=verdicts, appraised=concluded)
    return returns, (verdicts, set(concluded)), dataset


APPRAISED_SCOPES = [Scope("6m", "appraised"), Scope("9m", "appraised", model=True), Scope("12m", "appraised", level="Mầm non")]


def _words(appraised, period):
    """school → (return, the office's word) of the schools with a return."""
    returns, (verdicts, concluded), _ = appraised
    return {
        given.school: (given, slow.find_word(PLAN, verdicts, concluded, given.school, period))
        for given in returns
        if given.period == period
    }


@pytest.mark.parametrize("scope", APPRAISED_SCOPES, ids=str)
def test_each_indicator_as_appraised(appraised, scope):
    dataset, words = appraised[-1], _words(appraised, scope.period)
    scores = list(score_indicators(dataset, scope).itertuples())
    assert {row.state for row in scores} >= {"value", "not_appraised", "not_applicable"}
    for row in scores:
        if row.school not in words:
            assert (row.state, row.met, row.open) == ("not_reported", False, False)
            continue
        state, completion, n, total, may = slow.score_appraised(PLAN.indicator_by_code[row.indicator], *words[row.school])
        assert row.state == state, (row.school, row.indicator)
        assert row.open == (may and completion != 1), (row.school, row.indicator)
        assert row.met == (completion == 1)
        if state == "value":
            assert (row.completion, row.n, row.N) == pytest.approx((float(completion), float(n), float(total)))


@pytest.mark.parametrize("scope", APPRAISED_SCOPES, ids=str)
def test_each_group_as_appraised_keeps_all_that_applies_in_its_total(appraised, scope):
    dataset, words = appraised[-1], _words(appraised, scope.period)
    groups = score_groups(dataset, scope)
    by_group = dict(iter(groups.groupby("group")))
    for row in groups.itertuples():
        if row.school not in words:
            continue
        judged = [
            slow.score_appraised(indicator, *words[row.school])
            for indicator in PLAN.indicators_in(row.group)
            if indicator in SCHOOL_INDICATORS
        ]
        applicable = [one for one in judged if one[0] != "not_applicable"]
        completions = [one[1] for one in applicable if one[0] == "value"]
        assert (row.n, row.N) == (completions.count(1), len(applicable))
        assert (row.reported, row.n + row.open) == (len(completions), sum(one[4] for one in applicable))
        assert _none(row.value) == (pytest.approx(float(sum(completions) / len(applicable))) if completions else None)
    for rows in by_group.values():  # over schools: from what is found to that and the rest as declared, of all that applies
        sums = sum_groups(rows)
        due = int(rows.loc[~rows["state"].isin(["not_applicable", "not_due"]), "N"].sum())
        if due:
            assert (sums.low, sums.high) == pytest.approx((rows["n"].sum() / due, (rows["n"] + rows["open"]).sum() / due))


@pytest.mark.parametrize("scope", APPRAISED_SCOPES, ids=str)
def test_each_indicator_over_schools_as_appraised(appraised, scope):
    dataset, words = appraised[-1], _words(appraised, scope.period)
    schools = scope.schools(dataset)
    for row in total_indicators(dataset, scope).itertuples():
        judged = [slow.score_appraised(PLAN.indicator_by_code[row.indicator], *words[s.code]) for s in schools if s.code in words]
        met = sum(one[1] == 1 for one in judged)
        applies = sum(one[0] != "not_applicable" for one in judged) + sum(school.code not in words for school in schools)
        told = [one for one in judged if one[0] == "value"]
        assert (row.met_n, row.met_N) == (met, applies)
        if applies:
            assert row.met_high == pytest.approx(sum(one[4] or one[1] == 1 for one in judged) / applies)
        if told:
            credited, to_do = sum(min(one[2], one[3]) for one in told), sum(one[3] for one in told)
            assert row.value == pytest.approx(float(credited / to_do))


@pytest.mark.parametrize("scope", APPRAISED_SCOPES, ids=str)
def test_the_sums_of_each_appraisal(appraised, scope):
    dataset, words = appraised[-1], _words(appraised, scope.period)
    seen = 0
    for row in sum_appraisals(dataset, scope).itertuples():
        given, word = words.get(row.school, (None, None))
        if word is None:
            assert (row.L, row.checked, row.met, row.high) == (0, 0, 0, 0)
            continue
        seen += 1
        expected = slow.sum_appraisal(PLAN, given, word)
        assert {name: getattr(row, name) for name in expected} == expected, row.school
    assert seen
    everything = [slow.sum_appraisal(PLAN, *words[s.code]) for s in scope.schools(dataset) if words.get(s.code, (0, None))[1]]
    covered = (sum(one["checked"] for one in everything), sum(one["L"] for one in everything), len(everything))
    assert cover(dataset, scope) == covered


@pytest.mark.parametrize("by", ["group", "indicator", "school"])
def test_outcomes_add_up_to_the_lines_that_apply(appraised, by):
    dataset, words, scope = appraised[-1], _words(appraised, "12m"), Scope("12m")
    expected = {}
    for school, (given, word) in words.items():
        for indicator in SCHOOL_INDICATORS if word is not None else ():
            for line in indicator.rows:
                if slow.appraise_line(indicator, line.code, given, word)[0] == "not_applicable":
                    continue
                verdict = word.get(line.code)
                outcome = verdict["outcome"] if slow.is_checked(verdict) else "unchecked"
                key = {"group": indicator.group, "indicator": indicator.code, "school": school}[by]
                counts = expected.setdefault(key, dict.fromkeys(OUTCOME_TABLE, 0))
                counts[outcome] += 1
    table = count_outcomes(dataset, scope, by)
    assert {row[by]: {name: row[name] for name in OUTCOME_TABLE} for row in table.to_dict("records")} == expected


def test_numbers_counted_again(appraised):
    dataset, words = appraised[-1], _words(appraised, "12m")
    counted = {row.line: row for row in verify_counts(dataset, Scope("12m")).itertuples()}
    for indicator in SCHOOL_INDICATORS:
        for line in indicator.rows if indicator.kind in {"ratio", "count", "limit"} else ():
            all_of_them = [
                slow.verify_line(indicator, line.code, given, word) for given, word in words.values() if word is not None
            ]
            told = [one for one in all_of_them if one is not None]
            again = [(declared or 0, found) for declared, found, _ in told if found is not None]
            declared, found = sum(one[0] for one in again), sum(one[1] for one in again)
            row = counted[line.code]
            assert (row.declared, row.found, row.difference) == (declared, found, found - declared)
            assert _none(row.factor) == (pytest.approx(found / declared) if declared >= 10 else None)
            for name in ("matched", "within", "over", "under", "found_more", "unchecked"):
                assert getattr(row, name) == [one[2] for one in told].count(name), (line.code, name)


def test_changes_compare_only_what_was_appraised_in_both_periods(appraised):
    dataset = appraised[-1]
    before, now = _words(appraised, "6m"), _words(appraised, "9m")
    compared = 0
    for row in pair_scores(dataset, Scope("9m", "appraised")).itertuples():
        indicator = PLAN.indicator_by_code[row.indicator]
        both = row.school in before and row.school in now
        expected = both and all(
            slow.score_appraised(indicator, *words[row.school])[0] == "value"
            and "not_appraised"
            not in {slow.appraise_line(indicator, line.code, *words[row.school])[0] for line in indicator.rows}
            for words in (before, now)
        )
        assert row.comparable == expected
        compared += expected
    assert compared


def _none(value):
    return None if pd.isna(value) else value
