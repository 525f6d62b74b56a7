"""A school appraised at the browser: from the first key to the signed minute; and two people at one school at once."""

import io
import json
import re
from dataclasses import replace

import pytest
from docx import Document
from openpyxl import load_workbook
from playwright.sync_api import TimeoutError as NotSeen
from playwright.sync_api import expect

from danvan_metrics.appraising.sheet_out import write_sheet
from danvan_metrics.district import open_district
from danvan_metrics.plan.verdicts import Lane, Outcome
from danvan_metrics.settings import load_settings
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_access import OFFICE
from tests.builders_appraiser import HEAD, MEMBER, SECRETARY, TEAM, assign_team, build_key, hand_in
from tests.builders_sheet import DONE, OUTCOME, REASON, fill
from tests.e2e.server import serve

pytestmark = pytest.mark.browser

PAGE = "cham-tham-dinh"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FROM_THE_OFFICE = tuple(replace(member, workplace="Phòng GD&ĐT") for member in TEAM)
LINES = 71  # scored lines of a school: 44 rows of CT, NV and BC, and 27 items


@pytest.fixture(scope="module")
def desk(tmp_path_factory, browser):
    """A dashboard, and the district whose store it shows: three schools with a return, two of them given to a team."""
    with serve(tmp_path_factory.mktemp("desk")) as served:
        served_settings = load_settings({"DANVAN_DATABASE_URL": served.database_url, "DANVAN_TODAY": "2020-06-12"})
        district = open_district(served_settings)
        for school in ("MN-DAPTHANH", "TH-MINHCAM", "MN-DONDAC"):
            hand_in(district, school=school)
        for school in ("MN-DAPTHANH", "TH-MINHCAM"):
            assign_team(district, school=school, members=FROM_THE_OFFICE)
        yield served, district


def test_from_the_first_key_to_the_signed_minute(read, desk):
    served, district = desk
    officer = read(served)
    officer.open()
    officer.open(PAGE, ky="6 tháng")
    name_a_team(officer)
    officer.page.get_by_text("Phân công", exact=True).click()
    officer.settle()
    officer.page.get_by_role("combobox", name="Tổ, đoàn").click()
    with officer.run():
        officer.page.get_by_role("option", name=re.compile("^Tổ thẩm định số 2")).click()
    officer.page.get_by_role("combobox", name="Trường", exact=True).click()
    with officer.run():
        officer.page.get_by_role("option", name="MN Đồn Đạc").click()
    officer.page.keyboard.press("Escape")
    officer.press("Phân công")
    officer.sees("Đã phân công “Tổ thẩm định số 2” cho 1 trường.")
    with officer.run():
        officer.page.get_by_role("button", name="Mở phiếu MN Đồn Đạc, đã phân công").click()
    sit_down(officer, HEAD)

    judge_with_keys(officer)
    conclude(officer)

    officer.sees("đã kết luận", "kết luận lần 1, ngày 12/06/2020")
    record = district.repository.appraisals.find(build_key("MN-DONDAC"))
    found = {one.verdict.line: one.verdict.outcome for one in record.verdicts}
    assert len(found) == LINES
    assert (found["HP1.1"], found["HP1.2"], found["CT1.1"]) == (Outcome.UNPROVEN, Outcome.LOWERED, Outcome.RAISED)
    name, content = officer.download("^Tải biên bản thẩm định")
    assert name.endswith(".docx")
    minute = read_document(content)
    assert "Vườn hoa chưa trồng xong" in minute
    assert "Nền nếp tốt" in minute
    assert "Cô Nông Thị Bích" in minute


def test_a_stale_save_shows_both_and_is_settled_by_who_saves_later(read, desk):
    served, district = desk
    key = build_key("TH-MINHCAM")
    head, secretary = read(served), read(served)
    for visitor, name in ((head, HEAD), (secretary, SECRETARY)):
        visitor.open()
        visitor.open(PAGE, ky="6 tháng", ma="TH-MINHCAM", dot="to-phong")
        sit_down(visitor, name)
    judge(head, "HP2.1", "2", "Chưa có sổ theo dõi")
    judge(secretary, "HP2.1", "3", "Chưa tổ chức")

    secretary.sees(f"HP2.1: {HEAD} đã lưu trước", "Hạ: Đang thực hiện", "Của bạn: Chưa thực hiện")
    assert [one.verdict.choice for one in find_kept(district, key, "HP2.1")] == ["doing"]  # refused, and nothing overwritten
    with secretary.run():
        secretary.page.get_by_role("button", name="Giữ kết quả của tôi").click()
    secretary.misses("đã lưu trước")
    assert [(one.verdict.choice, one.revision, one.verdict.appraiser) for one in find_kept(district, key, "HP2.1")] == [
        ("doing", 1, HEAD),
        ("not_started", 2, SECRETARY),
    ]
    judge(head, "HP2.1", "1")
    head.sees(f"HP2.1: {SECRETARY} đã lưu trước")
    head.page.get_by_role("button", name="Lấy kết quả này").click()
    expect(head.page.get_by_label("Lý do, dòng HP2.1")).to_have_value("Chưa tổ chức")
    assert len(find_kept(district, key, "HP2.1")) == 2  # who takes the other's word writes nothing


def test_what_is_typed_outlives_a_failed_save_and_a_reload(read, desk):
    served, district = desk
    key = build_key("MN-DAPTHANH")
    visitor = read(served)
    visitor.open()
    visitor.open(PAGE, ky="6 tháng", ma="MN-DAPTHANH", dot="to-phong")
    sit_down(visitor, HEAD)
    focus(visitor, "CT1.1")
    visitor.page.keyboard.type("40")
    visitor.page.keyboard.press("Tab")
    visitor.page.keyboard.type("12")
    visitor.page.get_by_label("Lý do, dòng CT1.1").fill("Đếm lại")
    with visitor.run():
        visitor.page.keyboard.press("Enter")
    expect(row(visitor, "CT1.1")).to_contain_text("chưa lưu:")  # more done than there was to do
    assert find_kept(district, key, "CT1.1") == []

    visitor.go(visitor.page.url)
    sit_down(visitor, HEAD)
    expect(row(visitor, "CT1.1")).to_contain_text("40/12")
    expect(row(visitor, "CT1.1")).to_contain_text("Đếm lại")


def test_a_reason_is_asked_for_before_anything_is_sent(read, desk):
    served, _ = desk
    visitor = read(served)
    visitor.open()
    visitor.open(PAGE, ky="6 tháng", ma="MN-DAPTHANH", dot="to-phong")
    visitor.misses("Không có trang ở địa chỉ này")  # though the address ends with that of another page
    sit_down(visitor, SECRETARY)
    focus(visitor, "HP3.1")
    before = visitor.runs.asked
    visitor.page.keyboard.press("3")
    visitor.page.keyboard.press("Enter")
    expect(row(visitor, "HP3.1")).to_contain_text("cần ghi lý do")
    expect(visitor.page.get_by_label("Lý do, dòng HP3.1")).to_be_focused()
    assert visitor.runs.asked == before


def test_the_phieu_leaves_as_a_workbook(read, desk):
    served, _ = desk
    visitor = read(served)
    visitor.open()
    visitor.open(PAGE, ky="6 tháng", ma="MN-DAPTHANH", dot="to-phong")
    sit_down(visitor, SECRETARY)
    name, content = visitor.download("^Tải phiếu thẩm định")
    assert name == "phieu-tham-dinh_mn-dapthanh_6m_to-phong.xlsx"
    texts = {str(cell.value) for sheet in load_workbook(io.BytesIO(content)) for cells in sheet.iter_rows() for cell in cells}
    assert {"HP1.1", "CT1.1"} <= texts


def test_two_who_judge_alone_see_nothing_of_each_other_till_the_head_reconciles(read, desk):
    served, district = desk
    key = assign_team(district, round_="lien-nganh", members=FROM_THE_OFFICE, appraisers=(SECRETARY, MEMBER))
    reasons = {SECRETARY: "Bồn hoa chỉ xong một nửa", MEMBER: "Cả vườn còn bỏ không"}
    sitting = {name: sit_alone(read(served), name) for name in reasons}
    for name, choice in zip(reasons, "23", strict=True):
        visitor, _ = sitting[name]
        judge(visitor, "HP1.2", choice, reasons[name])
        visitor.go(visitor.page.url)  # everything told anew, now that the other has judged
        sit_down(visitor, name)
    assert {one.verdict.appraiser for one in find_kept(district, key, "HP1.2")} == set(reasons)
    for name, (visitor, heard) in sitting.items():
        [other] = set(reasons) - {name}
        assert (reasons[name] in visitor.words(), hears(heard, reasons[name])) == (True, True)
        assert (reasons[other] in visitor.words(), hears(heard, reasons[other])) == (False, False)

    head, _ = sit_alone(read(served), HEAD)
    focus(head, "HP1.2")
    head.sees(*reasons.values())
    head.page.get_by_role("button", name=f"Theo {SECRETARY}").click()
    with head.run():
        head.page.keyboard.press("Enter")
    settled = find_kept(district, key, "HP1.2")[-1]
    assert (settled.lane, settled.verdict.choice, settled.verdict.appraiser) == (Lane.TEAM, "doing", HEAD)


def test_a_filled_phieu_is_taken_in_and_one_with_an_error_comes_back_marked(read, desk):
    served, district = desk
    key = build_key("TH-MINHCAM")
    sheet = write_sheet(district, key, actor=OFFICE, appraiser=SECRETARY)[1]
    visitor = read(served)
    visitor.open()
    visitor.open(PAGE, ky="6 tháng", ma="TH-MINHCAM", dot="to-phong")
    sit_down(visitor, SECRETARY)
    filled = fill(sheet, {"HP3.1": {DONE: "Đang", REASON: "Còn hai lớp"}, "HP3.2": {OUTCOME: "xn"}})
    upload(visitor, "phieu dien o truong.xlsx", filled)
    visitor.sees(f"người điền: {SECRETARY} · đã lưu 2 dòng")
    expect(row(visitor, "HP3.1")).to_contain_text("Hạ")
    focus(visitor, "HP3.1")
    visitor.page.get_by_role("button", name="Lịch sử (1)").click()
    visitor.sees("theo phiếu phieu dien o truong.xlsx nộp lúc")
    assert visitor.download("^Tải phiếu$") == ("phieu dien o truong.xlsx", filled)

    upload(visitor, "phieu sai.xlsx", fill(sheet, {"HP3.3": {DONE: "Đang"}}))
    visitor.sees("phieu sai.xlsx", "chưa lưu dòng nào")
    assert find_kept(district, key, "HP3.3") == []
    marked = load_workbook(io.BytesIO(visitor.download("^Tải phiếu đã đánh dấu")[1]))
    comments = [cell.comment.text for cells in marked["Phiếu thẩm định"].iter_rows() for cell in cells if cell.comment]
    assert any("chưa ghi lý do" in words for words in comments)


def test_a_return_sent_while_the_desk_is_open_is_seen_before_its_line_is_judged(read, desk):
    served, district = desk
    key = build_key("TH-MINHCAM")
    visitor = read(served)
    visitor.open()
    visitor.open(PAGE, ky="6 tháng", ma="TH-MINHCAM", dot="to-phong")
    sit_down(visitor, HEAD)
    hand_in(district, Answer("HP3.5", State.VALUE, choice="doing", evidence_count=1), school="TH-MINHCAM")
    judge(visitor, "HP3.5", "1")
    expect(row(visitor, "HP3.5")).to_contain_text("vừa gửi báo cáo khác, dòng HP3.5 nay khai khác")
    assert find_kept(district, key, "HP3.5") == []
    focus(visitor, "HP3.5")
    expect(visitor.page.get_by_label("Thẩm định, dòng HP3.5", exact=True)).to_have_value("met")  # what was chosen stays
    visitor.page.get_by_label("Lý do, dòng HP3.5").fill("Đã xong trong tháng 6")
    with visitor.run():
        visitor.page.keyboard.press("Enter")
    assert [one.verdict.outcome for one in find_kept(district, key, "HP3.5")] == [Outcome.RAISED]


def test_keys_pressed_faster_than_the_page_answers_lose_nothing(read, desk):
    served, district = desk
    key = build_key("TH-MINHCAM")
    lines = [f"HP2.{number}" for number in range(2, 8)]
    visitor = read(served)
    visitor.open()
    visitor.open(PAGE, ky="6 tháng", ma="TH-MINHCAM", dot="to-phong")
    sit_down(visitor, HEAD)
    focus(visitor, lines[0])
    for choice in "121212":  # a level, a reason where it is lower, and down to the next line, without a pause
        visitor.page.keyboard.press(choice)
        if choice == "2":
            visitor.page.keyboard.press("l")
            visitor.page.keyboard.type("=cmd <b>")
        visitor.page.keyboard.press("Enter")
    for line in lines:
        expect(row(visitor, line)).to_contain_text("đã lưu")
    found = {line: [(one.verdict.choice, one.verdict.reason) for one in find_kept(district, key, line)] for line in lines}
    assert list(found.values()) == [[("met", "")], [("doing", "=cmd <b>")]] * 3


def sit_alone(visitor, name):
    """At the desk of the round that two judge; what the page was told from its first word."""
    heard = []
    keep = lambda told: heard.append(told)  # noqa: E731, PLW0108 - Playwright asks a listener for its signature
    visitor.page.on("websocket", lambda socket: socket.on("framereceived", keep))
    visitor.open()
    visitor.open(PAGE, ky="6 tháng", ma="MN-DAPTHANH", dot="lien-nganh")
    sit_down(visitor, name)
    return visitor, heard


def hears(heard, words):
    """Whether it stands in anything the server sent, plain or as JSON escapes it."""
    forms = (words.encode(), json.dumps(words)[1:-1].encode())
    return any(form in (one if isinstance(one, bytes) else one.encode()) for one in heard for form in forms)


def upload(visitor, name, content):
    with visitor.run():
        visitor.page.locator("input[type=file]").set_input_files({"name": name, "mimeType": XLSX, "buffer": content})
    visitor.press("Nhận phiếu")


def name_a_team(officer):
    officer.page.get_by_text("Tổ, đoàn thẩm định (1)", exact=True).click()
    officer.settle()
    fields = {"Tên tổ, đoàn": "Tổ thẩm định số 2", "1. Họ tên": HEAD, "2. Họ tên": SECRETARY, "3. Họ tên": "Vi Văn Sáng"}
    for label, text in fields.items():
        with officer.run():
            officer.page.get_by_label(label, exact=True).fill(text)
            officer.page.keyboard.press("Tab")
    officer.press("Lưu tổ, đoàn")
    officer.sees("Đã lưu “Tổ thẩm định số 2” gồm 3 người.")


def judge_with_keys(visitor):
    """Everything that has evidence in one act, then the exceptions; all of it by keyboard."""
    focus(visitor, "CT1.1")
    visitor.page.keyboard.press("F9")
    visitor.sees(f"Xác nhận {LINES - 1} dòng đúng như tự khai")  # HP1.1 names no evidence
    with visitor.run():
        visitor.page.keyboard.press("Enter")
    visitor.sees(f"đã kiểm {LINES - 1}/{LINES}")
    focus(visitor, "CT1.1")
    visitor.page.keyboard.press("n")
    expect(visitor.page.get_by_role("button", name=re.compile("^HP1.1:"))).to_be_focused()
    for key in "mhl":
        visitor.page.keyboard.press(key)
    visitor.page.keyboard.type("Không có hồ sơ")
    with visitor.run():
        visitor.page.keyboard.press("Enter")
    visitor.sees(f"đã kiểm {LINES}/{LINES}")
    judge(visitor, "HP1.2", "2", "Vườn hoa chưa trồng xong")
    expect(row(visitor, "HP1.2")).to_contain_text("Hạ")
    focus(visitor, "CT1.1")
    visitor.page.keyboard.type("9")
    visitor.page.get_by_label("Lý do, dòng CT1.1").fill("Đếm được chín quy chế")
    with visitor.run():
        visitor.page.keyboard.press("Enter")
    expect(row(visitor, "CT1.1")).to_contain_text("Nâng")


def conclude(visitor):
    visitor.press("Gửi trường có ý kiến")
    visitor.sees("Hạn trả lời: hết ngày 17/06/2020.")
    with visitor.run():
        visitor.page.get_by_text("Nhất trí toàn bộ", exact=True).click()
    visitor.press("Lưu ý kiến của trường")
    visitor.press("Trình ký")
    for label, text in {"Ưu điểm": "Nền nếp tốt", "Đại diện trường ký (Hiệu trưởng)": "Cô Nông Thị Bích"}.items():
        with visitor.run():
            visitor.page.get_by_label(label, exact=True).fill(text)
            visitor.page.keyboard.press("Tab")
    visitor.press("Kết luận")


def sit_down(visitor, name):
    """The list closes under the hand where the page is drawn once more just then: a person presses again."""
    box = visitor.page.get_by_role("combobox", name="Tôi là")
    option = visitor.page.get_by_role("option", name=re.compile(f"^{name}"))
    visitor.settle()
    box.click()
    try:
        option.wait_for(timeout=5_000)
    except NotSeen:
        box.click()
    with visitor.run():
        option.click()


def judge(visitor, line, key, reason=""):
    focus(visitor, line)
    visitor.page.keyboard.press(key)
    if reason:
        visitor.page.keyboard.press("l")
        visitor.page.keyboard.press("Control+A")
        visitor.page.keyboard.type(reason)
    with visitor.run():
        visitor.page.keyboard.press("Enter")


def focus(visitor, line):
    visitor.page.get_by_role("button", name=re.compile(f"^{re.escape(line)}:")).focus()


def row(visitor, line):
    return visitor.page.get_by_role("row").filter(has=visitor.page.get_by_text(line, exact=True)).first


def find_kept(district, key, line):
    return [one for one in district.repository.appraisals.find(key).verdicts if one.verdict.line == line]


def read_document(content):
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
