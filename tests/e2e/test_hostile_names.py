"""Names made to be read as Markdown: no link, no picture, and nothing that leaves the machine (which `read` watches)."""

import os

import pytest

from danvan_metrics.plan.rules import Field
from tests.builders_officer import fill_workbook
from tests.e2e.test_hand_in import hand_in

pytestmark = pytest.mark.browser

HOSTILE = (
    "![anh](http://vi-du.test/a.png) [bam](http://vi-du.test) www.vi-du.test :red[do] $x^2$ <img src=x> :material/home: :smile:"
)
IN_A_FILE_NAME = HOSTILE.replace("/", "_") + ".xlsx"
TALL = {"width": 1024, "height": 768}


def test_the_name_of_a_file(read, office):
    officer = read(office, TALL)
    hand_in(officer, IN_A_FILE_NAME, fill_workbook("TH-THITRAN", "9m"))
    hand_in(officer, IN_A_FILE_NAME, fill_workbook("TH-THITRAN", "9m", {("NV2.3", Field.DONE): None}))

    take_picture(officer, "asked")
    shows_as_it_is(officer, "www")
    officer.sees(":smile:".replace(":s", ":\u2060s"))


def test_a_word_in_an_address(read, office):
    officer = read(office, TALL)
    hand_in(officer, "tot.xlsx", fill_workbook("MN-DONDAC", "9m"))
    officer.open("nguon", so=HOSTILE, luc="9m", **{"don-vi": HOSTILE})
    shows_as_it_is(officer, "")
    officer.open(chot=HOSTILE)
    shows_as_it_is(officer, "anh")


def test_the_name_of_a_snapshot_and_of_whoever_fixed_it(read, office):
    officer = read(office, TALL)
    hand_in(officer, "tot.xlsx", fill_workbook("MN-DONDAC", "9m"))
    officer.open("xuat-bao-cao")
    officer.page.get_by_role("button", name="Tôi là Nguyễn Thị Lan").click()  # opens in the browser, without a run
    officer.page.get_by_label("Họ và tên").fill("![x](http://vi-du.test/b.png)")
    officer.press("Ghi tên")
    officer.page.get_by_label("Tên bản chốt").fill(HOSTILE[:70])
    officer.press("Chốt số liệu")
    officer.sees("Đã chốt")
    shows_as_it_is(officer, "anh")
    officer.page.get_by_text("họp ngày").first.click()
    officer.settle()
    shows_as_it_is(officer, "Chốt lúc")


def shows_as_it_is(officer, words):
    """Nothing on the page was made out of the name."""
    officer.sees(words)
    made = officer.page.locator("a[href*='vi-du'], img[src*='vi-du'], [data-testid='stApp'] .katex, .stMarkdownColoredText")
    assert made.count() == 0


def take_picture(officer, name):
    if folder := os.environ.get("DANVAN_PICTURES"):
        officer.page.screenshot(path=f"{folder}/{name}.png", full_page=True)
