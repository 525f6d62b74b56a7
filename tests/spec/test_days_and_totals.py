"""Days that contradict each other, and numbers held against the sheet Thông tin and the unit's other returns (issue 11, point 6).

Lines of the shipped plan: CT2.1 is about everybody of the staff, CT2.2 about some of them, NV3.1 is a ratio that may find nothing
to do, BC1.1 a date. Everything else is of the small plan, as in test_checks.
"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from danvan_metrics.plan.rules import Field
from danvan_metrics.workbook.layout import build_layout
from tests.builders_reader import (
    FACTS,
    MODELS,
    SHIPPED_PLAN,
    SHIPPED_ROSTER,
    TASKS,
    check,
    fill_template,
    fill_workbook,
    list_errors,
    list_warnings,
    read_return,
)

BLANK = {"writer": None, "members": None}
SCHOOL = SHIPPED_ROSTER.schools[0]
LAYOUT = build_layout(SHIPPED_PLAN, SCHOOL.reporter)
RECEIVED_ON = date(2020, 6, 10)


class TestDaysAndTheDayOfReceipt:
    @pytest.mark.parametrize(("days_later", "told"), [(-1, False), (0, False), (1, True), (180, True)])
    def test_a_line_is_not_done_on_a_day_still_to_come(self, days_later, told):
        day = RECEIVED_ON + timedelta(days=days_later)
        errors = check_shipped({("BC1.1", Field.DONE): day, ("BC1.1", Field.EVIDENCE_COUNT): 1}).errors
        assert [(one.code, one.line, one.found) for one in errors] == (
            [("line_date_after_receipt", "BC1.1", f"{day:%d/%m/%Y}")] if told else []
        )

    def test_the_sentence_names_both_days(self):
        (error,) = check_shipped({("BC1.1", Field.DONE): date(2020, 12, 20), ("BC1.1", Field.EVIDENCE_COUNT): 1}).errors
        assert error.message == (
            "BC1.1: ngày 20/12/2020 sau ngày Phòng nhận báo cáo, nên chưa thể là việc đã làm; "
            "cần không sau ngày 10/06/2020, ngày Phòng nhận được."
        )

    @pytest.mark.parametrize("fact", ["prepared_on", "plan_date"])
    def test_a_day_of_the_sheet_of_facts_is_warned_of(self, fact):
        late = check_shipped(facts={fact: date(2020, 6, 16)})
        assert list_errors(late) == []
        assert f"date_after_receipt {FACTS}!{LAYOUT.facts[fact].cell}" in list_warnings(late)
        assert "date_after_receipt" not in {one.code for one in check_shipped(facts={fact: RECEIVED_ON}).issues}

    def test_a_model_begun_after_the_receipt_is_warned_of(self):
        checked = check(fill_models("2022-04-02"), received_on=date(2022, 4, 1))
        assert list_errors(checked) == []
        assert f"date_after_receipt {MODELS}!F7" in list_warnings(checked)

    def test_nothing_is_said_where_no_day_of_receipt_is_known(self):
        checked = check(fill_workbook("| line | done | evidence_count |\n| T6 | 2022-12-20 | 1 |"))
        assert checked.issues == ()


class TestDaysBeforeTheYear:
    def test_a_plan_signed_in_december_is_a_fact_to_look_at_again(self):
        checked = check_shipped({("BC1.1", Field.DONE): date(2019, 12, 30), ("BC1.1", Field.EVIDENCE_COUNT): 1})
        assert list_errors(checked) == []
        assert f"date_before_year {TASKS}!{LAYOUT.lines['BC1.1'].cell(Field.DONE).cell}" in list_warnings(checked)

    @pytest.mark.parametrize(
        ("day", "refused"), [(date(2019, 1, 1), False), (date(2018, 12, 31), True), (date(2021, 1, 1), True)]
    )
    def test_a_day_further_off_is_a_year_mistyped(self, day, refused):
        errors = check_shipped({("BC1.1", Field.DONE): day, ("BC1.1", Field.EVIDENCE_COUNT): 1}).errors
        assert [one.code for one in errors] == ["date_outside_year"] * refused

    def test_a_model_begun_years_ago_is_nothing_to_speak_of(self):
        assert not [one for one in check(fill_models("2018-09-05")).issues if "date" in one.code]

    @pytest.mark.parametrize("day", ["2001-12-31", "2023-01-01"])
    def test_a_model_s_year_mistyped_is_refused(self, day):
        """The small plan's year is 2022: from 2002 on a model may have begun."""
        assert list_errors(check(fill_models(day))) == [f"date_outside_year {MODELS}!F7"]


class TestNumbersOfPeople:
    """45 of the staff, 30 of them teachers."""

    @pytest.mark.parametrize(
        ("line", "to_do", "codes"),
        [
            ("CT2.1", 45, []),
            ("CT2.1", 44, ["people_below_total"]),
            ("CT2.1", 46, ["people_above_total"]),
            ("CT2.2", 2, []),
            ("CT2.2", 46, ["people_above_total"]),
        ],
    )
    def test_everybody_is_as_many_as_there_are(self, line, to_do, codes):
        cells = {(line, Field.TO_DO): to_do, (line, Field.DONE): 2, (line, Field.EVIDENCE_COUNT): 1}
        checked = check_shipped(cells, facts={"staff": 45})
        assert [one.code for one in checked.issues if one.line == line] == codes

    def test_a_note_says_why_there_are_fewer(self):
        cells = {("CT2.1", Field.TO_DO): 10, ("CT2.1", Field.DONE): 10, ("CT2.1", Field.NOTE): "35 người học đợt sau"}
        assert "people_below_total" not in {one.code for one in check_shipped(cells, facts={"staff": 45}).issues}

    def test_the_sentence_gives_both_numbers(self):
        checked = check_shipped({("CT2.1", Field.TO_DO): 10, ("CT2.1", Field.DONE): 10}, facts={"staff": 45})
        (warning,) = [one for one in checked.warnings if one.code == "people_below_total"]
        assert warning.message == (
            "CT2.1: “Phải thực hiện” ghi 10 người, nhưng ở sheet Thông tin đơn vị có 45 "
            "(“Tổng số cán bộ, công chức, viên chức, người lao động”)."
        )

    @given(st.sampled_from(["teachers", "party_members"]), st.integers(0, 60), st.integers(0, 60))
    def test_a_part_is_no_more_than_the_whole(self, part, staff, among):
        checked = check_shipped(facts={"staff": staff, part: among})
        told = [(one.code, one.found) for one in checked.errors]
        assert told == ([("people_above_total", f"{among}")] if among > staff else [])


class TestNothingToDo:
    def test_its_reason_is_asked_for(self):
        cells = {("NV3.1", Field.TO_DO): 0, ("NV3.1", Field.DONE): 0}
        (warning,) = [one for one in check_shipped(cells).warnings if one.line == "NV3.1"]
        assert (warning.code, warning.place) == ("not_applicable_without_reason", LAYOUT.lines["NV3.1"].cell(Field.NOTE))
        assert warning.message == "NV3.1: ghi 0 ở cột Phải thực hiện, tức là không áp dụng, nhưng chưa ghi lý do."
        assert not [
            one for one in check_shipped({**cells, ("NV3.1", Field.NOTE): "không phát sinh"}).issues if one.line == "NV3.1"
        ]


class TestTheSameModelTwice:
    def test_rows_of_one_name_are_told_once_with_their_rows(self):
        row = "| {} | Gia đình học tập | Cá nhân | Đăng ký |"
        names = ["Tủ sách", "Cầu học tập", "TỦ  SÁCH", "Tủ sách"]
        table = "\n".join(["| name | field | owner | status |", *map(row.format, names)])
        told = [one for one in check(fill_workbook(models=table, registers_models="Có")).issues if one.code == "model_twice"]
        assert [(one.place.cell, one.message) for one in told] == [("B7", "Mô hình “Tủ sách” được ghi ở 3 dòng (7, 9, 10).")]


class TestCountsAgainstTheOtherReturns:
    LOW, HIGH = (f"| line | done | evidence_count |\n| T2 | {number} | 1 |" for number in (4, 5))

    @pytest.mark.parametrize(
        ("period", "table", "code"),
        [("hk2", LOW, "count_below_previous"), ("hk1", HIGH, "count_above_later")],
    )
    def test_a_fall_is_warned_of_whichever_return_comes_last(self, period, table, code):
        """5 in the first period and 4 in the second: the return that comes now is held against the one that is there."""
        other = fill_workbook(self.HIGH if period == "hk2" else self.LOW, period="hk1" if period == "hk2" else "hk2")
        checked = check(fill_workbook(table, period=period), previous=read_return(other))
        assert [f"{one.code} {one.place.cell}" for one in checked.issues] == [f"{code} F7"]

    def test_a_rise_is_no_issue_in_either_order(self):
        first, second = fill_workbook(self.LOW, period="hk1"), fill_workbook(self.HIGH, period="hk2")
        assert check(first, previous=read_return(second)).issues == ()
        assert check(second, previous=read_return(first)).issues == ()


class TestAnUntouchedTemplate:
    def test_nothing_written_is_untouched(self):
        assert check(fill_workbook(facts=BLANK)).untouched

    @pytest.mark.parametrize(
        "table",
        [
            "| line | done |\n| T2 | 0 |",
            "| line | done |\n| T2 | ba buổi |",
            "| line | note |\n| T2 | chưa có |",
            "| line | evidence |\n| T2 | Ảnh |",
            "| line | evidence_count |\n| T2 | 0 |",
        ],
    )
    def test_anything_in_a_line_is_a_touch_be_it_wrong(self, table):
        assert not check(fill_workbook(table, facts=BLANK)).untouched

    def test_so_is_a_field_a_model_or_the_answer_about_models(self):
        touched = [
            fill_workbook(facts={"writer": "Lò Thị Mây", "members": None}),
            fill_workbook(facts=BLANK, models="| name |\n| Tủ sách |"),
            fill_workbook(facts=BLANK, registers_models="Không"),
            fill_workbook(facts=BLANK, cells={f"{TASKS}!K20": "xem phụ lục"}),
        ]
        assert [check(one).untouched for one in touched] == [False] * 4


def fill_models(started_on: str) -> bytes:
    table = f"| name | field | owner | status | started_on |\n| Tủ sách | Gia đình học tập | Cá nhân | Đăng ký | {started_on} |"
    return fill_workbook(models=table, registers_models="Có")


def check_shipped(cells=None, *, facts=None):
    """A return of the first school for six months with these cells and facts, received on 10/06/2020."""
    placed = {LAYOUT.lines[line].cell(field): value for (line, field), value in (cells or {}).items()}
    placed |= {LAYOUT.facts[key]: value for key, value in (facts or {}).items()}
    typed = {(place.sheet, place.cell): value for place, value in placed.items()}
    content = fill_template(SHIPPED_PLAN, SHIPPED_ROSTER, SCHOOL.code, "6m", typed)
    return check(content, plan=SHIPPED_PLAN, roster=SHIPPED_ROSTER, received_on=RECEIVED_ON)
