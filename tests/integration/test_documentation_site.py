"""The documentation as a site: built strict from the same Markdown, every link leads somewhere, nothing comes from elsewhere."""

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest

from danvan_metrics.folders import SHIPPED

CONFIGURATION = SHIPPED / "docs" / "site" / "mkdocs.yml"
FETCHED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}
FROM_ELSEWHERE = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import\s+['\"]?(?:https?:)?//")
NAMED = (
    "index", "huong-dan", "dong-lenh", "cai-dat", "dien-mao", "tu-dien-du-lieu", "deploy/index",
    "architecture", "CONTRIBUTING", "decisions", "CHANGELOG",
)  # fmt: skip
LEFT_OUT = ("site/mkdocs.yml", "site/outside_pages.py", "requirements.txt")


class PageReader(HTMLParser):
    """What a page fetches, where its links lead, and the places in it that links may name."""

    def __init__(self, path):
        super().__init__()
        self.fetched, self.links, self.places = [], [], set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.places.add(given.get("id"))
        if tag in FETCHED and given.get("rel") not in {"canonical", "next", "prev"}:
            self.fetched.append(given.get(FETCHED[tag]))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])


def build(folder):
    """Build the site; gives the finished process."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", CONFIGURATION, "-d", folder]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    done = build(folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def pages(site):
    return {path: PageReader(path) for path in site.rglob("*.html")}


def test_every_document_is_a_page(site):
    assert [name for name in NAMED if not (site / f"{name}.html").is_file()] == []
    assert len(list((site / "huong-dan").glob("*.html"))) == 10
    assert [name for name in LEFT_OUT if (site / name).exists()] == []


def test_every_link_leads_to_a_page_and_a_place_in_it(site, pages):
    broken = [(path.name, link) for path, page in pages.items() for link in page.links if not leads_somewhere(path, link, pages)]
    assert broken == []
    assert sum(len(page.links) for page in pages.values()) > 300


def leads_somewhere(path, link, pages):
    parts = urlsplit(link)
    if parts.scheme in {"http", "https", "mailto"}:
        return True
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if path.name == "404.html" and parts.path.startswith("/"):  # shown at any address: its links begin at the root
        return True
    if not target.is_file():
        return False
    return not parts.fragment or target not in pages or unquote(parts.fragment) in pages[target].places


def test_nothing_is_fetched_from_elsewhere(site, pages):
    fetched = [(path.name, one) for path, page in pages.items() for one in page.fetched if one and urlsplit(one).netloc]
    assert fetched == []
    styles = [path.name for path in site.rglob("*.css") if FROM_ELSEWHERE.search(path.read_text(encoding="utf-8"))]
    assert styles == []


def test_what_pages_fetch_is_there(pages):
    missing = [
        (path.name, one)
        for path, page in pages.items()
        for one in page.fetched
        if one and path.name != "404.html" and not one.startswith("data:") and not (path.parent / unquote(one)).is_file()
    ]
    assert missing == []


def test_it_is_searched_in_vietnamese_from_the_folder_too(site):
    index = json.loads((site / "search" / "search_index.json").read_text(encoding="utf-8"))

    assert index["config"]["lang"] == ["vi"]
    assert any("sao lưu" in entry["title"] for entry in index["docs"])
    assert (site / "search" / "search_index.js").read_text(encoding="utf-8").startswith("var __index")


def test_it_says_which_language_it_is(site):
    assert '<html lang="vi"' in (site / "index.html").read_text(encoding="utf-8")


def test_a_broken_link_stops_the_build(tmp_path, monkeypatch):
    broken = tmp_path / "docs" / "site" / "mkdocs.yml"
    broken.parent.mkdir(parents=True)
    broken.write_text("site_name: x\ndocs_dir: ..\nexclude_docs: site/\nstrict: true\n", encoding="utf-8")
    (tmp_path / "docs" / "index.md").write_text("[đi](khong-co.md)\n", encoding="utf-8")
    monkeypatch.setattr(sys.modules[__name__], "CONFIGURATION", broken)

    done = build(tmp_path / "site")

    assert done.returncode == 1
    assert "khong-co.md" in done.stderr


def test_the_site_is_built_by_pinned_tools():
    lines = (SHIPPED / "docs" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]

    assert [line.partition("==")[0] for line in pins] == ["mkdocs", "mkdocs-material"]
    assert all("==" in line for line in pins)
