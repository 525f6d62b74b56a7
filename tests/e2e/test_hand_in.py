"""A template is generated in the browser, filled in with a spreadsheet program, handed in, and found in the figures."""

import io

import openpyxl
import pytest

from danvan_metrics.formats.package import pack_files
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.rules import Field
from danvan_metrics.workbook.layout import SHEET_TASKS, build_layout
from danvan_metrics.workbook.template.build import build_template
from tests.builders_officer import PLAN, ROSTER, fill_workbook, list_answers
from tests.e2e.spreadsheet import save_as, type_into

pytestmark = pytest.mark.browser

SCHOOL = ROSTER.by_code["MN-DONDAC"]
LAYOUT = build_layout(PLAN, Reporter.SCHOOL)
MEETINGS = LAYOUT.lines["NV2.3"].cell(Field.DONE)  # two a year are asked for


def test_a_return_goes_the_whole_way(read, office, tmp_path):
    officer = read(office)
    template = generate_template(officer, SCHOOL.short_name)
    filled = type_into(template, tmp_path, list_answers(LAYOUT, {("NV2.3", Field.DONE): 7}))

    hand_in(officer, "MN Đồn Đạc gửi lại.xlsx", filled)
    officer.sees("✔ Đã nhận lần 1", "MN Đồn Đạc · kỳ 6 tháng")

    with officer.run():
        officer.page.get_by_role("link", name="Xem hồ sơ MN Đồn Đạc").click()
    officer.sees(SCHOOL.name)
    with officer.run():
        officer.page.get_by_text("Nhiệm vụ, giải pháp").click()  # its answers are sent once they are asked for
    assert "7" in officer.cells("NV2.3")
    assert f"{MEETINGS.sheet}!{MEETINGS.cell}" in "".join(officer.cells("NV2.3"))
    assert all(f"{n}/{n}" in " ".join(officer.cells("6 tháng")) for n in map(count_scored, ("CT", "NV", "HP")))

    officer.open(ky="6 tháng")
    officer.sees("1/19 trường")
    officer.open("chi-tieu", ky="6 tháng", muc="NV")
    assert "1/1" in officer.cells("NV2.3")  # the other schools are not due yet
    assert "2/2 · 100\u00a0% (cộng 7)" in " ".join(officer.cells("NV2.3"))  # 7 of 2: credited 2, the raw sum beside it


def test_a_mistake_is_told_by_its_very_cell_and_put_right(read, office, tmp_path):
    officer = read(office)
    school = ROSTER.by_code["MN-NAMSON"]
    template = build_template(PLAN, school, PLAN.find_period("6m"))
    wrong = type_into(template, tmp_path, list_answers(LAYOUT), {MEETINGS: "hai cuộc"})

    hand_in(officer, "sai.xlsx", wrong)
    officer.sees("↩ Trả lại")
    told = officer.cells("hai cuộc")
    assert told[:3] == ["✕ Lỗi", SHEET_TASKS, MEETINGS.cell]
    assert "Số nguyên từ 0 trở lên" in told
    file_name, listed = officer.download("^Tải danh sách lỗi")
    rows = [row for sheet in openpyxl.load_workbook(io.BytesIO(listed)) for row in sheet.iter_rows(values_only=True)]
    assert file_name == "loi-can-sua_2020-06-12.xlsx"
    assert [row for row in rows if {"sai.xlsx", MEETINGS.cell, "hai cuộc"} <= set(row)]

    officer.open("ho-so-truong", ma=school.code, ky="6 tháng")
    officer.sees("trả lại, chờ sửa 1 lỗi")

    hand_in(officer, "da-sua.xlsx", correct(wrong))
    officer.sees("✔ Đã nhận lần 1")


def test_the_same_file_again_is_told_as_such_and_a_stray_file_stops_nobody(read, office):
    officer = read(office)
    filled = fill_workbook("TH-THITRAN", "6m")
    hand_in(officer, "lan-dau.xlsx", filled)
    hand_in(officer, "doi-ten.xlsx", filled, also=[("anh.jpg", b"\xff\xd8\xff\xe0 a picture")])

    officer.sees("≡ Trùng", "✕ Không đọc được")


def test_a_zip_of_old_files_is_sorted_marked_and_chased_until_the_last_is_mended(read, office, tmp_path):
    """A school's .xls is wrong in one cell; it goes back marked as an .xlsx, and comes in again mended."""
    officer = read(office)
    school = ROSTER.by_code["TH-DONDAC"]
    wrong = save_as(fill_workbook(school.code, "6m", {("NV2.3", Field.DONE): "hai cuộc"}), tmp_path, "xls")
    packed = pack_files([("Tháng 6/cũ.xls", wrong), ("~$cũ.xls", b"lock"), ("ảnh.jpg", b"\xff\xd8\xff\xe0")])
    hand_in(officer, "thư ngày 12.zip", packed)

    officer.sees("Kết quả đợt nộp (2 tệp, nhận ngày 12/06/2020)", "thư ngày 12.zip/Tháng 6/cũ.xls")
    file_name, marked = officer.download("^Tải bản đánh dấu")
    assert file_name == "cũ_can-sua.xlsx"
    _, summary = officer.download("^Tải tóm tắt đợt nộp")
    rows = [row for sheet in openpyxl.load_workbook(io.BytesIO(summary)) for row in sheet.iter_rows(values_only=True)]
    assert [row[1] for row in rows if "thư ngày 12.zip/ảnh.jpg" in row] == ["✕ Không đọc được"]

    officer.page.get_by_role("tab", name="Theo dõi và đôn đốc").click()
    officer.settle()
    assert "trả lại, chờ sửa 1 lỗi" in officer.cells(school.short_name)[3]

    hand_in(officer, "đã sửa.xlsx", correct(marked))
    officer.sees("Đã sửa đủ 1/1 lỗi của lần trước.")
    officer.page.get_by_role("tab", name="Theo dõi và đôn đốc").click()
    officer.settle()
    assert officer.cells(school.short_name)[1:] == ["12/06/2020, đúng hạn", "76/76 dòng", "hợp lệ"]


def count_scored(group):
    """How many indicators of a group a school is scored on."""
    return sum(indicator.scored and Reporter.SCHOOL in indicator.reporters for indicator in PLAN.indicators_in(group))


def generate_template(officer, name):
    """Choose one school on Biểu mẫu and download its workbook."""
    officer.open("bieu-mau")
    with officer.run():
        officer.page.get_by_role("radio", name="Chọn từng trường").click()
    officer.press(name)
    officer.press("Tạo biểu mẫu")
    file_name, content = officer.download(r"^Tải xuống")
    assert file_name.endswith(".xlsx")
    return content


def hand_in(officer, name, content, also=()):
    """Choose files on Nộp báo cáo and have them checked."""
    officer.open("nop-bao-cao")
    files = [
        {"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in [(name, content), *also]
    ]
    with officer.run():
        officer.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(files)
    officer.press("Kiểm tra và nhận")
    officer.sees("Kết quả đợt nộp")


def correct(content):
    """The school puts the one cell right."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    book[MEETINGS.sheet][MEETINGS.cell].value = 2
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()
