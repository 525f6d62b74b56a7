"""`serve` as a process: where it listens, who may speak to it, what it tells about itself, and how it ends."""

from __future__ import annotations

import signal
import sys
import time
from pathlib import Path

import psutil
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from danvan_metrics import __version__
from tests.builders_serving import Running, call_serve, run_serve

EVIL = "http://keo.example"
EVERYWHERE = "0.0.0.0"  # noqa: S104 - asked for, and refused


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with run_serve(tmp_path_factory.mktemp("serve"), "--no-browser") as server:
        yield server


def open_stream(running: Running, origin: str | None = None) -> int:
    """The status with which the pages' connection is taken (101) or refused."""
    address = f"ws://127.0.0.1:{running.port}/_stcore/stream"
    try:
        with connect(address, subprotocols=["streamlit"], origin=origin):
            return 101
    except InvalidStatus as error:
        return error.response.status_code


def test_called_from_another_folder_it_keeps_its_settings_and_listens_on_this_machine_only(running: Running):
    """Streamlit's own command forgets them there: its address would be every one of the machine."""
    listening = [one for one in psutil.Process(running.process.pid).net_connections() if one.status == psutil.CONN_LISTEN]
    assert [(one.laddr.ip, one.laddr.port) for one in listening] == [("127.0.0.1", running.port)]
    assert "Streamlit" in running.ask("/tong-quan").text  # a page's address is answered by the pages' program
    assert '"allowedOrigins":[]' in running.ask("/_stcore/host-config").text


def test_health_and_readiness_answer(running: Running):
    assert (running.ask("/song").status, running.ask("/song").text) == (200, "Đang chạy.")
    assert (running.ask("/san-sang").status, running.ask("/san-sang").text) == (200, "Sẵn sàng.")


def test_streamlits_own_measures_and_agents_are_closed(running: Running):
    closed = ("/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent/mcp", "/_stcore/script-health-check")
    assert {address: running.ask(address).status for address in closed} == dict.fromkeys(closed, 404)


def test_measures_are_for_this_machine_only(running: Running):
    told = running.ask("/so-do")
    assert told.status == 200
    assert f'danvan_version{{version="{__version__}"}} 1.0' in told.text
    assert "danvan_sessions 0.0" in told.text
    assert running.ask("/so-do", x_forwarded_for="203.0.113.9").status == 403  # through a proxy on this machine
    assert running.ask("/so-do", authorization="Bearer ").status == 200  # no token is set: this machine needs none


def test_another_name_of_this_machine_is_refused(running: Running):
    """A page of keo.example whose name was turned to 127.0.0.1 would otherwise read everything (DNS rebinding)."""
    assert running.ask("/song", host="keo.example").status == 400
    assert running.ask("/song", host="localhost:1").status == 200
    assert running.ask("/song", origin=EVIL).status == 403
    assert running.ask("/song", origin="null").status == 403


def test_tables_are_answered_on_this_machine_by_its_own_name(running: Running):
    assert running.ask("/du-lieu/periods.csv").text.startswith("\ufeffplan_code,period_code,position,title,deadline")
    assert running.ask("/du-lieu/").status == 200
    assert running.ask("/du-lieu/periods.csv", host="keo.example").status == 400
    assert running.ask("/du-lieu/periods.csv", origin=EVIL).status == 403
    assert running.ask("/du-lieu/periods.csv", x_forwarded_for="203.0.113.9").status == 401


def test_only_our_own_pages_may_open_the_stream(running: Running):
    assert open_stream(running) == 101
    assert open_stream(running, origin=f"http://127.0.0.1:{running.port}") == 101
    assert open_stream(running, origin=EVIL) == 403


def test_a_port_that_is_taken_is_told(running: Running, tmp_path: Path):
    said = call_serve(tmp_path, "--port", str(running.port))
    assert said.returncode == 2
    assert said.stderr.startswith(f"Cổng {running.port} đang bận; hãy chọn cổng khác bằng --port")


def test_other_machines_are_not_let_in_where_nobody_signs_in(tmp_path: Path):
    said = call_serve(tmp_path, "--host", EVERYWHERE)
    assert said.returncode == 2
    assert said.stderr.startswith(f"Chưa bật đăng nhập nên không nghe ở {EVERYWHERE}:")
    assert "Traceback" not in said.stderr


def test_a_shared_office_is_called_by_its_own_address_too(tmp_path: Path):
    """As the proxy hands its name on."""
    with run_serve(tmp_path, DANVAN_SIGN_IN="oidc", DANVAN_SITE="https://dan-van.example.vn") as shared:
        assert shared.ask("/song", host="dan-van.example.vn").status == 200
        assert shared.ask("/song", host="localhost").status == 200
        assert shared.ask("/song", host="www.dan-van.example.vn").status == 400
        assert shared.ask("/song", origin="https://dan-van.example.vn").status == 200


def test_a_store_out_of_reach_is_not_ready_but_alive(tmp_path: Path):
    """A folder stands where the store's file should; the answer names neither, the log tells the kind."""
    (tmp_path / "kho.sqlite3").mkdir()
    with run_serve(tmp_path, "--no-browser") as running:
        answered = running.ask("/san-sang")
        assert running.ask("/song").status == 200
        assert answered.status == 503
        assert answered.text.startswith("Chưa sẵn sàng: kho dữ liệu không mở được")
        assert str(tmp_path) not in answered.text
        assert "not ready: StoreError" in running.log.read_text()


def test_whoever_shows_the_token_reads_the_measures_through_a_proxy(tmp_path: Path):
    with run_serve(tmp_path, "--no-browser", DANVAN_METRICS_TOKEN="chia-khoa") as running:  # noqa: S106
        answers = {
            shown: running.ask("/so-do", x_forwarded_for="203.0.113.9", authorization=f"Bearer {shown}").status
            for shown in ("", "chia-kho", "chia-khoa")
        }
    assert answers == {"": 403, "chia-kho": 403, "chia-khoa": 200}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_told_to_end_it_ends_well(number: signal.Signals, tmp_path: Path):
    with run_serve(tmp_path, "--no-browser") as running:
        running.process.send_signal(number)
        assert running.process.wait(timeout=20) == 0
    assert "Traceback" not in running.output.read_text()
    assert "the server has ended" in running.log.read_text()


@pytest.mark.skipif(sys.platform == "win32", reason="a browser is a shell script here")
def test_on_a_laptop_the_browser_is_opened(tmp_path: Path):
    """The browser of this test writes down what it is to show."""
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >{tmp_path}/shown.tmp && mv {tmp_path}/shown.tmp {tmp_path}/shown\n')
    browser.chmod(0o755)
    with run_serve(tmp_path, BROWSER=f"{browser} %s") as running:
        assert _wait_for(tmp_path / "shown") == f"http://localhost:{running.port}\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a browser is a shell script here")
def test_no_browser_is_opened_where_people_sign_in(tmp_path: Path):
    browser = tmp_path / "browser"
    browser.write_text(f"#!/bin/sh\ntouch {tmp_path}/shown\n")
    browser.chmod(0o755)
    with run_serve(tmp_path, BROWSER=f"{browser} %s", DANVAN_SIGN_IN="oidc") as running:
        assert running.ask("/song").status == 200
        time.sleep(1)
    assert not (tmp_path / "shown").exists()


def _wait_for(path: Path) -> str:
    deadline = time.monotonic() + 20
    while not path.exists() and time.monotonic() < deadline:
        time.sleep(0.1)
    return path.read_text()
