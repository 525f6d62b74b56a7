"""/du-lieu: tables for whoever may have them, told at once where nothing has changed, refused in one sentence otherwise."""

from __future__ import annotations

import base64
import shutil
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from httpx import Response
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.runtime.secrets import secrets_singleton

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.data_acts.data_request import DataRequest
from danvan_metrics.intake.outcome import Status
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.topics.data_out.table_catalogue import BY_NAME
from danvan_metrics.web.serving.data_routes import DATA_ROUTES
from tests.builders_access import OFFICE
from tests.builders_data import read_rows, take_csv
from tests.builders_officer import fill_workbook
from tests.builders_visitors import OTHER, SCHOOL, claim, let_go, let_in, open_store
from tests.unit.web.serving.test_session_route import SITE, write_cookies

TOKEN = "mot-chuoi-dai-chi-dung-trong-phep-thu-nay"  # noqa: S105
SCORES = "/du-lieu/scores.csv"
HERE, ELSEWHERE = ("127.0.0.1", 50_000), ("203.0.113.9", 50_000)


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which two schools have handed in the return of 6 months."""
    folder = tmp_path_factory.mktemp("da-nop")
    with pytest.MonkeyPatch.context() as patched:
        stand_in(folder, patched)
        for school in (SCHOOL, OTHER):
            hand_in(school)
    return folder


@pytest.fixture(autouse=True)
def office(handed_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """A laptop with a copy of that store."""
    shutil.copytree(handed_in, tmp_path, dirs_exist_ok=True)
    stand_in(tmp_path, monkeypatch)
    st.cache_resource.clear()
    yield
    st.cache_resource.clear()


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the settings find stores in this folder, six days after the first deadline."""
    monkeypatch.setenv("DANVAN_DATABASE_URL", f"sqlite:///{folder / 'kho.sqlite3'}")
    monkeypatch.setenv("DANVAN_SAMPLE_DATABASE_URL", f"sqlite:///{folder / 'minh-hoa.sqlite3'}")
    monkeypatch.setenv("DANVAN_CREATE", "1")
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-20")


@pytest.fixture
def shared(monkeypatch: pytest.MonkeyPatch):
    """The same office where people sign in and tables are offered."""
    monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
    monkeypatch.setenv("DANVAN_SITE", SITE)
    monkeypatch.setenv("DANVAN_DATA_OUT", "1")
    auth = {"redirect_uri": f"{SITE}/oauth2callback", "cookie_secret": "mot-chuoi-chi-dung-trong-phep-thu"}
    monkeypatch.setattr(secrets_singleton, "_secrets", {"auth": auth})


def hand_in(school: str, **lines: object) -> None:
    district = open_store()
    content = fill_workbook(school, "6m", **lines)
    outcome = receive_file(district, f"{school}.xlsx", content, Receiving(date(2020, 6, 12), actor=OFFICE))
    assert outcome.status is Status.ACCEPTED
    district.repository.close()


def ask(
    path: str, *, method: str = "GET", cookies: dict[str, str] | None = None, caller: tuple[str, int] = HERE, **headers: str
) -> Response:
    """The answer to one call; headers as accept_encoding="gzip"."""
    named = {"accept-encoding": "identity", **{name.replace("_", "-"): value for name, value in headers.items()}}
    client = TestClient(Starlette(routes=list(DATA_ROUTES)), cookies=cookies, client=caller)
    return client.request(method, path, headers=named)


def sign_in(role: AccessRole, *schools: str) -> dict[str, str]:
    return write_cookies(claim(let_in(role, *schools, name=f"Người {role}")))


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"ai cũng được:{password}".encode()).decode()


class TestTables:
    def test_a_table_is_what_the_file_of_tables_holds(self, tmp_path):
        district = open_store()
        tables = take_csv(district, tmp_path)
        for name in BY_NAME:
            answer = ask(f"/du-lieu/{name}.csv")
            assert (answer.status_code, read_rows(answer.content)) == (200, tables[name]), name
        assert read_rows(ask("/du-lieu/tu-dien.csv").content) == tables["tu_dien"]
        district.repository.close()

    def test_it_is_narrowed_by_the_words_of_the_pages_addresses(self, tmp_path):
        district = open_store()
        asked = DataRequest(("scores",), "6m", level="Mầm non")
        narrowed = ask(f"{SCORES}?ky=6m&cap=mam non")
        assert read_rows(narrowed.content) == take_csv(district, tmp_path, asked)["scores"]
        lenses = {row["lens"] for row in read_rows(ask(f"{SCORES}?goc=evidenced").content)}
        assert lenses == {row["lens"] for row in read_rows(ask(f"{SCORES}?goc-nhin=evidenced").content)} == {"evidenced"}
        district.repository.close()

    @pytest.mark.parametrize(
        ("query", "said"),
        [
            ("ky=10m", "Không có kỳ báo cáo “10m” (ky=); hãy chọn: 6m, 9m, 12m."),
            ("goc=dep", "Không có góc nhìn “dep” (goc=); hãy chọn: declared (tự khai)"),
            ("cap=đại học", "Không có cấp học “đại học” (cap=); hãy chọn: Mầm non"),
            ("thuoc=X", "Không có đơn vị “X” (thuoc=)"),
            ("ke-hoach=x", "x"),
            ("chot=Họp", "Không có bản chốt “Họp”"),
            ("xa=Ba Chẽ", "Địa chỉ có “xa=” không dùng được; chỉ dùng: ky=, thuoc="),
            ("ky=6m&ky=9m", "Địa chỉ ghi “ky=” hai lần"),
            ("minh-hoa=1", "Chưa có dữ liệu minh họa trên máy chủ này"),
        ],
    )
    def test_a_wrong_word_is_told_in_a_sentence(self, query, said):
        answer = ask(f"{SCORES}?{query}")
        assert answer.status_code == 400
        assert said in answer.text
        assert answer.headers["content-type"] == "text/plain; charset=utf-8"

    def test_there_is_no_other_table_and_no_other_way(self):
        assert ask("/du-lieu/files.csv").status_code == 404
        assert ask("/du-lieu/../kho.sqlite3").status_code == 404
        assert {
            method: ask(SCORES, method=method).status_code for method in ("POST", "PUT", "DELETE", "OPTIONS")
        } == dict.fromkeys(("POST", "PUT", "DELETE", "OPTIONS"), 405)

    def test_no_other_site_may_read_it(self):
        answer = ask(SCORES, origin="https://keo.example")
        assert not [name for name in answer.headers if name.startswith("access-control-")]
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["content-disposition"] == 'attachment; filename="scores.csv"'

    def test_the_page_lists_every_table_and_column(self):
        told = ask("/du-lieu/").text
        for table in BY_NAME.values():
            assert f'<a href="/du-lieu/{table.name}.csv">' in told
            assert all(f"<code>{name}</code>" in told for name in table.names)
        assert "<script" not in told
        assert "http://testserver/du-lieu/scores.csv" in told


class TestNothingNew:
    """Conditional requests are answered before anything is computed."""

    def test_whoever_has_it_is_told_so_until_something_comes(self, monkeypatch):
        first = ask(SCORES)
        tag = first.headers["etag"]
        with monkeypatch.context() as patched:
            patched.setattr("danvan_metrics.web.serving.data_routes.take_rows", None)  # would be computed with
            again = [ask(SCORES, if_none_match=said) for said in (tag, f"W/{tag}", f'"khac", {tag}', "*")]
        assert [(one.status_code, one.content, one.headers["etag"]) for one in again] == [(304, b"", tag)] * 4
        assert ask(SCORES, if_none_match='"khac"').status_code == 200
        hand_in("MN-DONDAC")
        after = ask(SCORES, if_none_match=tag)
        assert (after.status_code, after.headers["etag"] == tag) == (200, False)

    def test_it_is_another_version_for_another_question_day_and_reader(self, monkeypatch):
        tags = [
            ask(path).headers["etag"] for path in (SCORES, f"{SCORES}?ky=6m", f"{SCORES}?goc=declared", "/du-lieu/spread.csv")
        ]
        tags.append(ask(SCORES, accept_encoding="gzip").headers["etag"])
        monkeypatch.setenv("DANVAN_TODAY", "2020-06-21")
        st.cache_resource.clear()
        tags.append(ask(SCORES).headers["etag"])
        assert len(set(tags)) == 6
        assert all(tag.startswith('"') and tag.endswith('"') for tag in tags)

    def test_head_tells_the_version_and_computes_nothing(self, monkeypatch):
        monkeypatch.setattr("danvan_metrics.web.serving.data_routes.take_rows", None)
        answer = ask(SCORES, method="HEAD")
        assert (answer.status_code, answer.content, answer.headers["cache-control"]) == (200, b"", "private, no-cache")
        assert answer.headers["etag"]

    def test_gzip_where_it_is_asked_for(self):
        plain, packed = ask(SCORES), ask(SCORES, accept_encoding="br;q=1.0, gzip;q=0.8")
        assert (packed.headers["content-encoding"], packed.content) == ("gzip", plain.content)  # the client unpacks it
        assert "content-encoding" not in ask(SCORES, accept_encoding="gzip;q=0").headers


class TestOnALaptop:
    def test_only_this_very_machine_is_answered(self):
        assert ask(SCORES).status_code == 200
        for refused in (ask(SCORES, caller=ELSEWHERE), ask(SCORES, x_forwarded_for="203.0.113.9")):
            assert refused.status_code == 401
            assert refused.text.startswith("Chỉ lấy được số liệu từ chính máy đang chạy chương trình")
            assert "www-authenticate" not in refused.headers  # there is no token to ask for

    def test_it_may_be_closed(self, monkeypatch):
        monkeypatch.setenv("DANVAN_DATA_OUT", "0")
        assert {path: ask(path).status_code for path in (SCORES, "/du-lieu/")} == {SCORES: 404, "/du-lieu/": 404}

    def test_what_was_taken_is_kept_and_what_had_not_changed_is_not(self):
        tag = ask(SCORES).headers["etag"]
        ask(SCORES, if_none_match=tag)
        district = open_store()
        taken = [one for one in district.repository.people.list_attempts() if one.deed is AttemptDeed.DOWNLOADED]
        assert [(one.act, one.school, one.target) for one in taken] == [("take_data", "", "scores.csv")]
        district.repository.close()


@pytest.mark.usefixtures("shared")
class TestWherePeopleSignIn:
    def test_it_is_closed_until_somebody_opens_it(self, monkeypatch):
        monkeypatch.delenv("DANVAN_DATA_OUT")
        assert ask(SCORES, cookies=sign_in(AccessRole.OFFICER)).status_code == 404

    def test_nobody_is_asked_to_sign_in(self):
        for path in (SCORES, "/du-lieu/", "/du-lieu/tu-dien.csv", "/phien/du-lieu"):
            answer = ask(path)
            assert (answer.status_code, "scores" in answer.text) == (401, False), path

    def test_an_officer_sees_all_and_a_school_itself(self):
        whole = read_rows(ask(SCORES, cookies=sign_in(AccessRole.OFFICER)).content)
        own = read_rows(ask(SCORES, cookies=sign_in(AccessRole.SCHOOL, SCHOOL)).content)
        assert {SCHOOL, OTHER} <= {row["school_code"] for row in whole}
        assert {row["school_code"] for row in own} == {SCHOOL}
        assert own == [row for row in whole if row["school_code"] == SCHOOL]

    def test_two_readers_never_share_a_version(self):
        tags = {
            ask(SCORES, cookies=sign_in(role, *schools)).headers["etag"]
            for role, *schools in ((AccessRole.OFFICER,), (AccessRole.SCHOOL, SCHOOL), (AccessRole.APPRAISER, SCHOOL, OTHER))
        }
        assert len(tags) == 3

    @pytest.mark.parametrize("role", [AccessRole.GUEST, AccessRole.ADMIN])
    def test_who_may_not_is_told_whom_to_ask(self, role):
        answer = ask(SCORES, cookies=sign_in(role))
        assert answer.status_code == 403
        assert "không có quyền lấy bảng số liệu để phân tích" in answer.text

    def test_who_was_let_go_or_has_run_out_sees_nothing_more(self):
        subject = let_in(AccessRole.OFFICER)
        cookies = write_cookies(claim(subject))
        assert ask(SCORES, cookies=cookies).status_code == 200
        assert ask(SCORES, cookies=write_cookies(claim(subject, hours=-1))).status_code == 401
        let_go(subject)
        assert ask(SCORES, cookies=cookies).status_code == 403

    def test_the_token_sees_what_the_office_sees(self, monkeypatch):
        monkeypatch.setenv("DANVAN_DATA_TOKEN", TOKEN)
        whole = ask(SCORES, cookies=sign_in(AccessRole.LEADER)).content
        for shown in (f"Bearer {TOKEN}", basic(TOKEN)):
            assert ask(SCORES, caller=ELSEWHERE, authorization=shown).content == whole
        wrong = ("", "Bearer ", f"Bearer {TOKEN}x", basic(TOKEN[:-1]), "Basic %%%", f"Basic {TOKEN}", "Basic 4pyT", TOKEN[1:])
        refused = [ask(SCORES, authorization=shown) for shown in wrong]
        assert {one.status_code for one in refused} == {401}
        assert {one.headers["www-authenticate"] for one in refused} == {'Basic realm="du-lieu", charset="UTF-8"'}

    def test_without_a_token_nothing_shown_is_one(self):
        assert {ask(SCORES, authorization=shown).status_code for shown in ("Bearer ", basic(""), "")} == {401}

    def test_the_proxy_hears_yes_or_no(self, monkeypatch):
        officer, guest = sign_in(AccessRole.OFFICER), sign_in(AccessRole.GUEST)
        answers = [ask("/phien/du-lieu", cookies=one).status_code for one in (officer, guest, None)]
        monkeypatch.delenv("DANVAN_DATA_OUT")
        assert [*answers, ask("/phien/du-lieu", cookies=officer).status_code] == [204, 403, 401, 403]

    def test_the_page_names_the_office_s_own_address(self):
        assert f"{SITE}/du-lieu/scores.csv" in ask("/du-lieu/", cookies=sign_in(AccessRole.OFFICER)).text
