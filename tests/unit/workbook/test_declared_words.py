"""An answer and a verdict in the few words of a phiếu."""

from datetime import date

import pytest

from danvan_metrics.plan.verdicts import Outcome, Verdict
from danvan_metrics.workbook.answers import Answer, State
from danvan_metrics.workbook.appraisal_sheet.declared_words import describe_declared, describe_verdict
from tests.builders import PLAN

DATED = next(one.code for one in PLAN.indicators if one.kind.value == "date" and one.entered)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (None, "chưa báo cáo"),
        (Answer("HP1.1", State.NOT_REPORTED), "chưa báo cáo"),
        (Answer("HP1.1", State.INVALID), "không hợp lệ"),
        (Answer("HP1.1", State.NOT_APPLICABLE), "không áp dụng"),
        (Answer("HP1.1", State.NOT_APPLICABLE, note="Trường không có lớp 5"), "không áp dụng (trường không có lớp 5)"),
        (Answer("HP1.1", State.VALUE, choice="doing"), "Đang thực hiện"),
    ],
)
def test_what_a_school_says_of_an_item(answer, words):
    assert describe_declared(PLAN, PLAN.indicator_by_code["HP1.1"], answer) == words


@pytest.mark.parametrize(
    ("line", "value", "words"),
    [
        ("CT1.1", {"to_do": 12, "done": 5}, "Hạ: 5/12"),
        ("CT1.1", {"to_do": 1200, "done": 1000}, "Hạ: 1.000/1.200"),
        ("CT3.2", {"done": 2}, "Hạ: 2 mô hình"),
        ("CT1.2.1", {"choice": "no"}, "Hạ: Không"),
        (DATED, {"dated": date(2020, 5, 2)}, "Hạ: 02/05/2020"),
        ("HP1.1", {}, "Hạ"),
    ],
)
def test_a_verdict_names_outcome_and_value(line, value, words):
    verdict = Verdict(line=line, outcome=Outcome.LOWERED, **value)
    assert describe_verdict(PLAN, PLAN.indicator_of_line[line], verdict) == words
