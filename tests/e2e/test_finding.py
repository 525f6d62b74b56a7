"""Finding one's way: the search, real links, the way back, and a bar that says whose figures these are."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SEARCH = "Tìm trường, chỉ tiêu, mô hình"


@pytest.fixture
def visitor(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True, ky="Cả năm")
    return visitor


def test_a_school_is_found_without_accents_and_opened_by_the_keyboard(visitor):
    box = visitor.page.get_by_role("combobox", name=SEARCH)
    box.fill("don dac th")
    expect(visitor.page.get_by_role("option")).not_to_have_count(0)
    expect(visitor.page.get_by_role("option").first).to_contain_text("Đồn Đạc")
    with visitor.run():
        box.press("Enter")
    assert urlsplit(visitor.page.url).path == "/ho-so-truong"
    visitor.sees("Đồn Đạc")


def test_an_indicator_is_found_by_its_code_and_a_model_by_a_word_of_its_name(visitor):
    box = visitor.page.get_by_role("combobox", name=SEARCH)
    box.fill("hp2.4")
    expect(visitor.page.get_by_role("option").first).to_contain_text("HP2.4")
    box.fill("mo hinh khong co that")
    expect(visitor.page.get_by_text("Không tìm thấy")).to_be_visible()
    box.press("Escape")
    expect(visitor.page.get_by_role("option")).to_have_count(0)


def test_filters_are_cleared_in_one_press_and_the_period_stays(read, newcomer):
    visitor = read(newcomer)
    visitor.open(sample=True, ky="9 tháng", cap="Tiểu học", goc="Có minh chứng")
    visitor.press("Xóa lọc")
    visitor.sees("MN Đồn Đạc")
    query = parse_qs(urlsplit(visitor.page.url).query)
    assert query["ky"] == ["9 tháng"]
    assert {"cap", "goc"} & set(query) == set()
    expect(visitor.page.get_by_role("button", name="Xóa lọc")).to_have_count(0)


def test_a_figure_is_a_link_that_a_middle_click_opens_in_a_new_tab_and_that_can_be_copied(visitor):
    link = visitor.row("TH Đồn Đạc").get_by_role("link", name="TH Đồn Đạc, Trường học hạnh phúc")
    address = link.evaluate("link => link.href")
    assert urlsplit(address).path == "/nguon"
    assert parse_qs(urlsplit(address).query)["minh-hoa"] == ["1"]  # the copied link shows the same to whoever opens it
    with visitor.page.context.expect_page() as opened:
        link.click(button="middle")
    tab = opened.value
    expect(tab.get_by_role("heading", name="TH Đồn Đạc: Trường học hạnh phúc")).to_be_visible()
    expect(tab.get_by_role("link", name="‹ Về Tổng quan")).to_be_visible()
    tab.close()
    assert urlsplit(visitor.page.url).path == "/"  # this tab stays where it was


def test_a_way_back_leads_from_a_source_to_the_page_it_was_opened_from(visitor):
    with visitor.run():
        visitor.row("TH Đồn Đạc").get_by_role("link", name="TH Đồn Đạc, Trường học hạnh phúc").click()
    visitor.sees("TH Đồn Đạc: Trường học hạnh phúc")
    with visitor.run():
        visitor.page.get_by_role("link", name="‹ Về Tổng quan").click()
    visitor.sees("Bảng điểm")
    assert parse_qs(urlsplit(visitor.page.url).query)["ky"] == ["Cả năm"]
    expect(visitor.page.get_by_role("link", name="‹ Về Tổng quan")).to_have_count(0)


@pytest.mark.parametrize("page", ["", "lan-toa", "ho-so-truong", "bieu-mau", "danh-muc"])
def test_every_page_says_whose_it_is_and_speaks_vietnamese(read, newcomer, page):
    visitor = read(newcomer)
    visitor.open(page, sample=True)
    visitor.sees("Phòng GD&ĐT Ba Chẽ", "Dân vận khéo 2020 · tính đến 17/12/2020")
    assert visitor.page.locator("html").get_attribute("lang") == "vi"
