"""`people …`: an administrator lets people in, changes what they may do, and lets them go, without a browser."""

import json
from pathlib import Path

import pytest

from danvan_metrics.access.actor import AccessRole, Actor
from danvan_metrics.access.people_acts import grant_roles
from danvan_metrics.commands.people.people_file import COLUMNS
from danvan_metrics.district import open_district
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from tests.builders_access import ADMIN
from tests.builders_cli import Office

HEADINGS = ",".join(COLUMNS)
MAI = "mai@example.vn"


@pytest.fixture
def office(tmp_path: Path, monkeypatch) -> Office:
    monkeypatch.setenv("DANVAN_ACTOR", "Nguyễn Thị Lan")
    return Office(tmp_path)


@pytest.fixture
def shared(tmp_path: Path, monkeypatch) -> Office:
    """An office where people sign in; an administrator, an officer and the settings' own administrator are known."""
    monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
    monkeypatch.setenv("DANVAN_ADMINS", "sep@example.vn")
    office = Office(tmp_path)
    for actor, role in ((ADMIN, AccessRole.ADMIN), (Actor("Cô Mai", subject=MAI), AccessRole.OFFICER)):
        district = open_store(office)
        grant_roles(district.repository.people, actor.subject, actor.name, {role: None}, known=(), actor=ADMIN)
        district.repository.close()
    return office


def open_store(office: Office):
    return open_district(load_settings(office.environment), create=True)


def list_people(office: Office) -> dict[str, tuple[str, dict, bool]]:
    """Name, grants and whether withdrawn, by sign-in."""
    told = office.run_json("people", "list")
    return {one["subject"]: (one["name"], one["grants"], one["withdrawn"]) for one in told}


def write_list(office: Office, *rows: str, headings: str = HEADINGS, encoding: str = "utf-8") -> Path:
    path = office.folder / "nguoi-dung.csv"
    path.write_text("\n".join([headings, *rows]), encoding=encoding)
    return path


def test_who_is_added_is_listed_with_their_roles_and_schools(office: Office):
    added = office.run("people", "add", MAI, "Cô Mai", "--role", "trường", "--school", "mn-dapthanh")
    assert (added.exit_code, added.stdout) == (0, "Đã ghi Cô Mai (mai@example.vn).\n")
    assert list_people(office) == {MAI: ("Cô Mai", {"school": ["MN-DAPTHANH"]}, False)}
    assert office.run("people", "list").stdout == "Cô Mai (mai@example.vn): trường: Mầm non Đạp Thanh\n"


def test_who_added_them_is_kept(office: Office):
    office.run("people", "add", MAI, "Cô Mai", "--role", "officer")
    [told] = office.run_json("people", "list")
    assert told["actor"] == "Nguyễn Thị Lan"


def test_added_again_they_have_other_roles(office: Office):
    office.run("people", "add", MAI, "Cô Mai", "--role", "school", "--school", "MN-DAPTHANH")
    office.run("people", "add", "Mai@Example.vn", "Cô Mai", "--role", "leader", "--role", "appraiser", "--appraise", "TH-MINHCAM")
    assert list_people(office) == {MAI: ("Cô Mai", {"appraiser": ["TH-MINHCAM"], "leader": None}, False)}


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (["--role", "sếp"], "Không có vai trò “sếp”; hãy ghi một trong: leader (lãnh đạo), officer (cán bộ tổng hợp)"),
        (["--role", "officer", "--school", "MN-DAPTHANH"], "Đã chọn trường nhưng chưa chọn vai trò “trường”"),
        (["--role", "school"], "Vai trò “trường” cần biết là trường nào"),
        (["--role", "school", "--school", "MN-KHONG"], "Không có trường “MN-KHONG”"),
        (["--role", "guest", "--role", "leader"], "“Khách họp” chỉ xem số liệu tổng hợp"),
    ],
)
def test_roles_that_make_no_sense_are_refused_in_one_sentence(office: Office, options, sentence):
    refused = office.run("people", "add", MAI, "Cô Mai", *options)
    assert refused.exit_code == 2
    assert refused.stderr.startswith(sentence)
    assert list_people(office) == {}


def test_who_is_withdrawn_stays_on_the_list_with_the_reason(office: Office):
    office.run("people", "add", MAI, "Cô Mai", "--role", "officer")
    assert office.run("people", "withdraw", MAI, "--reason", "Nghỉ hưu").exit_code == 0
    assert office.run("people", "list").stdout == "Cô Mai (mai@example.vn): đã thôi quyền: Nghỉ hưu\n"
    again = office.run("people", "withdraw", MAI, "--reason", "Nghỉ hưu")
    assert (again.exit_code, "đã thôi quyền từ trước" in again.stderr) == (2, True)


def test_nobody_who_is_not_there_is_withdrawn(office: Office):
    gone = office.run("people", "withdraw", "ai-do@example.vn", "--reason", "thử")
    assert gone.exit_code == 2
    assert "Không có người dùng nào đăng nhập bằng “ai-do@example.vn”" in gone.stderr


# ── a list ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("separator", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-8-sig")])
def test_a_list_lets_everybody_in(office: Office, separator, encoding):
    rows = [
        [MAI, "Cô Mai", "cán bộ tổng hợp", "", ""],
        ["hang@example.vn", "Cô Hằng", "School", '"MN-DAPTHANH; TH-MINHCAM"', ""],
        ["nam@example.vn", "Thầy Nam", '"leader;người thẩm định"', "", "MN-DAPTHANH"],
    ]
    path = write_list(office, *map(separator.join, rows), headings=separator.join(COLUMNS), encoding=encoding)
    done = office.run("people", "import", path)
    assert done.stdout.splitlines() == [
        "Dòng 2, Cô Mai: đã ghi",
        "Dòng 3, Cô Hằng: đã ghi",
        "Dòng 4, Thầy Nam: đã ghi",
        "Tổng cộng 3 dòng.",
    ]
    assert list_people(office) == {
        MAI: ("Cô Mai", {"officer": None}, False),
        "hang@example.vn": ("Cô Hằng", {"school": ["MN-DAPTHANH", "TH-MINHCAM"]}, False),
        "nam@example.vn": ("Thầy Nam", {"appraiser": ["MN-DAPTHANH"], "leader": None}, False),
    }


def test_a_list_taken_twice_changes_nothing(office: Office):
    path = write_list(office, f"{MAI},Cô Mai,officer,,", "hang@example.vn,Cô Hằng,school,MN-DAPTHANH,")
    office.run("people", "import", path)
    before = open_store(office).repository.list_events()
    assert office.run("people", "import", path).stdout.splitlines()[:2] == ["Dòng 2, Cô Mai: như cũ", "Dòng 3, Cô Hằng: như cũ"]
    assert open_store(office).repository.list_events() == before


def test_a_row_that_is_wrong_is_told_and_the_others_go_on(office: Office):
    path = write_list(
        office,
        f"{MAI},Cô Mai,officer,,",
        "hang@example.vn,Cô Hằng,school,MN-KHONG,",
        "mai2@example.vn,cô mai,leader,,",
        f"{MAI.upper()},Cô Mai,leader,,",
        "nam@example.vn,,leader,,",
        "bay@example.vn,Thầy Bảy,leader,,",
    )
    done = office.run("people", "import", path)
    assert done.exit_code == 1
    told = done.stdout.splitlines()
    assert [("LỖI" in line) for line in told] == [False, True, True, True, True, False, False]
    assert "Không có trường “MN-KHONG”" in told[1]
    assert "Đã có người dùng tên “Cô Mai” (mai@example.vn)" in told[2]
    assert "đã có ở dòng 2" in told[3]
    assert told[-1] == "Tổng cộng 6 dòng, 4 dòng cần sửa."
    assert set(list_people(office)) == {MAI, "bay@example.vn"}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "thiếu cột subject, name, roles, schools, appraised"),
        (b"subject,name,roles\n", "thiếu cột schools, appraised"),
        (f"{HEADINGS}\na@b.vn,Mai Hồng,leader,,".encode("utf-16"), "không phải tệp CSV lưu bằng bảng mã UTF-8"),
        (b'subject,name,roles,schools,appraised\na@b.vn,"Mai,leader,,', "không đọc được từng dòng"),
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_one_sentence(office: Office, content, sentence):
    path = office.folder / "nguoi-dung.csv"
    path.write_bytes(content)
    refused = office.run("people", "import", path)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert sentence in refused.stderr


def test_a_list_that_is_not_there_is_one_sentence(office: Office):
    assert "Không đọc được" in office.run("people", "import", office.folder / "khong-co.csv").stderr


# ── who may ──────────────────────────────────────────────────────────────────


COMMANDS = [
    ("list",),
    ("add", "moi@example.vn", "Người Mới", "--role", "leader"),
    ("withdraw", MAI, "--reason", "thử"),
    ("import", "nguoi-dung.csv"),
]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_in_a_shared_office_only_an_administrator_may(shared: Office, monkeypatch, command):
    """DANVAN_ACTOR says there who runs it, by how they sign in; what was refused is kept."""
    monkeypatch.setenv("DANVAN_ACTOR", MAI)
    refused = shared.run("people", *command)
    assert refused.exit_code == 2
    assert "Cô Mai không có quyền quản lý người dùng" in refused.stderr
    assert refused.stdout == ""
    people = open_store(shared).repository.people
    assert {one.subject for one in people.list()} == {MAI, ADMIN.subject}
    assert [(one.deed, one.actor, one.act) for one in people.list_attempts()] == [
        (AttemptDeed.REFUSED, "Cô Mai", "manage_people")
    ]


def test_in_a_shared_office_an_administrator_may(shared: Office, monkeypatch):
    monkeypatch.setenv("DANVAN_ACTOR", ADMIN.subject)
    assert shared.run("people", "add", "moi@example.vn", "Người Mới", "--role", "leader").exit_code == 0
    told = {one["subject"]: one["actor"] for one in json.loads(shared.run("people", "list", "--json").stdout)}
    assert told["moi@example.vn"] == ADMIN.name


def test_an_administrator_of_the_settings_lets_in_the_first_and_is_told_on_the_list(shared: Office, monkeypatch):
    monkeypatch.setenv("DANVAN_ACTOR", "sep@example.vn")
    assert shared.run("people", "add", "moi@example.vn", "Người Mới", "--role", "admin").exit_code == 0
    assert "Luôn là quản trị, theo DANVAN_ADMINS: sep@example.vn." in shared.run("people", "list").stdout


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_the_sample_has_no_people(office: Office, command):
    refused = office.run("--sample", "people", *command)
    assert (refused.exit_code, refused.stderr) == (2, "Kho minh họa không có người dùng; hãy bỏ --sample.\n")
