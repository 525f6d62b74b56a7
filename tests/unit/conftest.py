"""The browser that draws pictures; without one these tests are skipped, but never in CI."""

import os

import pytest

from danvan_metrics.formats.pictures import find_chrome


@pytest.fixture(scope="session")
def chrome():
    path = find_chrome()
    if path is None and os.environ.get("CI") == "true":
        pytest.fail("no Chrome, Edge or Chromium here: install one (apt-get install chromium) or name it in CHROMIUM")
    if path is None:
        pytest.skip("no Chrome, Edge or Chromium here")
    return path


@pytest.fixture
def no_browser(monkeypatch):
    """A machine where nothing is named and the search finds nothing."""
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr("choreographer.browsers.chromium.Chromium.find_browser", lambda **_: None)
