"""Tổng quan with the whole sample in Chromium, against a bare Streamlit page with as many charts."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from danvan_metrics.district import open_district
from danvan_metrics.sample import fill_sample_store
from danvan_metrics.settings import load_settings
from tests.bench.measures import Measure
from tests.bench.servers import serve_script
from tests.e2e.reader import find_chromium, launch, open_context

WATCH = """(() => {
  window.messages = 0;
  window.changed = 0;
  const note = () => { window.changed = performance.now(); };
  new MutationObserver(note).observe(document, {childList: true, characterData: true, subtree: true});
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => { window.messages += 1; note(); });
    }
  };
})()"""
DRAWN = """charts => document.querySelector("[data-testid='stApp']")?.dataset.testScriptState === "notRunning"
  && !document.querySelector("[data-testid='stSkeleton']")
  && [...document.querySelectorAll(".js-plotly-plot")].filter(plot => plot.querySelector(".main-svg")).length >= charts"""
LAST_CHANGE = """() => new Promise(resolve => {
  const look = () => performance.now() - window.changed > 1500 ? resolve(window.changed / 1000) : setTimeout(look, 50);
  look();
})"""
CHANGE_FILTER = """() => {
  const groups = document.querySelectorAll("[data-testid='stButtonGroup']");
  const other = [...groups[groups.length - 1].querySelectorAll("button")].find(button => button.ariaChecked !== "true");
  window.messages = 0;
  const start = performance.now() / 1000;
  other.click();
  return start;
}"""


def run(rounds: int) -> Iterator[Measure]:
    """Seconds of a first visit and of a rerun after a change of filter; both pages take turns, both servers are warm."""
    if find_chromium() is None:
        raise SystemExit(
            "No Chromium here: install it (apt-get install chromium), or leave this part out with --only reading,templates."
        )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = launch(playwright)
        sample = _fill_sample(Path(folder))
        with serve_script("dashboard.py", **sample) as dashboard:
            address = f"{dashboard}/?minh-hoa=1"
            charts = _count_charts(browser, address)
            with serve_script("tests/bench/bare_page.py", BENCH_CHARTS=str(charts)) as bare:
                yield from _compare(browser, (address, bare), charts=charts, rounds=rounds)
        browser.close()


def _compare(browser: Browser, addresses: tuple[str, str], *, charts: int, rounds: int) -> Iterator[Measure]:
    loads: tuple[list[float], list[float]] = ([], [])
    reruns: tuple[list[float], list[float]] = ([], [])
    for round_number in range(rounds + 1):
        for side, address in enumerate(addresses):
            load, rerun = _visit(browser, address, charts)
            if round_number:  # the first visit warms the server
                loads[side].append(load)
                reruns[side].append(rerun)
    yield Measure(f"first load of Tổng quan, beside a bare page with {charts} charts", *loads, aim=1.3)
    yield Measure("rerun of Tổng quan after a change of filter", *reruns, aim=1.3)


def _visit(browser: Browser, address: str, charts: int) -> tuple[float, float]:
    """Seconds from asking for the page to its last change, and from a change of filter to the last change it makes."""
    with _open_page(browser, address, charts) as page:
        load = page.evaluate(LAST_CHANGE)
        start = page.evaluate(CHANGE_FILTER)
        page.wait_for_function("window.messages > 0")
        return load, page.evaluate(LAST_CHANGE) - start


def _count_charts(browser: Browser, address: str) -> int:
    with _open_page(browser, address, charts=1) as page:
        page.evaluate(LAST_CHANGE)
        return int(page.evaluate("document.querySelectorAll('.js-plotly-plot').length"))


@contextmanager
def _open_page(browser: Browser, address: str, charts: int) -> Iterator[Page]:
    context = open_context(browser)
    context.add_init_script(WATCH)
    page = context.new_page()
    page.goto(address)
    page.wait_for_function(DRAWN, arg=charts, timeout=60_000)
    yield page
    context.close()


def _fill_sample(folder: Path) -> dict[str, str]:
    variables = {
        "DANVAN_DATABASE_URL": f"sqlite:///{folder / 'danvan.sqlite3'}",
        "DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{folder / 'minh-hoa.sqlite3'}",
        "DANVAN_CREATE": "1",
    }
    fill_sample_store(open_district(load_settings(variables), sample=True))
    return variables
