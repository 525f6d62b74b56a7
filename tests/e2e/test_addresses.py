"""The very first visit after the server has started, by an address of a page, and by one that nobody serves."""

import pytest
from playwright.sync_api import expect

from tests.e2e.server import serve

pytestmark = pytest.mark.browser
STREAMLITS_OWN = ("Page not found", "The page that you have requested does not seem to exist")


@pytest.fixture
def just_started(tmp_path, browser):
    """A dashboard that nobody has visited: its first run is another one than all that follow."""
    with serve(tmp_path) as served:
        yield served


def test_a_link_to_a_page_opens_just_that_page(read, just_started):
    visitor = read(just_started)
    visitor.open("bieu-mau")
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    expect(visitor.page.get_by_role("heading", name="Biểu mẫu")).to_be_visible()
    visitor.misses("Không có trang")
    forget_the_console(visitor)


def test_an_unknown_address_is_answered_in_vietnamese_with_the_overview(read, just_started):
    visitor = read(just_started)
    visitor.open("khong-co-trang-nay")
    box = visitor.page.get_by_role("dialog", name="Không có trang ở địa chỉ này")
    expect(box).to_contain_text("Đang mở Tổng quan. Hãy chọn trang ở thanh trên cùng.")
    box.get_by_role("button", name="Đóng").click()
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    visitor.sees("Ba bước để bắt đầu")
    forget_the_console(visitor)


def forget_the_console(visitor):
    """Streamlit leaves its own sentence in the browser's console, where no reader of the page sees it."""
    visitor.complaints[:] = [said for said in visitor.complaints if not said.startswith(STREAMLITS_OWN)]


def test_the_first_pages_own_address_leads_home_with_its_parameters(read, newcomer):
    visitor = read(newcomer)
    visitor.go(f"{visitor.url}/tong-quan?minh-hoa=1")
    visitor.page.wait_for_url("**/?minh-hoa=1*")
    expect(visitor.page.get_by_role("dialog")).to_have_count(0)
    visitor.sees("Bảng điểm")
    forget_the_console(visitor)
