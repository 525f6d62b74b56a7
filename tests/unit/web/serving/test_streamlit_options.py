"""What Streamlit is told: who may call the server by which name, and where it says it is."""

from __future__ import annotations

import pytest
from streamlit import config

from danvan_metrics.settings import Serving
from danvan_metrics.web.serving.streamlit_options import choose_options, list_names

THIS_MACHINE = ["localhost", "127.0.0.1", "::1"]


def test_on_a_laptop_only_the_machines_own_names_are_known():
    assert list_names(Serving(), "127.0.0.1") == THIS_MACHINE


def test_the_offices_address_and_where_it_listens_are_known_too():
    serving = Serving(site="https://dan-van.example.vn")
    assert list_names(serving, "192.168.1.5") == [*THIS_MACHINE, "192.168.1.5", "dan-van.example.vn"]
    assert list_names(serving, "::") == [*THIS_MACHINE, "dan-van.example.vn"]


@pytest.mark.parametrize(
    ("site", "name", "port"),
    [
        ("", "localhost", 8600),
        ("https://dan-van.example.vn", "dan-van.example.vn", 443),
        ("http://dan-van.example.vn", "dan-van.example.vn", 80),
        ("https://dan-van.example.vn:8443", "dan-van.example.vn", 8443),
    ],
)
def test_it_never_has_to_ask_the_internet_where_it_is(site: str, name: str, port: int):
    options = choose_options(Serving(site=site), "127.0.0.1", 8600)
    assert (options["browser.serverAddress"], options["browser.serverPort"]) == (name, port)


def test_no_other_site_may_speak_to_the_pages():
    assert choose_options(Serving(), "127.0.0.1", 8600)["client.allowedOrigins"] == []


def test_streamlit_knows_every_option():
    """A misspelt one would be passed over in silence."""
    assert set(choose_options(Serving(), "127.0.0.1", 8600)) <= set(config._config_options_template)
