"""The third lens (appraisal.md, “Figures”): what the office found, and nothing in place of what it has not looked at.

Two schools. Mầm non Đạp Thanh is a model school with three items as declared, of which the office lowered one, confirmed one
and left one; Tiểu học Minh Cầm handed in and nobody has appraised it.
"""

from __future__ import annotations

from datetime import date

import pytest

from danvan_metrics.metrics.appraisal import (
    compare_lines,
    count_outcomes,
    cover,
    has_appraisal,
    judge_appraisals,
    sum_appraisals,
    verify_counts,
)
from danvan_metrics.metrics.comparison import changes
from danvan_metrics.metrics.completion import score_groups, score_indicators, total_indicators
from danvan_metrics.metrics.dataset import Scope, iterate_rows
from danvan_metrics.metrics.derivation import total_derived
from danvan_metrics.metrics.marks import Mark, name_mark
from danvan_metrics.metrics.spread import climb_ladder
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.metrics.words import describe_scope, format_figure, format_reach
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.lens import Lens
from danvan_metrics.topics.actions.weak_cells import collect_weak_cells
from tests.builders import PLAN, PlainReturn, build_dataset

SCHOOL, OTHER = "MN-DAPTHANH", "TH-MINHCAM"
NINE = Scope("9m", "appraised")
ITEMS = {f"HP1.{number}": {"choice": "met", "evidence_count": 1} for number in range(1, 8)}
RETURN = {"CT1.1": {"to_do": 10, "done": 10}, "NV2.3": {"done": 2}, "NV4.3": {"done": 0}, **ITEMS}


def returns(*schools, period="9m", **answers):
    day = PLAN.find_period(period).last_day_on_time
    return [PlainReturn(school, period, day, {**RETURN, **answers}) for school in schools or (SCHOOL, OTHER)]


def verdict(line, outcome="confirmed", **values):
    return {"school": SCHOOL, "period": "9m", "line": line, "outcome": outcome, **values}


def read_score(dataset, line, scope=NINE, school=SCHOOL):
    rows = iterate_rows(score_indicators(dataset, scope))
    return next(row for row in rows if (row.school, row.indicator) == (school, line))


def read_group(dataset, group, scope=NINE, school=SCHOOL):
    return next(row for row in iterate_rows(score_groups(dataset, scope)) if (row.school, row.group) == (school, group))


def test_a_checklist_in_part_unchecked_is_not_said_to_be_left_blank():
    lines = [line.code for line in PLAN.indicator_by_code["CT1.2"].rows]
    answered = {line: {"choice": "yes", "evidence_count": 1} for line in lines}
    dataset = build_dataset(returns(SCHOOL, **answered), verdicts=[verdict(line, choice="yes") for line in lines[:3]])
    # the school answered all four, the office has looked into three
    assert format_figure(PLAN.indicator_by_code["CT1.2"], read_score(dataset, "CT1.2")) == "3/4 · đã kiểm 3/4 dòng"


def test_what_is_only_not_checked_yet_is_no_weak_cell():
    """Of four lines declared Có three are confirmed and one is unchecked; of another checklist one line was lowered."""
    first, second = ([line.code for line in PLAN.indicator_by_code[code].rows] for code in ("CT1.2", "NV6.1"))
    answered = {line: {"choice": "yes", "evidence_count": 1} for line in (*first, *second)}
    told = [verdict(line, choice="yes") for line in first[:3]] + [verdict(second[0], "lowered", choice="no", reason="chưa làm")]
    cells = collect_weak_cells(build_dataset(returns(SCHOOL, **answered), verdicts=told), NINE).of(SCHOOL)
    assert [cell.code for cell in cells if cell.mark is not Mark.NOT_REPORTED] == ["NV6.1"]
    assert not {"CT1.1", "CT1.2", *ITEMS} & {cell.code for cell in cells}  # declared, and nobody has looked into it


def read_sum(dataset, school=SCHOOL):
    return next(row for row in iterate_rows(sum_appraisals(dataset, Scope("9m"))) if row.school == school)


class TestALine:
    def test_counts_as_the_office_found_it_whatever_was_declared(self):
        dataset = build_dataset(returns(), verdicts=[verdict("CT1.1", "lowered", to_do=10, done=7)])
        assert read_score(dataset, "CT1.1").completion == pytest.approx(7 / 10)
        assert read_score(dataset, "CT1.1", Scope("9m")).completion == 1  # what is declared stands beside it untouched

    def test_needs_no_evidence_once_the_office_has_looked(self):
        dataset = build_dataset(returns(**{"NV2.3": {"done": 2}}), verdicts=[verdict("NV2.3", done=2)])
        assert read_score(dataset, "NV2.3", Scope("9m", "evidenced")).met == False  # noqa: E712 - numpy's
        assert read_score(dataset, "NV2.3").met

    def test_confirmed_without_its_value_written_again_is_the_declared_value(self):
        dataset = build_dataset(returns(), verdicts=[verdict("CT1.1"), verdict("HP1.1")])
        assert (read_score(dataset, "CT1.1").met, read_score(dataset, "HP1.1").met) == (True, True)

    def test_with_only_what_was_done_counted_again_keeps_what_there_was_to_do(self):
        dataset = build_dataset(returns(), verdicts=[verdict("CT1.1", "lowered", done=4)])
        assert (read_score(dataset, "CT1.1").n, read_score(dataset, "CT1.1").N) == (4, 10)

    def test_not_proven_enough_is_worth_nothing_of_what_there_was_to_do(self):
        dataset = build_dataset(returns(), verdicts=[verdict("CT1.1", "unproven", reason="không có danh sách")])
        row = read_score(dataset, "CT1.1")
        assert (row.state, row.completion, row.n, row.N, row.mark) == ("value", 0, 0, 10, "zero")
        assert name_mark(Mark(row.mark), Lens.APPRAISED) == "chưa được xác nhận (0)"
        assert format_figure(PLAN.indicator_by_code["CT1.1"], row) == "chưa đủ minh chứng"

    def test_a_limit_that_is_not_proven_is_no_violation(self):
        dataset = build_dataset(returns(), verdicts=[verdict("NV4.3", "unproven", reason="chưa có sổ")])
        assert read_score(dataset, "NV4.3").mark == "zero"
        assert read_group(dataset, "NV").violations == 0

    def test_judged_not_applicable_leaves_the_total(self):
        before = read_group(build_dataset(returns(), verdicts=[verdict("HP1.1")]), "HP1").N
        dataset = build_dataset(returns(), verdicts=[verdict("HP1.1", "not_applicable", reason="không có học sinh bán trú")])
        assert read_score(dataset, "HP1.1").state == "not_applicable"
        assert before - read_group(dataset, "HP1").N == 1

    def test_declared_not_applicable_comes_in_only_with_a_value_of_the_offices(self):
        away = returns(**{"HP1.1": {"choice": "not_applicable"}})
        assert read_score(build_dataset(away, verdicts=[verdict("HP1.1")]), "HP1.1").state == "not_applicable"
        dataset = build_dataset(away, verdicts=[verdict("HP1.1", "raised", choice="met", reason="có làm")])
        assert (read_score(dataset, "HP1.1").state, read_score(dataset, "HP1.1").met) == ("value", True)

    @pytest.mark.parametrize(
        "told",
        [
            {"line": "HP1.2"},  # another line was judged, this one was not
            {"line": "HP1.1", "outcome": "uncheckable", "reason": "nghỉ hè"},
            {"line": "HP1.1", "recheck": True},  # the school has changed it since
        ],
    )
    def test_not_checked_is_never_met_and_never_what_was_declared(self, told):
        dataset = build_dataset(returns(), verdicts=[{"school": SCHOOL, "period": "9m", **told}])
        row = read_score(dataset, "HP1.1")
        assert (row.state, row.met, row.mark, row.open) == ("not_appraised", False, "not_appraised", True)
        assert row.completion != row.completion  # no number at all

    def test_left_blank_stays_blank_and_opens_nothing(self):
        dataset = build_dataset(returns(**{"HP1.1": {}}), verdicts=[verdict("HP1.2")])
        row = read_score(dataset, "HP1.1")
        assert (row.state, row.open) == ("not_reported", False)


class TestASchool:
    def test_nobody_has_appraised_has_no_figure(self):
        dataset = build_dataset(returns(), verdicts=[verdict("HP1.1")])
        row = read_group(dataset, "HP1", school=OTHER)
        assert (row.state, row.mark, row.n, row.N, row.open) == ("not_appraised", "not_appraised", 0, 7, 7)

    def test_keeps_all_that_applies_in_its_total_and_says_how_far_it_may_reach(self):
        lowered = verdict("HP1.1", "lowered", choice="doing", reason="mới có kế hoạch")
        dataset = build_dataset(returns(), verdicts=[lowered, verdict("HP1.2", choice="met")])
        row = read_group(dataset, "HP1")
        assert (row.n, row.N, row.reported) == (1, 7, 2)
        assert row.n + row.open == 6  # the five not checked were declared as met, the lowered one stays lowered
        assert format_reach(row.n, row.N, row.n + row.open) == "1/7 (đến 6)"

    def test_without_a_return_is_not_reported_and_not_due_as_ever(self):
        dataset = build_dataset(returns(SCHOOL), verdicts=[verdict("HP1.1")], as_of=date(2020, 9, 20))
        assert read_group(dataset, "HP1", school=OTHER).state == "not_reported"
        early = build_dataset(returns(SCHOOL), verdicts=[verdict("HP1.1")], as_of=date(2020, 9, 1))
        assert read_group(early, "HP1", school=OTHER).state == "not_due"


class TestTheRoundThatCounts:
    TWO = (verdict("HP1.1", choice="met"), verdict("HP1.1", "lowered", choice="doing", round="lien-nganh"))

    @pytest.mark.parametrize(
        ("concluded", "round_code", "met"),
        [
            ([], "lien-nganh", False),  # none concluded: the last with a verdict
            ([(SCHOOL, "9m", "to-phong")], "to-phong", True),
            ([(SCHOOL, "9m", "to-phong"), (SCHOOL, "9m", "lien-nganh")], "lien-nganh", False),
        ],
    )
    def test_is_the_last_concluded_else_the_last_begun(self, concluded, round_code, met):
        dataset = build_dataset(returns(), verdicts=self.TWO, appraised=concluded)
        [row] = [row for row in iterate_rows(judge_appraisals(dataset, Scope("9m"))) if row.school == SCHOOL]
        assert row.round == round_code
        assert read_score(dataset, "HP1.1").met == met

    def test_rounds_are_never_mixed(self):
        first = [verdict("HP1.1"), verdict("HP1.2")]
        dataset = build_dataset(returns(), verdicts=[*first, verdict("HP1.3", round="lien-nganh")])
        states = {line: read_score(dataset, line).state for line in ("HP1.1", "HP1.2", "HP1.3")}
        assert states == {"HP1.1": "not_appraised", "HP1.2": "not_appraised", "HP1.3": "value"}

    def test_a_school_nobody_was_sent_to_is_unassigned(self):
        dataset = build_dataset(returns(), verdicts=[verdict("HP1.1")])
        rows = {row.school: row for row in iterate_rows(judge_appraisals(dataset, Scope("9m")))}
        assert (rows[SCHOOL].stage, rows[SCHOOL].version, rows[SCHOOL].team) == ("under_way", 1, "Tổ 1")
        assert (rows[OTHER].stage, rows[OTHER].version, rows[OTHER].round) == ("unassigned", 0, "")


class TestSums:
    def test_of_an_appraisal(self):
        """As declared 10 lines are met: CT1.1, NV2.3, NV4.3 and seven items."""
        verdicts = [
            verdict("CT1.1", to_do=10, done=10),
            verdict("NV2.3", "unproven", reason="không có biên bản"),
            verdict("HP1.1", "lowered", choice="doing", reason="mới có kế hoạch"),
            verdict("HP2.1", "raised", choice="met", reason="thấy tại lớp"),  # left blank by the school
            verdict("HP1.3", "uncheckable", reason="nghỉ"),
        ]
        row = read_sum(build_dataset(returns(), verdicts=verdicts))
        lines = sum(len(indicator.rows) for indicator in PLAN.indicators_for(Reporter.SCHOOL) if indicator.scored)
        assert (row.L, row.checked) == (lines, 4)
        assert (row.confirmed_n, row.confirmed_N) == (1, 3)  # of CT1.1, NV2.3 and HP1.1
        assert (row.lowered, row.raised, row.unproven, row.uncheckable) == (1, 1, 1, 1)
        assert row.agreed_n == 1
        assert (row.declared_met, row.met) == (10, 2)  # CT1.1, HP2.1
        assert row.high == 2 + 7  # and, unchecked, NV4.3 and the items HP1.2 to HP1.7, as declared
        assert row.evidenced_met == 8  # the items, and the limit that needs no evidence

    def test_of_a_school_without_an_appraisal_are_0(self):
        row = read_sum(build_dataset(returns(), verdicts=[verdict("HP1.1")]), OTHER)
        assert (row.stage, row.L, row.checked, row.met, row.high) == ("unassigned", 0, 0, 0, 0)

    def test_over_schools_go_from_what_is_found_to_the_rest_as_declared(self):
        dataset = build_dataset(returns(), verdicts=[verdict("HP1.1", "lowered", choice="doing")])
        row = next(row for row in iterate_rows(total_indicators(dataset, NINE)) if row.indicator == "HP1.1")
        schools = len(NINE.schools(dataset))
        assert (row.met_n, row.met_N, row.not_appraised) == (0, schools, 1)
        assert (row.met_low, row.met_high) == (0, pytest.approx(1 / schools))  # the other school declared it as met

    def test_of_outcomes_keep_raised_and_lowered_apart(self):
        verdicts = [verdict("HP1.1", "lowered", choice="doing"), verdict("HP1.2", "raised", choice="met"), verdict("HP1.3")]
        [row] = [
            row
            for row in iterate_rows(count_outcomes(build_dataset(returns(), verdicts=verdicts), NINE, "group"))
            if row.group == "HP1"
        ]
        assert (row.confirmed, row.raised, row.lowered, row.unproven, row.unchecked) == (1, 1, 1, 0, 4)

    @pytest.mark.parametrize(
        ("declared", "found", "called", "factor"),
        [
            (20, 20, "matched", 1),
            (20, 18, "within", 0.9),
            (20, 17, "over", 0.85),
            (20, 23, "under", 1.15),
            (9, 8, "over", None),  # under ten the difference says more than the ratio
            (0, 0, "matched", None),
            (0, 3, "found_more", None),
        ],
    )
    def test_of_numbers_counted_again(self, declared, found, called, factor):
        dataset = build_dataset(returns(**{"NV2.3": {"done": declared}}), verdicts=[verdict("NV2.3", "lowered", done=found)])
        row = next(row for row in iterate_rows(verify_counts(dataset, Scope("9m"))) if row.line == "NV2.3")
        assert (row.declared, row.found, row.difference) == (declared, found, found - declared)
        assert getattr(row, called) == 1
        assert row.matched + row.within + row.over + row.under + row.found_more + row.unchecked == 1
        assert (None if row.factor != row.factor else row.factor) == (None if factor is None else pytest.approx(factor))

    def test_a_line_keeps_both_values_and_why(self):
        told = verdict("CT1.1", "lowered", to_do=10, done=7, reason="thiếu 3 văn bản", seen=7)
        lines = compare_lines(build_dataset(returns(), verdicts=[told]), Scope("9m"))
        row = next(row for row in iterate_rows(lines) if (row.school, row.line) == (SCHOOL, "CT1.1"))
        assert (row.declared_done, row.found_done, row.d, row.a) == (10, 7, 1, pytest.approx(0.7))
        assert (row.outcome, row.reason, row.seen, row.checked, row.in_scope) == ("lowered", "thiếu 3 văn bản", 7, True, True)


class TestWhatIsSaid:
    def test_coverage_stands_beside_the_lens(self):
        dataset = build_dataset(returns(), verdicts=[verdict("HP1.1"), verdict("HP1.2")])
        checked, lines, schools = cover(dataset, NINE)
        assert (checked, schools) == (2, 1)
        assert describe_scope(dataset, NINE) == f"kỳ 9 tháng · thẩm định, đã kiểm 2/{lines} dòng của 1 trường · toàn huyện"
        assert describe_scope(dataset, Scope("9m")) == "kỳ 9 tháng · tự khai · toàn huyện"

    def test_a_period_knows_whether_the_office_has_spoken(self):
        dataset = build_dataset(returns(), verdicts=[verdict("HP1.1")])
        assert (has_appraisal(dataset, "6m"), has_appraisal(dataset, "9m")) == (False, True)

    def test_changes_compare_only_what_was_appraised_in_both_periods(self):
        both = [*returns(SCHOOL, period="6m"), *returns(SCHOOL)]
        early = [{**verdict("HP1.1", "lowered", choice="doing"), "period": "6m"}, {**verdict("HP1.2"), "period": "6m"}]
        dataset = build_dataset(both, verdicts=[*early, verdict("HP1.1"), verdict("HP1.3")])
        row = next(row for row in iterate_rows(changes(dataset, NINE)) if (row.school, row.group) == (SCHOOL, "HP1"))
        assert (row.n_before, row.n_now, row.change, row.compared) == (0, 1, 1, 1)  # HP1.1 alone

    def test_the_summary_has_each_schools_appraisal(self):
        verdicts = [verdict("CT1.1", "lowered", to_do=10, done=7), verdict("HP1.1")]
        summary = summarise(build_dataset(returns(), verdicts=verdicts), NINE)
        told = {one["school"]: one["appraisal"] for one in summary["schools"]}
        lines = told[SCHOOL]["checked"]["N"]
        assert told[SCHOOL] == {
            "state": "under_way",
            "checked": {"n": 2, "N": lines},
            "confirmed": {"n": 1, "N": 2},
            "lowered": 1,
            "raised": 0,
            "met": {"n": 1, "N": lines, "high": 9},  # HP1.1; and NV2.3, NV4.3 and six items as declared
        }
        assert told[OTHER]["state"] == "unassigned"
        assert told[OTHER]["checked"] == {"n": 0, "N": 0}

    def test_conclusion_is_the_last_rung_and_the_offices_own_figures(self):
        """PH5 counts schools concluded in any round, PH6 model schools concluded by the round of model schools."""
        models = [{"name": "A", "field": "Khác", "area": "Văn hóa – xã hội", "status": "doing", "has_result": True}]
        ready = PlainReturn(
            SCHOOL,
            "9m",
            date(2020, 9, 10),
            {"CT3.1": {"choice": "yes"}, "NV1.1": {"choice": "yes"}}
            | {f"HP{group}.1": {"choice": "met", "evidence_count": 1} for group in (1, 2, 3)},
            models,
        )
        for concluded, rung, met in (((), 4, (0, 0)), (("to-phong",), 5, (1, 0)), (("to-phong", "lien-nganh"), 5, (1, 1))):
            dataset = build_dataset([ready], appraised=[(SCHOOL, "9m", code) for code in concluded])
            rungs = {row.school: row.rung for row in iterate_rows(climb_ladder(dataset, Scope("9m")))}
            derived = {row.indicator: row for row in iterate_rows(total_derived(dataset, Scope("9m")))}
            assert rungs[SCHOOL] == rung
            assert (derived["PH5"].met_n, derived["PH6"].met_n) == met
            assert derived["PH6"].met_N == len(dataset.roster.select(model=True))
