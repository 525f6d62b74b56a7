"""A shared office as it runs: nginx with what ships in deploy/, two processes, PostgreSQL, a provider, people in browsers."""

from __future__ import annotations

import os
import re
import shutil
import time
import tomllib
from typing import NamedTuple

import httpx
import pytest

from danvan_metrics.access.actor import EVERY_UNIT, AccessRole
from danvan_metrics.folders import SHIPPED
from danvan_metrics.settings import MEBIBYTE
from danvan_metrics.web.pages import PAGES
from danvan_metrics.web.serving.page_policy import write_policy
from tests.builders_officer import fill_workbook
from tests.builders_postgresql import find_postgresql, make_database, run_postgresql
from tests.builders_proxy import Office, find_nginx, grant, run_nginx, run_office, withdraw

pytestmark = pytest.mark.browser

LAN, MINH, HANG, STRANGER = "lan@example.vn", "minh@example.vn", "hang@example.vn", "ai-do@example.vn"
SCHOOLS = ("MN-DONDAC", "TH-MINHCAM", "TH-THITRAN", "MN-NAMSON")
LARGEST = tomllib.loads((SHIPPED / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["server"]["maxUploadSize"]  # MiB
AROUND = 1_000  # more than is written around a file when it is sent, in bytes
SECRETS = ("example.vn", "Lan", "Minh", "Hằng", "xlsx", "127.0.0.1", "keo.example")
HEADERS = {
    "strict-transport-security": "max-age=31536000",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
}
NOTHING = "default-src 'none'; frame-ancestors 'none'"
PAGE = write_policy()
SLIP_IN = """() => {
  const slipped = document.createElement("script");
  slipped.textContent = "window.slipped = 1";
  document.body.append(slipped);
  return window.slipped;
}"""
UPLOAD = "/_stcore/upload_file/phien/tep"


class Person(NamedTuple):
    """Somebody at a browser of their own: the page, what their browser remembers."""

    reader: object
    context: object

    def cookies(self, *names):
        """The cookies with these names, or all, as a program without a browser would send them."""
        kept = {one["name"]: one["value"] for one in self.context.cookies() if "localhost" in one["domain"]}
        return {name: value for name, value in kept.items() if not names or name in names}

    @property
    def process(self):
        """In which of the processes their page lives: "1" or "2"."""
        return self.cookies()["danvan_process"]


@pytest.fixture(scope="module")
def office(browser, tmp_path_factory, filled_sample):
    """Two processes before one PostgreSQL, behind the proxy; an officer, a leader and a school's user are let in."""
    for tool, found in {"nginx": find_nginx(), "openssl": shutil.which("openssl"), "postgresql": find_postgresql()}.items():
        if found is None:
            give_up(f"no {tool} here: install it (apt-get install {tool})")
    folder = tmp_path_factory.mktemp("proxy")
    sample = f"sqlite:///{filled_sample / 'minh-hoa.sqlite3'}"
    people = (LAN, MINH, HANG, STRANGER)
    with (
        run_postgresql(folder / "server", durable=False) as admin,
        run_office(folder, make_database(admin, "office"), *people, DANVAN_SAMPLE_DATABASE_URL=sample) as shared,
    ):
        grant(shared, LAN, "Nguyễn Thị Lan", {AccessRole.OFFICER: EVERY_UNIT, AccessRole.ADMIN: EVERY_UNIT})
        grant(shared, MINH, "Trần Văn Minh", {AccessRole.LEADER: EVERY_UNIT})
        yield shared


@pytest.fixture
def sign_in(browser, office: Office):
    """Signs people in; at the end nobody's page may have called elsewhere or complained, of the policy too."""
    from tests.e2e.reader import PROJECTOR, Reader  # noqa: PLC0415 - Playwright may be missing

    people = []

    def sign_in(subject, *, known=True):
        context = browser.new_context(viewport=PROJECTOR, locale="vi-VN", accept_downloads=True, ignore_https_errors=True)
        page = context.new_page()
        go_in(page, office.proxy.url, subject)
        people.append(Person(Reader(page, office.proxy.url), context))
        if known:
            people[-1].reader.open()
        return people[-1]

    yield sign_in
    for one in people:
        one.context.close()
    assert [url for one in people for url in one.reader.outside] == []
    assert [complaint for one in people for complaint in one.reader.complaints] == []


# ── people at work ───────────────────────────────────────────────────────────


def test_two_people_in_two_processes_work_on_one_store(sign_in):
    lan, minh = sign_in(LAN), sign_in(MINH)
    assert {lan.process, minh.process} == {"1", "2"}
    minh.reader.open(ky="6 tháng")
    minh.reader.sees("Chưa có báo cáo nào")
    hand_in(lan, "MN Đồn Đạc.xlsx", fill_workbook(SCHOOLS[0], "6m"))
    lan.reader.sees("✔ Đã nhận lần 1")
    minh.reader.open(ky="6 tháng")
    minh.reader.sees("1/19 trường")


def test_every_page_does_with_the_policy(sign_in):
    """The browser tells on its console what the policy stopped, and the fixture looks there."""
    lan = sign_in(LAN)
    for entry in PAGES:
        lan.reader.open("" if entry is PAGES[0] else entry.url, sample=True)
        assert lan.reader.page.get_by_test_id("stException").count() == 0
        lan.reader.page.wait_for_load_state("networkidle")  # leaving earlier would cut a script off, which the console tells too


def test_a_chart_leaves_as_a_picture_in_spite_of_the_policy(sign_in):
    """It is drawn in the browser, out of what the page holds."""
    lan = sign_in(LAN)
    lan.reader.open(sample=True, ky="9 tháng")
    for form, head in {"PNG": b"\x89PNG", "SVG": b"<svg"}.items():
        name, content = lan.reader.download(f"^Tải ảnh {form}: ")
        assert name.endswith(f".{form.lower()}")
        assert content.startswith(head)


def test_a_script_that_somebody_slipped_into_a_page_is_not_run(sign_in):
    lan = sign_in(LAN)
    with lan.reader.page.expect_console_message(lambda said: "Content Security Policy" in said.text):
        assert lan.reader.page.evaluate(SLIP_IN) is None
    lan.reader.complaints.clear()


def test_who_signs_out_is_a_stranger_again(sign_in):
    minh = sign_in(MINH)
    minh.reader.page.get_by_role("button", name="Trần Văn Minh").click()
    minh.reader.page.get_by_role("button", name="Đăng xuất").click()
    minh.reader.page.get_by_role("button", name="End session").click()  # at the provider
    minh.reader.page.get_by_role("link", name="Đăng nhập").wait_for()
    assert "_streamlit_user" not in minh.cookies()
    minh.reader.outside.clear()  # the provider's page asks the internet for its looks
    minh.reader.complaints.clear()


# ── what is closed ───────────────────────────────────────────────────────────


def test_a_stranger_gets_nothing_but_the_way_in(office: Office):
    pages = ["/", "/tong-quan", "/nop-bao-cao", "/khong-co"]
    answers = {path: office.proxy.call(path) for path in pages}
    assert {path: answer.status_code for path, answer in answers.items()} == dict.fromkeys(pages, 401)
    assert all('href="/dang-nhap/mo"' in answer.text and "Streamlit" not in answer.text for answer in answers.values())
    shut = ["/static/js/index.js", "/_stcore/health", "/_stcore/host-config", "/_stcore/stream", "/media/tep.xlsx", UPLOAD]
    assert {path: office.proxy.call(path).status_code for path in shut} == dict.fromkeys(shut, 401)


def test_what_the_processes_tell_about_themselves_is_asked_at_their_own_ports(sign_in, office: Office):
    own = ["/song", "/san-sang", "/so-do", "/phien", "/phien/dang-nhap", "/_stcore/metrics", "/_stcore/agent/mcp"]
    cookies = sign_in(LAN).cookies()
    for given in ({}, cookies):
        assert {path: office.proxy.call(path, cookies=given).status_code for path in own} == dict.fromkeys(own, 404)
    assert [process.ask("/san-sang").status for process in office.processes] == [200, 200]


def test_a_file_goes_in_and_out_only_for_whom_the_office_let_in(sign_in, office: Office):
    """At the very address at which one went in, and one came out, a moment ago."""
    lan = sign_in(LAN)
    sent = hand_in(lan, "TH Minh Cầm.xlsx", fill_workbook(SCHOOLS[1], "6m"))
    fetched = fetch(lan, "Tải tóm tắt đợt nộp")
    stranger = sign_in(STRANGER, known=False)
    forged = lan.cookies() | {"_streamlit_user": forge(lan.cookies()["_streamlit_user"])}
    visitors = {"nobody": {}, "forged": forged, "unknown": stranger.cookies(), "let in": lan.cookies()}
    went_in = {name: send(office, sent, cookies, 1_000).status_code for name, cookies in visitors.items()}
    came_out = {name: office.proxy.call(fetched, cookies=cookies).status_code for name, cookies in visitors.items()}
    assert went_in == {"nobody": 401, "forged": 401, "unknown": 403, "let in": 204}
    assert came_out == {"nobody": 401, "forged": 401, "unknown": 403, "let in": 200}


def test_who_was_withdrawn_sends_and_gets_no_more_files_with_the_page_still_open(sign_in, office: Office):
    grant(office, HANG, "Triệu Thị Hằng", {AccessRole.OFFICER: EVERY_UNIT})
    hang = sign_in(HANG)
    sent = hand_in(hang, "TH Thị trấn.xlsx", fill_workbook(SCHOOLS[2], "6m"))
    fetched = fetch(hang, "Tải tóm tắt đợt nộp")
    withdraw(office, HANG)
    assert send(office, sent, hang.cookies(), 1_000).status_code == 403
    assert office.proxy.call(fetched, cookies=hang.cookies()).status_code == 403
    hang.reader.open()
    hang.reader.sees("Phòng chưa cấp quyền cho tài khoản hang")


def test_a_file_may_be_as_large_as_the_program_takes_and_no_larger(sign_in, office: Office):
    lan = sign_in(LAN)
    sent = hand_in(lan, "TH Thị trấn lần nữa.xlsx", fill_workbook(SCHOOLS[2], "6m"))
    taken, refused = LARGEST * MEBIBYTE - AROUND, (LARGEST + 2) * MEBIBYTE
    assert [send(office, sent, lan.cookies(), size).status_code for size in (taken, refused)] == [204, 413]
    assert office.proxy.call("/tong-quan", "POST", cookies=lan.cookies(), content=bytes(70_000)).status_code == 413


def test_whoever_knocks_too_often_has_to_wait(office: Office, tmp_path):
    """Sixty at once, an office at eight in the morning, are let through; then two a second."""
    with run_nginx(tmp_path, [one.port for one in office.processes]) as proxy, proxy.open_client() as client:
        answers = [client.get("/dang-nhap").status_code for _ in range(100)]
    assert answers[:60] == [200] * 60
    assert answers[-1] == 429


def test_files_are_taken_fifty_a_second(office: Office, tmp_path):
    """However fast they are sent: 99 wait for the one before them."""
    with run_nginx(tmp_path, [one.port for one in office.processes]) as proxy, proxy.open_client() as client:
        begun = time.monotonic()
        answers = [client.put(UPLOAD).status_code for _ in range(100)]
    assert answers == [401] * 100
    assert time.monotonic() - begun > 99 / 50 - 0.1


# ── what every answer says ───────────────────────────────────────────────────


def test_every_answer_tells_the_browser_what_it_may_do(sign_in, office: Office):
    cookies = sign_in(LAN).cookies()
    for path in ("/", "/tong-quan", "/dang-nhap", "/dang-nhap/mo", "/static/khong-co.js", "/so-do", UPLOAD, "/_stcore/health"):
        for given in ({}, cookies):
            answer = office.proxy.call(path, cookies=given)
            assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, path
            is_page = answer.headers.get("content-type", "").startswith("text/html; ")  # nginx's own say no charset
            assert answer.headers.get_list("content-security-policy") == [PAGE if is_page else NOTHING], path


def test_the_policy_of_a_page_lets_only_known_scripts_run(office: Office):
    said = dict(part.split(" ", 1) for part in office.proxy.call("/").headers["content-security-policy"].split("; "))
    sources = said["script-src"].split()
    assert {source for source in sources if not source.startswith("'sha256-")} == {"'self'", "blob:"}
    assert (said["default-src"], said["connect-src"], said["frame-ancestors"]) == ("'none'", "'self'", "'none'")


def test_cookies_go_over_tls_alone_and_no_script_reads_the_sign_in(sign_in):
    kept = {one["name"]: (one["secure"], one["httpOnly"], one["sameSite"]) for one in sign_in(LAN).context.cookies()}
    for name in ("_streamlit_user", "_streamlit_user_tokens", "danvan_process"):
        assert kept[name] == (True, True, "Lax")


def test_without_tls_one_is_sent_to_it_whatever_name_was_called(office: Office):
    answer = httpx.get(f"http://127.0.0.1:{office.proxy.plain_port}/tong-quan?ky=1", headers={"Host": "keo.example"})
    assert (answer.status_code, answer.headers["location"]) == (301, "https://localhost/tong-quan?ky=1")


def test_another_name_that_leads_here_is_not_answered(office: Office):
    with pytest.raises(httpx.ConnectError):
        office.proxy.call("/", extensions={"sni_hostname": "keo.example"})
    assert office.proxy.call("/", headers={"Host": "keo.example"}).status_code == 421


# ── the end ──────────────────────────────────────────────────────────────────


def test_when_a_process_is_killed_the_other_goes_on(sign_in, office: Office):
    """The last of this file but for the log: a process is gone afterwards."""
    lan, minh = sign_in(LAN), sign_in(MINH)
    left, killed = minh.process, office.processes[int(lan.process) - 1].process
    assert lan.process != left
    killed.kill()
    killed.wait()
    minh.reader.open(ky="6 tháng")
    minh.reader.sees("3/19 trường")
    hand_in(lan, "MN Nam Sơn.xlsx", fill_workbook(SCHOOLS[3], "6m"))
    lan.reader.sees("✔ Đã nhận lần 1")
    minh.reader.open(ky="6 tháng")
    minh.reader.sees("4/19 trường")
    assert lan.process == minh.process == left


def test_no_log_tells_of_a_person_a_file_or_an_address(office: Office):
    logs = [*office.proxy.folder.glob("*.log"), *(one.log for one in office.processes)]
    written = {log.name: log.read_text(encoding="utf-8") for log in logs if log.name != "provider.log"}
    assert "PUT /_stcore 204" in written["danvan.log"]
    assert [(name, secret) for name, text in written.items() for secret in SECRETS if secret in text] == []


def go_in(page, url, subject):
    """From the way in to the provider, where a name is pressed, and back."""
    page.route("**/pico*.css", lambda route: route.abort())  # the provider's page asks the internet for its looks
    page.goto(url)
    page.get_by_role("link", name="Đăng nhập").click()
    page.get_by_role("button", name=subject, exact=True).click()
    page.wait_for_selector("[data-testid=stApp][data-test-script-state=notRunning]")


def hand_in(person, name, content):
    """Choose a file on Tiếp nhận báo cáo and have it checked; the address it was sent to."""
    reader, page = person.reader, person.reader.page
    reader.open("nop-bao-cao")
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    with page.expect_request(lambda call: "/_stcore/upload_file/" in call.url and call.method == "PUT") as sent, reader.run():
        page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files([file])
    reader.press("Kiểm tra và nhận")
    reader.sees("Kết quả đợt nộp")
    return sent.value.url


def fetch(person, name):
    """Press a download button; the address the file came from."""
    with person.reader.page.expect_download() as awaited:
        person.reader.page.get_by_role("button", name=re.compile(name)).first.click()
    return awaited.value.url


def send(office, url, cookies, size):
    """A file of so many bytes, to an address where one went before."""
    token = cookies.get("_streamlit_xsrf", "")
    file = {"file": ("tep.xlsx", bytes(size))}
    return office.proxy.call(url, "PUT", cookies=cookies, headers={"X-Xsrftoken": token}, files=file)


def forge(cookie):
    """The cookie with one letter of its signature changed."""
    return cookie[:-2] + ("A" if cookie[-2] != "A" else "B") + cookie[-1]


def give_up(reason):
    if os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)
