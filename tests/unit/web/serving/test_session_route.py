"""What a proxy hears about a visitor: nobody, signed in, let in; by cookies that only this server can have written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

import pytest
import streamlit as st
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.auth_util import set_cookie_with_chunks
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.web.serving.session_route import SESSION_ROUTES
from tests.builders_visitors import claim, let_go, let_in

SITE = "https://dan-van.example.vn"
SIGNED_IN, LET_IN = "/phien/dang-nhap", "/phien"


@pytest.fixture(autouse=True)
def office(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """A shared office with a store of its own, and what Streamlit has to know of the sign-in."""
    monkeypatch.setenv("DANVAN_DATABASE_URL", f"sqlite:///{tmp_path / 'kho.sqlite3'}")
    monkeypatch.setenv("DANVAN_CREATE", "1")
    monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
    auth = {"redirect_uri": f"{SITE}/oauth2callback", "cookie_secret": "mot-chuoi-chi-dung-trong-phep-thu"}
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": auth})
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def write_cookies(claims: Mapping[str, object], *, secret: str = "", origin: str = SITE) -> dict[str, str]:
    """What Streamlit gives a browser that comes back from the provider with these claims."""
    written: dict[str, str] = {}
    set_cookie_with_chunks(
        written.__setitem__,
        lambda name, value: create_signed_value(secret or get_cookie_secret(), name, value),
        USER_COOKIE_NAME,
        dict(claims) | {"origin": origin},
        cookie_attr_size=0,
    )
    signed = {name: create_signed_value(secret or get_cookie_secret(), name, value) for name, value in written.items()}
    return {name: value.decode() for name, value in signed.items()}


def ask(path: str, cookies: Mapping[str, str]) -> int:
    """The status of the answer to somebody with these cookies."""
    return TestClient(Starlette(routes=list(SESSION_ROUTES)), cookies=dict(cookies)).get(path).status_code


def test_whoever_brings_no_cookie_is_nobody():
    assert [ask(path, {}) for path in (SIGNED_IN, LET_IN)] == [401, 401]


def test_whom_the_office_let_in_may_send_files():
    officer = write_cookies(claim(let_in(AccessRole.OFFICER)))
    assert [ask(path, officer) for path in (SIGNED_IN, LET_IN)] == [204, 204]


def test_whom_the_office_does_not_know_sees_a_page_that_says_so_and_sends_no_files():
    unknown = write_cookies(claim("ai-do@example.vn"))
    assert [ask(path, unknown) for path in (SIGNED_IN, LET_IN)] == [204, 403]


def test_whose_address_nobody_verified_sends_no_files():
    officer = write_cookies(claim(let_in(AccessRole.OFFICER), email_verified=False))
    assert ask(LET_IN, officer) == 403


def test_who_was_withdrawn_sends_no_more_from_the_next_call_on():
    subject = let_in(AccessRole.OFFICER)
    officer = write_cookies(claim(subject))
    assert ask(LET_IN, officer) == 204
    let_go(subject)
    assert ask(LET_IN, officer) == 403


@pytest.mark.parametrize("ends", [{"hours": -0.01}, {"exp": None}, {"exp": "mai"}])
def test_a_sign_in_that_has_run_out_is_none(ends):
    officer = write_cookies(claim(let_in(AccessRole.OFFICER), **ends))
    assert [ask(path, officer) for path in (SIGNED_IN, LET_IN)] == [401, 401]


def test_a_cookie_that_somebody_else_signed_is_none():
    officer = write_cookies(claim(let_in(AccessRole.OFFICER)), secret="mot-chuoi-doan-mo")  # noqa: S106
    assert [ask(path, officer) for path in (SIGNED_IN, LET_IN)] == [401, 401]


def test_a_cookie_signed_under_another_name_is_none():
    """What this server signs for another purpose, as its guard against other sites' calls, opens nothing."""
    told = json.dumps(claim(let_in(AccessRole.OFFICER)) | {"origin": SITE})
    other = create_signed_value(get_cookie_secret(), "_streamlit_xsrf", told).decode()
    assert ask(LET_IN, {USER_COOKIE_NAME: other}) == 401


def test_a_sign_in_at_another_site_of_the_same_secret_is_none():
    officer = write_cookies(claim(let_in(AccessRole.OFFICER)), origin="https://dan-van.tinh.example.vn")
    assert [ask(path, officer) for path in (SIGNED_IN, LET_IN)] == [401, 401]


def test_a_sign_in_with_a_long_list_of_groups_comes_in_several_cookies():
    groups = [str(uuid5(NAMESPACE_URL, str(number))) for number in range(200)]  # 7,200 letters, of which a cookie takes 4,096
    officer = write_cookies(claim(let_in(AccessRole.OFFICER), groups=groups))
    assert len(officer) > 1
    assert ask(LET_IN, officer) == 204


def test_while_the_store_is_out_of_reach_nobody_is_let_in(tmp_path):
    officer = write_cookies(claim(let_in(AccessRole.OFFICER)))
    st.cache_resource.clear()
    (tmp_path / "kho.sqlite3").unlink()
    (tmp_path / "kho.sqlite3").mkdir()
    assert [ask(path, officer) for path in (SIGNED_IN, LET_IN)] == [204, 503]


def test_the_way_in_is_a_page_without_scripts():
    page = TestClient(Starlette(routes=list(SESSION_ROUTES))).get("/dang-nhap")
    assert (page.status_code, page.headers["cache-control"]) == (200, "no-store")
    assert 'href="/dang-nhap/mo"' in page.text
    assert "<script" not in page.text


def test_the_button_leads_to_streamlits_own_sign_in():
    answer = TestClient(Starlette(routes=list(SESSION_ROUTES)), follow_redirects=False).get("/dang-nhap/mo")
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/auth/login?provider=")
