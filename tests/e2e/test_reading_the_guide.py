"""The guide in the browser: from chapter to chapter in one tab and one visit; and the site, opened from its folder."""

import pytest
from playwright.sync_api import expect

from tests.integration.test_documentation_site import build

pytestmark = pytest.mark.browser


def test_chapters_follow_each_other_in_one_tab_and_the_way_back_is_kept(read, newcomer):
    visitor = read(newcomer)
    visitor.open("huong-dan", sample=True)
    heading = visitor.page.locator(".st-key-guide_text h1")
    ways = (
        ("contents", "7. Thẩm định", "trang=07-tham-dinh"),
        ("text", "8. Công nhận, khen thưởng", "trang=08-khen-thuong"),  # at the foot of the chapter before
        ("text", "trang 7", "trang=07-tham-dinh"),  # in the middle of a sentence
    )
    for place, link, address in ways:
        with visitor.run():
            visitor.page.locator(f".st-key-guide_{place}").get_by_role("link", name=link, exact=True).first.click()
        expect(heading).to_contain_text("7. Thẩm định" if "07" in address else "8. Công nhận")
        assert address in visitor.page.url
        assert "minh-hoa=1" in visitor.page.url
        assert visitor.page.evaluate("document.querySelector('[data-testid=stMain]').scrollTop") == 0
    with visitor.run():
        visitor.page.go_back()
    expect(heading).to_contain_text("8. Công nhận")
    assert len(visitor.page.context.pages) == 1


def test_pictures_are_as_wide_as_the_text(read, newcomer):
    visitor = read(newcomer)
    visitor.open("huong-dan", trang="05-xem-ket-qua")
    widths = visitor.page.evaluate("[...document.querySelectorAll('.st-key-guide_text img')].map((one) => one.clientWidth)")

    assert len(widths) == 3
    assert min(widths) > 900
    assert visitor.overflow() == 0


def test_the_site_is_read_and_searched_from_its_folder_without_a_network(browser, tmp_path):
    done = build(tmp_path)
    assert done.returncode == 0, done.stderr
    page = browser.new_page(locale="vi-VN")
    asked, complaints = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))

    page.goto((tmp_path / "index.html").as_uri())
    page.get_by_role("link", name="Hướng dẫn sử dụng").first.click()
    page.locator("input[name=query]").click()
    page.keyboard.type("sao lưu", delay=30)

    expect(page.locator(".md-search-result")).to_contain_text("10. Khi có trục trặc")
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
    assert complaints == []
    page.close()
