"""Nothing slips in unseen: what an officer is asked before a return counts, and what is never a return."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from danvan_metrics.district import District, open_district
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.plan.rules import Field
from danvan_metrics.sample import iterate_sample
from danvan_metrics.settings import load_settings
from danvan_metrics.validation.identity import WHOLE_FILE
from danvan_metrics.validation.issues import Issue
from danvan_metrics.workbook.answers import Identity
from danvan_metrics.workbook.labels import name_template
from danvan_metrics.workbook.layout import SHEET_IDENTITY
from danvan_metrics.workbook.recognising.contradiction import find_contradiction
from danvan_metrics.workbook.template.build import build_template
from tests.builders_access import OFFICE
from tests.builders_officer import PLAN, ROSTER, fill_workbook

SCHOOL = "MN-DONDAC"
TODAY = date(2020, 9, 20)
DAY = date(2020, 6, 10)
DROPPED = ("NV2.3", "NV1.2")


@pytest.fixture
def district(tmp_path) -> District:
    url = f"sqlite:///{tmp_path / 'kho.sqlite3'}"
    return open_district(load_settings({"DANVAN_DATABASE_URL": url, "DANVAN_TODAY": f"{TODAY}"}))


@pytest.fixture(scope="module")
def full() -> bytes:
    return fill_workbook(SCHOOL, "6m")


@pytest.fixture(scope="module")
def fewer() -> bytes:
    """Two lines of those answered before are empty."""
    return fill_workbook(SCHOOL, "6m", {(line, field): None for line in DROPPED for field in Field})


@pytest.fixture(scope="module")
def other() -> bytes:
    return fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): 5})


class TestFewerAnswers:
    def test_the_difference_is_asked_and_nothing_is_stored(self, district, full, fewer):
        first = hand_in(district, "a.xlsx", full)
        asked = hand_in(district, "b.xlsx", fewer)
        assert (asked.status, asked.stored, in_force(district)) == ("ask", False, [1])
        (question,) = asked.questions
        assert (question.code, question.submission) == ("fewer_answers", first.submission)
        assert f"{first.answered - 2}/{first.askable} dòng" in question.sentence
        assert all(line in question.sentence for line in DROPPED)

    def test_a_yes_takes_it(self, district, full, fewer):
        hand_in(district, "a.xlsx", full)
        assert hand_in(district, "b.xlsx", fewer, accepted={"fewer_answers"}).revision == 2
        assert in_force(district) == [2]

    def test_a_yes_about_one_return_is_no_yes_about_the_one_that_came_in_between(self, district, full, fewer, other):
        hand_in(district, "a.xlsx", full)
        key = hand_in(district, "b.xlsx", fewer).questions[0].key
        hand_in(district, "c.xlsx", other)
        assert codes(hand_in(district, "b.xlsx", fewer, accepted={key})) == ["fewer_answers"]


class TestTheSameFileAgain:
    def test_in_force_it_is_a_duplicate(self, district, full):
        hand_in(district, "a.xlsx", full)
        assert hand_in(district, "b.xlsx", full).status == "duplicate"

    def test_an_earlier_one_is_offered_and_a_yes_puts_it_in_force(self, district, full, other):
        hand_in(district, "a.xlsx", full)
        hand_in(district, "b.xlsx", other)
        asked = hand_in(district, "a.xlsx", full)
        assert (asked.status, codes(asked), asked.revision) == ("ask", ["not_in_force"], 1)
        taken = hand_in(district, "a.xlsx", full, accepted={"not_in_force"})
        assert (taken.status, taken.put_in_force, taken.stored, taken.revision) == ("accepted", True, False, 1)
        assert in_force(district) == [1]
        (event,) = district.repository.list_events(action="put_in_force")
        assert event.detail["reason"] == "Trùng với lần 1 (không phải bản đang dùng) – đưa lần 1 vào hiệu lực"

    def test_a_withdrawn_one_is_asked_about(self, district, full):
        first = hand_in(district, "a.xlsx", full)
        district.repository.withdraw(first.submission, reason="Gửi nhầm")
        assert district.load_dataset().receipts.empty
        asked = hand_in(district, "a.xlsx", full)
        assert codes(asked) == ["was_withdrawn"]
        assert "Gửi nhầm" in asked.questions[0].sentence
        hand_in(district, "a.xlsx", full, accepted={"*"})
        assert in_force(district) == [1]


class TestWhichOneCounts:
    def test_two_files_of_one_return_in_a_batch(self, district, full, other):
        files = [HandedIn("cuoi.xlsx", full), HandedIn("zip/nhap.xlsx", other), HandedIn("lai.xlsx", full)]
        outcomes = list(receive_files(district, files, Receiving(DAY, actor=OFFICE)))
        assert [one.status for one in outcomes] == ["accepted", "ask", "duplicate"]
        assert codes(outcomes[1]) == ["two_in_batch"]
        assert "“cuoi.xlsx”" in outcomes[1].questions[0].sentence

    def test_in_two_batches_nothing_is_asked(self, district, full, other):
        assert [hand_in(district, "t.xlsx", content).status for content in (full, other)] == ["accepted", "accepted"]

    def test_an_older_day_after_a_newer_one(self, district, full, other):
        hand_in(district, "moi.xlsx", full, day=date(2020, 6, 12))
        asked = hand_in(district, "cu.xlsx", other, day=date(2020, 6, 1))
        assert (codes(asked), in_force(district)) == (["older_day"], [1])
        assert "01/06/2020" in asked.questions[0].sentence
        assert "12/06/2020" in asked.questions[0].sentence

    def test_accept_answers_every_question_of_a_batch(self, district, full, other):
        files = [HandedIn("9 thang.xlsx", full), HandedIn("2.xlsx", other)]
        outcomes = list(receive_files(district, files, Receiving(DAY, accept=True, actor=OFFICE)))
        assert [one.revision for one in outcomes] == [1, 2]


class TestTheDay:
    def test_before_the_year_of_the_plan(self, district):
        undated = fill_workbook(SCHOOL, "6m", {("BC1.1", Field.DONE): None})  # nothing done after that day
        assert codes(hand_in(district, "a.xlsx", undated, day=date(2019, 12, 31))) == ["received_before_year"]
        assert hand_in(district, "a.xlsx", undated, day=date(2020, 1, 1)).status == "accepted"


class TestTheName:
    @pytest.mark.parametrize(
        ("name", "asked"),
        [
            ("Bao cao 9 thang MN Don Dac.xlsx", ["name_says_period"]),
            ("BC 6 tháng 2019.xlsx", ["name_says_period"]),
            ("Báo cáo 6 tháng MN Đạp Thanh.xlsx", ["name_says_school"]),
            ("9 tháng Mầm non Đạp Thanh.xlsx", ["name_says_school", "name_says_period"]),
            ("Báo cáo 6 tháng, 9 tháng.xlsx", []),
            ("MN Đồn Đạc và MN Đạp Thanh.xlsx", []),
            ("Đạp Thanh gửi.xlsx", []),  # a commune is no school
            ("bao cao gui Phong GDDT.xlsx", []),  # every letter is addressed to the office
            ("9 thang/bao cao.xlsx", []),  # a folder is not the file's name
        ],
    )
    def test_a_plain_contradiction_is_asked_and_a_vague_one_is_not(self, district, full, name, asked):
        outcome = hand_in(district, name, full)
        assert (codes(outcome), outcome.status) == (asked, "ask" if asked else "accepted")

    def test_a_yes_goes_on_with_what_stands_inside(self, district, full):
        taken = hand_in(district, "Bao cao 9 thang.xlsx", full, accepted={"name_says_period"})
        assert (taken.school, taken.period, taken.status) == (SCHOOL, "6m", "accepted")

    def test_no_template_contradicts_its_own_name(self):
        for unit in (*ROSTER.schools, ROSTER.office):
            for period in PLAN.periods:
                identity = Identity(PLAN.code, PLAN.version, unit.code, period.code, "1")
                as_sent = name_template(PLAN, unit, period)
                for name in (as_sent, as_sent.replace(".xlsx", " (1).xlsx"), as_sent.replace("bao-cao-", "")):
                    said = find_contradiction(PLAN, ROSTER, identity, name)
                    assert (said.school, said.period) == ("", "")


class TestMadeBySample:
    def test_the_real_store_refuses_it_even_without_its_hidden_sheet(self, district):
        content = next(iter(iterate_sample(PLAN, ROSTER))).content
        book = openpyxl.load_workbook(io.BytesIO(content))
        del book[SHEET_IDENTITY]
        without = io.BytesIO()
        book.save(without)
        for one in (content, without.getvalue()):
            outcome = hand_in(district, "mau.xlsx", one)
            assert ([issue.code for issue in outcome.errors], outcome.stored) == (["sample_workbook"], False)
        assert district.load_dataset().sent_back.empty


class TestAnUntouchedTemplate:
    def test_it_is_no_return_and_replaces_none(self, district, full):
        blank = build_template(PLAN, ROSTER.by_code[SCHOOL], PLAN.find_period("6m"))
        outcome = hand_in(district, "a.xlsx", blank)
        assert (outcome.status, outcome.stored) == ("blank", False)
        assert [issue.code for issue in outcome.issues] == ["untouched_template"]
        dataset = district.load_dataset()
        assert (len(dataset.receipts), len(dataset.sent_back)) == (0, 0)
        hand_in(district, "b.xlsx", full)
        assert hand_in(district, "a.xlsx", blank).status == "blank"
        assert in_force(district) == [1]


class TestAUnitThatDidNotExistThen:
    @pytest.mark.parametrize(
        ("dates", "told"),
        [
            ({"valid_from": date(2020, 6, 14)}, "chỉ có từ ngày 14/06/2020"),  # the 13th is the last day on time
            ({"valid_to": date(2020, 6, 12)}, "chỉ có đến ngày 12/06/2020"),
            ({"valid_from": date(2020, 6, 13)}, ""),
            ({"valid_to": date(2020, 6, 13)}, ""),
        ],
    )
    def test_its_return_is_refused_with_that_reason(self, district, full, dates, told):
        units = tuple(replace(unit, **dates) if unit.code == SCHOOL else unit for unit in ROSTER.schools)
        then = replace(district, listed=replace(ROSTER, schools=units))
        outcome = hand_in(then, "a.xlsx", full)
        assert outcome.status == ("returned" if told else "accepted")
        assert [issue.found for issue in outcome.issues if issue.code == "unit_not_then"] == ([told] if told else [])


class TestAReaderEnded:
    def test_it_leaves_no_trace_against_the_school(self, district):
        file = HandedIn("a.xlsx", b"", flaw=Issue("reader_ended", WHOLE_FILE))
        list(receive_files(district, [file], Receiving(DAY, actor=OFFICE)))
        assert district.repository.list_refusals(PLAN.code) == ()


def hand_in(district, name, content, *, accepted=(), day=DAY):
    """Hand in one file, in a batch of its own."""
    [outcome] = receive_files(district, [HandedIn(name, content, accepted=frozenset(accepted))], Receiving(day, actor=OFFICE))
    return outcome


def codes(outcome):
    """What is asked."""
    return [question.code for question in outcome.questions]


def in_force(district):
    """The revisions in force."""
    return [one.revision for one in district.repository.list_submissions(PLAN.code) if one.in_force]
