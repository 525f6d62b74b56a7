"""The letter that goes with a returned report."""

from datetime import date

from danvan_metrics.correspondence.replies import Addressee, write_reply
from danvan_metrics.validation.issues import Issue
from danvan_metrics.workbook.answers import Place
from tests.builders import PLAN, ROSTER

SCHOOL = ROSTER.by_code["MN-DAPTHANH"]
TO_SCHOOL = Addressee(PLAN, SCHOOL, PLAN.find_period("6m"))  # due before 14/06/2020
IN_TIME, TOO_LATE = date(2020, 6, 13), date(2020, 6, 14)


def test_subject_names_the_plan_the_report_and_the_school():
    assert write(wrong_number("F33")).subject == f"[{PLAN.short_title}] Đề nghị sửa báo cáo 6 tháng – {SCHOOL.short_name}"


def test_the_school_is_greeted_thanked_and_told_who_writes():
    lines = write(wrong_number("F33")).body.splitlines()
    assert lines[0] == "Kính gửi: Trường Mầm non Đạp Thanh,"
    assert lines[-3:] == ["Trân trọng cảm ơn nhà trường.", "", PLAN.office.name]


def test_what_to_mend_is_numbered_with_its_place_errors_first():
    body = write(no_evidence("D7"), wrong_number("F33")).body
    assert "còn 1 chỗ cần sửa và 1 chỗ nên xem lại:" in body
    assert "\n1. Nhiệm vụ › F33: NV2.3: ô này cần một số nhưng đang ghi “hai”. Hãy chỉ ghi số" in body
    assert "\n2. Nhiệm vụ › D7: (nên xem lại) HP1.1: đã ghi “Đạt”" in body


def test_an_issue_of_the_whole_file_has_no_place():
    assert "\n1. Tệp Excel này không phải biểu mẫu" in write(Issue("foreign_workbook", Place(""))).body


def test_no_more_than_twenty_are_listed():
    body = write(*(wrong_number(f"F{row}") for row in range(1, 24))).body
    assert "\n20. Nhiệm vụ › F20:" in body
    assert "F21" not in body
    assert "… và 3 ô khác trong sheet Cần sửa." in body, "23 − 20"


def test_twenty_are_listed_whole():
    assert "ô khác trong sheet" not in write(*(wrong_number(f"F{row}") for row in range(1, 21))).body


def test_the_deadline_is_told_until_it_has_passed():
    assert "trước ngày 14/06/2020 (hạn nộp)." in write(wrong_number("F33")).body
    assert (
        "trong thời gian sớm nhất, vì hạn nộp (trước ngày 14/06/2020) đã qua." in write(wrong_number("F33"), today=TOO_LATE).body
    )


def test_a_letter_without_a_marked_copy_promises_none():
    body = write(*(wrong_number(f"F{row}") for row in range(1, 24)), attached=False).body
    assert "Cần sửa" not in body
    assert "… và 3 ô khác." in body


def test_a_file_of_an_unknown_school_is_answered_all_the_same():
    reply = write_reply([Issue("foreign_workbook", Place(""))], Addressee(PLAN), today=IN_TIME)
    assert reply.subject == f"[{PLAN.short_title}] Đề nghị sửa báo cáo"
    assert reply.body.startswith("Kính gửi: Quý nhà trường,")


def write(*issues, today=IN_TIME, attached=True):
    return write_reply(issues, TO_SCHOOL, today=today, attached=attached)


def wrong_number(cell):
    return Issue("not_a_number", Place("Nhiệm vụ", cell), "NV2.3", found="hai", expected="Số nguyên từ 0 trở lên")


def no_evidence(cell):
    return Issue("claim_without_evidence", Place("Nhiệm vụ", cell), "HP1.1", found="Đạt", expected="số minh chứng")
