"""A Chromium, two running dashboards and a reader; without a Chromium these tests are skipped, but never in CI."""

import os

import pytest

from tests.builders_provider import go_in
from tests.e2e.server import serve


@pytest.fixture(scope="session")
def browser():
    from tests.e2e.reader import find_chromium, launch  # noqa: PLC0415 - Playwright may be missing

    if find_chromium() is None:
        _give_up("no Chromium here: install it (apt-get install chromium) or name it in CHROMIUM")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def office(tmp_path_factory, browser):
    """A dashboard whose store takes what the journeys hand in."""
    with serve(tmp_path_factory.mktemp("office")) as served:
        _warm_up(browser, served)
        yield served


@pytest.fixture(scope="session")
def newcomer(tmp_path_factory, browser):
    """A dashboard whose own store stays empty; its sample district is filled at the first visit."""
    with serve(tmp_path_factory.mktemp("newcomer")) as served:
        _warm_up(browser, served)
        yield served


@pytest.fixture
def read(browser):
    """Opens readers; at the end none of them may have met an error or left the machine."""
    from tests.e2e.reader import Reader, open_context  # noqa: PLC0415

    readers, contexts = [], []

    def open_reader(served, viewport=None):
        contexts.append(open_context(browser, viewport))
        readers.append(Reader(contexts[-1].new_page(), served.url))
        return readers[-1]

    yield open_reader
    for context in contexts:
        context.close()
    assert [url for reader in readers for url in reader.outside] == []
    assert [complaint for reader in readers for complaint in reader.complaints] == []


@pytest.fixture
def sign_in(browser):
    """Signs people in, each in a browser of their own; at the end none of their pages may have met an error."""
    from tests.e2e.reader import Reader, open_context  # noqa: PLC0415 - Playwright may be missing

    contexts, readers = [], []

    def enter(served, subject):
        contexts.append(open_context(browser))
        page = contexts[-1].new_page()
        go_in(page, served.url, subject)
        readers.append(Reader(page, served.url))
        return readers[-1]

    yield enter
    for context in contexts:
        context.close()
    assert [complaint for reader in readers for complaint in reader.complaints] == []
    assert [url for reader in readers for url in reader.outside if "pico" not in url] == []


def _warm_up(browser, served):
    """Let the modules load before anybody measures patience."""
    from tests.e2e.reader import Reader, open_context  # noqa: PLC0415

    context = open_context(browser)
    Reader(context.new_page(), served.url).open()
    context.close()


def _give_up(reason):
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
