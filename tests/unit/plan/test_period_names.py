"""Which reporting period a text names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.plan.period_names import PeriodNames
from tests.builders_reader import PLAN, SHIPPED_PLAN

NAMES, SMALL = PeriodNames(SHIPPED_PLAN), PeriodNames(PLAN)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("6 tháng", "6m"),
        ("Kỳ 6 tháng năm 2020", "6m"),
        ("BÁO CÁO 6 THÁNG ĐẦU NĂM 2020", "6m"),
        ("bao cao 06 thang", "6m"),
        ("BC_6T_2020", "6m"),
        ("6m", "6m"),
        ("mndapthanh6thang", "6m"),
        ("9 tháng 2020", "9m"),
        ("Cả năm 2020", "12m"),
        ("ca nam", "12m"),
        ("1 năm", "12m"),
        ("một năm", "12m"),
        ("12 tháng", "12m"),
        ("Tổng kết năm 2020", "12m"),
        ("12M", "12m"),
    ],
)
def test_a_period_is_known_by_its_title_code_and_usual_words(text, period):
    assert NAMES.find(text) == (period,)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "năm 2020",
        SHIPPED_PLAN.title,
        SHIPPED_PLAN.short_title,
        "ngày 12 tháng 6 năm 2020",
        "12 tháng 6 năm 2020",
        "14/6/2020",
        "tháng 1 năm 2020",
        "tháng 12",
        "16 tháng",
        "3 tháng",
        "báo cáo lần 6",
        "6 tiết",
    ],
)
def test_years_dates_and_other_numbers_are_no_period(text):
    assert NAMES.find(text) == ()


def test_two_periods_named_are_two():
    assert NAMES.find("6 tháng và 9 tháng") == ("6m", "9m")


@pytest.mark.parametrize(
    ("text", "period"),
    [("Học kỳ I", "hk1"), ("học kì 1", "hk1"), ("HKI", "hk1"), ("HK 1", "hk1"), ("hk2", "hk2"), ("HOC_KY_II_2022", "hk2")],
)
def test_a_plan_of_terms_has_its_own_words(text, period):
    assert SMALL.find(text) == (period,)
    assert NAMES.find(text) == ()


@pytest.mark.parametrize(
    ("text", "another"),
    [("6 tháng năm 2019", True), ("6 tháng năm 2020", False), ("6 tháng", False), ("2019-2020", False), ("số 20191", False)],
)
def test_another_year_is_seen(text, another):
    assert NAMES.names_another_year(text) is another


@given(st.text(max_size=80))
def test_nothing_raises(text):
    assert set(NAMES.find(text)) <= {period.code for period in SHIPPED_PLAN.periods}
