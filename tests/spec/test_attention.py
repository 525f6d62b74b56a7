"""“Cần chú ý”: at most seven sentences by fixed rules, in order of gravity, naming the schools (product.md, page 1)."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle, product

import pytest

from danvan_metrics.metrics.actions import Action, ActionState
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.material import gather
from danvan_metrics.topics.overview.key_figures import collect_key_figures
from danvan_metrics.topics.overview.rules.model_rule import describe_model_schools
from danvan_metrics.topics.overview.rules.receipt_rule import describe_receipts
from danvan_metrics.topics.overview.rules.since_rule import describe_since
from danvan_metrics.topics.overview.rules.spread_rule import describe_spread
from danvan_metrics.topics.overview.rules.truth_rule import describe_truth
from danvan_metrics.topics.overview.rules.violation_rule import describe_violations
from danvan_metrics.topics.overview.rules.weakest_rule import describe_weakest
from danvan_metrics.topics.overview.sentences import RULES, Target, collect_sentences
from danvan_metrics.vietnamese import format_percent
from tests import builders_attention as slow
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, generate_verdicts, send_back
from tests.builders_attention import CODES, ITEMS, MODELS, ONE_MODEL, OTHERS, choose, climb_to, hand_in, meet, name, yes
from tests.builders_since import fix

DEADLINE = PLAN.find_period("9m").deadline  # before the 14th of September: the 13th is the last day on time
TC1, TC2, TC3 = (PLAN.group_by_code[code].short for code in slow.CRITERIA)
P = "\u00a0%"
ON_FOUR = {"CT3.1": yes(), "NV1.1": yes(), **choose(ITEMS, "met")}


def tell(rule, dataset, scope=None):
    """The sentence as it is read, None where the rule is silent."""
    sentence = rule(gather(dataset, scope or Scope("9m")))
    return sentence and f"{sentence.lead}{sentence.text}"


class TestViolations:
    """1. Which limits were passed, how often, and where."""

    COMPLAINTS = "vụ khiếu kiện vượt cấp, khiếu kiện đông người"
    CONDUCT = "hành vi sách nhiễu, phiền hà, vi phạm đạo đức nhà giáo"

    def test_one_school_is_named_with_every_limit_it_passed(self):
        dataset = build_dataset([hand_in(CODES[3], {"NV4.3": {"done": 1}, "NV5.1": {"done": 1}})])
        assert tell(describe_violations, dataset) == f"2 vi phạm ở {name(CODES[3])}: 1 {self.COMPLAINTS}; 1 {self.CONDUCT}."

    def test_of_several_each_is_named_beside_its_number_the_most_first(self):
        answers = (
            {"NV4.3": {"done": 1}, "NV5.1": {"done": 0}},
            {"NV4.3": {"done": 0}},
            {"NV4.3": {"done": 4}, "NV5.1": {"done": 3}},
        )
        dataset = build_dataset([hand_in(code, given) for code, given in zip(CODES, answers, strict=False)])
        assert tell(describe_violations, dataset) == (  # 1 + 4 + 3
            f"8 vi phạm ở 2/19 trường: 5 {self.COMPLAINTS} ({name(CODES[2])} 4, {name(CODES[0])} 1); "
            f"3 {self.CONDUCT} ({name(CODES[2])} 3)."
        )

    def test_none_is_no_sentence(self):
        assert tell(describe_violations, build_dataset([hand_in(code, {"NV4.3": {"done": 0}}) for code in CODES])) is None

    def test_it_leads_to_the_indicator_and_somebody_must_act(self):
        sentence, *_ = collect_sentences(build_dataset([hand_in(CODES[0], {"NV5.1": {"done": 1}})]), Scope("9m"))
        assert (sentence.target, sentence.subject, sentence.grave) == (Target.INDICATOR, "NV5.1", True)


class TestNotReceived:
    """2. Who has not handed in, whose return was sent back, each with its state and days."""

    def test_those_that_are_missing_are_named_with_the_days(self):
        dataset = build_dataset([hand_in(code) for code in CODES[2:]], as_of=date(2020, 9, 17))
        named = f"{name(CODES[0])}, {name(CODES[1])}"
        assert tell(describe_receipts, dataset) == f"2/19 trường chưa nộp báo cáo, quá hạn 4 ngày: {named}."  # 17 − 13

    def test_more_than_three_are_counted(self):
        told = tell(describe_receipts, build_dataset([hand_in(code) for code in CODES[6:]]))
        assert told.startswith("6/19 trường chưa nộp báo cáo")
        assert told.endswith(f": {', '.join(map(name, CODES[:3]))} và 3 trường khác.")  # 6 − 3

    def test_where_all_are_missing_nobody_need_be_named(self):
        dataset = build_dataset([hand_in("TH-MINHCAM", period="6m")], as_of=date(2020, 9, 14))
        assert tell(describe_receipts, dataset) == "19/19 trường chưa nộp báo cáo, quá hạn 1 ngày."

    def test_a_return_that_was_sent_back_stands_with_its_errors_and_is_not_one_that_never_came(self):
        came = send_back(CODES[1], "9m", date(2020, 9, 7), errors=3)
        dataset = build_dataset([hand_in(code) for code in CODES[2:]], as_of=date(2020, 9, 17), sent_back=(came,))
        assert tell(describe_receipts, dataset) == (
            f"2/19 trường chưa có báo cáo dùng được: {name(CODES[0])} chưa nộp, quá hạn 4 ngày; "
            f"{name(CODES[1])} đã gửi 07/09, trả lại, chờ sửa 3 lỗi."
        )

    def test_before_the_deadline_days_are_left_and_nobody_must_act(self):
        dataset = build_dataset([hand_in(code) for code in CODES[:4]], as_of=date(2020, 9, 8))
        sentence = describe_receipts(gather(dataset, Scope("9m")))
        assert (
            sentence.lead + sentence.text == "15/19 trường chưa nộp báo cáo, chưa đến hạn: còn 5 ngày."
        )  # the 13th, less the 8th
        assert not sentence.grave

    def test_a_file_sent_back_before_the_deadline_waits_already(self):
        came = send_back(CODES[0], "9m", date(2020, 9, 7), errors=2)
        dataset = build_dataset([hand_in(code) for code in CODES[3:]], as_of=date(2020, 9, 13), sent_back=(came,))
        assert tell(describe_receipts, dataset) == (
            f"1/19 trường chưa có báo cáo dùng được: {name(CODES[0])} đã gửi 07/09, trả lại, chờ sửa 2 lỗi; "
            "2 trường chưa nộp, hôm nay là hạn cuối."
        )

    def test_one_school_alone_is_no_ratio(self):
        scope = Scope("9m", level="Tiểu học", model=True)  # TH Minh Cầm
        assert (
            tell(describe_receipts, build_dataset([], as_of=date(2020, 9, 17)), scope)
            == "Tiểu học Minh Cầm chưa nộp, quá hạn 4 ngày."
        )

    def test_all_received_is_no_sentence_late_ones_too(self):
        returns = [replace_day(hand_in(code), days=3) for code in CODES]
        assert tell(describe_receipts, build_dataset(returns)) is None


class TestWeakest:
    """3. The three weakest schools below what is expected by then, with what they lack, in the order of the scorecard."""

    def test_three_are_named_the_lowest_first_with_where_most_is_missing(self):
        returns = [hand_in(code, meet()) for code in CODES]
        lacking = {
            CODES[4]: ["HP2.1", "HP2.2", "HP2.3", *ITEMS[:7]],
            CODES[9]: ITEMS[7:19],
            CODES[12]: ITEMS[7:16],
            CODES[15]: ITEMS[:8],
        }
        returns += [hand_in(code, meet(*unmet)) for code, unmet in lacking.items()]
        dataset = build_dataset(list({one.school: one for one in returns}.values()))
        # 27 − 12 = 15 of 27; 27 − 10 = 17: 7 of TC1, 3 of TC2; 27 − 9 = 18, of 8 items (19 of 27, 70 %) the fourth is not named
        assert tell(describe_weakest, dataset) == (
            f"Chậm nhất: {name(CODES[9])} 56{P} (15/27 nội dung, chỉ thiếu ở {TC2}), "
            f"{name(CODES[4])} 63{P} (17/27, nhiều nhất ở {TC1}), {name(CODES[12])} 67{P} (18/27, chỉ ở {TC2})."
        )

    def test_a_school_on_pace_is_not_among_the_weakest(self):
        dataset = build_dataset([hand_in(code, meet(*ITEMS[:6])) for code in CODES[:2]])  # 21/27 is 78 %, 75 % is expected
        assert tell(describe_weakest, dataset) is None
        assert tell(describe_weakest, build_dataset([hand_in(CODES[0], meet(*ITEMS[:7])), hand_in(CODES[1], meet())])) == (
            f"Chậm nhất: {name(CODES[0])} 74{P} (20/27 nội dung, chỉ thiếu ở {TC1})."  # 20 ÷ 27 is 74 %
        )

    def test_at_the_years_end_who_is_nearly_there_is_not_called_slow(self):
        returns = [hand_in(code, meet("HP3.1"), period="12m") for code in CODES[:2]]
        sentence = describe_weakest(gather(build_dataset(returns), Scope("12m")))
        assert sentence.lead == "Còn thiếu nhiều nhất"
        assert (
            sentence.text
            == f": {name(CODES[0])} 96{P} (26/27 nội dung, chỉ thiếu ở {TC3}), {name(CODES[1])} 96{P} (26/27, chỉ ở {TC3})."
        )
        assert not sentence.grave

    def test_of_one_school_its_band_is_said(self):
        dataset = build_dataset([hand_in("TH-DONDAC", meet(*ITEMS[7:19], *ITEMS[:3]))])
        told = tell(describe_weakest, dataset, Scope("9m", level="Tiểu học"))
        assert told == f"Chậm: TH Đồn Đạc 44{P} (12/27 nội dung, thiếu nhiều nhất ở {TC2})."  # 27 − 12 − 3; 38–59 % is behind

    def test_criteria_that_lack_as_much_are_both_named_and_all_three_are_not(self):
        both = hand_in(CODES[0], meet(*ITEMS[:5], *ITEMS[7:12]))
        assert tell(describe_weakest, build_dataset([both, hand_in(CODES[1], meet())])) == (
            f"Chậm nhất: {name(CODES[0])} 63{P} (17/27 nội dung, chỉ thiếu ở {TC1} và {TC2})."
        )
        alike = hand_in(CODES[0], meet(*ITEMS[:3], *ITEMS[7:10], *ITEMS[19:22]))
        assert tell(describe_weakest, build_dataset([alike, hand_in(CODES[1], meet())])) == (
            f"Chậm nhất: {name(CODES[0])} 67{P} (18/27 nội dung)."
        )

    def test_through_the_offices_lens_nobody_is_weak_for_what_the_office_has_not_looked_at(self):
        returns = [hand_in(code, meet(), period="12m") for code in CODES[:3]]
        verdicts = [judge(CODES[0], item, "confirmed") for item in ITEMS[:4]]  # 4/27 checked, all confirmed
        verdicts += [judge(CODES[1], item, "unproven" if place < 9 else "confirmed") for place, item in enumerate(ITEMS)]
        told = tell(describe_weakest, build_dataset(returns, verdicts=verdicts), Scope("12m", "appraised"))
        assert (
            told == f"Chậm nhất: {name(CODES[1])} 67{P} (18/27 nội dung, chưa được xác nhận nhiều nhất ở {TC1})."
        )  # 27 − 9: 7 and 2


class TestIsItTrue:
    """4. What is declared without evidence, and what the office found where it looked."""

    def test_items_declared_without_a_piece_are_counted_and_most_at_whom(self):
        returns = [
            hand_in(CODES[0], choose(ITEMS, "met") | choose(ITEMS[:3], "met", pieces=0)),
            hand_in(CODES[1], choose(ITEMS, "met") | choose(ITEMS[:1], "met", pieces=0)),
        ]
        for lens in ("declared", "evidenced"):  # the same through either
            assert tell(describe_truth, build_dataset(returns), Scope("9m", lens)) == (  # 3 + 1 of 2 × 27
                f"Có thật không: 4/54 nội dung tự khai “Đạt” chưa có minh chứng, nhiều nhất ở {name(CODES[0])} (3)."
            )

    def test_equals_are_both_named_and_of_more_only_how_many(self):
        two = [hand_in(code, choose(ITEMS[:2], "met", pieces=0)) for code in CODES[:2]]
        assert tell(describe_truth, build_dataset(two)).endswith(
            f"nhiều nhất ở {name(CODES[0])} và {name(CODES[1])} (2 mỗi trường)."
        )
        three = [hand_in(code, choose(ITEMS[:2], "met", pieces=0)) for code in CODES[:3]]
        assert tell(describe_truth, build_dataset(three)).endswith("6/6 nội dung tự khai “Đạt” chưa có minh chứng, ở 3 trường.")

    def test_all_at_one_school_are_said_so(self):
        returns = [hand_in(CODES[0], choose(ITEMS, "met")), hand_in(CODES[1], choose(ITEMS[:2], "met", pieces=0))]
        assert tell(describe_truth, build_dataset(returns)).endswith(
            f"2/29 nội dung tự khai “Đạt” chưa có minh chứng, đều ở {name(CODES[1])}."
        )

    def test_what_the_office_lowered_raised_and_found_unproven_in_what_it_has_checked(self):
        returns = [hand_in(code, meet(), period="12m") for code in CODES[:2]]
        verdicts = [judge(CODES[0], "HP1.1", "lowered", choice="doing"), judge(CODES[0], "HP1.2", "unproven")]
        verdicts += [judge(CODES[0], "HP1.3", "confirmed"), judge(CODES[1], "HP1.1", "raised", choice="met")]
        dataset = build_dataset(returns, verdicts=verdicts, appraised=[(CODES[0], "12m")])
        assert tell(describe_truth, dataset, Scope("12m")) == (
            "Có thật không: Phòng thẩm định xong 1/19 trường, hạ 1, nâng 1, chưa đủ minh chứng 1 trong 4 dòng đã kiểm."
        )

    def test_a_task_takes_it_away_from_nobody(self):
        dataset = build_dataset([hand_in(CODES[0], choose(ITEMS[:2], "met", pieces=0))])
        with_task = replace(dataset, actions=(agree(CODES[0], due=date(2020, 10, 1)),))
        told = [one for one in collect_sentences(with_task, Scope("9m")) if one.target is not Target.ACTIONS]
        assert told == list(collect_sentences(dataset, Scope("9m")))
        assert any(one.lead == "Có thật không" for one in told)

    def test_evidence_for_everything_and_no_appraisal_is_no_sentence(self):
        assert tell(describe_truth, build_dataset([hand_in(CODES[0], meet())])) is None


class TestModelSchools:
    """5. The model schools below the others, or what is left to them where that is late."""

    def test_lower_than_the_middle_of_the_others_which_are_counted(self):
        returns = [hand_in(code, meet(*ITEMS[:2])) for code in OTHERS]  # 25/27, all sixteen
        returns += [hand_in(MODELS[0], meet()), hand_in(MODELS[1], meet(*ITEMS[7:11])), hand_in(MODELS[2], meet())]
        assert tell(describe_model_schools, build_dataset(returns)) == (
            f"Trường điểm: {name(MODELS[1])} 85{P} (23/27 nội dung, chỉ thiếu ở {TC2}), "
            f"thấp hơn mức giữa của 16 trường khác (93{P})."
        )

    def test_above_the_others_what_is_left_is_told_where_it_is_late(self):
        returns = [hand_in(code, meet(*ITEMS)) for code in OTHERS]
        returns += [hand_in(MODELS[1], meet(*ITEMS[7:19]))]  # 15/27 is 56 %, 75 % is expected
        assert tell(describe_model_schools, build_dataset(returns)) == (
            f"Trường điểm: {name(MODELS[1])} còn 12/27 nội dung chưa đạt, đều ở {TC2}."
        )

    def test_on_pace_and_not_below_the_others_is_no_sentence(self):
        returns = [hand_in(code, meet(*ITEMS[:6])) for code in CODES]  # 21/27 is 78 %
        assert tell(describe_model_schools, build_dataset(returns)) is None

    def test_without_others_there_is_no_middle(self):
        returns = [hand_in(OTHERS[0], meet()), hand_in(MODELS[0], meet(*ITEMS[:6]))]
        assert (
            tell(describe_model_schools, build_dataset(returns)) is None
        )  # of one other there is no middle, and 78 % is on pace

    def test_what_the_sentence_on_the_weakest_says_is_not_said_again(self):
        alone = build_dataset([hand_in(MODELS[1], meet(*ITEMS[:15]))])
        assert tell(describe_model_schools, alone) is None  # of one school with figures
        both = build_dataset([hand_in(MODELS[1], meet(*ITEMS[:15])), hand_in(MODELS[0], meet())])
        assert tell(describe_model_schools, both, Scope("9m", model=True)) is None

    def test_it_leads_to_the_school(self):
        dataset = build_dataset([hand_in(MODELS[2], meet(*ITEMS[:15])), hand_in(OTHERS[0], meet())])
        sentence = describe_model_schools(gather(dataset, Scope("9m")))
        assert (sentence.target, sentence.subject) == (Target.MODEL_SCHOOLS, MODELS[2])


class TestSinceBefore:
    """6. Since the last meeting, else the report before: who rose, who fell, of how many; and the tasks that are overdue."""

    def test_against_the_report_before_by_rungs_of_those_that_stood_on_one_twice(self):
        rungs = {OTHERS[0]: (1, 3), OTHERS[1]: (3, 2), OTHERS[2]: (2, 2), OTHERS[3]: (None, 3)}  # the last was silent then
        returns = [
            on_rung(code, rung, period) for code, both in rungs.items() for rung, period in zip(both, ("6m", "9m"), strict=True)
        ]
        assert tell(describe_since, build_dataset([one for one in returns if one])) == (
            f"Từ kỳ 6 tháng: {name(OTHERS[1])} xuống bậc, {name(OTHERS[0])} lên bậc lan tỏa, trong 3 trường so được."
        )

    def test_many_that_rose_are_counted_and_those_that_fell_are_named(self):
        returns = [on_rung(code, rung, period) for code in OTHERS[:5] for rung, period in ((0, "6m"), (1, "9m"))]
        returns += [on_rung(code, rung, period) for code in OTHERS[5:10] for rung, period in ((1, "6m"), (0, "9m"))]
        fallen = ", ".join(map(name, OTHERS[5:8]))
        assert tell(describe_since, build_dataset(returns)) == (
            f"Từ kỳ 6 tháng: 5 trường xuống bậc ({fallen} và 2 trường khác), 5 trường lên bậc lan tỏa, trong 10 trường so được."
        )

    def test_against_the_last_meeting_where_its_figures_were_fixed(self):
        then = [on_rung(code, 1, "9m") for code in OTHERS[:3]]
        now = [on_rung(OTHERS[0], 2, "9m"), *then[1:], on_rung(OTHERS[4], 0, "9m")]
        dataset = replace(build_dataset(now), load_earlier=lambda: fix(then))
        assert tell(describe_since, dataset) == (
            f"Từ cuộc họp 18/09/2020: {name(OTHERS[0])} có nhóm hoặc bậc lên, trong 3 trường so được; 1 báo cáo mới nhận."
        )

    def test_tasks_overdue_stand_with_the_oldest(self):
        actions = (
            agree(CODES[0], due=date(2020, 10, 1), number=1),
            agree(CODES[1], due=date(2020, 9, 25), number=2),
            agree(CODES[2], due=date(2021, 1, 31), number=3),
            replace(agree(CODES[3], due=date(2020, 9, 1), number=4), closed_as=ActionState.DROPPED, closed_on=date(2020, 9, 2)),
        )
        dataset = replace(build_dataset([hand_in(CODES[0])]), actions=actions)  # looked at on 17/12
        sentence = describe_since(gather(dataset, Scope("9m")))
        assert sentence.lead + sentence.text == f"Việc đã giao: quá hạn 2/3, lâu nhất {name(CODES[1])}, hạn 25/09/2020."
        assert sentence.target is Target.ACTIONS

    def test_one_task_alone_is_no_ratio(self):
        dataset = replace(build_dataset([hand_in(CODES[0])]), actions=(agree(CODES[0], due=date(2020, 10, 1)),))
        assert tell(describe_since, dataset) == f"Việc đã giao: quá hạn: {name(CODES[0])}, hạn 01/10/2020."

    def test_tasks_of_later_reports_are_not_told_on_an_earlier_one(self):
        dataset = replace(build_dataset([hand_in(CODES[0], period="6m")]), actions=(agree(CODES[0], due=date(2020, 10, 1)),))
        assert tell(describe_since, dataset, Scope("6m")) is None

    def test_where_nothing_moved_and_nothing_is_overdue_there_is_no_sentence(self):
        returns = [on_rung(code, 1, period) for code in CODES for period in ("6m", "9m")]
        dataset = replace(build_dataset(returns), actions=(agree(CODES[0], due=date(2021, 1, 31)),))
        assert tell(describe_since, dataset) is None


class TestSpread:
    """7. How many stand on the rung the office set or above, the model schools among them; the lowest by name."""

    def test_it_counts_what_the_key_figure_counts_and_names_the_lowest(self):
        returns = [hand_in(code, ON_FOUR, models=ONE_MODEL) for code in (*MODELS, *OTHERS[:5])]
        dataset = build_dataset([*returns, *(on_rung(code, 1, "9m") for code in OTHERS[5:7]), on_rung(OTHERS[8], 2, "9m")])
        lowest = f"{name(OTHERS[5])}, {name(OTHERS[6])}"
        # 3 + 5 on rung 4; 19 − 8 − 3 silent
        assert (
            tell(describe_spread, dataset) == f"Lan tỏa: 8/19 trường ở bậc 4 trở lên, 8 chưa báo cáo; thấp nhất bậc 1: {lowest}."
        )
        assert {one.label: one.value for one in collect_key_figures(dataset, Scope("9m"))}["Lan tỏa từ bậc 4"] == "8/19 trường"

    def test_a_selection_says_which_schools_it_counts(self):
        returns = [hand_in(code, ON_FOUR, models=ONE_MODEL) for code in OTHERS[:5]]
        told = tell(describe_spread, build_dataset(returns), Scope("9m", model=False))
        assert told == "Lan tỏa: 5/16 trường ngoài trường điểm ở bậc 4 trở lên, 11 chưa báo cáo."

    def test_where_every_school_stands_there_is_nothing_to_attend_to(self):
        assert tell(describe_spread, build_dataset([hand_in(code, ON_FOUR, models=ONE_MODEL) for code in CODES])) is None

    def test_one_school_stands_on_its_rung(self):
        scope = Scope("9m", level="Tiểu học", model=True)
        assert (
            tell(describe_spread, build_dataset([on_rung("TH-MINHCAM", 2, "9m")]), scope) == "Lan tỏa: Tiểu học Minh Cầm ở bậc 2."
        )


class TestAllOfThem:
    """In order of gravity, at most seven, true under every filter, lens and period."""

    @pytest.mark.parametrize("seed", range(2))
    def test_the_same_figures_always_tell_the_same_in_the_order_of_the_rules(self, seed):
        dataset, again = (build_dataset(generate_returns(seed)) for _ in range(2))
        for scope in list_scopes():
            told = collect_sentences(dataset, scope)
            assert told == collect_sentences(again, scope)
            assert told == tuple(filter(None, (rule(gather(dataset, scope)) for rule in RULES)))
            assert len(told) <= 7

    @pytest.mark.parametrize("seed", range(2))
    def test_no_sentence_holds_a_mark_an_empty_ratio_or_a_school_outside_the_filter(self, seed):
        returns = generate_returns(seed, missing=0.4)
        verdicts, concluded = generate_verdicts(seed, returns)
        dataset = build_dataset(returns, verdicts=verdicts, appraised=concluded)
        for scope in (*list_scopes(), *list_scopes("appraised")):
            inside = {school.short_name for school in scope.schools(dataset)}
            outside = {school.short_name for school in ROSTER.schools} - inside
            for one in collect_sentences(dataset, scope):
                whole = f"{one.lead}{one.text}"
                assert not set(whole) & set("●◐○▼▽▲✕→?◇"), whole
                assert not any(bad in whole for bad in (" 0/0", "1 của 1", "nan", "  ", ": .", ",,")), whole
                assert whole.endswith(".")
                named = {other for other in outside if other in whole and not any(other in one for one in inside)}
                assert not named, whole
                assert one.subject in {"", *PLAN.indicator_by_code, *(school.code for school in scope.schools(dataset))}

    def test_those_that_somebody_must_act_on_come_first(self):
        returns = [hand_in(code, {"NV4.3": {"done": 1}, **meet(*ITEMS[:20])}) for code in CODES[1:]]
        told = collect_sentences(build_dataset(returns), Scope("9m"))
        assert [one.grave for one in told[:3]] == [True] * 3
        assert not any(one.grave for one in told[3:])

    def test_of_no_school_nothing_is_said(self):
        assert collect_sentences(build_dataset(generate_returns(1)), Scope("9m", level="THCS", commune="Minh Cầm")) == ()


@pytest.mark.parametrize(("seed", "period", "lens"), list(product(range(2), ("6m", "9m", "12m"), ("declared", "evidenced"))))
class TestASecondWay:
    """Each figure again by plain loops over random returns."""

    def test_violations(self, seed, period, lens):
        returns = generate_returns(seed)
        found = slow.list_violations(returns, CODES, period, lens)
        sentence = describe_violations(gather(build_dataset(returns), Scope(period, lens)))
        schools = {code for code, _, _ in found}
        assert sentence.lead == f"{sum(number for _, _, number in found)} vi phạm ở {len(schools)}/19 trường"
        for code in ("NV4.3", "NV5.1"):
            numbers = [number for _, indicator, number in found if indicator == code]
            assert f"{sum(numbers)} {PLAN.indicator_by_code[code].unit} " in sentence.text

    def test_weakest(self, seed, period, lens):
        returns = generate_returns(seed)
        behind = slow.rank_behind(returns, CODES, period, lens)[:3]
        told = []
        for place, (code, share, n, total) in enumerate(behind):
            where, alone = slow.find_where(returns, code, period, lens)
            verb = "" if place else "thiếu "
            how = f", {f'chỉ {verb}ở' if alone else f'{verb}nhiều nhất ở'} {' và '.join(where)}" if where else ""
            told.append(f"{name(code)} {format_percent(float(share))} ({n}/{total}{'' if place else ' nội dung'}{how})")
        sentence = describe_weakest(gather(build_dataset(returns), Scope(period, lens)))
        assert sentence.text == f": {', '.join(told)}."
        assert sentence.subject == behind[0][0]

    def test_without_evidence(self, seed, period, lens):
        returns = generate_returns(seed)
        claimed, bare = slow.count_bare(returns, CODES, period)
        told = tell(describe_truth, build_dataset(returns), Scope(period, lens))
        assert f" {sum(bare.values())}/{sum(claimed.values())} nội dung tự khai “Đạt” chưa có minh chứng" in told
        most = [code for code, count in bare.items() if count == max(bare.values())]
        assert all((name(code) in told) == (len(most) <= 2) for code in most)

    def test_model_schools(self, seed, period, lens):
        returns = generate_returns(seed)
        lower, middle, others = slow.list_lower_models(returns, period, lens)
        told = tell(describe_model_schools, build_dataset(returns), Scope(period, lens))
        if lower:
            assert told.endswith(f", thấp hơn mức giữa của {others} trường khác ({format_percent(float(middle))}).")
            assert all(f"{name(code)} {format_percent(float(share))} (" in told for code, share in lower)
        else:
            assert told is None or " còn " in told

    def test_spread_and_who_moved(self, seed, period, lens):
        returns, periods = generate_returns(seed), [one.code for one in PLAN.periods]
        rungs = slow.list_rungs(returns, CODES, period)
        dataset = build_dataset(returns)
        told = tell(describe_spread, dataset, Scope(period, lens))
        assert told.startswith(f"Lan tỏa: {sum(rung >= 4 for rung in rungs.values())}/19 trường ở bậc 4 trở lên")
        lowest = [code for code in CODES if rungs.get(code) == min(rungs.values())]
        assert f"; thấp nhất bậc {min(rungs.values())}: {', '.join(map(name, lowest[:3]))}" in told
        if period == periods[0]:
            assert tell(describe_since, dataset, Scope(period, lens)) is None
            return
        before = slow.list_rungs(returns, CODES, periods[periods.index(period) - 1])
        both = [code for code in CODES if code in rungs and code in before]
        moved = tell(describe_since, dataset, Scope(period, lens)) or ""
        for words, schools in (
            ("lên bậc lan tỏa", [code for code in both if rungs[code] > before[code]]),
            ("xuống bậc", [code for code in both if rungs[code] < before[code]]),
        ):
            counted = f"{name(schools[0])} {words}" if len(schools) == 1 else f"{len(schools)} trường {words}"
            assert (counted in moved) == bool(schools)
        assert f"trong {len(both)} trường so được" in moved


def list_scopes(*lenses):
    """Every kind of filter (a level, model schools, the others, a commune, one school, none) in every lens, periods in turn."""
    filters = (
        {},
        {"level": "THCS"},
        {"model": True},
        {"model": False},
        {"level": "Tiểu học", "model": True},
        {"commune": "Đồn Đạc"},
    )
    none = {"level": "THCS", "commune": "Minh Cầm"}
    asked = product(lenses or ("declared", "evidenced"), (*filters, none))
    return [Scope(period, lens, **chosen) for period, (lens, chosen) in zip(cycle(("12m", "9m", "6m")), asked, strict=False)]


def on_rung(school, rung, period):
    """A return that stands on a rung; None for none."""
    if rung is None:
        return None
    plain = climb_to(rung)
    return hand_in(school, plain.answers, period=period, models=plain.models)


def judge(school, line, outcome, **found):
    return {"school": school, "period": "12m", "line": line, "outcome": outcome, **found}


def agree(school, *, due, number=1):
    return Action(number, "9m", school, "HP1", "Bổ sung minh chứng", "Hiệu trưởng", due, date(2020, 9, 18))


def replace_day(given: PlainReturn, *, days):
    given.received_on += timedelta(days=days)
    return given
