"""A person at the browser: opens pages, waits until they stand still, and sees what went wrong on the way."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright, WebSocket, expect

from tests.e2e.runs import Runs

PATIENCE = 60  # seconds a busy machine may take for what a quiet one does at once
PROJECTOR = {"width": 1366, "height": 768}
_HERE = {"127.0.0.1", "localhost", ""}

expect.set_options(timeout=PATIENCE * 1000)


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
    runs: Runs = field(default_factory=Runs)

    def __post_init__(self) -> None:
        self.page.set_default_timeout(PATIENCE * 1000)
        self.page.on("request", lambda request: self._note_host(request.url))
        self.page.on("websocket", self._note_socket)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._note_complaint)

    def open(self, path: str = "", *, sample: bool = False, **query: str) -> None:
        """Go to a page by its address."""
        asked = ({"minh-hoa": "1"} if sample else {}) | query
        self.go(f"{self.url}/{path}?{urlencode(asked)}")

    def go(self, url: str) -> None:
        """Go to an address as it is."""
        with self.run():
            self.page.goto(url)

    @contextmanager
    def run(self) -> Iterator[None]:
        """What is done inside asks for a run of the page; wait until that was asked for, has ended and is drawn."""
        before = self.runs.asked
        yield
        self._wait(lambda: self.runs.asked > before)
        self.settle()

    def settle(self) -> None:
        """Wait until no run goes on, every component of ours has drawn what it was sent, and nothing moves any more."""
        self._wait(lambda: not self.runs.going_on)
        self.page.evaluate("delete window.wordsBefore")
        self.page.wait_for_function(_DRAWN, polling=150)

    def press(self, name: str) -> None:
        """Press a button by what stands on it."""
        with self.run():
            self.page.get_by_role("button", name=name, exact=True).click()

    def sees(self, *words: str) -> None:
        """Wait until all these words stand on the page, tables of our own included."""
        for one in words:
            expect(self.page.get_by_test_id("stApp")).to_contain_text(one)

    def misses(self, words: str) -> None:
        """Wait until these words no longer stand on the page."""
        expect(self.page.get_by_test_id("stApp")).not_to_contain_text(words)

    def row(self, words: str) -> Locator:
        """The first table row that has a cell, or a part of one, with just these words."""
        return self.page.get_by_role("row").filter(has=self.page.get_by_text(words, exact=True)).first

    def cells(self, words: str) -> list[str]:
        """What stands in the cells of that row, as soon as it is drawn: a table draws all its rows at once."""
        row = self.row(words)
        expect(row).to_be_visible()
        return [text.strip() for text in row.locator("th, td").all_inner_texts()]

    def download(self, pattern: str, *, within: str = "body") -> tuple[str, bytes]:
        """Press the first download button whose name matches; gives the file's name and its bytes."""
        with self.page.expect_download(timeout=2 * PATIENCE * 1000) as awaited:
            self.page.locator(within).get_by_role("button", name=re.compile(pattern)).first.click()
        file = awaited.value
        return file.suggested_filename, file.path().read_bytes()

    def words(self) -> str:
        """Everything written on the page once it stands still, tables of our own included."""
        self.settle()
        return str(self.page.evaluate(_READ_ALL))

    def overflow(self) -> int:
        """How many pixels the page is wider than the screen."""
        return int(self.page.evaluate(_OVERFLOW))

    def _wait(self, until: Callable[[], bool]) -> None:
        """Wait for what the page's messages tell; they arrive while Playwright waits."""
        deadline = time.monotonic() + PATIENCE
        while not until():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{self.page.url} asked for {self.runs.asked} runs; going on: {self.runs.going_on}")
            self.page.wait_for_timeout(10)

    def _note_socket(self, opened: WebSocket) -> None:
        self._note_host(opened.url)
        self.runs.follow(opened)

    def _note_host(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"data", "blob"} and parts.hostname not in _HERE:
            self.outside.append(url)

    def _note_complaint(self, said: ConsoleMessage) -> None:
        """Streamlit asks for its own health below a page's address first, and then at the root: not an error of ours."""
        if said.type == "error" and "/_stcore/" not in said.location.get("url", ""):
            self.complaints.append(f"{said.text} {said.location.get('url', '')}")


_READ_ALL = """() => {
  const read = (root) => [...root.querySelectorAll(":not(style, script)")].flatMap((element) => [
    ...[...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.textContent),
    ...(element.shadowRoot ? read(element.shadowRoot) : []),
  ]);
  return read(document.querySelector("[data-testid='stApp']")).join("\\n");
}"""
# True once the run's end is drawn, no table is empty, and two looks in a row find the same words.
_DRAWN = """() => {
  const app = document.querySelector("[data-testid='stApp'][data-test-script-state='notRunning']");
  if (!app || app.querySelector("[data-testid='stSkeleton']")) return false;
  const inner = (root) => [...root.querySelectorAll("*")].filter((one) => one.shadowRoot).map((one) => one.shadowRoot);
  const roots = (root) => [root, ...inner(root).flatMap(roots)];
  const all = roots(app);
  const empty = all.some((root) => [...root.querySelectorAll(".root")].some((one) => !one.hasChildNodes()));
  const words = all.map((root) => root.textContent).join("\\n");
  const still = !empty && words === window.wordsBefore;
  window.wordsBefore = words;
  return still;
}"""
_OVERFLOW = """() => Math.max(
  ...[document.scrollingElement, ...document.querySelectorAll("[data-testid='stMain'], [data-testid='stAppViewContainer']")]
    .map((element) => element.scrollWidth - element.clientWidth)
)"""
