"""The sentences of Tổng quan: fixed rules, each figure as n/N, the same every time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from danvan_metrics.metrics.actions import ActionState
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.material import Material
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.topics.overview.sentences import Target, collect_sentences, describe_actions
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, generate_returns, send_back

CODES = [school.code for school in ROSTER.schools]
ITEMS = [item.code for item in PLAN.indicators if item.kind is Kind.LEVEL]
DEADLINE = PLAN.find_period("9m").deadline


def test_the_same_figures_always_tell_the_same():
    dataset = build_dataset(generate_returns(5))

    assert collect_sentences(dataset, Scope("9m")) == collect_sentences(dataset, Scope("9m"))
    assert len(collect_sentences(dataset, Scope("9m"))) <= 7


def test_missing_schools_are_named_and_so_is_the_latest():
    returns = [hand_in(code) for code in CODES[2:]]
    returns[0].received_on = DEADLINE + timedelta(days=3)  # the 13th is the last day on time: 4 days late

    sentence = find(build_dataset(returns), Target.TIMELINESS)

    assert sentence.lead == "2/19 trường chưa nộp"
    late = ROSTER.by_code[CODES[2]].short_name
    missing = f"{ROSTER.by_code[CODES[0]].short_name}, {ROSTER.by_code[CODES[1]].short_name}"
    assert sentence.text == f" báo cáo kỳ 9 tháng: {missing}; 1/17 trường nộp trễ, lâu nhất 4 ngày ({late})."


def test_more_than_four_missing_schools_are_counted():
    sentence = find(build_dataset([hand_in(code) for code in CODES[6:]]), Target.TIMELINESS)

    assert sentence.lead == "6/19 trường chưa nộp"
    assert sentence.text.endswith(" và 2 trường khác.")  # 6 missing, 4 named


def test_before_the_deadline_nobody_is_missing():
    dataset = build_dataset([hand_in(code) for code in CODES[:4]], as_of=date(2020, 9, 8))

    sentence = find(dataset, Target.TIMELINESS)

    assert sentence.lead + sentence.text == "4/19 trường đã nộp báo cáo kỳ 9 tháng; còn 5 ngày đến hạn."  # the 13th, less the 8th


def test_nothing_but_receipts_is_told_while_nobody_has_handed_in():
    assert [sentence.target for sentence in collect_sentences(build_dataset([]), Scope("9m"))] == [Target.TIMELINESS]


def test_the_indicator_on_which_most_schools_lag_is_told_with_all_its_counts():
    returns = [
        hand_in(code, {"NV2.3": {"done": done, "evidence_count": 1}})
        for code, done in zip(CODES, [2] * 4 + [1] * 9 + [0] * 6, strict=True)
    ]

    sentence = find(build_dataset(returns), Target.INDICATOR)

    assert sentence.subject == "NV2.3"
    assert sentence.text == ": 4/19 trường đạt; 9/19 chậm tiến độ; 6/19 chưa làm (0)."  # 1 of 2 is 50 %, behind 75 %


def test_the_model_school_furthest_behind_is_told_with_its_weakest_criterion():
    worst = ROSTER.select(model=True)[1]
    answers = {worst.code: choose(ITEMS[:-5], "met") | choose(ITEMS[-5:], "doing")}
    returns = [hand_in(code, answers.get(code, choose(ITEMS, "met"))) for code in CODES]

    sentence = find(build_dataset(returns), Target.MODEL_SCHOOLS)

    group = PLAN.group_by_code[PLAN.indicator_by_code[ITEMS[-1]].group].short
    assert sentence.text == f": {worst.short_name} còn 5/27 nội dung chưa đạt, nhiều nhất ở {group} (5)."
    assert sentence.subject == worst.code


def test_model_schools_that_have_met_everything_are_told_so():
    sentence = find(build_dataset([hand_in(code, choose(ITEMS, "met")) for code in CODES]), Target.MODEL_SCHOOLS)

    assert sentence.text == ": 3/3 trường đạt đủ 81/81 nội dung."  # 3 × 27


@pytest.mark.parametrize("lens", ["declared", "evidenced"])
def test_items_met_without_evidence_are_counted_whatever_the_lens(lens):
    bare = choose(ITEMS[:3], "met", pieces=0)
    returns = [
        hand_in(CODES[0], choose(ITEMS, "met") | bare),
        hand_in(CODES[1], choose(ITEMS, "met") | choose(ITEMS[:1], "met", pieces=0)),
    ]

    sentence = next(one for one in collect_sentences(build_dataset(returns), Scope("9m", lens)) if one.target is Target.SCHOOL)

    assert sentence.lead == "4/54 nội dung “Đạt” chưa có minh chứng"  # 3 + 1 of 2 × 27
    assert sentence.text == f", ở 2/2 trường, nhiều nhất {ROSTER.by_code[CODES[0]].short_name} (3)."
    assert sentence.subject == CODES[0]


def test_spread_is_told_of_the_schools_that_are_not_models_and_gained_by_those_that_reported_twice():
    others = [school.code for school in ROSTER.select(model=False)]
    climbed = {"CT3.1": yes(), "NV1.1": yes(), **choose(ITEMS, "met")}
    returns = [hand_in(code, climbed, models=MODELS) for code in others[:5]]
    returns += [hand_in(code, climbed, period="6m", models=MODELS) for code in others[:2]]
    returns += [hand_in(code, {"CT3.1": yes()}, period="6m") for code in others[2:4]]  # on rung 1 then

    sentence = find(build_dataset(returns), Target.SPREAD)

    assert sentence.text.startswith(": 5/16 trường ngoài trường điểm ở bậc 4 (")
    # 4 reported in both: 4 on rung 4 now, 2 then; the fifth came in, which is no rise
    assert sentence.text.endswith(") trở lên, 11 chưa báo cáo; +2 so với kỳ 6 tháng, trong 4 trường so được.")


def test_nothing_is_compared_with_a_period_in_which_nobody_reported():
    sentence = find(build_dataset([hand_in(code, {"CT3.1": yes()}) for code in CODES]), Target.SPREAD)

    assert "so với" not in sentence.text


def test_a_school_whose_return_was_sent_back_has_not_failed_to_hand_in():
    returns = [hand_in(code) for code in CODES[2:]]
    came = send_back(CODES[1], "9m", date(2020, 9, 7), errors=3)

    sentence = find(build_dataset(returns, as_of=date(2020, 9, 17), sent_back=(came,)), Target.TIMELINESS)

    first, second = (ROSTER.by_code[code].short_name for code in CODES[:2])
    assert sentence.lead == "2/19 trường chưa có báo cáo dùng được"
    # 17 − 13 = 4 days after the last day on time
    assert sentence.text == (f" kỳ 9 tháng: {first} chưa nộp, quá hạn 4 ngày; {second} đã gửi 07/09, trả lại, chờ sửa 3 lỗi.")


def test_a_limit_that_was_passed_is_told_first_with_its_number():
    answers = ({"NV4.3": {"done": 2}, "NV5.1": {"done": 0}}, {"NV4.3": {"done": 0}}, {"NV4.3": {"done": 1}, "NV5.1": {"done": 3}})
    returns = [hand_in(code, given) for code, given in zip(CODES, answers, strict=False)]

    first, *_ = collect_sentences(build_dataset(returns), Scope("9m"))

    assert first.lead == "2/19 trường có vi phạm giới hạn"
    one, _, other = (ROSTER.by_code[code].short_name for code in CODES[:3])
    complaints, conduct = (
        "vụ khiếu kiện vượt cấp, khiếu kiện đông người",
        "hành vi sách nhiễu, phiền hà, vi phạm đạo đức nhà giáo",
    )
    assert first.text == (
        f": {one} có 2 vụ (giới hạn 0) – {complaints}; "
        f"{other} có 1 vụ (giới hạn 0) – {complaints} và có 3 hành vi (giới hạn 0) – {conduct}."
    )
    assert (first.target, first.subject) == (Target.INDICATOR, "NV4.3")


def test_through_the_evidenced_lens_a_nought_may_be_work_without_evidence():
    returns = [hand_in(code, {"CT3.1": {"choice": "yes"}}) for code in CODES]
    told = collect_sentences(build_dataset(returns), Scope("9m", "evidenced"))

    sentence = next(one for one in told if one.target is Target.INDICATOR)

    assert sentence.text == ": 0/19 trường đạt; 19/19 chưa làm hoặc chưa có minh chứng (0)."


def test_the_filters_narrow_every_sentence():
    dataset = build_dataset([hand_in(code) for code in CODES])

    sentence = next(one for one in collect_sentences(dataset, Scope("9m", level="THCS")) if one.target is Target.TIMELINESS)

    count = len(ROSTER.select(level="THCS"))
    assert sentence.lead == f"{count}/{count} trường đã nộp"


MODELS = ({"name": "Mô hình", "status": "doing", "has_result": False, "evidence_count": 1},)


def hand_in(school, answers=None, *, period="9m", models=()):
    received = PLAN.find_period(period).deadline - timedelta(days=1)
    return PlainReturn(school, period, received, dict(answers or {}), list(models), True if models else None)


def choose(items, choice, pieces=1):
    return {code: {"choice": choice, "evidence_count": pieces} for code in items}


def yes():
    return {"choice": "yes", "evidence_count": 1}


def find(dataset, target):
    return next(one for one in collect_sentences(dataset, Scope("9m")) if one.target is target)


def test_actions_tell_what_is_overdue_the_longest_first(meeting_dataset):
    """Three agreed by the year's report, on 17/12: one done, one overdue since 1/10, one due on 31/1."""
    [told] = [one for one in collect_sentences(meeting_dataset, Scope("12m")) if one.target is Target.ACTIONS]
    assert told.lead == "1/3 việc đã giao quá hạn"
    assert told.text == ", lâu nhất “Trồng lại vườn hoa phía cổng” (Mầm non Đạp Thanh, hạn 01/10/2020); 1/3 đã xong."


def test_actions_of_later_reports_and_dropped_ones_are_not_told(meeting_dataset):
    """On the report of 6 months only the first had been agreed, and it is done."""
    [told] = [one for one in collect_sentences(meeting_dataset, Scope("6m")) if one.target is Target.ACTIONS]
    assert f"{told.lead}{told.text}" == "Việc đã giao: 1/1 đã xong, không việc nào quá hạn."
    dropped = tuple(replace(action, closed_as=ActionState.DROPPED) for action in meeting_dataset.actions)
    assert describe_actions(Material(replace(meeting_dataset, actions=dropped), Scope("12m"))) is None


def test_a_task_takes_no_other_sentence_away(meeting_dataset):
    without = collect_sentences(replace(meeting_dataset, actions=()), Scope("9m"))
    told = collect_sentences(meeting_dataset, Scope("9m"))
    assert [one for one in told if one.target is not Target.ACTIONS] == list(without)
    assert any("chưa có minh chứng" in one.lead for one in told)
