"""A return has one state everywhere: received from its first day, figures only from what was taken (indicators.md)."""

from __future__ import annotations

from datetime import date

import pytest

from danvan_metrics.metrics.completion import score_groups, total_indicators
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.metrics.return_states import ReturnState, describe_return, judge_returns, list_asked, list_unanswered
from danvan_metrics.metrics.summarising import summarise
from danvan_metrics.metrics.timeliness import count_timeliness
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.workbook.answering.form import prepare_form
from tests.builders import PLAN, ROSTER, PlainReturn, build_dataset, send_back

SCHOOL = "MN-THANHLAM"
AFTER, BEFORE = date(2020, 6, 17), date(2020, 6, 10)  # the 13th of June is the last day on time
ANSWERED = {"CT3.1": {"choice": "yes"}, "NV3.1": {"to_do": 0, "done": 0}, "HP1.1": {"choice": "not_applicable"}}
CASES = [
    ({}, BEFORE, ReturnState.NOT_DUE, "chưa nộp, chưa đến hạn"),
    ({}, AFTER, ReturnState.MISSING, "chưa nộp, quá hạn 4 ngày"),  # 17 − 13
    ({"sent_back": True}, AFTER, ReturnState.SENT_BACK, "đã gửi 07/06, trả lại, chờ sửa 2 lỗi"),
    ({"sent_back": True}, BEFORE, ReturnState.SENT_BACK, "đã gửi 07/06, trả lại, chờ sửa 2 lỗi"),
    ({"answers": {}}, AFTER, ReturnState.INCOMPLETE, "đã nhận 12/06, thiếu 76 dòng"),
    ({"answers": ANSWERED}, AFTER, ReturnState.INCOMPLETE, "đã nhận 12/06, thiếu 73 dòng"),  # 76 − 3; “không áp dụng” answers
    ({"answers": "all"}, AFTER, ReturnState.COMPLETE, "đã nhận 12/06, đủ"),
]


@pytest.mark.parametrize(("given", "as_of", "state", "told"), CASES)
def test_the_states_and_their_words(given, as_of, state, told):
    row = judge(build(as_of=as_of, **given))
    assert (row.state, describe_return(row)) == (state, told)


def test_every_state_has_a_case():
    assert {state for _, _, state, _ in CASES} == set(ReturnState)


def test_every_row_to_fill_is_asked_and_the_sheet_of_models():
    form = prepare_form(PLAN, Reporter.SCHOOL)
    assert sorted(list_asked(PLAN)) == sorted([*(question.line.code for question in form.questions), "Mô hình"])
    assert len(list_asked(PLAN)) == 76


def test_what_is_unanswered_is_named():
    missing = list_unanswered(build(answers=ANSWERED), "6m")[SCHOOL]
    assert set(list_asked(PLAN)) - set(missing) == set(ANSWERED)


class TestAFileSentBack:
    """It has come; nothing of it counts; its school stands in every N."""

    def test_it_is_received_from_its_first_day(self):
        came = send_back(SCHOOL, "6m", date(2020, 6, 7), last=date(2020, 6, 15))
        counts = count_timeliness(build_dataset([], as_of=AFTER, sent_back=(came,)), Scope("6m"))
        assert (counts.received, counts.on_time, counts.sent_back, counts.missing) == (1, 1, 1, len(ROSTER.schools) - 1)

    def test_no_figure_comes_from_it(self):
        dataset = build(sent_back=True)
        groups = score_groups(dataset, Scope("6m"))
        assert set(groups.loc[groups["school"].eq(SCHOOL), "state"]) == {"sent_back"}
        row = next(row for row in total_indicators(dataset, Scope("6m")).itertuples() if row.indicator == "CT3.1")
        assert (row.met_n, row.met_N, row.met_high) == (0, len(ROSTER.schools), 1)  # it may still be met by all
        assert (row.sent_back, row.not_reported) == (1, len(ROSTER.schools) - 1)

    def test_the_summary_says_so(self):
        summary = summarise(build(sent_back=True), Scope("6m"))
        assert summary["received"] == {"n": 1, "N": len(ROSTER.schools)}
        assert summary["on_time"] == {"n": 1, "N": 1}
        [school] = [one for one in summary["schools"] if one["school"] == SCHOOL]
        assert (school["state"], school["rung"]) == ("sent_back", None)
        assert school["return"] == {
            "state": "sent_back",
            "received_on": "2020-06-07",
            "unanswered": {"n": 76 - 70, "N": 76},
            "errors": 2,
            "words": "đã gửi 07/06, trả lại, chờ sửa 2 lỗi",
        }


def test_the_offices_own_work_is_in_the_summary():
    office = ROSTER.office.code
    given = PlainReturn(office, "6m", date(2020, 6, 1), {"CT3.1": {"choice": "yes"}, "CT2.1": {"to_do": 10, "done": 9}})
    told = summarise(build_dataset([given], appraised={(SCHOOL, "6m")}), Scope("6m"))["office"]
    figures = {one["code"]: one for one in told["indicators"]}
    assert (told["unit"], figures["CT3.1"]["value"]) == (office, 1)
    assert figures["CT2.1"] == {"code": "CT2.1", "state": "value", "n": 9, "N": 10, "value": 0.9}
    assert [code for code in figures if code.startswith("PH")] == [one.code for one in PLAN.indicators if one.group == "PH"]
    assert (figures["PH5"]["n"], figures["PH5"]["N"]) == (1, len(ROSTER.schools))  # one school appraised
    assert told["groups"]["CT"] == {"value": pytest.approx((1 + 0.9) / 6), "n": 1, "N": 6, "reported": 2}


def build(*, answers=None, sent_back=False, as_of=AFTER):
    files = (send_back(SCHOOL, "6m", date(2020, 6, 7)),) if sent_back else ()
    if answers is None:
        return build_dataset([], as_of=as_of, sent_back=files)
    if answers == "all":
        asked = {line.code: indicator for indicator in PLAN.indicators for line in indicator.rows}
        answers = {code: _answer(asked[code]) for code in list_asked(PLAN) if code in asked}
        return build_dataset([PlainReturn(SCHOOL, "6m", date(2020, 6, 12), answers, models_declared=False)], as_of=as_of)
    return build_dataset([PlainReturn(SCHOOL, "6m", date(2020, 6, 12), answers)], as_of=as_of)


def _answer(indicator):
    by_kind = {"ratio": {"to_do": 2, "done": 1}, "yes_no": {"choice": "yes"}, "checklist": {"choice": "no"}}
    by_kind |= {"level": {"choice": "doing"}, "date": {"dated": date(2020, 4, 1)}}
    return by_kind.get(indicator.kind, {"done": 0})


def judge(dataset):
    return next(row for row in judge_returns(dataset, Scope("6m")).itertuples() if row.school == SCHOOL)
