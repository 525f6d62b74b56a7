"""The report on one file: recognised or not, readable or not, complete or not."""

from __future__ import annotations

import openpyxl
import pytest

from danvan_metrics.validation.issues import Issue, Severity
from danvan_metrics.validation.verdict import CheckedFile, validate_file
from danvan_metrics.workbook.answers import Identity, Place
from danvan_metrics.workbook.recognising.recognise import Told
from tests.builders_reader import (
    PLAN,
    ROSTER,
    SHIPPED_PLAN,
    SHIPPED_ROSTER,
    check,
    fill_template,
    fill_workbook,
    list_warnings,
    read_return,
    save,
)


class TestFilesThatAreNoReturn:
    def test_a_file_that_cannot_be_opened(self):
        checked = check(b"%PDF-1.4")
        assert (checked.readable, checked.identity, checked.returned, checked.complete) == (False, None, None, False)
        assert checked.issues == (Issue("pdf_document", Place(""), found="tệp PDF"),)
        assert checked.issues[0].message == "Đây là tệp PDF: bản để xem và in, không phải báo cáo Excel."

    def test_a_workbook_that_is_none_of_ours_can_be_opened_and_is_an_error(self):
        checked = check(save(openpyxl.Workbook()))
        assert (checked.readable, checked.returned) == (True, None)
        assert checked.errors == (Issue("foreign_workbook", Place("")),)

    def test_a_return_of_another_plan_is_recognised_as_such_and_nothing_more_is_said(self):
        checked = check(fill_template(SHIPPED_PLAN, SHIPPED_ROSTER, "MN-DAPTHANH", "6m", {}))
        assert checked.readable
        assert checked.identity == Identity("dan-van-2020", SHIPPED_PLAN.version, "MN-DAPTHANH", "6m", "2")
        asked = "biểu mẫu của “Xã hội học tập 2022”"
        assert checked.issues == (Issue("other_plan", Place(""), found="dan-van-2020", expected=asked),)
        assert (checked.returned, checked.recognised_by, checked.askable) == (None, "", 0)


class TestRecognised:
    def test_by_what_the_template_hid_in_it(self):
        checked = check(fill_workbook())
        assert checked.recognised_by == "theo mã nhận dạng trong tệp"
        assert (checked.identity.school, checked.identity.period) == ("TH01", "hk1")

    def test_the_offices_own_workbook(self):
        checked = check(fill_workbook("| line | to_do | done | evidence_count |\n| T1 | 5 | 5 | 1 |", school="SONGMAY"))
        assert checked.issues == ()
        assert (checked.answered, checked.askable) == (1, 2)  # T1, and the question on models

    def test_rows_put_in_above_the_identity_do_not_make_it_another(self):
        assert check(fill_workbook(edit=lambda workbook: workbook["Thông tin"].insert_rows(1, 2))).issues == ()

    def test_a_name_written_over_the_locked_one_is_asked_about(self):
        checked = check(fill_workbook(cells={"Thông tin!C4": "Trường Tiểu học Khác", "Thông tin!C9": "Học kỳ II năm 2022"}))
        assert (checked.identity, checked.returned, checked.issues) == (None, None, ())
        assert [one.code for one in checked.doubt.schools] == ["TH01"]
        assert [one.code for one in checked.doubt.periods] == ["hk1", "hk2"]

    def test_what_the_officer_confirmed_is_received_with_a_warning_in_each_cell_that_says_otherwise(self):
        content = fill_workbook(cells={"Thông tin!C4": "Trường Tiểu học Khác", "Thông tin!C9": "Học kỳ II năm 2022"})
        checked = check(content, told=Told("TH01", "hk1"))
        assert (checked.identity.school, checked.identity.period, checked.errors) == ("TH01", "hk1", ())
        assert checked.recognised_by == "do cán bộ Phòng xác nhận (TH Sông Mây, học kỳ I)"
        assert list_warnings(checked) == ["identity_mismatch Thông tin!C4", "identity_mismatch Thông tin!C9"]

    def test_another_of_its_names_over_the_locked_one_is_no_issue(self):
        cells = {"Thông tin!C4": "TH sông mây", "Thông tin!C5": "th01", "Thông tin!C9": "HK1 năm 2022"}
        assert check(fill_workbook(cells=cells)).issues == ()

    def test_a_locked_cell_emptied_is_a_warning_where_it_stood(self):
        checked = check(fill_workbook(cells={"Thông tin!C4": None}))
        assert (checked.errors, list_warnings(checked)) == ((), ["identity_mismatch Thông tin!C4"])

    def test_case_and_accents_of_the_locked_cells_do_not_matter(self):
        assert check(fill_workbook(cells={"Thông tin!C4": "TRƯỜNG TIỂU HỌC SÔNG MÂY"})).issues == ()


class TestAnswered:
    @pytest.mark.parametrize(
        ("table", "models", "answered"),
        [
            ("", {}, 0),
            ("| line | done |\n| T4 | 0 |", {}, 1),
            ("| line | to_do |\n| T1 | 0 |", {}, 1),
            ("| line | to_do |\n| T1 | 5 |", {}, 0),
            ("| line | note |\n| T4 | chưa có |", {}, 0),
            ("", {"registers_models": "Không"}, 1),
            ("", {"models": "| name |\n| Một |"}, 1),
        ],
    )
    def test_a_line_counts_once_it_holds_a_value_or_does_not_apply(self, table, models, answered):
        assert check(fill_workbook(table, **models)).answered == answered


class TestTheReturnBefore:
    def test_earlier_periods_are_asked_for_the_latest_first_until_one_is_found(self):
        asked = []

        def find(school, period):
            asked.append((school, period))

        content = fill_template(SHIPPED_PLAN, SHIPPED_ROSTER, "TH-MINHCAM", "12m", {})
        validate_file(content, plan=SHIPPED_PLAN, roster=SHIPPED_ROSTER, find_previous=find)
        assert asked == [("TH-MINHCAM", "9m"), ("TH-MINHCAM", "6m")]

    def test_one_found_is_compared_and_no_further_one_is_asked_for(self):
        before = read_return(fill_workbook("| line | done | evidence_count |\n| T2 | 4 | 1 |"))
        checked = check(fill_workbook("| line | done | evidence_count |\n| T2 | 3 | 1 |", period="hk2"), previous=before)
        assert list_warnings(checked) == ["count_below_previous Chỉ tiêu – Nhiệm vụ!F7"]

    def test_nobody_is_asked_for_a_file_that_is_no_return(self):
        def refuse(school, period):
            raise AssertionError

        assert not validate_file(b"", plan=PLAN, roster=ROSTER, find_previous=refuse).readable


class TestSeverities:
    def test_errors_and_warnings_part_the_issues(self):
        issues = (Issue("not_whole", Place("A", "B2")), Issue("fact_missing", Place("A", "B3")))
        checked = CheckedFile(None, None, issues)
        assert (checked.errors, checked.warnings) == (issues[:1], issues[1:])
        assert [issue.severity for issue in issues] == [Severity.ERROR, Severity.WARNING]


class TestNamesWithBracesAndMarks:
    def test_what_was_found_is_shown_as_it_is(self):
        checked = check(fill_workbook("| line | done |\n| T2 | {0} {found} |"))
        assert checked.errors[0].message == "T2: ô này cần một số nhưng đang ghi “{0} {found}”."

    def test_a_very_long_text_is_shortened_where_it_is_quoted(self):
        (issue,) = check(fill_workbook(f"| line | done |\n| T2 | {'a' * 5000} |")).errors
        assert issue.found == "a" * 120 + "…"
