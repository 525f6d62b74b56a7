"""People work with a server whose store then fails: its log tells that, and nothing of them."""

from __future__ import annotations

import pytest

from danvan_metrics.plan.rules import Field
from tests.builders_officer import fill_workbook
from tests.builders_serving import run_serve
from tests.e2e.server import TODAY

pytestmark = pytest.mark.browser

NAME = "Triệu Thị Hằng"
FILE = f"báo cáo của {NAME} 0912345678.xlsx"
CELL = "hai cuộc, hỏi hang@example.vn"
SECRETS = ("Hằng", "H\\u1eb1ng", "0912345678", "hai cuộc", "hang@example.vn", "Nguyễn Thị Lan", "bí mật", "127.0.0.1:")


def test_nothing_of_what_people_hand_in_type_or_are_called_stands_in_the_log(read, tmp_path):
    sent_back = fill_workbook("MN-DONDAC", "6m", {("NV2.3", Field.DONE): CELL})
    taken = fill_workbook("TH-MINHCAM", "6m")
    with run_serve(tmp_path, "--no-browser", DANVAN_TODAY=TODAY, DANVAN_ACTOR="Nguyễn Thị Lan") as running:
        officer = read(running)
        officer.open()
        hand_in(officer, {FILE: sent_back, f"2 {FILE}": taken, "hỏng.xlsx": b"PK no workbook"})
        officer.sees("↩ Trả lại", "✔ Đã nhận lần 1", "✕ Không đọc được")
        told = running.ask("/so-do").text
        officer.open("danh-muc", q="bí mật")
        (tmp_path / "kho.sqlite3").write_bytes(bytes(10_000))
        assert running.ask("/san-sang").status == 503
    assert 'danvan_store_events_total{action="accepted"} 1.0' in told
    assert 'danvan_run_seconds_count{page="nop-bao-cao"}' in told
    written = running.log.read_text() + running.output.read_text()
    assert "the database failed: DatabaseError" in written
    assert [secret for secret in SECRETS if secret in written] == []


def hand_in(officer, files):
    """Choose files by name on Nộp báo cáo and have them checked."""
    officer.open("nop-bao-cao")
    chosen = [{"name": name, "mimeType": "application/octet-stream", "buffer": content} for name, content in files.items()]
    with officer.run():
        officer.page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(chosen)
    officer.press("Kiểm tra và nhận")
    officer.sees("Kết quả đợt nộp")
