"""What a page may run: the scripts that ship with it, each by its fingerprint."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from danvan_metrics.web import inline_scripts
from danvan_metrics.web.inline_scripts import EVERY_SCRIPT
from danvan_metrics.web.serving.page_policy import PagePolicy, write_policy


def read_policy() -> dict[str, list[str]]:
    """Every directive with its sources."""
    return {name: sources for name, *sources in (part.split() for part in write_policy().split("; "))}


def test_each_script_of_ours_is_known_by_its_fingerprint():
    """A browser takes the SHA-256 of what stands between the tags."""
    fingerprints = [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in EVERY_SCRIPT]
    assert set(fingerprints) <= set(read_policy()["script-src"])


def test_no_script_is_written_into_a_page_past_that_list():
    """The browser would not run it."""
    source = Path(inline_scripts.__file__).parents[1]
    users = [path for path in source.rglob("*.py") if "unsafe_allow_javascript" in path.read_text(encoding="utf-8")]
    assert users == [Path(inline_scripts.__file__)]


def test_no_other_script_may_stand_in_a_page_and_none_be_made_from_words():
    assert [source for source in read_policy()["script-src"] if source.startswith("'unsafe")] == []


def test_a_page_speaks_to_its_own_server_and_is_shown_in_no_other_page():
    policy = read_policy()
    assert policy["default-src"] == policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["connect-src"] == policy["form-action"] == ["'self'"]
    assert [source for sources in policy.values() for source in sources if "://" in source or source == "*"] == []


def test_only_pages_bring_it():
    routes = [Route("/trang", lambda _: HTMLResponse("")), Route("/tep", lambda _: PlainTextResponse(""))]
    client = TestClient(Starlette(routes=routes, middleware=[Middleware(PagePolicy)]))
    assert client.get("/trang").headers["content-security-policy"] == write_policy()
    assert "content-security-policy" not in client.get("/tep").headers
