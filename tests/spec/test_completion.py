"""How an answer becomes a completion: kinds, empties, lenses, groups and sums (indicators.md)."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from danvan_metrics.metrics.completion import score_groups, score_indicators, total_groups, total_indicators
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.derivation import total_derived
from danvan_metrics.metrics.words import format_figure
from tests.builders import PLAN, PlainReturn, build_dataset

SCHOOL, OTHER = "MN-DAPTHANH", "TH-MINHCAM"
JUNE = date(2020, 6, 12)
PROOF = {"evidence_count": 1}


class TestEachKind:
    """Completion is 0…1 by kind; n and N are what it is the ratio of."""

    @pytest.mark.parametrize(
        ("code", "answer", "completion"),
        [
            ("CT1.1", {"to_do": 15, "done": 12}, 12 / 15),
            ("NV2.3", {"done": 1}, 1 / 2),  # two dialogues a year
            ("NV7.1", {"done": 9}, 9 / 12),  # a report a month
            ("NV4.3", {"done": 0}, 1),  # a limit of 0 …
            ("NV4.3", {"done": 1}, 0),  # … passed
            ("CT3.1", {"choice": "yes"}, 1),
            ("CT3.1", {"choice": "no"}, 0),
            ("BC1.1", {"dated": date(2020, 4, 29)}, 1),
            ("HP1.1", {"choice": "met"}, 1),
            ("HP1.1", {"choice": "doing"}, 0),  # shown, not counted
            ("HP1.1", {"choice": "not_started"}, 0),
        ],
    )
    def test_completion(self, code, answer, completion):
        assert find(score({code: answer}), code).completion == pytest.approx(completion)

    def test_a_checklist_is_ticked_over_applicable_lines(self):
        lines = {"CT1.2.1": yes(), "CT1.2.2": yes(), "CT1.2.3": {"choice": "no"}, "CT1.2.4": {"choice": "not_applicable"}}
        row = find(score(lines), "CT1.2")
        assert (row.n, row.N, row.completion) == (2, 4 - 1, pytest.approx(2 / 3))

    def test_a_blank_line_of_a_checklist_still_stands_below_the_line(self):
        row = find(score({"CT1.2.1": yes(), "CT1.2.2": yes()}), "CT1.2")
        assert (row.n, row.N) == (2, 4)

    def test_above_target_is_shown_and_the_completion_stays_1(self):
        row = find(score({"NV2.3": {"done": 5}}), "NV2.3")
        assert (row.n, row.N, row.completion, row.above, row.mark) == (5, 2, 1, True, "above")


class TestTheSixStates:
    """A true 0, a blank, not applicable, not due, invalid and above target are never mistaken for one another."""

    @pytest.mark.parametrize(
        ("code", "kept"),
        [
            ("CT1.1", {"choice": "yes"}),  # a ratio now, and a yes or no when it was answered
            ("NV2.3", {"choice": "yes"}),  # a count
            ("CT3.1", {"done": 1}),  # a yes or no
            ("BC1.1", {"choice": "yes"}),  # a day
        ],
    )
    def test_what_the_plan_asks_otherwise_now_is_not_reported_rather_than_not_applicable(self, code, kept):
        row = find(score({code: kept | {"state": "value"}}), code)
        assert (row.state, row.mark, row.n) == ("not_reported", "not_reported", 0)

    @pytest.mark.parametrize(
        ("answer", "state", "mark"),
        [
            ({"to_do": 8, "done": 0}, "value", "zero"),
            ({}, "not_reported", "not_reported"),
            ({"to_do": 0, "done": 0}, "not_applicable", "not_applicable"),
            ({"state": "invalid"}, "invalid", "invalid"),
        ],
    )
    def test_of_a_ratio(self, answer, state, mark):
        row = find(score({"NV3.1": answer}), "NV3.1")
        assert (row.state, row.mark) == (state, mark)

    def test_only_a_value_has_a_completion(self):
        scores = score({"NV3.1": {"to_do": 0, "done": 0}, "NV3.2": {"state": "invalid"}, "NV1.3": {"to_do": 2, "done": 0}})
        assert [pd.isna(find(scores, code).completion) for code in ("NV3.1", "NV3.2", "NV3.3", "NV1.3")] == [
            True,
            True,
            True,
            False,
        ]

    @pytest.mark.parametrize(("as_of", "state"), [(date(2020, 6, 13), "not_due"), (date(2020, 6, 14), "not_reported")])
    def test_without_a_return_it_is_not_due_until_the_last_day_is_over(self, as_of, state):
        assert set(score_indicators(build_dataset([], as_of=as_of), Scope("6m"))["state"]) == {state}


class TestEvidence:
    """Evidenced completion is the declared one where at least one piece stands, else 0."""

    def test_without_a_piece_the_declared_value_falls_to_0(self):
        answers = {"CT1.1": {"to_do": 4, "done": 3}, "NV2.3": {"done": 1, **PROOF}}
        scores = score(answers, lens="evidenced")
        assert [find(scores, code).completion for code in ("CT1.1", "NV2.3")] == [0, 1 / 2]

    def test_a_limit_needs_none(self):
        assert find(score({"NV4.3": {"done": 0}}, lens="evidenced"), "NV4.3").completion == 1

    def test_a_checklist_takes_it_line_by_line(self):
        row = find(score({"CT1.2.1": yes(), "CT1.2.2": {**yes(), **PROOF}}, lens="evidenced"), "CT1.2")
        assert (row.n, row.N) == (1, 4)

    def test_a_model_takes_it_row_by_row(self):
        models = [
            {"name": "A", "status": "doing", "has_result": True, "evidence_count": 2},
            {"name": "B", "status": "doing", "has_result": True, "evidence_count": 0},
            {"name": "C", "status": "stopped", "has_result": False, "evidence_count": 1},
        ]
        declared, evidenced = (score({}, models=models, lens=lens) for lens in ("declared", "evidenced"))
        assert [find(scores, "CT3.2").n for scores in (declared, evidenced)] == [3, 2]  # stopped ones are registered too
        # with results: A and B of 3; through evidence only A, and the stopped one stays below the line
        assert [(find(scores, "NV8.1").n, find(scores, "NV8.1").N) for scores in (declared, evidenced)] == [(2, 3), (1, 3)]


class TestLimits:
    """A limit that was passed is a violation with its number, the gravest mark; never “not done”."""

    def test_it_has_a_mark_of_its_own_and_keeps_its_number(self):
        row = find(score({"NV4.3": {"done": 3}}), "NV4.3")
        assert (row.mark, row.done, row.completion) == ("violated", 3, 0)
        assert format_figure(PLAN.indicator_by_code["NV4.3"], row) == "có 3 vụ (giới hạn 0)"

    def test_a_limit_that_was_kept_is_met(self):
        row = find(score({"NV5.1": {"done": 0}}), "NV5.1")
        assert (row.mark, format_figure(PLAN.indicator_by_code["NV5.1"], row)) == ("met", "0 hành vi (giới hạn 0)")

    def test_a_group_adds_up_what_passed(self):
        row = find_group(groups({"NV4.3": {"done": 3}, "NV5.1": {"done": 1}}), "NV")
        assert row.violations == 3 + 1


class TestDays:
    """A day with a deadline says how late it was, beside the day: before 30/4 the 29th is the last on time."""

    @pytest.mark.parametrize(
        ("day", "told"),
        [
            (date(2020, 4, 29), "29/04/2020, đúng hạn"),
            (date(2020, 4, 30), "30/04/2020, trễ 1 ngày"),
            (date(2020, 5, 2), "02/05/2020, trễ 3 ngày"),  # 30 April, 1 and 2 May
        ],
    )
    def test_the_deadlines_own_day_is_late(self, day, told):
        row = find(score({"BC1.1": {"dated": day}}), "BC1.1")
        assert (row.completion, format_figure(PLAN.indicator_by_code["BC1.1"], row)) == (1, told)


class TestPartlyAnsweredChecklists:
    """Blank lines count 0 and open the range upwards; how many were answered stands beside the figure."""

    def test_it_says_how_many_lines_were_answered(self):
        row = find(score({"NV2.1.1": yes(), "NV2.1.2": yes(), "NV2.1.3": {"choice": "no"}}), "NV2.1")
        assert format_figure(PLAN.indicator_by_code["NV2.1"], row) == "2/7 · đã trả lời 3/7 dòng"

    @pytest.mark.parametrize(("third", "may_meet"), [({"choice": "yes"}, True), ({"choice": "no"}, False)])
    def test_it_may_be_met_while_no_line_says_no(self, third, may_meet):
        row = find(score({"CT1.2.1": yes(), "CT1.2.2": yes(), "CT1.2.3": third}), "CT1.2")
        assert (row.met, row.open) == (False, may_meet)

    def test_it_opens_the_range(self):
        complete = {f"CT1.2.{k}": yes() for k in range(1, 5)}
        dataset = build_dataset([returned(SCHOOL, complete), returned(OTHER, {"CT1.2.1": yes()})])
        scope = Scope("6m", model=True)  # three schools: one met it, one may, one is silent
        row = next(row for row in total_indicators(dataset, scope).itertuples() if row.indicator == "CT1.2")
        assert (row.met_n, row.met_N) == (1, 3)
        assert (row.met_low, row.met_high) == pytest.approx((1 / 3, (1 + 1 + 1) / 3))


class TestPace:
    """Bands by the percentage shown, of the period's share of the year, 50 % · 75 % · 100 %: from all, 0,8 and 0,5 of it on."""

    @pytest.mark.parametrize(
        ("period", "reports", "mark"),
        [
            ("6m", 6, "on_pace"),  # 50 % of 50
            ("6m", 5, "near"),  # 42 %, from 40 on
            ("6m", 4, "behind"),  # 33 %, from 25 on
            ("6m", 2, "far_behind"),  # 17 %
            ("9m", 9, "on_pace"),  # 75 % of 75
            ("9m", 8, "near"),  # 67 %, from 60 on
            ("9m", 7, "behind"),  # 58 %, from 37,5 on
            ("9m", 4, "far_behind"),  # 33 %
            ("12m", 11, "near"),  # 92 %, from 80 on
            ("12m", 9, "behind"),  # 75 %, from 50 on
            ("12m", 5, "far_behind"),  # 42 %
            ("12m", 12, "met"),
            ("6m", 0, "zero"),  # a true 0 has a mark of its own
        ],
    )
    def test_reports_of_twelve(self, period, reports, mark):
        assert find(score({"NV7.1": {"done": reports}}, period=period), "NV7.1").mark == mark


class TestModelsRegistered:
    """CT3.2 and NV8.1 are counted on the sheet Mô hình, never typed."""

    @pytest.mark.parametrize(
        ("models", "declared", "registered", "with_results"),
        [
            ([], None, "not_reported", "not_reported"),
            ([], False, "zero", "not_applicable"),
            ([("finished", True), ("doing", False)], True, "above", "on_pace"),  # 2 of ≥ 1; 1 of 2 with results at 6 months
        ],
    )
    def test_marks(self, models, declared, registered, with_results):
        rows = [{"name": "M", "status": status, "has_result": result, "evidence_count": 1} for status, result in models]
        scores = score({}, models=rows, models_declared=declared)
        assert (find(scores, "CT3.2").mark, find(scores, "NV8.1").mark) == (registered, with_results)


class TestGroupsOfASchool:
    """n/N = lines met of applicable lines; value = mean of completions, a blank counting 0; with how many reported."""

    def test_mean_n_and_reported(self):
        answers = {"CT1.1": {"to_do": 4, "done": 3}, "CT3.1": {"choice": "yes"}, "CT2.2": {"to_do": 0, "done": 0}}
        row = find_group(groups(answers), "CT")
        lines = 6 - 1  # CT2.2 does not apply
        assert (row.n, row.N, row.reported) == (1, lines, 2)
        assert row.value == pytest.approx((3 / 4 + 1 + 0 + 0 + 0) / lines)

    def test_happy_school_items_met_of_applicable(self):
        items = {f"HP1.{k}": {"choice": "met"} for k in range(1, 5)} | {
            "HP1.5": {"choice": "not_applicable"},
            "HP1.6": {"choice": "doing"},
        }
        table = groups(items)
        assert [(find_group(table, code).n, find_group(table, code).N) for code in ("HP1", "HP2", "HP")] == [
            (4, 7 - 1),
            (0, 12),
            (4, 27 - 1),
        ]
        assert find_group(table, "HP").value == pytest.approx(4 / 26)

    def test_a_group_with_nothing_reported_has_no_value(self):
        row = find_group(groups({"CT3.1": yes()}), "NV")
        assert (row.state, row.n, row.N, row.reported, row.mark) == ("not_reported", 0, 18, 0, "not_reported")
        assert pd.isna(row.value)

    def test_a_true_nought_is_a_value(self):
        row = find_group(groups({"BC1.1": {}, "HP3.1": {"choice": "not_started"}}), "HP3")
        assert (row.state, row.value, row.mark) == ("value", 0, "far_behind")  # a group has bands only


class TestSumsOverSchools:
    """Ratios of sums with n/N; schools that did not report stand in N and open a range."""

    def test_a_ratio_of_sums_is_not_a_mean_of_ratios(self):
        dataset = build_dataset(
            [returned(SCHOOL, {"CT1.1": {"to_do": 2, "done": 2}}), returned(OTHER, {"CT1.1": {"to_do": 8, "done": 2}})]
        )
        row = next(row for row in total_indicators(dataset, Scope("6m")).itertuples() if row.indicator == "CT1.1")
        assert (row.done, row.to_do) == (2 + 2, 2 + 8)
        assert row.value == pytest.approx(4 / 10)  # not (1 + 1/4) / 2

    def test_a_pooled_count_credits_a_school_its_target_at_most(self):
        counts = [(SCHOOL, 38), (OTHER, 0), ("PTDTNT", 0)]
        dataset = build_dataset([returned(school, {"NV2.3": {"done": done}}) for school, done in counts])
        row = next(row for row in total_indicators(dataset, Scope("6m")).itertuples() if row.indicator == "NV2.3")
        assert (row.done, row.to_do, row.credited) == (38 + 0 + 0, 2 * 3, 2 + 0 + 0)
        assert row.value == pytest.approx(2 / 6)  # not 38 ÷ 6

    def test_the_items_of_the_model_schools_are_pooled_with_the_blank_ones(self):
        met = {code: {"choice": "met"} for code in ("HP1.1", "HP2.1")} | {"HP3.1": {"choice": "not_applicable"}}
        dataset = build_dataset([returned(SCHOOL, met)])  # a model school; the two others are silent
        row = next(row for row in total_derived(dataset, Scope("6m")).itertuples() if row.indicator == "CT4")
        assert (row.done, row.to_do) == (2, 3 * 27 - 1)
        assert (row.met_n, row.met_N) == (1, 3)

    def test_the_range_of_schools_that_meet_it(self):
        dataset = build_dataset([returned(SCHOOL, {"CT3.1": yes()}), returned(OTHER, {"CT3.1": {"choice": "no"}})])
        row = next(row for row in total_indicators(dataset, Scope("6m")).itertuples() if row.indicator == "CT3.1")
        everyone = len(dataset.roster.schools)
        assert (row.met_n, row.met_N) == (1, everyone)
        assert (row.met_low, row.met_high) == pytest.approx((1 / everyone, (1 + everyone - 2) / everyone))

    def test_a_group_over_the_district(self):
        dataset = build_dataset([returned(SCHOOL, {"HP1.1": {"choice": "met"}}), returned(OTHER, {"HP1.1": {"choice": "doing"}})])
        totals = total_groups(score_groups(dataset, Scope("6m")))
        row = next(row for row in totals.itertuples() if row.group == "HP1")
        assert (row.n, row.N, row.schools_reported, row.schools) == (1 + 0, 7 + 7, 2, len(dataset.roster.schools))


def returned(school, answers, **more):
    return PlainReturn(school, more.pop("period", "6m"), JUNE, answers, **more)


def yes():
    return {"choice": "yes"}


def score(answers, *, lens="declared", period="6m", **more):
    dataset = build_dataset([returned(SCHOOL, answers, period=period, **more)])
    table = score_indicators(dataset, Scope(period, lens))
    return table[table["school"].eq(SCHOOL)]


def groups(answers):
    dataset = build_dataset([returned(SCHOOL, answers)])
    table = score_groups(dataset, Scope("6m"))
    return table[table["school"].eq(SCHOOL)]


def find(scores, code):
    return next(row for row in scores.itertuples() if row.indicator == code)


def find_group(table, code):
    return next(row for row in table.itertuples() if row.group == code)


def test_the_plan_scores_what_the_catalogue_scores():
    scored = [indicator.group for indicator in PLAN.indicators if indicator.scored and "school" in indicator.reporters]
    assert {group: scored.count(group) for group in dict.fromkeys(scored)} == {
        "CT": 6,
        "NV": 18,
        "HP1": 7,
        "HP2": 12,
        "HP3": 8,
        "BC": 1,
    }
