"""/du-lieu behind the proxy of deploy/nginx: a stranger comes through to nothing, whoever shows the token to tables."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import NoReturn

import pytest

from tests.builders_data import read_rows
from tests.builders_proxy import Proxy, find_nginx, run_nginx
from tests.builders_serving import Running, run_serve
from tests.e2e.server import find_port

TOKEN = "mot-chuoi-dai-chi-dung-trong-phep-thu-nay"  # noqa: S105
SCORES = "/du-lieu/scores.csv"
CLOSED = ("/phien/du-lieu", "/danvan-data")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Proxy, Running]]:
    """A process where people sign in and tables are offered, and the proxy before it; the last port is nobody's."""
    for tool, found in {"nginx": find_nginx(), "openssl": shutil.which("openssl")}.items():
        if found is None:
            give_up(f"no {tool} here: install it (apt-get install {tool})")
    folder = tmp_path_factory.mktemp("du-lieu")
    asked = {
        "DANVAN_SIGN_IN": "oidc",
        "DANVAN_SITE": "https://localhost",
        "DANVAN_DATA_OUT": "1",
        "DANVAN_DATA_TOKEN": TOKEN,
        "HOME": str(folder),
    }
    with run_serve(folder, "--no-browser", **asked) as process, run_nginx(folder, [process.port, find_port()]) as proxy:
        yield proxy, process


def give_up(reason: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


def test_a_stranger_gets_nothing(served: tuple[Proxy, Running]):
    proxy, process = served
    for path in (SCORES, "/du-lieu/", "/du-lieu/tu-dien.csv", "/du-lieu/khong-co.csv"):
        answer = proxy.call(path)
        assert (answer.status_code, "plan_code" in answer.text) == (401, False), path
        assert answer.headers["www-authenticate"] == 'Basic realm="du-lieu", charset="UTF-8"'
    assert proxy.call(SCORES, headers={"Authorization": "Bearer sai"}).status_code == 401
    assert {path: proxy.call(path, headers={"Authorization": f"Bearer {TOKEN}"}).status_code for path in CLOSED} == dict.fromkeys(
        CLOSED, 404
    )
    assert process.ask(SCORES).status == 401  # on the machine itself too


def test_whoever_shows_the_token_reads_tables_and_hears_when_nothing_is_new(served: tuple[Proxy, Running]):
    proxy, _ = served
    answer = proxy.call(SCORES, auth=("power-query", TOKEN))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/csv; charset=utf-8")
    assert {row["state"] for row in read_rows(answer.content)} <= {"not_due", "not_reported", "not_applicable"}
    again = proxy.call(SCORES, auth=("power-query", TOKEN), headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert proxy.call(SCORES, "POST", auth=("power-query", TOKEN)).status_code == 405
    assert "https://localhost/du-lieu/scores.csv" in proxy.call("/du-lieu/", auth=("power-query", TOKEN)).text


def test_the_token_opens_nothing_else(served: tuple[Proxy, Running]):
    proxy, _ = served
    shown = {
        path: proxy.call(path, auth=("power-query", TOKEN)) for path in ("/tong-quan", "/_stcore/upload_file/a/b", "/media/a")
    }
    assert {path: answer.status_code for path, answer in shown.items()} == {
        "/tong-quan": 401, "/_stcore/upload_file/a/b": 401, "/media/a": 401,
    }  # fmt: skip
    assert "/dang-nhap/mo" in shown["/tong-quan"].text  # the way to sign in, which everybody is shown


def test_its_log_names_no_table_and_no_token(served: tuple[Proxy, Running]):
    proxy, process = served
    proxy.call(f"{SCORES}?ky=6m", auth=("power-query", TOKEN))
    written = (proxy.folder / "danvan.log").read_text()
    assert "/du-lieu" in written
    assert not [secret for secret in (TOKEN, "scores", "6m") if secret in written]
    assert TOKEN not in process.log.read_text() + process.output.read_text()
