"""Stores for the tests of pages: one of its own for every test, or the sample, filled once and only looked at."""

import pytest
import streamlit as st

from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings
from tests.builders_visitors import ADMINISTRATOR

LOOKED_AT = {"sample": False}


@pytest.fixture(autouse=True)
def stores(request, monkeypatch, tmp_path):
    """An empty store and an empty sample store, or the filled sample; caches are emptied where the stores change."""
    looks_at_sample = "sample" in request.fixturenames
    folder = request.getfixturevalue("filled_sample") if looks_at_sample else tmp_path
    monkeypatch.setenv("DANVAN_DATABASE_URL", f"sqlite:///{folder / 'danvan.sqlite3'}")
    monkeypatch.setenv("DANVAN_CREATE", "1")
    monkeypatch.setenv("DANVAN_SAMPLE_DATABASE_URL", f"sqlite:///{folder / 'minh-hoa.sqlite3'}")
    if not (looks_at_sample and LOOKED_AT["sample"]):
        st.cache_data.clear()
        st.cache_resource.clear()
    LOOKED_AT["sample"] = looks_at_sample


@pytest.fixture
def sample(stores):
    """Everything in force in the sample store that the page shows."""
    return open_district(load_settings(), sample=True).load_dataset()


@pytest.fixture
def shared(monkeypatch, tmp_path, filled_sample):
    """An office where people sign in, with a real store of its own; the sample store beside it is filled."""
    monkeypatch.setenv("DANVAN_SAMPLE_DATABASE_URL", f"sqlite:///{filled_sample / 'minh-hoa.sqlite3'}")
    monkeypatch.setenv("DANVAN_DATABASE_URL", f"sqlite:///{tmp_path / 'chung.sqlite3'}")
    monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
    monkeypatch.setenv("DANVAN_ADMINS", ADMINISTRATOR)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()
    LOOKED_AT["sample"] = False
