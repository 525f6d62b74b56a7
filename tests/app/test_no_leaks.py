"""Nothing of another school, and to a guest no person, is in anything a page sends to the browser.

Two schools handed in; the other's return is full of words and numbers that stand nowhere else. Every role opens every page, by
the menu and by addresses that name the other school, and what was sent is searched as bytes.
"""

from collections.abc import Iterator

import pytest
import streamlit as st

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.web.pages import PAGES, PageEntry
from tests.app.conftest import LOOKED_AT
from tests.builders_leaks import IN_FILES_ONLY, OTHER, OWN, OWN_FIGURE, PERIOD, PERSONS, SECRETS, fill_store, find_secrets
from tests.builders_visitors import claim, let_in, open_as, open_store

# By the menu, and by addresses that name the other school, as a link somebody sent would.
ADDRESSES = (
    {},
    {"ma": OTHER, "truong": OTHER, "ky": "6 tháng", "so": "NV1.2", "don-vi": OTHER, "luc": PERIOD, "giao": f"{OTHER}/NV1.2"},
    {"ma": OWN, "canh": OTHER, "goc": "verified", "so": "NV1.2", "luc": PERIOD, "muc": "NV1.2", "thu-tu": "cham", "buoc": "5"},
)


@pytest.fixture
def shared(monkeypatch, tmp_path) -> Iterator[None]:
    """A shared office in which the two schools handed in."""
    monkeypatch.setenv("DANVAN_DATABASE_URL", f"sqlite:///{tmp_path / 'chung.sqlite3'}")
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-20")
    district = open_store()
    fill_store(district)
    district.repository.close()
    monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
    st.cache_data.clear()
    st.cache_resource.clear()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()
    LOOKED_AT["sample"] = False


def name_file(entry: PageEntry) -> str:
    return entry.file.removeprefix("pages/").removesuffix(".py")


def find_told(claims: dict, secrets: dict[str, tuple[str, ...]]) -> dict[str, set[str]]:
    """What of the secrets was sent to somebody, and on which pages."""
    told: dict[str, set[str]] = {}
    for address in ADDRESSES:
        app = open_as(claims, **address)
        for entry in PAGES:
            app.switch_page(entry.file)
            for name, value in address.items():  # a change of page takes a page's own parameters off
                app.query_params[name] = value
            app.run()
            assert list(app.exception) == [], (entry.url, address)
            for what in find_secrets(app, secrets):
                told.setdefault(what, set()).add(entry.url)
    return told


def test_the_office_sees_them_all(shared):
    """The search would find them: each secret is on some page that the officer opens."""
    assert set(find_told(claim(let_in(AccessRole.OFFICER)), SECRETS)) == set(SECRETS) - IN_FILES_ONLY


@pytest.mark.parametrize("role", [AccessRole.SCHOOL, AccessRole.APPRAISER])
def test_nothing_of_another_school(shared, role):
    assert find_told(claim(let_in(role, OWN)), SECRETS) == {}


def test_its_own_school_it_does_see(shared):
    assert "nguon" in find_told(claim(let_in(AccessRole.SCHOOL, OWN)), OWN_FIGURE)["own count"]


def test_no_person_to_a_guest(shared):
    """Sums and a school's lines may be shown in a meeting; who wrote, leads or was asked may not."""
    assert find_told(claim(let_in(AccessRole.GUEST)), PERSONS) == {}


def test_no_figure_to_who_keeps_the_people(shared):
    """In the trail of who did what, which is theirs to read, stands who was asked to do what."""
    told = find_told(claim(let_in(AccessRole.ADMIN)), SECRETS)
    assert told == {"task": {"nhat-ky"}, "asked": {"nhat-ky"}}


@pytest.mark.parametrize("claims", [{}, claim("ai-do@example.vn"), claim("muon@example.vn", hours=-1)])
def test_nothing_at_all_to_a_stranger(shared, claims):
    assert find_told(claims, SECRETS) == {}
