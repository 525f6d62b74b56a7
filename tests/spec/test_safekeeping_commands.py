"""backup, restore, verify and audit on the command line, and who may run them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import Nameless, NotAllowed
from danvan_metrics.access.rights import RIGHTS
from danvan_metrics.safekeeping_acts import back_up, restore, verify
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.store.repository import open_repository
from danvan_metrics.store.schema import HEAD
from tests.builders_access import ADMIN, build_actor, sit_at_laptop
from tests.builders_audit import SCHOOL, agree, hand_in, open_office
from tests.builders_cli import Office
from tests.builders_safekeeping import change_file, name_url, read_all_rows

ADDRESS = "quan.tri@example.vn"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    hand_in(open_office(tmp_path), b"mot")
    return Office(tmp_path)


@dataclass(frozen=True)
class SharedOffice(Office):
    """An office whose people sign in; `runs_as` is how whoever runs the commands does."""

    runs_as: str = ADDRESS

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | {"DANVAN_SIGN_IN": "oidc", "DANVAN_ADMINS": ADDRESS, "DANVAN_ACTOR": self.runs_as}


# ── on the command line ──────────────────────────────────────────────────────


def test_a_store_is_backed_up_restored_elsewhere_and_looked_through(office: Office, tmp_path: Path):
    backed_up = office.run("backup", tmp_path / "sao-luu")
    assert backed_up.exit_code == 0
    assert f"Đã sao lưu vào “{tmp_path / 'sao-luu.sqlite3'}”." in backed_up.stdout
    # an answerless return: its file, its hand-in, its event
    assert f"Phiên bản {HEAD}; 3 dòng; 1 tệp đã nhận, đối chiếu SHA-256.\nNguyên vẹn.\n" in backed_up.stdout
    elsewhere = Office(tmp_path / "may-moi")
    restored = elsewhere.run("restore", tmp_path / "sao-luu.sqlite3")
    assert (restored.exit_code, "Đã khôi phục" in restored.stdout) == (0, True)
    assert elsewhere.run("verify").exit_code == 0
    assert office.run("verify", tmp_path / "sao-luu.sqlite3").exit_code == 0


def test_backing_up_and_restoring_stand_in_the_trail(office: Office, tmp_path: Path):
    office.run("backup", tmp_path / "sao-luu")
    elsewhere = Office(tmp_path / "may-moi")
    elsewhere.run("restore", tmp_path / "sao-luu.sqlite3")
    assert [row["deed"] for row in office.run_json("audit")] == ["Nhận báo cáo", "Sao lưu"]
    (last,) = [row for row in elsewhere.run_json("audit") if row["deed"] == "Khôi phục"]
    assert (last["person"], last["about"]) == ("Nguyễn Thị Lan", "sao-luu.sqlite3")


def test_a_store_is_not_restored_over_the_one_at_work(office: Office, tmp_path: Path):
    office.run("backup", tmp_path / "sao-luu")
    before = read_all_rows(name_url(tmp_path / "kho.sqlite3"))
    refused = office.run("restore", tmp_path / "sao-luu.sqlite3")
    assert (refused.exit_code, "chỉ khôi phục vào chỗ trống" in refused.stderr) == (2, True)
    assert read_all_rows(name_url(tmp_path / "kho.sqlite3")) == before


def test_what_is_wrong_is_told_with_exit_code_1(office: Office, tmp_path: Path):
    change_file(tmp_path / "kho.sqlite3", "DROP TRIGGER events_refuse_delete")
    looked = office.run("verify")
    assert looked.exit_code == 1
    assert "Bảng events không còn khóa chống sửa, xóa (events_refuse_delete)." in looked.stderr
    assert office.run("backup", tmp_path / "sao-luu").exit_code == 1  # it is copied all the same, and told
    assert (tmp_path / "sao-luu.sqlite3").exists()
    told = office.run_json("verify")
    assert (told["flaws"], told["usable"]) == (["Bảng events không còn khóa chống sửa, xóa (events_refuse_delete)."], True)


def test_looking_through_a_store_that_is_not_there_makes_none(tmp_path: Path):
    looked = Office(tmp_path).run("verify")
    assert (looked.exit_code, "kho.sqlite3" in looked.stderr) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_the_sample_is_not_restored(office: Office, tmp_path: Path):
    assert "tự nạp lại" in office.run("--sample", "restore", tmp_path / "kho.sqlite3").stderr


# ── audit ────────────────────────────────────────────────────────────────────


def test_the_trail_is_printed_a_line_an_act(office: Office, tmp_path: Path):
    agree(open_office(tmp_path))
    lines = office.run("audit").stdout.splitlines()
    assert lines[0] == "15/06/2020 09:30:00 | Cô Lan | Nhận báo cáo | Mầm non Đạp Thanh · 6 tháng · “bao-cao.xlsx” | lần nộp 1"
    assert len(lines) == 2
    assert office.run("audit", "--act", "giao việc").stdout.splitlines() == lines[1:]
    assert office.run("audit", "--from", "2020-06-15", "--to", "2020-06-15").stdout.splitlines() == lines[:1]
    assert "Không có dòng nhật ký nào như vậy." in office.run("audit", "--refused").stdout


def test_an_act_that_does_not_exist_is_told_with_those_that_do(office: Office):
    assert "Không có loại việc “vẽ”; hãy ghi một trong: Nhận báo cáo," in office.run("audit", "--act", "vẽ").stderr


def test_the_trail_is_written_into_a_file_by_its_ending(office: Office, tmp_path: Path):
    assert office.run("audit", "--out", tmp_path / "nk.csv").exit_code == 0
    assert (tmp_path / "nk.csv").read_text("utf-8-sig").startswith("Lúc,Ai,Việc,")
    assert office.run("audit", "--out", tmp_path / "nk.XLSX").exit_code == 0
    assert (tmp_path / "nk.XLSX").read_bytes().startswith(b"PK")
    assert "hãy đổi đuôi" in office.run("audit", "--out", tmp_path / "nk.txt").stderr


# ── who may ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("role", sorted(set(AccessRole) - RIGHTS[Act.KEEP_STORE]))
def test_only_an_administrator_keeps_the_store(tmp_path: Path, role: AccessRole):
    refused = []
    actor, district = build_actor(role, SCHOOL, refused=refused), open_office(tmp_path)
    back_up(district, tmp_path / "sao-luu", actor=ADMIN)
    empty = load_settings({"DANVAN_DATABASE_URL": name_url(tmp_path / "moi.sqlite3")})
    kept = district.repository.people.list_attempts()
    for act in (
        lambda: back_up(district, tmp_path / "khac", actor=actor),
        lambda: restore(empty, tmp_path / "sao-luu.sqlite3", actor=actor),
        lambda: verify(name_url(tmp_path / "kho.sqlite3"), actor=actor),
    ):
        with pytest.raises(NotAllowed, match="không có quyền sao lưu, khôi phục kho dữ liệu"):
            act()
    assert [denial.act for denial in refused] == [Act.KEEP_STORE] * 3
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kho.sqlite3", "sao-luu.sqlite3"]
    assert district.repository.people.list_attempts() == kept


def test_a_copy_carries_a_name(tmp_path: Path):
    with pytest.raises(Nameless):
        back_up(open_office(tmp_path), tmp_path / "sao-luu", actor=sit_at_laptop(""))
    assert not (tmp_path / "sao-luu.sqlite3").exists()


def test_in_a_shared_office_the_administrator_of_the_settings_restores_and_looks_through(office: Office, tmp_path: Path):
    office.run("backup", tmp_path / "sao-luu")
    shared = SharedOffice(tmp_path / "may-moi")
    assert shared.run("restore", tmp_path / "sao-luu.sqlite3").exit_code == 0
    assert shared.run("verify").exit_code == 0
    assert shared.run("backup", tmp_path / "dem").exit_code == 0
    repository = open_repository(name_url(tmp_path / "may-moi" / "kho.sqlite3"))
    done = [(one.deed, one.subject) for one in repository.people.list_attempts()]
    assert (AttemptDeed.RESTORED, ADDRESS) in done
    assert (AttemptDeed.BACKED_UP, ADDRESS) in done


@pytest.mark.parametrize("runs_as", ["", "ai-do@example.vn"])
def test_in_a_shared_office_nobody_else_does(office: Office, tmp_path: Path, runs_as: str):
    office.run("backup", tmp_path / "sao-luu")
    shared = SharedOffice(tmp_path / "may-moi", runs_as=runs_as)
    for command in (("restore", tmp_path / "sao-luu.sqlite3"), ("verify",), ("backup", tmp_path / "dem")):
        assert shared.run(*command).exit_code == 2
    assert not (tmp_path / "dem.sqlite3").exists()
    assert "DANVAN_ADMINS" in shared.run("verify").stderr
