"""Rules: what a cell takes, what it refuses and why, and the same limits in Excel's terms."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.folders import DATA
from danvan_metrics.plan.choices import CHECKLIST, LEVELS, YES_NO, Choice
from danvan_metrics.plan.entries import fact_rule, model_rules, rules_for
from danvan_metrics.plan.kinds import Kind
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.plan.rules import DateRule, Field, Refusal, TextRule, WholeNumberRule, choice_rule

PLAN = load_plan(DATA / "plans" / "2020")
NUMBER = WholeNumberRule(0, 1000)
YEAR = DateRule(date(2020, 1, 1), date(2020, 12, 31))
RULES = [NUMBER, YEAR, TextRule(50), choice_rule(YES_NO), choice_rule(LEVELS)]


def code_of(result) -> str:
    assert isinstance(result, Refusal)
    return result.code


# A blank is never a value


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
@pytest.mark.parametrize("blank", [None, "", "  ", "\u00a0", "\u200b"])
def test_a_blank_is_not_reported(rule, blank):
    assert rule.check(blank) is None


def test_zero_is_a_value():
    assert NUMBER.check(0) == 0
    assert NUMBER.check("0") == 0


# Whole numbers


@pytest.mark.parametrize(
    ("raw", "number"), [(3, 3), (3.0, 3), ("12", 12), (" 12 ", 12), ("1.000", 1000), ("12,0", 12), (1000, 1000)]
)
def test_whole_numbers_are_taken(raw, number):
    assert NUMBER.check(raw) == number


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (2.5, "not_whole"),
        ("2,5", "not_whole"),
        (-1, "out_of_range"),
        (1001, "out_of_range"),
        ("1.234", "out_of_range"),  # 1,234 as people here write it, beyond 1.000
        ("ba", "not_a_number"),
        ("8/10", "not_a_number"),
        (True, "not_a_number"),
        (float("nan"), "not_a_number"),
        (float("inf"), "not_a_number"),
        (date(2020, 10, 8), "date_in_number"),  # a typed 8/10
        (datetime(2020, 10, 8, 7, 30), "date_in_number"),  # noqa: DTZ001 - cells have no time zone
    ],
)
def test_what_is_no_whole_number_is_refused_with_its_reason(raw, code):
    assert code_of(NUMBER.check(raw)) == code


def test_a_refusal_says_what_was_found_and_what_is_expected():
    refusal = NUMBER.check(1234.0)
    assert (refusal.found, refusal.expected) == ("1.234", "từ 0 đến 1.000")


@given(st.integers(-2000, 2000))
def test_excel_and_reader_agree_on_numbers(number):
    limits = NUMBER.excel()
    assert (limits.type, limits.operator) == ("whole", "between")
    assert isinstance(NUMBER.check(number), Refusal) is not (int(limits.first) <= number <= int(limits.second))


# Choices


@pytest.mark.parametrize(("raw", "code"), [("Có", "yes"), ("có ", "yes"), ("KHÔNG", "no"), ("Không áp dụng", "not_applicable")])
def test_a_label_is_matched_without_case_or_accents(raw, code):
    assert choice_rule(CHECKLIST).check(raw) == code


@pytest.mark.parametrize("raw", ["có lẽ", "x y z", "đang", 2, date(2020, 1, 1)])
def test_what_is_not_on_the_list_is_refused(raw):
    refusal = choice_rule(YES_NO).check(raw)
    assert (code_of(refusal), refusal.expected) == ("not_a_choice", "Có / Không")


@pytest.mark.parametrize("labels", [YES_NO, CHECKLIST, LEVELS])
def test_every_option_of_the_drop_down_is_taken_back(labels):
    rule = choice_rule(labels)
    assert [rule.check(option) for option in rule.excel().options] == list(labels)
    assert [rule.label(code) for code in labels] == list(labels.values())


# Dates


@pytest.mark.parametrize("raw", [date(2020, 6, 4), datetime(2020, 6, 4, 9), "4/6/2020", "04.06.2020", "04-6-2020", " 4/6/2020 "])  # noqa: DTZ001
def test_dates_are_taken_day_first(raw):
    assert YEAR.check(raw) == date(2020, 6, 4)


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("31/6/2020", "not_a_date"),
        ("tháng 6", "not_a_date"),
        (4400, "not_a_date"),
        (44000.5, "not_a_date"),
        (44197, "not_a_date"),  # 01/01/2021 as a serial: next year's days are no likelier than a mere number
        ("4/6/20", "not_a_date"),
        ("1/1/2021", "date_outside_year"),
    ],
)
def test_what_is_no_day_of_the_year_is_refused(raw, code):
    assert code_of(YEAR.check(raw)) == code


def test_dates_reach_excel_as_serials():
    # Excel counts 01/01/1900 as 1 and a 29/02/1900 that never was: 43831 = days from 30/12/1899 to 01/01/2020.
    # The year before is taken too: 2019 has 365 days, 2020 has 366.
    assert (YEAR.excel().first, YEAR.excel().second) == (str(43831 - 365), str(43831 + 365))


# Text


def test_text_is_cleaned_and_limited():
    assert TextRule(10).check(" KH\u00a0số  5 ") == "KH số 5"
    assert TextRule(10).check(12.0) == "12"
    assert code_of(TextRule(3).check("bốn chữ")) == "too_long"


# Which cells a line has


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (Kind.RATIO, ["to_do", "done", "evidence_count", "evidence", "note"]),
        (Kind.COUNT, ["done", "evidence_count", "evidence", "note"]),
        (Kind.YES_NO, ["done", "evidence_count", "evidence", "note"]),
        (Kind.CHECKLIST, ["done", "evidence_count", "evidence", "note"]),
        (Kind.LEVEL, ["done", "evidence_count", "evidence", "note"]),
        (Kind.DATE, ["done", "evidence_count", "evidence", "note"]),
        (Kind.LIMIT, ["done", "note"]),
        (Kind.TRACKED, ["done", "note"]),
    ],
)
def test_a_kind_has_its_cells(kind, fields):
    indicator = next(item for item in PLAN.indicators if item.kind is kind and item.entered)
    assert list(rules_for(PLAN, indicator)) == fields


@pytest.mark.parametrize(
    ("kind", "options"),
    [(Kind.YES_NO, tuple(YES_NO.values())), (Kind.CHECKLIST, tuple(CHECKLIST.values())), (Kind.LEVEL, tuple(LEVELS.values()))],
)
def test_a_chosen_answer_has_its_list(kind, options):
    indicator = next(item for item in PLAN.indicators if item.kind is kind)
    assert rules_for(PLAN, indicator)[Field.DONE].excel().options == options


def test_a_dated_line_takes_days_of_the_plans_year():
    indicator = next(item for item in PLAN.indicators if item.kind is Kind.DATE)
    assert rules_for(PLAN, indicator)[Field.DONE] == YEAR


def test_facts_take_what_their_kind_says():
    checked = {fact.kind: type(fact_rule(PLAN, fact)).__name__ for fact in PLAN.facts}
    assert checked == {"text": "TextRule", "number": "WholeNumberRule", "date": "DateRule"}


def test_models_are_registered_in_the_plans_fields():
    field = model_rules(PLAN)["field"]
    assert field.check("an ninh trat tu, tu quan") == "An ninh trật tự, tự quản"
    assert code_of(field.check("Thể thao")) == "not_a_choice"


def test_choices_are_those_the_figures_know():
    assert set(LEVELS) | set(YES_NO) == set(Choice)


# Whatever stands in a cell


@given(st.one_of(st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()))
def test_no_cell_stops_the_reading(raw):
    for rule in RULES:
        result = rule.check(raw)
        assert not isinstance(result, Refusal) or (result.code and result.expected)
