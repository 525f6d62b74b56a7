"""Every page, with the sample and with an empty store: nothing breaks, leaves the machine or scrolls sideways."""

import re

import pytest

from danvan_metrics.web.pages import PAGES

pytestmark = pytest.mark.browser

BROKEN = re.compile(r"Traceback|Exception|Error:|encountered an error|Page not found|Có lỗi ngoài dự kiến")


@pytest.mark.parametrize("sample", [False, True], ids=["empty", "sample"])
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)
def test_the_page_stands(read, newcomer, page, sample):
    visitor = read(newcomer)  # its fixture fails on a request to elsewhere and on a console error
    visitor.open("" if page is PAGES[0] else page.url, sample=sample)

    said = visitor.words()
    assert BROKEN.findall(said) == []
    assert ("DỮ LIỆU MINH HỌA" in said) is sample
    assert visitor.overflow() == 0
    assert visitor.page.get_by_test_id("stException").count() == 0
