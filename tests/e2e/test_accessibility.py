"""Every page, as a reader and as a meeting sees it, held against axe-core; and every leadership page on paper."""

import re
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe

from danvan_metrics.web.pages import MEETING, PAGES, SOURCE

pytestmark = pytest.mark.browser

FIGURE = {"so": "CT1.1", "don-vi": "MN-MINHCAM", "luc": "9m"}
ENGLISH = re.compile(
    r"\b(?:the|this|for|your|pages|content|date|choose|open|close|clear|help|download|plot|upload|file|per|press|select)\b",
    re.IGNORECASE,
)
COVERED = {"upload", "Upload", "20MB per file"}  # the uploader's own, hidden behind ours; the first names an icon
GRAVE = {"serious", "critical"}
VISITED = ("buoc",)  # from a step of a meeting
WAYS = [(page, way) for page in PAGES for way in ((), VISITED) if page.for_leaders or not way]
LEADERS = [page for page in PAGES if page.for_leaders and page.filters and page is not MEETING]


@pytest.mark.parametrize(("page", "way"), WAYS, ids=lambda one: getattr(one, "url", None) or "".join(one) or "read")
def test_no_page_has_a_serious_violation(read, newcomer, page, way):
    visitor = read(newcomer)
    asked = FIGURE if page is SOURCE else {"ky": "9 tháng"} if page.filters else {}
    visitor.open("" if page is PAGES[0] else page.url, sample=True, **asked, **dict.fromkeys(way, "1"))
    found = Axe().run(visitor.page).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found if one["impact"] in GRAVE] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.url)
def test_nothing_is_said_in_english_to_anyone(read, newcomer, page):
    """Words and labels for screen readers alike, Streamlit's own among them; names of programs are no English."""
    visitor = read(newcomer)
    asked = FIGURE if page is SOURCE else {"ky": "9 tháng"} if page.filters else {}
    visitor.open("" if page is PAGES[0] else page.url, sample=True, **asked)
    labels = visitor.page.evaluate("[...document.querySelectorAll('[aria-label]')].map((one) => one.getAttribute('aria-label'))")
    said = "\n".join(line for line in [*visitor.words().split("\n"), *labels] if line not in COVERED)
    assert ENGLISH.findall(said) == []


@pytest.mark.parametrize("page", LEADERS, ids=lambda page: page.url)
def test_a_leadership_page_prints_on_a4_landscape_with_its_source_at_the_foot(read, newcomer, page, tmp_path):
    visitor = read(newcomer)
    visitor.open("" if page is PAGES[0] else page.url, sample=True, ky="9 tháng")
    paper = tmp_path / "page.pdf"
    visitor.page.pdf(path=paper, prefer_css_page_size=True, print_background=True)
    size = run("pdfinfo", paper)
    assert "841.92 x 594.96" in size or "842 x 595" in size or "841.92 x 595" in size
    sheets = run("pdftotext", "-layout", paper, "-").split("\f")[:-1]
    for number, sheet in enumerate(sheets, start=1):
        assert "DỮ LIỆU MINH HỌA · Phòng GD&ĐT Ba Chẽ · Dân vận khéo 2020 · nguồn: báo cáo của các trường" in sheet
        assert "tính đến 17/12/2020" in sheet
        assert sheet.strip().startswith(page.title)  # on every sheet what it is of
        assert f"{number}/{len(sheets)}" in sheet
    assert not [word for word in ("Tải ảnh", "Mọi cấp học", "Chế độ họp") if any(word in sheet for sheet in sheets)]


def run(*command):
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()
