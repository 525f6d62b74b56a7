"""A person at the browser: opens pages, waits until they stand still, and sees what went wrong on the way."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright

PROJECTOR = {"width": 1366, "height": 768}
_HERE = {"127.0.0.1", "localhost", ""}
_STILL = "[data-testid='stApp'][data-test-script-state='notRunning']"
_PATIENCE = 120_000  # ms: a pack of charts is drawn while the button waits, on a machine that may be busy
_SKELETONS = "!document.querySelector(\"[data-testid='stSkeleton']\")"


def find_chromium() -> str | None:
    """The browser's path: CHROMIUM, else Debian's."""
    return os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")


def launch(playwright: Playwright) -> Browser:
    """Start Chromium without a window."""
    return playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])


def open_context(browser: Browser, viewport: dict[str, int] | None = None) -> BrowserContext:
    """A fresh visitor from Viet Nam."""
    return browser.new_context(
        viewport=viewport or PROJECTOR, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", accept_downloads=True
    )


@dataclass
class Reader:
    """A page, and everything that should not happen on it."""

    page: Page
    url: str
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(20_000)
        self.page.on("request", lambda request: self._note_host(request.url))
        self.page.on("websocket", lambda opened: self._note_host(opened.url))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note_complaint)

    def open(self, path: str = "", *, sample: bool = False, **query: str) -> None:
        """Go to a page by its address."""
        asked = ({"minh-hoa": "1"} if sample else {}) | query
        self.page.goto(f"{self.url}/{path}?{urlencode(asked)}")
        self.settle()

    def settle(self, *, seconds: float = 60) -> None:
        """Wait until the page has run, every component of ours has drawn what it was sent, and nothing moves any more."""
        self.page.wait_for_selector(_STILL, timeout=seconds * 1000)
        self.page.wait_for_timeout(300)  # a rerun asked for by the run before begins after a moment
        self.page.wait_for_selector(_STILL, timeout=seconds * 1000)
        self.page.wait_for_function(_SKELETONS)
        self.page.evaluate("delete window.wordsBefore")
        self.page.wait_for_function(_QUIET, polling=150)

    def press(self, name: str) -> None:
        """Press a button by what stands on it."""
        self.page.get_by_role("button", name=name, exact=True).click()
        self.page.wait_for_timeout(200)  # the run asked for begins after a moment
        self.settle()

    def row(self, words: str) -> Locator:
        """The first table row that has a cell, or a part of one, with just these words."""
        return self.page.get_by_role("row").filter(has=self.page.get_by_text(words, exact=True)).first

    def cells(self, words: str) -> list[str]:
        """What stands in the cells of that row."""
        row = self.row(words)
        row.wait_for()  # `all_inner_texts` takes what is there, and a component draws a moment after its page has run
        return [text.strip() for text in row.locator("th, td").all_inner_texts()]

    def download(self, pattern: str, *, within: str = "body") -> tuple[str, bytes]:
        """Press the first download button whose name matches; gives the file's name and its bytes."""
        with self.page.expect_download(timeout=_PATIENCE) as awaited:
            self.page.locator(within).get_by_role("button", name=re.compile(pattern)).first.click()
        file = awaited.value
        return file.suggested_filename, file.path().read_bytes()

    def words(self) -> str:
        """Everything written on the page, tables of our own included."""
        return str(self.page.evaluate(_READ_ALL))

    def overflow(self) -> int:
        """How many pixels the page is wider than the screen."""
        return int(self.page.evaluate(_OVERFLOW))

    def _note_host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname not in _HERE:
            self.outside.append(url)

    def _note_complaint(self, said: ConsoleMessage) -> None:
        """Streamlit asks for its own health below a page's address first, and then at the root: not an error of ours."""
        if said.type == "error" and "/_stcore/" not in said.location.get("url", ""):
            self.complaints.append(said.text)


_READ_ALL = """() => {
  const read = (root) => [...root.querySelectorAll(":not(style, script)")].flatMap((element) => [
    ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent),
    ...(element.shadowRoot ? read(element.shadowRoot) : []),
  ]);
  return read(document.querySelector("[data-testid='stApp']")).join("\\n");
}"""
# True once two looks in a row find the same words and no table still empty: the browser looks when it has drawn what it could.
_QUIET = """() => {
  const inner = (root) => [...root.querySelectorAll("*")].filter((one) => one.shadowRoot).map((one) => one.shadowRoot);
  const roots = (root) => [root, ...inner(root).flatMap(roots)];
  const all = roots(document.querySelector("[data-testid='stApp']"));
  const empty = all.some((root) => [...root.querySelectorAll("div.root")].some((one) => !one.hasChildNodes()));
  const words = all.map((root) => root.textContent).join("\\n");
  const still = !empty && words === window.wordsBefore;
  window.wordsBefore = words;
  return still;
}"""
_OVERFLOW = """() => Math.max(
  ...[document.scrollingElement, ...document.querySelectorAll("[data-testid='stMain'], [data-testid='stAppViewContainer']")]
    .map((element) => element.scrollWidth - element.clientWidth)
)"""
