"""The plan told in words."""

from datetime import date

import pytest

from danvan_metrics.folders import DATA, SHIPPED
from danvan_metrics.plan.descriptions import (
    describe_evidence,
    describe_formula,
    describe_kind,
    describe_paces,
    describe_reporters,
    describe_rung,
    describe_target,
)
from danvan_metrics.plan.kinds import Kind, Reporter, Source
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.model import Indicator, Rung

PLANS = [load_plan(DATA / "plans" / "2020"), load_plan(SHIPPED / "tests" / "plans" / "small")]


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.code)
def test_every_indicator_of_every_plan_can_be_told(plan):
    for indicator in plan.indicators:
        told = [
            describe_kind(indicator.kind),
            describe_formula(indicator),
            describe_target(indicator),
            describe_paces(plan),
        ]
        assert all(told)
        assert not any(sign in sentence for sentence in told for sign in "{}")


@pytest.mark.parametrize(
    ("kind", "more", "target", "formula"),
    [
        (
            Kind.COUNT,
            {"target": 12, "unit": "cuộc"},
            "≥ 12 cuộc",
            "Số đã ghi ÷ 12 cuộc, nhiều nhất là 100 %; nhiều hơn là vượt mức.",
        ),
        (Kind.LIMIT, {"target": 0, "unit": "vụ"}, "≤ 0 vụ", "Không quá 0 vụ: 100 %; nhiều hơn: 0 %."),
        (Kind.YES_NO, {}, "Có", "Có: 100 %; Không: 0 %."),
        (Kind.TRACKED, {}, "–", "Chỉ theo dõi, không chấm điểm vì kế hoạch không đặt chỉ tiêu."),
        (
            Kind.RATIO,
            {"done_label": "Đơn đã giải quyết", "to_do_label": "Đơn đã nhận"},
            "100 %",
            "Đơn đã giải quyết ÷ đơn đã nhận; số phải thực hiện là 0 thì không áp dụng.",
        ),
        (
            Kind.DATE,
            {"deadline": date(2020, 4, 30)},
            "Trước 30/04/2020",
            "Đã ghi ngày: 100 %; trước 30/04/2020 là đúng hạn, đúng ngày đó hoặc sau đó là trễ.",
        ),
        (
            Kind.CHECKLIST,
            {"lines": [{"code": "A1.1", "text": "một"}, {"code": "A1.2", "text": "hai"}]},
            "Đủ 2 dòng",
            "Số dòng ghi Có ÷ số dòng áp dụng (cả thảy 2 dòng).",
        ),
        (
            Kind.DERIVED,
            {"source": Source.APPRAISED_SCHOOLS, "target": 1.0},
            "100 %",
            "Số trường Phòng đã thẩm định ÷ số trường trong danh sách.",
        ),
    ],
)
def test_target_and_formula_follow_from_the_kind(kind, more, target, formula):
    indicator = build_indicator(kind, **more)

    assert describe_target(indicator).replace("\u00a0", " ") == target
    assert describe_formula(indicator).replace("\u00a0", " ") == formula


def test_evidence_is_asked_line_by_line_of_a_checklist_and_not_of_a_limit():
    assert describe_evidence(build_indicator(Kind.YES_NO)) == "Ít nhất 1"
    assert describe_evidence(build_indicator(Kind.CHECKLIST, lines=[{"code": "A1.1", "text": "một"}])) == "Mỗi dòng ít nhất 1"
    assert describe_evidence(build_indicator(Kind.LIMIT, target=0)) == "Không cần"


def test_who_reports_is_named_unless_the_program_works_it_out():
    both = build_indicator(Kind.YES_NO, reporters=(Reporter.SCHOOL, Reporter.OFFICE))

    assert describe_reporters(both) == "Nhà trường, Phòng"
    assert describe_reporters(build_indicator(Kind.DERIVED, source=Source.MODEL_SCHOOLS)) == "Tự tính"


def test_a_rung_names_all_its_conditions():
    rung = Rung(rung=1, title="x", any_met=("A", "B"), all_met=("C",), model_status=("doing",), appraised=True)

    assert describe_rung(PLANS[0], rung) == (
        "Đạt A hoặc B; đạt C; có ít nhất một mô hình đang thực hiện; được Phòng thẩm định, công nhận."
    )


def build_indicator(kind, **more):
    return Indicator(code="A1", group="A", title="x", text="x", kind=kind, section="I", **more)
