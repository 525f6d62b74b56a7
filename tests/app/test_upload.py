"""Tiếp nhận báo cáo, as the officer reads it."""

import io
import zipfile

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.plan.kinds import Reporter
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.workbook.layout import IDENTITY_KEYS, SHEET_TASKS, build_layout
from tests.builders_officer import PLAN, ROSTER, XLSX, fill_workbook, read_sentences, read_tables
from tests.builders_web import open_app

SCHOOL = "MN-DONDAC"
WRONG = {("NV2.3", Field.DONE): "hai cuộc"}


def test_a_workbook_without_error_is_received(page):
    hand_in(page, ("bao-cao.xlsx", fill_workbook(SCHOOL, "6m")))

    said = read_sentences(page)
    assert "✔ Đã nhận lần 1" in said
    assert "MN Đồn Đạc · kỳ 6 tháng" in said
    assert [(record.school, record.period, record.file_name) for record in stored()] == [(SCHOOL, "6m", "bao-cao.xlsx")]


def test_what_was_answered_is_counted_in_lines(page):
    entered = [indicator for indicator in PLAN.indicators_for(Reporter.SCHOOL) if indicator.entered]
    asked = sum(len(indicator.rows) for indicator in entered) + 1  # and the question on the sheet Mô hình
    hand_in(page, ("bao-cao.xlsx", fill_workbook(SCHOOL, "6m")))

    assert f"Đã trả lời {asked}/{asked} dòng" in read_sentences(page)


def test_a_wrong_cell_is_named(page):
    cell = build_layout(PLAN, ROSTER.by_code[SCHOOL].reporter).lines["NV2.3"].cell(Field.DONE).cell
    hand_in(page, ("sai.xlsx", fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): "hai cuộc"})))

    assert "↩ Trả lại" in read_sentences(page)
    [row] = [row for table in read_tables(page) for row in table if row["Mức độ"] == "✕ Lỗi"]
    assert (row["Sheet"], row["Ô"], row["Đã thấy"]) == (SHEET_TASKS, cell, "hai cuộc")
    assert row["Cần ghi"] == "Số nguyên từ 0 trở lên"
    assert row["Cách sửa"]
    assert stored() == ()


def test_a_warning_does_not_keep_a_return_out(page):
    hand_in(
        page, ("thieu.xlsx", fill_workbook(SCHOOL, "6m", {("HP1.1", Field.EVIDENCE_COUNT): 0, ("HP1.1", Field.EVIDENCE): None}))
    )

    assert "✔ Đã nhận lần 1" in read_sentences(page)
    assert {row["Mức độ"] for table in read_tables(page) for row in table} == {"⚠ Cảnh báo"}


def test_a_file_that_is_no_workbook_gets_a_sentence_and_the_rest_goes_on(page):
    hand_in(page, ("rac.xlsx", b"not a workbook"), ("tot.xlsx", fill_workbook(SCHOOL, "6m")))

    said = read_sentences(page)
    assert "✕ Không đọc được** **rac.xlsx" in said.replace("]", "")
    assert read_tables(page)[0][0]["Cách sửa"]
    assert "✔ Đã nhận lần 1" in said
    assert [record.file_name for record in stored()] == ["tot.xlsx"]


def test_the_same_bytes_again_are_a_duplicate(page):
    content = fill_workbook(SCHOOL, "6m")
    hand_in(page, ("bao-cao.xlsx", content))
    hand_in(page, ("doi-ten.xlsx", content))

    assert "≡ Trùng" in read_sentences(page)
    assert [record.revision for record in stored()] == [1]


def test_a_corrected_workbook_is_the_next_revision(page):
    hand_in(page, ("lan-1.xlsx", fill_workbook(SCHOOL, "6m")))
    hand_in(page, ("lan-2.xlsx", fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): 5})))

    assert "✔ Đã nhận lần 2" in read_sentences(page)


def test_a_zip_is_taken_apart(page):
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("truong/mot.xlsx", fill_workbook("MN-DONDAC", "6m"))
        packed.writestr("truong/hai.xlsx", fill_workbook("MN-NAMSON", "6m"))
        packed.writestr("__MACOSX/._mot.xlsx", b"noise")
    hand_in(page, ("ca-huyen.zip", archive.getvalue()))

    assert {record.school for record in stored()} == {"MN-DONDAC", "MN-NAMSON"}
    assert count_files(page) == {
        "✔ Đã nhận": "2 tệp",
        "↩ Trả lại": "0 tệp",
        "≡ Trùng": "0 tệp",
        "? Cần hỏi": "0 tệp",
        "∅ Chưa điền": "0 tệp",
        "✕ Không đọc được": "0 tệp",
    }


def test_the_batch_is_counted_and_its_issues_can_be_downloaded(page):
    wrong = fill_workbook("MN-NAMSON", "6m", {("NV2.3", Field.DONE): "hai cuộc"})
    hand_in(page, ("tot.xlsx", fill_workbook(SCHOOL, "6m")), ("sai.xlsx", wrong), ("rac.xlsx", b""))

    assert count_files(page) == {
        "✔ Đã nhận": "1 tệp",
        "↩ Trả lại": "1 tệp",
        "≡ Trùng": "0 tệp",
        "? Cần hỏi": "0 tệp",
        "∅ Chưa điền": "0 tệp",
        "✕ Không đọc được": "1 tệp",
    }
    assert any(label.startswith("Tải danh sách lỗi") for label in list_downloads(page))


def test_a_returned_file_can_be_downloaded_marked(page):
    hand_in(page, ("sai.xlsx", fill_workbook(SCHOOL, "6m", WRONG)))

    assert "Tải bản đánh dấu" in list_downloads(page)


def test_an_accepted_file_is_not_marked(page):
    hand_in(page, ("tot.xlsx", fill_workbook(SCHOOL, "6m")))

    assert "Tải bản đánh dấu" not in list_downloads(page)


def test_a_letter_to_the_school_is_ready_to_copy(page):
    hand_in(page, ("sai.xlsx", fill_workbook(SCHOOL, "6m", WRONG)))

    subject, body = (block.value for block in page.code)
    assert subject.endswith("báo cáo 6 tháng – MN Đồn Đạc")
    assert body.startswith("Kính gửi: Trường Mầm non Đồn Đạc,")
    assert "trước ngày 14/06/2020" in body


def test_marked_copies_of_a_batch_come_in_one_zip(page):
    hand_in(page, ("mot.xlsx", fill_workbook(SCHOOL, "6m", WRONG)), ("hai.xlsx", fill_workbook("MN-NAMSON", "6m", WRONG)))

    assert "Tải tất cả bản đánh dấu (2 tệp, ZIP)" in list_downloads(page)


def test_a_mark_is_offered_beside_the_right_file_when_others_are_accepted(page):
    hand_in(page, ("tot.xlsx", fill_workbook("MN-NAMSON", "6m")), ("sai.xlsx", fill_workbook(SCHOOL, "6m", WRONG)))

    batch = page.session_state["upload_batch"]
    assert {batch.outcomes[position].file for position in batch.waiting} == {"sai.xlsx"}


def test_results_stay_when_the_page_runs_again(page):
    hand_in(page, ("bao-cao.xlsx", fill_workbook(SCHOOL, "6m")))
    page.text_input(key="upload_sender").set_value("Nguyễn Thị Hoa").run()

    assert "✔ Đã nhận lần 1" in read_sentences(page)


def test_the_day_received_and_the_sender_are_kept(page):
    page.text_input(key="upload_sender").set_value("hoa@mndondac.edu.vn")
    page.date_input(key="upload_received_on").set_value("2020-06-09")
    hand_in(page, ("bao-cao.xlsx", fill_workbook(SCHOOL, "6m")))

    [record] = stored()
    assert (record.received_on.isoformat(), record.sender) == ("2020-06-09", "hoa@mndondac.edu.vn")


def test_each_file_may_have_a_day_of_its_own(page):
    page.file_uploader[0].set_value([("a.xlsx", fill_workbook(SCHOOL, "6m"), XLSX)]).run()
    page.toggle(key="upload_each_day").set_value(True).run()

    assert not page.exception
    page.button(key="upload_start").click().run()
    assert [record.received_on.isoformat() for record in stored()] == ["2020-06-12"]


def test_the_same_batch_again_changes_nothing(page):
    files = [
        ("tot.xlsx", fill_workbook(SCHOOL, "6m")),
        ("sai.xlsx", fill_workbook("MN-NAMSON", "6m", WRONG)),
        ("rac.xlsx", b"rac"),
    ]
    hand_in(page, *files)
    before = open_district(load_settings()).repository.version()
    hand_in(page, *files)

    assert open_district(load_settings()).repository.version() == before
    assert count_files(page)["≡ Trùng"] == "1 tệp"


def test_what_was_mended_is_told_when_the_file_comes_again(page):
    twice = {("NV2.3", Field.DONE): "hai cuộc", ("NV7.1", Field.DONE): "đủ"}
    hand_in(page, ("lan-1.xlsx", fill_workbook(SCHOOL, "6m", twice)))
    hand_in(page, ("lan-2.xlsx", fill_workbook(SCHOOL, "6m", WRONG)))

    assert "Đã sửa 1/2 lỗi của lần trước, còn 1 (NV2.3)." in read_sentences(page)
    assert "Đã sửa 1/2 lỗi của lần trước" in page.code[1].value, "the letter says it too"


def test_a_large_batch_shows_what_needs_something_done_and_lists_the_rest(page):
    schools = [school.code for school in ROSTER.schools[:2]]
    good = [(f"{code}.xlsx", fill_workbook(code, "6m")) for code in schools]
    hand_in(page, *good, *[(f"rac-{number}.xlsx", b"rac %d" % number) for number in range(32)])

    assert count_files(page)["✔ Đã nhận"] == "2 tệp"
    assert [row["Tệp"] for row in read_tables(page)[0]] == [name for name, _ in good]
    assert "Còn 2 tệp nữa" in read_sentences(page)


def test_who_is_behind_can_be_asked_in_ready_words(page):
    hand_in(page, ("sai.xlsx", fill_workbook(SCHOOL, "6m", WRONG)))
    page.session_state["upload_view"] = "Theo dõi và đôn đốc"
    page.run()

    assert {metric.label.partition(" ·")[0]: metric.value for metric in page.metric[-3:]} == {
        "Nộp": "1/19 trường",
        "Đủ": "0/19 trường",  # a wrong cell is no answer
        "Hợp lệ": "0/19 trường",
    }
    assert "**Trả lại, chờ sửa** · 1 trường" in read_sentences(page)
    assert any(block.value.startswith("Kính gửi MN Đồn Đạc:") for block in page.code)


def test_what_was_read_otherwise_than_written_is_shown(page):
    hand_in(page, ("bao-cao.xlsx", fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): "2 cuộc", ("NV1.1", Field.DONE): "x"})))

    [table] = [table for table in read_tables(page) if table and "Đã đọc là" in table[0]]
    assert {(row["Dòng"], row["Trong tệp ghi"], row["Đã đọc là"]) for row in table} == {
        ("NV2.3", "2 cuộc", "2"),
        ("NV1.1", "x", "Có"),
    }


def test_a_file_that_contradicts_itself_is_asked_about_with_both_candidates(page):
    hand_in(page, ("bao-cao.xlsx", fill_workbook(SCHOOL, "6m", hidden={"school": "MN-NAMSON"})))

    assert count_files(page)["? Cần hỏi"] == "1 tệp"
    said = read_sentences(page)
    assert "Các chỗ trong tệp ghi đơn vị khác nhau: MN Nam Sơn và MN Đồn Đạc." in said
    assert "Đơn vị MN Nam Sơn: mã nhận dạng trong tệp: MN-NAMSON" in said
    assert "Đơn vị MN Đồn Đạc: sheet Thông tin ghi “Trường Mầm non Đồn Đạc”" in said
    asked = page.selectbox(key="upload_doubt_school_0")
    assert (asked.value, asked.options[:2]) == (None, ["MN Nam Sơn", "MN Đồn Đạc"])
    assert page.selectbox(key="upload_doubt_period_0").value == "6m"
    assert page.button(key="upload_doubt_0").disabled
    assert stored() == ()


def test_the_officers_answer_receives_it_and_is_kept(page):
    hand_in(page, ("bao-cao.xlsx", fill_workbook(SCHOOL, "6m", hidden={"school": "MN-NAMSON"})))
    page.selectbox(key="upload_doubt_school_0").set_value(SCHOOL).run()
    page.button(key="upload_doubt_0").click().run()

    assert not page.exception
    assert "✔ Đã nhận lần 1" in read_sentences(page)
    assert "nhận ra do cán bộ Phòng xác nhận (MN Đồn Đạc, kỳ 6 tháng)" in read_sentences(page)
    [record] = stored()
    assert (record.school, record.period) == (SCHOOL, "6m")
    assert record.recognised_by == "do cán bộ Phòng xác nhận (MN Đồn Đạc, kỳ 6 tháng)"


def test_a_file_without_its_hidden_identity_is_received_by_what_stands_on_it(page):
    hand_in(page, ("bao-cao.xlsx", fill_workbook(SCHOOL, "6m", hidden=dict.fromkeys(IDENTITY_KEYS))))

    assert "nhận ra theo sheet Thông tin (“Trường Mầm non Đồn Đạc”, kỳ 6 tháng)" in read_sentences(page)
    assert [(record.school, record.period) for record in stored()] == [(SCHOOL, "6m")]


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-12")  # two days before the first deadline
    return open_app("upload")


def hand_in(page, *files):
    page.file_uploader[0].set_value([(name, content, XLSX) for name, content in files])
    page.run()
    page.button(key="upload_start").click().run()
    assert not page.exception


def stored():
    return open_district(load_settings()).repository.list_submissions(PLAN.code)


def list_downloads(page):
    return [button.label for button in page.get("download_button")]


def count_files(page):
    return {metric.label: metric.value for metric in page.metric}
