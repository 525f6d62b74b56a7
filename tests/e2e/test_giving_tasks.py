"""A task given by keyboard on the very line it is about, in a meeting's hurry: pressed twice, changed, said, and shown once."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

LINE = "Giao việc: THCS Đồn Đạc, NV4.3 Vụ khiếu kiện vượt cấp, khiếu kiện đông người"
TASK = "Đối thoại với người khiếu kiện"


def test_a_task_is_given_on_its_line_by_keyboard_and_pressed_twice_stands_once(read, office):
    visitor = read(office)
    visitor.open(sample=True)  # the sample district is filled at its first visit
    visitor.open("viec-can-lam", sample=True, ky="Cả năm")
    line = visitor.page.get_by_role("link", name=LINE)
    with visitor.run():
        line.focus()
        visitor.page.keyboard.press("Enter")
    box = visitor.page.get_by_role("dialog")
    expect(box.get_by_role("button", name="Đóng")).to_be_visible()
    box.get_by_label("Việc cần làm").fill(TASK)
    box.get_by_label("Người phụ trách").fill("Thầy Nam")
    box.get_by_role("button", name="Giao việc").dblclick()
    expect(visitor.page.get_by_test_id("stToast")).to_contain_text("Đã giao việc cho Thầy Nam")
    expect(box).to_have_count(0)
    visitor.settle()
    expect(visitor.page.get_by_role("link", name=f"Sửa: {TASK}")).to_have_count(1)

    with visitor.run():
        visitor.page.get_by_role("link", name=f"Sửa: {TASK}").click()
    box.get_by_label("Người phụ trách").fill("Cô Hoa")
    box.get_by_label("Lý do sửa").fill("Thầy Nam nghỉ phép")
    box.get_by_role("button", name="Lưu thay đổi").click()
    expect(box).to_have_count(0)
    visitor.settle()
    with visitor.run():
        visitor.page.get_by_text("Lịch sử:").click()
    visitor.sees("sửa người phụ trách Thầy Nam → Cô Hoa")

    with visitor.run():
        line.click()
    expect(box.get_by_label("Việc cần làm")).to_have_value("")  # nothing of the last one is left in the form
