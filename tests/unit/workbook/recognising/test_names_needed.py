"""Of a country's schools the names take seconds to prepare: what came back as it was sent is known without them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.validation.verdict import validate_sheets
from danvan_metrics.workbook.labels import name_template
from danvan_metrics.workbook.recognising.contradiction import find_contradiction
from danvan_metrics.workbook.recognising.names import prepare_names
from tests.builders_officer import PLAN, ROSTER, fill_workbook

SCHOOL = ROSTER.schools[0]
SIX_MONTHS, NINE_MONTHS = PLAN.periods[:2]


@pytest.fixture
def roster():
    """One that no other test has prepared names of."""
    return replace(ROSTER)


def list_prepared(roster) -> set[str]:
    """What was made of the roster's names so far."""
    return set(vars(prepare_names(PLAN, roster).schools)) & {"_book", "_places", "_idle_words", "_codes"}


def receive(roster, file_name: str):
    sheets = read_workbook(fill_workbook(SCHOOL.code, SIX_MONTHS.code))
    told = {"file_name": file_name, "received_on": date(2020, 6, 12)}
    checked = validate_sheets(sheets, plan=PLAN, roster=roster, find_previous=lambda *_: None, **told)
    return checked, find_contradiction(PLAN, roster, checked.identity, file_name)


def test_a_template_under_the_name_it_was_sent_out_with_needs_none(roster):
    checked, said = receive(roster, name_template(PLAN, SCHOOL, SIX_MONTHS))
    assert (checked.identity.school, checked.identity.period) == (SCHOOL.code, SIX_MONTHS.code)
    assert (said.school, said.period) == ("", "")
    assert list_prepared(roster) == set()


@pytest.mark.parametrize(("school", "period"), [(SCHOOL, NINE_MONTHS), (ROSTER.schools[1], SIX_MONTHS)])
def test_the_name_of_another_template_is_read_and_contradicts(roster, school, period):
    _, said = receive(roster, name_template(PLAN, school, period))
    assert (bool(said.school), bool(said.period)) == (school is not SCHOOL, period is not SIX_MONTHS)
    assert "_book" in list_prepared(roster)


def test_plans_of_one_roster_share_its_names(roster):
    other = PLAN.model_copy()
    assert prepare_names(PLAN, roster).schools is prepare_names(other, roster).schools
    assert prepare_names(PLAN, roster).periods is not prepare_names(other, roster).periods
