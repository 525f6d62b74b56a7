"""On which port and address the server listens, and when it opens a browser."""

from __future__ import annotations

import socket

import pytest

from danvan_metrics.errors import UserError
from danvan_metrics.settings import load_settings
from danvan_metrics.web.serving.running import check_can_listen, find_free_port, opens_browser

LAPTOP = load_settings({})
EVERYWHERE = "0.0.0.0"  # noqa: S104 - nothing is listened on here
SHARED = load_settings({"DANVAN_SIGN_IN": "oidc"})


@pytest.fixture
def taken():
    """A port that somebody listens on."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        yield holder.getsockname()[1]


def test_a_port_that_is_taken_is_passed_over(taken: int):
    assert taken < find_free_port("127.0.0.1", taken) < taken + 20


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "::1", "localhost"])
def test_this_machine_itself_may_always_be_listened_to(host: str):
    check_can_listen(LAPTOP, host)
    check_can_listen(SHARED, host)


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "192.168.1.5", "may-chu"])
def test_other_addresses_only_where_people_sign_in(host: str):
    check_can_listen(SHARED, host)
    with pytest.raises(UserError, match=f"Chưa bật đăng nhập nên không nghe ở {host}"):
        check_can_listen(LAPTOP, host)


def test_a_browser_is_opened_on_a_laptop_unless_it_is_not_wanted():
    assert opens_browser(LAPTOP, no_browser=False)
    assert not opens_browser(LAPTOP, no_browser=True)
    assert not opens_browser(SHARED, no_browser=False)


def test_an_address_this_machine_has_not_is_told():
    with pytest.raises(UserError, match=r"Máy này không nghe được ở địa chỉ 203\.0\.113\.9"):
        find_free_port("203.0.113.9")
