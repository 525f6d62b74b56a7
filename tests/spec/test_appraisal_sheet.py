"""The phiếu thẩm định as a workbook: half done when it goes out, whole or not at all when it comes back."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from danvan_metrics.access.actor import sit_at_laptop
from danvan_metrics.appraising.desk import load_desk
from danvan_metrics.appraising.stage_acts import (
    Conclusion,
    Opinion,
    conclude,
    record_opinion,
    reopen,
    send_to_school,
    submit_for_signature,
)
from danvan_metrics.appraising.verdict_acts import Change, save_verdict
from danvan_metrics.errors import UserError
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.plan.verdicts import Method, Outcome, Role, Verdict
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.store.appraising.appraisal_records import Member
from danvan_metrics.workbook.answers import Answer, State
from danvan_metrics.workbook.appraisal_sheet.sheet_identity import is_sheet
from tests.builders_access import OFFICE
from tests.builders_appraiser import HEAD, MEMBER, SCHOOL, SECRETARY, TEAM, assign_team, build_key, hand_in
from tests.builders_cli import fill_template
from tests.builders_sheet import (
    DAY,
    DONE,
    HIDDEN,
    INFO,
    LINES,
    METHOD,
    OUTCOME,
    PERSON,
    REASON,
    SEEN,
    TO_DO,
    change_identity,
    download,
    fill,
    hand_back,
    list_codes,
    list_rows,
    open_office,
    open_sheet,
    save_sheet,
)

TODAY = date(2020, 6, 25)


@pytest.fixture
def office(tmp_path):
    """A school's return with every line answered (half of twelve, Có, Đạt, 3, 29/4), given to a team of three."""
    district = open_office(tmp_path)
    hand_in(district)
    assign_team(district)
    return district


@pytest.fixture
def key():
    return build_key()


@pytest.fixture
def sheet(office, key):
    return download(office, key, HEAD)


def find_verdicts(office, key):
    """What is kept, by line: outcome, to do, done, choice, reason."""
    lines = load_desk(office, key, appraiser=HEAD).lines
    kept = {line.code: line.verdict for line in lines if line.verdict}
    return {code: (one.outcome.value, one.to_do, one.done, one.choice, one.reason) for code, one in kept.items()}


# Out


def test_it_goes_out_with_a_row_for_every_scored_line_and_the_schools_word_locked(office, sheet):
    workbook = open_sheet(sheet)
    assert workbook.sheetnames == [INFO, LINES, HIDDEN]
    assert [workbook[LINES].cell(5, column).value for column in range(1, 13)] == [
        "Mã", "Nội dung", "Tự khai", "Minh chứng nêu", "Đã xem (số minh chứng)", "Cách kiểm tra", "Thẩm định: phải thực hiện",
        "Thẩm định: đã thực hiện, mức độ", "Kết quả", "Lý do", "Người", "Ngày",
    ]  # fmt: skip
    rows = list_rows(workbook)
    scored = [line.code for one in office.plan.indicators if one.scored and "school" in one.reporters for line in one.rows]
    assert set(scored) <= set(rows)
    declared = {code: workbook[LINES][f"C{rows[code]}"] for code in ("CT1.1", "CT1.2.1", "HP1.1", "CT3.2")}
    assert {code: cell.value for code, cell in declared.items()} == {
        "CT1.1": "6/12", "CT1.2.1": "Có", "HP1.1": "Đạt", "CT3.2": "1 mô hình",
    }  # fmt: skip
    assert all(cell.protection.locked for cell in declared.values())
    assert workbook[LINES].protection.sheet
    yellow = [workbook[LINES][f"{column}{rows['CT1.1']}"] for column in "EFGHIJKL"]
    assert not any(cell.protection.locked or cell.value for cell in yellow)
    assert workbook[LINES][f"G{rows['HP1.1']}"].value == "không điền"


def test_groups_and_criteria_head_their_lines_as_in_the_report(sheet):
    rows = list_rows(open_sheet(sheet))
    order = [rows[code] for code in ("CT", "CT1.1", "CT1.2", "CT1.2.1", "NV", "HP", "HP1", "HP1.1", "HP2", "HP3")]
    assert order == sorted(order)


def test_excel_enforces_the_very_rules_that_the_reading_asks(sheet):
    workbook = open_sheet(sheet)
    rows = list_rows(workbook)

    def find(cell):
        [found] = [one for one in workbook[LINES].data_validations.dataValidation if cell in one.sqref]
        return found

    assert find(f"{DONE}{rows['HP1.1']}").formula1 == '"Đạt,Đang thực hiện,Chưa thực hiện,Không áp dụng"'
    assert find(f"{DONE}{rows['CT1.2.1']}").formula1 == '"Có,Không,Không áp dụng"'
    assert find(f"{TO_DO}{rows['CT1.1']}").type == "whole"
    assert "Chưa đủ minh chứng" in find(f"{OUTCOME}{rows['HP1.1']}").formula1
    assert find(f"{METHOD}{rows['HP1.1']}").formula1 == '"Hồ sơ,Quan sát,Phỏng vấn"'
    assert find(f"{PERSON}{rows['HP1.1']}").formula1 == f'"{HEAD},{SECRETARY},{MEMBER}"'


def test_whoever_works_at_the_school_is_not_offered(tmp_path, key):
    district = open_office(tmp_path)
    hand_in(district)
    own = Member("Nông Thị Hạnh", Role.MEMBER, "Mầm non Đạp Thanh", "Hiệu trưởng")  # by the school's other name
    assign_team(district, members=(*TEAM, own))
    [names] = [
        one.formula1 for one in open_sheet(download(district, key))[INFO].data_validations.dataValidation if one.type == "list"
    ]
    assert names == f'"{HEAD},{SECRETARY},{MEMBER}"'


def test_it_prints_on_a4_landscape_with_its_headings_on_every_page(sheet):
    page = open_sheet(sheet)[LINES]
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert page.print_title_rows == "$5:$5"
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert page.oddHeader.right.text == "Phiếu thẩm định – Tổ của Phòng"


def test_it_carries_what_it_was_made_from(office, key, sheet):
    save_verdict(office, key, Change(Verdict(line="HP1.1", outcome=Outcome.CONFIRMED), 0), actor=sit_at_laptop(HEAD))
    before, now = open_sheet(sheet), open_sheet(download(office, key, HEAD))
    told = {row[0].value: row[1].value for row in now[HIDDEN].iter_rows(max_col=2)}
    assert told | {"dong/HP1.1": "1", "dong/HP1.2": "0"} == told
    assert (told["kind"], told["plan"], told["school"], told["period"], told["round"], told["submission"], told["version"]) == (
        "danvan-phieu-tham-dinh", "dan-van-2020", SCHOOL, "6m", "to-phong", "1", "1",
    )  # fmt: skip
    assert now[HIDDEN].sheet_state == "veryHidden"
    assert now.custom_doc_props["kind"].value == "danvan-phieu-tham-dinh"
    assert {row[0].value: row[1].value for row in before[HIDDEN].iter_rows(max_col=2)}["dong/HP1.1"] == "0"


def test_what_is_judged_stands_in_it_already(office, key):
    found = Verdict(
        line="CT1.1", outcome=Outcome.LOWERED, to_do=12, done=5, seen=2, method=Method.PAPERS, reason="Thiếu một biên bản"
    )
    save_verdict(office, key, Change(found, 0), actor=sit_at_laptop(SECRETARY))
    workbook = open_sheet(download(office, key, HEAD))
    row = list_rows(workbook)["CT1.1"]
    assert [workbook[LINES][f"{column}{row}"].value for column in (SEEN, METHOD, TO_DO, DONE, OUTCOME, REASON, PERSON, DAY)] == [
        2, "Hồ sơ", 12, 5, "Hạ", "Thiếu một biên bản", SECRETARY, "25/06/2020",
    ]  # fmt: skip


def test_the_same_appraisal_gives_the_same_bytes(office, key, sheet):
    assert download(office, key, HEAD) == sheet


def test_without_a_return_there_is_no_sheet(tmp_path, key):
    district = open_office(tmp_path)
    with pytest.raises(UserError, match="chưa có báo cáo nào đang dùng"):
        download(district, key)


# In: what the cells mean


@pytest.mark.parametrize(
    ("line", "cells", "outcome", "values"),
    [
        # declared 6 of 12: half
        ("CT1.1", {TO_DO: 12, DONE: 6}, "confirmed", (12, 6, None)),
        ("CT1.1", {TO_DO: 12, DONE: 5, REASON: "a"}, "lowered", (12, 5, None)),
        ("CT1.1", {TO_DO: 10, DONE: 6, REASON: "a"}, "raised", (10, 6, None)),  # 6 of 10 is more than half
        ("CT1.1", {DONE: "8/12", REASON: "a"}, "raised", (12, 8, None)),
        ("CT1.1", {OUTCOME: "Xác nhận"}, "confirmed", (12, 6, None)),
        ("CT1.1", {TO_DO: 0, DONE: 0, REASON: "Không phát sinh"}, "not_applicable", (None, None, None)),
        ("HP1.1", {DONE: "Đang", REASON: "a"}, "lowered", (None, None, "doing")),
        ("HP1.1", {DONE: "✓"}, "confirmed", (None, None, "met")),
        ("HP1.1", {OUTCOME: "xn"}, "confirmed", (None, None, "met")),
        ("HP1.1", {OUTCOME: "chưa đủ mc", REASON: "a"}, "unproven", (None, None, None)),
        ("HP1.1", {OUTCOME: "KKTĐ", REASON: "a"}, "uncheckable", (None, None, None)),
        ("HP1.1", {DONE: "KAD", REASON: "a"}, "not_applicable", (None, None, None)),
        ("HP1.1", {DONE: "Đang thực hiện", OUTCOME: "hạ", REASON: "a"}, "lowered", (None, None, "doing")),
        ("CT1.2.1", {DONE: "chưa", REASON: "a"}, "lowered", (None, None, "no")),
        ("CT3.2", {DONE: 1}, "confirmed", (None, 1, None)),  # one row on the sheet Mô hình
        ("CT3.2", {DONE: "2 mô hình", REASON: "a"}, "raised", (None, 2, None)),
    ],
)
def test_a_line_is_read_as_people_write_it(office, sheet, line, cells, outcome, values):
    done = hand_back(office, fill(sheet, {line: cells}))
    assert (done.status, done.saved, list_codes(done)) == ("accepted", 1, [])
    assert find_verdicts(office, build_key()) == {line: (outcome, *values, cells.get(REASON, ""))}


def test_lines_left_empty_are_simply_not_judged(office, key, sheet):
    done = hand_back(office, fill(sheet, {"HP1.2": {OUTCOME: "Xác nhận", SEEN: 2, METHOD: "hồ sơ"}}))
    assert done.saved == 1
    [kept] = [line.verdict for line in load_desk(office, key).lines if line.verdict]
    assert (kept.line, kept.seen, kept.method, kept.appraiser, kept.judged_on) == ("HP1.2", 2, Method.PAPERS, HEAD, TODAY)


def test_who_and_when_stand_on_the_first_sheet_unless_a_line_says_otherwise(office, key, sheet):
    lines = {"HP1.1": {OUTCOME: "xn"}, "HP1.2": {OUTCOME: "xn", PERSON: "trần văn lợi", DAY: "20/6/2020"}}
    assert hand_back(office, fill(sheet, lines, person=HEAD, day="24/6/2020")).saved == 2
    kept = {line.code: line.verdict for line in load_desk(office, key).lines if line.verdict}
    assert [(kept[code].appraiser, kept[code].judged_on) for code in lines] == [
        (HEAD, date(2020, 6, 24)),
        (SECRETARY, date(2020, 6, 20)),
    ]


def test_only_what_was_changed_becomes_a_verdict(office, key, sheet):
    hand_back(office, fill(sheet, {"HP1.1": {OUTCOME: "xn"}, "HP1.2": {OUTCOME: "xn"}}))
    again = download(office, key, SECRETARY)
    done = hand_back(office, fill(again, {"HP1.2": {DONE: "Đang thực hiện", REASON: "Chưa đều các lớp"}}))
    assert (done.changed, done.saved) == (1, 1)  # “Xác nhận” that went out in Kết quả is told anew by the value
    lines = {line.code: line for line in load_desk(office, key).lines}
    assert [(lines[code].revision, lines[code].verdict.appraiser) for code in ("HP1.1", "HP1.2")] == [(1, HEAD), (2, SECRETARY)]


def test_a_new_outcome_takes_away_the_value_that_went_out(office, key, sheet):
    hand_back(office, fill(sheet, {"CT1.1": {TO_DO: 12, DONE: 5, REASON: "Thiếu biên bản"}}))
    again = fill(download(office, key, HEAD), {"CT1.1": {OUTCOME: "Chưa đủ minh chứng"}})
    assert hand_back(office, again).saved == 1
    assert find_verdicts(office, key)["CT1.1"] == ("unproven", None, None, None, "Thiếu biên bản")


def test_the_same_file_twice_is_kept_once(office, sheet):
    filled = fill(sheet, {"HP1.1": {OUTCOME: "xn"}})
    assert hand_back(office, filled).saved == 1
    assert (again := hand_back(office, filled)).status == "duplicate"
    assert (again.saved, list_codes(again)) == (0, [])


def test_a_sheet_nobody_filled_in_is_told_as_that(office, sheet):
    assert (hand_back(office, sheet).status, list_codes(hand_back(office, sheet))) == ("blank", ["untouched_sheet"])


def test_checking_alone_keeps_nothing(office, key, sheet):
    done = hand_back(office, fill(sheet, {"HP1.1": {OUTCOME: "xn"}}), store=False)
    assert (done.status, done.changed, done.saved) == ("accepted", 1, None)
    assert find_verdicts(office, key) == {}


def test_it_is_known_by_another_name_with_sheets_renamed_and_columns_moved(office, key, sheet):
    workbook = open_sheet(fill(sheet, {"HP1.1": {DONE: "Đang", REASON: "Chưa đều"}}))
    page = workbook[LINES]
    page.move_range(f"J1:L{page.max_row}", cols=1)  # a column of their own before “Lý do”
    page["J5"] = "Ghi chú của tổ"
    page.title, workbook[INFO].title = "Sheet2", "TT"
    workbook["TT"].title = INFO
    assert hand_back(office, save_sheet(workbook), name="ban nhap (3).xlsx").saved == 1
    assert find_verdicts(office, key)["HP1.1"] == ("lowered", None, None, "doing", "Chưa đều")


# In: what is refused, with nothing kept


@pytest.mark.parametrize(
    ("cells", "code", "column", "words"),
    [
        ({DONE: "Đang"}, "reason_missing", REASON, "kết quả là “Hạ” nhưng chưa ghi lý do"),
        ({OUTCOME: "Không kiểm tra được"}, "reason_missing", REASON, "“Không kiểm tra được” nhưng chưa ghi lý do"),
        ({DONE: "tốt lắm"}, "not_a_choice", DONE, "“tốt lắm” không có trong danh sách chọn"),
        ({OUTCOME: "không"}, "ambiguous_choice", OUTCOME, "có thể hiểu theo nhiều cách"),
        (
            {DONE: "Đạt", OUTCOME: "Hạ", REASON: "a"},
            "outcome_against_value",
            OUTCOME,
            "ghi “Hạ”, nhưng so ô Thẩm định với tự khai",
        ),
        ({OUTCOME: "Nâng", REASON: "a"}, "value_missing", DONE, "chọn “Nâng” nhưng ô Thẩm định còn trống"),
        ({DONE: "Đạt", OUTCOME: "Chưa đủ minh chứng", REASON: "a"}, "value_beside_outcome", OUTCOME, "đang ghi “Đạt”"),
        ({SEEN: -1, OUTCOME: "xn"}, "out_of_range", SEEN, "nằm ngoài giới hạn"),
        ({OUTCOME: "xn", DAY: "26/6/2020"}, "judged_in_future", DAY, "Ngày thẩm định 26/06/2020 sau hôm nay"),
        ({OUTCOME: "xn", PERSON: "Người Lạ"}, "appraiser_not_in_team", PERSON, "“Người Lạ” không có trong tổ"),
    ],
)
def test_a_cell_that_cannot_stand_is_told_with_its_place_and_nothing_is_kept(office, sheet, cells, code, column, words):
    done = hand_back(office, fill(sheet, {"HP1.1": cells, "HP1.2": {OUTCOME: "xn"}}))
    assert (done.status, done.saved, list_codes(done)) == ("returned", 0, [code])
    row = list_rows(open_sheet(sheet))["HP1.1"]
    assert (done.issues[0].place.sheet, done.issues[0].place.cell) == (LINES, f"{column}{row}")
    assert words in done.issues[0].message
    assert done.issues[0].remedy.endswith(".")
    assert find_verdicts(office, build_key()) == {}


@pytest.mark.parametrize(
    ("cells", "code"),
    [({DONE: 5}, "incomplete_ratio"), ({TO_DO: 12, DONE: 13}, "done_above_to_do"), ({DONE: 6.5, TO_DO: 12}, "not_whole")],
)
def test_a_ratio_takes_two_sound_numbers(office, sheet, cells, code):
    assert list_codes(hand_back(office, fill(sheet, {"CT1.1": {**cells, REASON: "a"}}))) == [code]


def test_nothing_can_be_confirmed_where_nothing_was_declared(tmp_path, key):
    district = open_office(tmp_path)
    hand_in(district, Answer("HP1.1", State.NOT_REPORTED))
    assign_team(district)
    done = hand_back(district, fill(download(district, key, HEAD), {"HP1.1": {OUTCOME: "xn"}}))
    assert list_codes(done) == ["nothing_to_confirm"]
    assert "nhà trường chưa báo cáo ở dòng này" in done.issues[0].message


@pytest.mark.parametrize(
    ("person", "code"),
    [("Người Lạ", "appraiser_not_in_team"), ("Nông Thị Hạnh", "appraiser_own_school"), (" ", "appraiser_missing")],
)
def test_only_somebody_of_the_team_from_elsewhere_judges(tmp_path, key, person, code):
    district = open_office(tmp_path)
    hand_in(district)
    assign_team(district, members=(*TEAM, Member("Nông Thị Hạnh", Role.MEMBER, SCHOOL)))
    done = hand_back(district, fill(download(district, key), {"HP1.1": {OUTCOME: "xn"}}, person=person))
    assert (list_codes(done), done.saved) == ([code], 0)
    assert (done.issues[0].place.sheet, done.issues[0].place.cell[0]) == (INFO, "C")


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ({"plan": "dan-van-2021"}, "sheet_of_other_plan", "thuộc kế hoạch mang mã “dan-van-2021”"),
        ({"school": "MN-LA"}, "sheet_of_unknown_school", "mã trường “MN-LA”, không có trong danh sách"),
        ({"period": "3m"}, "sheet_of_unknown_period", "kế hoạch không có kỳ này"),
        ({"round": "cuoi-nam"}, "sheet_of_unknown_round", "kế hoạch không có đợt này"),
        ({"school": "MN-DONDAC", "round": "lien-nganh"}, "round_not_for_school", "chỉ thẩm định các trường điểm"),
        ({"school": "MN-DONDAC"}, "appraisal_without_return", "không có báo cáo nào đang dùng"),
        ({"submission": "99"}, "return_replaced", "một báo cáo không có trong kho này"),
        ({"version": "2"}, "appraisal_version_differs", "thuộc lần thẩm định 2"),
        ({"lane": "first"}, "sheet_of_other_lane", "chấm độc lập"),
        ({"submission": "x"}, "sheet_identity_lost", "mất phần nhận dạng ẩn"),
        ({"plan_version": "2019.9"}, "sheet_plan_version", "bản 2019.9"),
    ],
)
def test_a_sheet_of_something_else_is_told_in_one_sentence(office, sheet, said, code, words):
    done = hand_back(office, change_identity(sheet, **said))
    assert code in list_codes(done)
    assert words in next(issue.message for issue in done.issues if issue.code == code)


def test_without_its_hidden_sheet_it_is_still_told_as_a_phieu(office, sheet):
    workbook = open_sheet(sheet)
    del workbook[HIDDEN]
    assert list_codes(hand_back(office, save_sheet(workbook))) == ["sheet_identity_lost"]


def test_a_return_sent_since_closes_it_and_names_the_lines_that_changed(office, key, sheet):
    changed = Answer("CT1.1", State.VALUE, to_do=12, done=9, evidence_count=2, evidence="QĐ 12")
    hand_in(office, changed, received_on=date(2020, 6, 20))
    done = hand_back(office, fill(sheet, {"HP1.1": {OUTCOME: "xn"}}))
    assert (list_codes(done), done.saved) == (["return_replaced"], 0)
    assert "báo cáo lần nộp 1 (nhận 10/06/2020)" in done.issues[0].message
    assert "báo cáo lần nộp 2 (nhận 20/06/2020) (các dòng đã đổi: CT1.1)" in done.issues[0].message
    assert "tải phiếu mới" in done.issues[0].remedy


def test_a_second_table_of_verdicts_is_not_guessed_about(office, sheet):
    workbook = open_sheet(fill(sheet, {"HP1.1": {OUTCOME: "xn"}}))
    workbook.copy_worksheet(workbook[LINES])
    assert list_codes(hand_back(office, save_sheet(workbook))) == ["sheet_table_twice"]


def test_a_note_without_a_verdict_is_told_and_stays_unjudged(office, key, sheet):
    done = hand_back(office, fill(sheet, {"HP1.1": {SEEN: 2, METHOD: "Quan sát"}, "HP1.2": {OUTCOME: "xn"}}))
    assert (done.status, done.saved, list_codes(done)) == ("accepted", 1, ["outcome_missing"])
    assert "đã xem 2 minh chứng, cách kiểm tra Quan sát" in done.issues[0].message


def test_a_line_emptied_keeps_its_verdict_and_says_so(office, key, sheet):
    hand_back(office, fill(sheet, {"HP1.1": {OUTCOME: "xn"}}))
    emptied = dict.fromkeys((DONE, OUTCOME, PERSON, DAY))
    done = hand_back(office, fill(download(office, key, HEAD), {"HP1.1": emptied, "HP1.2": {OUTCOME: "xn"}}))
    assert (done.status, done.saved, list_codes(done)) == ("accepted", 1, ["verdict_emptied"])
    assert find_verdicts(office, key)["HP1.1"][0] == "confirmed"


# Somebody else came first


def test_a_stale_line_shows_both_values_who_and_when_and_keeps_nothing_of_the_file(office, key, sheet):
    theirs = Verdict(line="CT1.1", outcome=Outcome.LOWERED, to_do=12, done=4, reason="Đếm lại hồ sơ")
    save_verdict(office, key, Change(theirs, 0), actor=sit_at_laptop(SECRETARY))
    mine = fill(sheet, {"CT1.1": {TO_DO: 12, DONE: 8, REASON: "Có thêm biên bản"}, "HP1.1": {OUTCOME: "xn"}})
    done = hand_back(office, mine)
    assert (done.status, done.saved, list_codes(done)) == ("returned", 0, ["verdict_stale"])
    assert done.issues[0].message == (
        "CT1.1: sau khi phiếu được tải, Phòng đã ghi “Hạ: 4/12” (Trần Văn Lợi, 25/06/2020); phiếu này ghi “Nâng: 8/12”."
    )
    assert "chưa dòng nào của phiếu này được lưu" in done.issues[0].remedy
    assert find_verdicts(office, key).keys() == {"CT1.1"}
    assert hand_back(office, mine).status == "returned"  # the file itself stays stale …
    assert hand_back(office, done.marked).saved == 2  # … its marked copy tells of both, so whoever sends it has decided
    assert find_verdicts(office, key)["CT1.1"][:3] == ("raised", 12, 8)


def test_where_both_found_the_same_nobody_is_asked(office, key, sheet):
    save_verdict(office, key, Change(Verdict(line="HP1.1", outcome=Outcome.CONFIRMED), 0), actor=sit_at_laptop(SECRETARY))
    done = hand_back(office, fill(sheet, {"HP1.1": {OUTCOME: "xn"}, "HP1.2": {OUTCOME: "xn"}}))
    assert (done.status, done.saved) == ("accepted", 1)


def test_the_marked_copy_leaves_every_value_and_leads_to_each_cell(office, sheet):
    mine = fill(sheet, {"CT1.1": {TO_DO: 12, DONE: 5}, "HP1.1": {DONE: "tạm được"}})
    done = hand_back(office, mine)
    before, marked = open_sheet(mine), open_sheet(done.marked)
    assert marked.sheetnames == ["Cần sửa", INFO, LINES, HIDDEN]
    for name in before.sheetnames:
        values = [[cell.value for cell in row] for row in marked[name].iter_rows()]
        assert [[cell.value for cell in row] for row in before[name].iter_rows()] == values
    rows = list_rows(before)
    reason, level = (marked[LINES][f"{column}{rows[line]}"] for column, line in ((REASON, "CT1.1"), (DONE, "HP1.1")))
    assert "chưa ghi lý do" in reason.comment.text
    assert "Đã thấy: tạm được" in level.comment.text
    assert reason.fill.fgColor.rgb == level.fill.fgColor.rgb == "FFF8C9C4"
    links = [row[2].hyperlink.location for row in marked["Cần sửa"].iter_rows(min_row=5) if row[2].hyperlink]
    assert links == [f"'{LINES}'!{REASON}{rows['CT1.1']}", f"'{LINES}'!{DONE}{rows['HP1.1']}"]


def test_marked_twice_it_has_one_list_of_what_to_mend(office, sheet):
    first = hand_back(office, fill(sheet, {"HP1.1": {DONE: "tạm được"}})).marked
    second = hand_back(office, first).marked
    assert open_sheet(second).sheetnames == ["Cần sửa", INFO, LINES, HIDDEN]


# Concluded, reopened, independent


def conclude_all(office, key):
    """One line confirmed and one lowered, laid before the school, signed."""
    lines = {"HP1.1": {OUTCOME: "xn"}, "HP1.2": {DONE: "Đang", REASON: "Chưa đều"}}
    assert hand_back(office, fill(download(office, key, HEAD), lines)).saved == 2
    send_to_school(office, key, actor=sit_at_laptop(HEAD))
    record_opinion(office, key, Opinion(agrees=True, by="Hiệu trưởng"), actor=sit_at_laptop(HEAD))
    submit_for_signature(office, key, actor=sit_at_laptop(HEAD))
    signed = Conclusion(
        held_on=TODAY, place="Trường", attendees=(HEAD, SECRETARY), strengths="a", limits="b", proposals="c",
        conclusion="d", signers=(HEAD, SECRETARY), school_signer="Hiệu trưởng",
    )  # fmt: skip
    conclude(office, key, signed, actor=sit_at_laptop(HEAD))


def test_after_the_conclusion_no_sheet_is_taken(office, key, sheet):
    conclude_all(office, key)
    done = hand_back(office, fill(sheet, {"HP1.3": {OUTCOME: "xn"}}))
    assert (list_codes(done), done.saved) == (["appraisal_concluded"], 0)
    assert "mở lại thẩm định" in done.issues[0].remedy


def test_reopened_the_confirmed_line_is_locked_and_the_other_asked_again(office, key, sheet):
    conclude_all(office, key)
    reopen(office, key, "Trường bổ sung minh chứng", actor=sit_at_laptop(HEAD))
    assert "appraisal_version_differs" in list_codes(hand_back(office, fill(sheet, {"HP1.3": {OUTCOME: "xn"}})))
    again = download(office, key, HEAD)
    workbook = open_sheet(again)
    rows = list_rows(workbook)
    confirmed, other = (workbook[LINES][f"{OUTCOME}{rows[code]}"] for code in ("HP1.1", "HP1.2"))
    assert (confirmed.value, confirmed.protection.locked) == ("Xác nhận", True)
    assert (other.value, other.protection.locked) == (None, False)
    assert workbook[LINES][f"C{rows['HP1.2']}"].value == "Đạt\n(lần trước: hạ: Đang thực hiện)"
    assert list_codes(hand_back(office, fill(again, {"HP1.1": {DONE: "Đang", OUTCOME: None, REASON: "a"}}))) == ["line_locked"]
    assert hand_back(office, fill(again, {"HP1.2": {DONE: "Đang", REASON: "Vẫn chưa đều"}})).saved == 1


def test_while_the_school_has_it_no_sheet_is_taken(office, key, sheet):
    hand_back(office, fill(sheet, {"HP1.1": {OUTCOME: "xn"}}))
    send_to_school(office, key, actor=sit_at_laptop(HEAD))
    done = hand_back(office, fill(sheet, {"HP1.3": {OUTCOME: "xn"}}))
    assert (list_codes(done), done.saved) == (["appraisal_not_open"], 0)
    assert "có ý kiến đến hết 30/06/2020" in done.issues[0].message  # five days from TODAY


def test_what_an_act_refuses_is_told_and_nothing_is_kept(office, key, sheet, monkeypatch):
    """Between reading the phiếu and keeping it the appraisal may have been concluded by somebody else."""

    def conclude_meanwhile(*_arguments, **_named):
        raise UserError("Thẩm định trường này đã kết luận nên không sửa được; nếu cần, hãy mở lại và ghi lý do.")

    monkeypatch.setattr("danvan_metrics.appraising.sheet_in.save_verdicts", conclude_meanwhile)
    done = hand_back(office, fill(sheet, {"HP1.1": {OUTCOME: "xn"}}))
    assert (list_codes(done), done.saved) == (["appraisal_refused"], 0)
    assert "đã kết luận nên không sửa được" in done.issues[0].message
    assert find_verdicts(office, key) == {}


def test_of_two_independent_appraisers_each_has_a_sheet_of_their_own(tmp_path):
    district, key = open_office(tmp_path), build_key(round_="lien-nganh")
    hand_in(district)
    assign_team(district, round_="lien-nganh", appraisers=(SECRETARY, MEMBER))
    with pytest.raises(UserError, match="hai người thẩm định độc lập"):
        download(district, key)
    first, second = download(district, key, SECRETARY), download(district, key, MEMBER)
    assert hand_back(district, fill(first, {"HP1.1": {OUTCOME: "xn"}})).saved == 1
    assert "Xác nhận" not in [
        cell.value for row in open_sheet(download(district, key, MEMBER))[LINES].iter_rows() for cell in row
    ]
    assert list_codes(hand_back(district, fill(second, {"HP1.1": {OUTCOME: "xn"}}, person=SECRETARY))) == ["sheet_of_other_lane"]
    assert hand_back(district, fill(second, {"HP1.1": {DONE: "Đang", REASON: "Thấy khác"}})).saved == 1
    head = open_sheet(download(district, key, HEAD))
    row = list_rows(head)["HP1.1"]
    assert head[LINES][f"C{row}"].value == (f"Đạt\n({SECRETARY}: Xác nhận: Đạt; {MEMBER}: Hạ: Đang thực hiện)")
    done = hand_back(district, fill(download(district, key, HEAD), {"HP1.1": {DONE: "Đang", REASON: "Thống nhất"}}))
    assert (list_codes(done), done.saved) == ([], 1)


# Handed in at the wrong door


def test_the_reception_says_what_a_phieu_is_and_where_it_goes(office, sheet):
    outcome = receive_file(office, "bao-cao.xlsx", sheet, Receiving(actor=OFFICE))
    assert [issue.code for issue in outcome.issues] == ["appraisal_sheet"]
    assert outcome.issues[0].message == "Đây là phiếu thẩm định, không phải báo cáo của trường."
    assert "trang Chấm thẩm định" in outcome.issues[0].remedy


def test_a_return_is_told_to_go_to_the_reception(office, tmp_path):
    done = hand_back(office, fill_template(tmp_path / "bao-cao.xlsx", SCHOOL).read_bytes())
    assert list_codes(done) == ["return_as_appraisal"]
    assert "trang Tiếp nhận báo cáo" in done.issues[0].remedy


def test_other_files_are_told_for_what_they_are(office):
    workbook = open_sheet(download(office, build_key()))
    for name in (INFO, HIDDEN):
        del workbook[name]
    workbook[LINES].delete_rows(1, 200)
    assert list_codes(hand_back(office, save_sheet(workbook))) == ["not_an_appraisal_sheet"]
    assert (hand_back(office, b"").status, hand_back(office, b"%PDF-1.4").status) == ("unreadable", "unreadable")


def test_no_return_is_taken_for_a_phieu(tmp_path):
    assert not is_sheet(read_workbook(fill_template(tmp_path / "bao-cao.xlsx", SCHOOL).read_bytes()))


def test_the_real_store_takes_no_phieu_of_the_sample_nor_the_sample_a_real_one(office, key, tmp_path, sheet):
    sample = replace(open_office(tmp_path, name="minh-hoa.sqlite3"), sample=True)
    hand_in(sample)
    assign_team(sample)
    filled = fill(download(sample, key, HEAD), {"HP1.1": {OUTCOME: "xn"}})
    assert list_codes(hand_back(office, filled)) == ["sample_sheet"]
    assert list_codes(hand_back(sample, fill(sheet, {"HP1.1": {OUTCOME: "xn"}}))) == ["real_sheet"]
    assert hand_back(sample, filled).saved == 1


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    cells=st.dictionaries(
        st.sampled_from("EFGHIJKL"),
        st.one_of(
            st.text(max_size=30),
            st.integers(-5, 99999),
            st.floats(allow_nan=False, allow_infinity=False, width=16),
            st.booleans(),
        ),
        min_size=1,
    )
)
def test_whatever_is_typed_in_a_line_is_taken_or_told(office, sheet, cells):
    typed = {column: _make_typable(value) for column, value in cells.items()}
    done = hand_back(office, fill(sheet, {"CT1.1": typed, "HP1.1": typed}), store=False)
    assert done.status in {"accepted", "returned", "blank"}
    assert done.status != "returned" or done.errors
    assert all(issue.message and issue.remedy for issue in done.issues)
    json.dumps(done.to_json())


def _make_typable(value):
    """What a spreadsheet's file can hold: no control characters, and text is text."""
    return "".join(letter for letter in value if letter.isprintable()).lstrip("=") if isinstance(value, str) else value
