"""A shared office in browsers, with a real sign-in provider on this machine: who sees what, for how long, and how they leave."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.folders import DATA
from danvan_metrics.plan.loader import load_plan
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.units.roster import load_roster
from tests.builders_provider import serve_office
from tests.builders_visitors import ADMINISTRATOR, OTHER, SCHOOL, let_go, let_in, list_deeds

pytestmark = pytest.mark.browser

SOON = 25  # seconds
UNKNOWN = "ai-do@example.vn"
ROSTER = load_roster(DATA / "schools.csv", load_plan(DATA / "plans" / "2020"))
OFFICE_PAGES = {"Biểu mẫu", "Tiếp nhận báo cáo", "Chấm thẩm định", "Khen thưởng", "Việc của Phòng", "Xuất báo cáo", "Danh mục"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory, browser, filled_sample):
    """A dashboard where people sign in, and whose sample district stands filled."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copy(filled_sample / "minh-hoa.sqlite3", folder)
    with serve_office(folder) as served:
        yield served


@pytest.fixture
def short(tmp_path: Path):
    """The same where a sign-in lasts some seconds only."""
    with serve_office(tmp_path, seconds=SOON) as served:
        yield served


@pytest.fixture
def known(shared, monkeypatch):
    """Acts on the store of the office that is served."""
    monkeypatch.setenv("DANVAN_DATABASE_URL", shared.database_url)
    monkeypatch.setenv("DANVAN_CREATE", "1")


def hear(reader) -> list[bytes]:
    """Everything the server sends to a reader's pages from now on, down to what is drawn nowhere."""
    heard: list[bytes] = []
    reader.page.on("websocket", lambda socket: socket.on("framereceived", lambda told: heard.append(told)))  # noqa: PLW0108 - Playwright marks what listens, and cannot mark a method of list
    return heard


def find_told(heard: list[bytes], schools) -> set[str]:
    """Codes of these schools that something heard tells of, by code or name, in JSON's spelling too."""
    told = b"".join(one for one in heard if isinstance(one, bytes)).decode("utf-8", errors="ignore")
    spelled = {one.code: (one.code, *(f(name) for name in (one.name, one.short_name) for f in (str, _escape))) for one in schools}
    return {code for code, words in spelled.items() if any(word in told for word in words)}


def _escape(name: str) -> str:
    return json.dumps(name)[1:-1]


def list_pages(reader) -> set[str]:
    """The pages that the navigation offers, those in the menu too."""
    menu = reader.page.get_by_test_id("stTopNavSection")
    if menu.count():
        menu.click()
        expect(reader.page.get_by_role("menuitem", name="Danh mục")).to_be_visible()
    return {*reader.page.get_by_test_id("stTopNavLink").all_inner_texts(), *reader.page.get_by_role("menuitem").all_inner_texts()}


def sees_the_way_in_alone(reader):
    expect(reader.page.get_by_role("button")).to_have_text(["Đăng nhập"])
    expect(reader.page.get_by_test_id("stTopNavLink")).to_have_count(0)
    assert reader.page.get_by_role("link").all_inner_texts() == ["Tới nội dung chính"]


def leave(reader):
    """Press the way out, here and at the provider, which leads back."""
    reader.page.get_by_role("button", name="Đăng xuất").click()
    reader.page.get_by_role("button", name="End session").click()
    expect(reader.page.get_by_role("button", name="Đăng nhập")).to_be_visible()


# ── coming in ────────────────────────────────────────────────────────────────


def test_a_stranger_is_sent_nothing_of_any_school_whatever_they_open(read, shared):
    stranger = read(shared)
    heard = hear(stranger)
    for path in ("", "ho-so-truong", "nguon", "xuat-bao-cao", "nguoi-dung"):
        stranger.open(path, sample=True, ma=SCHOOL)
        sees_the_way_in_alone(stranger)
    assert find_told(heard, [one for one in ROSTER.schools if one.code != SCHOOL]) == set()


def test_whom_the_office_does_not_know_reads_one_sentence_and_leaves(sign_in, shared, known):
    stranger = sign_in(shared, UNKNOWN)
    stranger.sees("Phòng chưa cấp quyền cho tài khoản ai-do")
    leave(stranger)
    turned_away = [one for one in list_deeds(AttemptDeed.TURNED_AWAY) if one.subject == UNKNOWN]
    assert len(turned_away) == 1


def test_an_officer_works_with_every_page_but_the_administrators(sign_in, shared, known):
    officer = sign_in(shared, let_in(AccessRole.OFFICER))
    officer.open(sample=True, ky="9 tháng")
    officer.sees("Cô Mai", "Bảng điểm")
    offered = list_pages(officer)
    assert offered >= OFFICE_PAGES
    assert "Người dùng" not in offered
    officer.open("nguoi-dung")
    officer.sees("Cô Mai không có quyền quản lý người dùng")


def test_the_settings_administrator_lets_somebody_in_who_then_comes_in(sign_in, shared, known):
    administrator = sign_in(shared, ADMINISTRATOR)
    administrator.open()
    administrator.sees("Người dùng")
    administrator.page.get_by_label("Họ và tên").fill("Khách mời")
    administrator.page.get_by_label("Đăng nhập bằng (địa chỉ thư)").fill("Guest@example.vn")
    administrator.page.get_by_role("button", name="khách họp").click()
    administrator.press("Lưu người dùng")
    administrator.sees("Đã lưu Khách mời.")
    guest = sign_in(shared, "guest@example.vn")
    guest.open(sample=True, ky="9 tháng")
    guest.sees("Khách mời", "Bảng điểm")
    assert list_pages(guest) == {"Tổng quan", "Tiêu chí & chỉ tiêu", "Trường điểm", "Lan tỏa", "Thẩm định"}


# ── a school's own ───────────────────────────────────────────────────────────


def test_a_school_is_sent_nothing_of_any_other_school(sign_in, shared, known):
    """Not only what is drawn: every message to the browser is read."""
    school = sign_in(shared, let_in(AccessRole.SCHOOL, SCHOOL, name="Cô Hằng"))
    school.open(sample=True, ky="9 tháng")
    heard = hear(school)
    for path, asked in {"": {}, "bieu-mau": {}, "nop-bao-cao": {}, "nguon": {"so": "CT", "luc": "9m"}}.items():
        school.open(path, sample=True, **asked)
    others = [one for one in ROSTER.schools if one.code != SCHOOL]
    assert find_told(heard, ROSTER.schools) - {SCHOOL} == find_told(heard, others) == set()
    assert find_told(heard, ROSTER.schools) == {SCHOOL}


@pytest.mark.parametrize(
    ("path", "asked"),
    [("", {"ma": OTHER}), ("nguon", {"so": "CT", "luc": "9m", "don-vi": OTHER}), ("chi-tieu", {"muc": "CT"})],
)
def test_a_school_is_told_in_one_sentence_what_is_not_its_own(sign_in, shared, known, path, asked):
    school = sign_in(shared, let_in(AccessRole.SCHOOL, SCHOOL, name="Cô Hằng"))
    heard = hear(school)
    school.open(path, sample=True, **asked)
    school.sees("Cô Hằng không có quyền")
    assert find_told(heard, [one for one in ROSTER.schools if one.code not in {SCHOOL, OTHER}]) == set()
    assert ROSTER.by_code[OTHER].name not in school.words()


# ── going out ────────────────────────────────────────────────────────────────


def test_who_is_withdrawn_is_out_at_the_next_click(sign_in, shared, known):
    subject = let_in(AccessRole.OFFICER)
    officer = sign_in(shared, subject)
    officer.open(sample=True, ky="9 tháng")
    officer.sees("Bảng điểm")
    let_go(subject)
    with officer.run():
        officer.page.get_by_test_id("stTopNavLink").filter(has_text="Lan tỏa").click()
    officer.sees("Phòng chưa cấp quyền cho tài khoản officer")
    officer.misses("MN Đồn Đạc")


def test_who_signs_out_stays_out(sign_in, shared, known):
    officer = sign_in(shared, let_in(AccessRole.OFFICER))
    officer.open(sample=True)
    officer.page.get_by_role("button", name="Cô Mai").click()
    leave(officer)
    officer.open("xuat-bao-cao", sample=True)
    sees_the_way_in_alone(officer)


def test_a_sign_in_that_runs_out_is_over_at_the_next_click(short, sign_in, monkeypatch):
    """Streamlit's own cookie would let the page live on for thirty days."""
    monkeypatch.setenv("DANVAN_DATABASE_URL", short.database_url)
    monkeypatch.setenv("DANVAN_CREATE", "1")
    officer = sign_in(short, let_in(AccessRole.OFFICER))
    officer.open("danh-muc")
    officer.sees("Danh mục")
    officer.page.wait_for_timeout(SOON * 1000)
    with officer.run():
        officer.page.get_by_label("Tìm trong danh mục").fill("đối thoại")
        officer.page.keyboard.press("Enter")
    officer.sees("Phiên đăng nhập đã hết hạn")
    expect(officer.page.get_by_role("button", name="Đăng nhập")).to_be_visible()
