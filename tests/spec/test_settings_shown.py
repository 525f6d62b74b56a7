"""`settings`: what is in force and where that is said; nothing secret, and nothing hidden by what is wrong."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from danvan_metrics.settings import load_settings
from danvan_metrics.settings.in_force import HIDDEN, hide_password
from tests.builders_cli import Office
from tests.builders_settings import SAID, write_settings

FILE = """
[store]
database_url = "postgresql+psycopg://danvan:bi-mat-1@may/kho?password=bi-mat-2"
[serving]
metrics_token = "bi-mat-3"
log_folder = "nhat-ky"
[limits]
read_seconds = 10
read_workers = 4
"""
LONG = "mot-ten-thu-muc-rat-dai/" * 6


@pytest.fixture
def office(tmp_path: Path, monkeypatch) -> Office:
    """It says in variables where its stores are and the day; the rest is for danvan.toml."""
    monkeypatch.setenv("DANVAN_SETTINGS", str(tmp_path / "danvan.toml"))
    monkeypatch.delenv("DANVAN_ACTOR")
    write_settings(tmp_path, FILE)
    return Office(tmp_path)


def find(office: Office, section: str, name: str) -> dict:
    [found] = [one for one in office.run_json("settings")["settings"] if (one["section"], one["key"]) == (section, name)]
    return found


def find_line(told: str, name: str) -> list[str]:
    """The words of the line of a setting."""
    [line] = [line for line in told.splitlines() if line.startswith(f"  {name} ")]
    return line.split(maxsplit=2)


def test_each_setting_is_shown_with_where_it_is_said(office: Office):
    told = office.run("settings")
    assert told.exit_code == 0
    assert find_line(told.stdout, "read_seconds") == ["read_seconds", "danvan.toml", "10"]
    assert find_line(told.stdout, "today") == ["today", "DANVAN_TODAY", "2020-06-20"]
    assert find_line(told.stdout, "most_files") == ["most_files", "mặc", "định                    2000"]
    assert find_line(told.stdout, "site") == ["site", "mặc", "định                    – (địa chỉ của chính máy này)"]
    assert {said.name for said in SAID} == {
        line.split()[0] for line in told.stdout.splitlines() if line[:3].strip(" ") and line[:2] == "  "
    }


def test_a_variable_over_the_file_is_said_to_be_so(office: Office):
    told = office.run("settings").stdout
    place = told.index("DANVAN_DATABASE_URL")
    assert "(thay cho giá trị ghi trong danvan.toml)" in told[place : told.index("create", place)]
    assert find(office, "store", "database_url")["over_file"]
    assert not find(office, "store", "create")["over_file"]


def test_no_secret_is_shown(office: Office, monkeypatch):
    monkeypatch.setattr(Office, "environment", {})
    told = office.run("settings")
    assert find_line(told.stdout, "metrics_token") == ["metrics_token", "danvan.toml", HIDDEN]
    assert "postgresql+psycopg://danvan:***@may/kho\n" in told.stdout
    assert find(office, "serving", "metrics_token") == {
        "section": "serving", "key": "metrics_token", "variable": "DANVAN_METRICS_TOKEN", "value": None, "set": True,
        "from": "file", "over_file": False, "problem": None,
    }  # fmt: skip
    assert "bi-mat" not in told.stdout + office.run("settings", "--json").stdout


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("sqlite:////a/b.sqlite3?key=bi-mat", "sqlite:////a/b.sqlite3"),
        ("postgresql+psycopg://lan:bi-mat@may:5432/kho?password=bi-mat", "postgresql+psycopg://lan:***@may:5432/kho"),
        ("postgresql://lan@may/kho", "postgresql://lan@may/kho"),
        ("postgresql:///kho?user=lan&password=bi-mat", "postgresql:///kho"),
        ("postgresql://lan:bi@mat@may/kho", HIDDEN),
        ("postgresql://lan:12/bi-mat@may/kho", HIDDEN),
        ("bi-mat", HIDDEN),
    ],
)
def test_an_address_is_shown_only_where_its_password_is_known_from_the_rest(address: str, shown: str):
    assert hide_password(address) == shown


def test_what_is_wrong_is_shown_beside_the_rest_and_the_code_is_2(office: Office):
    write_settings(office.folder, "[limits]\nread_seconds = 0\nread_workers = 4\nzzz = 1\n[serving]\ndata_token = 'bi-mat'\n")
    told = office.run("settings")
    assert told.exit_code == 2
    flat = " ".join(told.stdout.split())
    assert "không có khóa [limits] zzz; hãy xóa dòng đó" in flat
    assert "[limits] read_seconds đang là “0”; hãy ghi một số nguyên từ 1 trở lên, không có dấu nháy." in flat
    assert find_line(told.stdout, "read_workers") == ["read_workers", "danvan.toml", "4"]
    assert "bi-mat" not in told.stdout
    assert (find(office, "limits", "read_seconds")["value"], len(office.run_json("settings")["problems"])) == (None, 3)


def test_a_file_that_is_no_toml_leaves_the_variables_and_defaults_to_be_seen(office: Office):
    write_settings(office.folder, "[limits")
    told = office.run("settings")
    assert told.exit_code == 2
    assert "sai cú pháp TOML" in told.stdout
    assert find_line(told.stdout, "today") == ["today", "DANVAN_TODAY", "2020-06-20"]


def test_any_other_command_stops_at_what_is_wrong_with_the_same_sentence(office: Office):
    write_settings(office.folder, "[limits]\nzzz = 1\n")
    told = office.run("snapshots")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "không có khóa [limits] zzz; hãy xóa dòng đó" in told.stderr
    assert told.stderr.count("\n") == 1


def test_no_line_is_wider_than_a_narrow_window(office: Office):
    write_settings(
        office.folder, f"[plan]\nroster = '{LONG}a.csv'\nplans = 5\nzzz = 1\n[sign_in]\nadmins = ['{'a' * 90}@b.vn']\n"
    )
    told = office.run("settings").stdout
    assert max(map(len, told.splitlines())) <= 80
    assert LONG in "".join(told.split())


def test_a_file_that_is_seen_and_not_used_is_named(office: Office, tmp_path: Path, monkeypatch):
    other = tmp_path / "dang-dung"
    other.mkdir()
    write_settings(other, "")
    monkeypatch.chdir(other)
    assert office.run_json("settings")["file"] == str(tmp_path / "danvan.toml")
    assert str(other / "danvan.toml") in office.run_json("settings")["passed_over"]
    assert "Thấy nhưng không dùng:" in office.run("settings").stdout


def test_a_misspelt_variable_is_noticed(office: Office, monkeypatch):
    monkeypatch.setenv("DANVAN_DATBASE_URL", "sqlite:///a")
    monkeypatch.setenv("DANVAN_XYZ", "1")
    told = office.run("settings")
    assert "Biến lạ, chương trình không đọc: DANVAN_DATBASE_URL; có phải" in told.stdout
    assert office.run_json("settings")["strange_variables"] == {"DANVAN_DATBASE_URL": "DANVAN_DATABASE_URL", "DANVAN_XYZ": ""}
    assert told.exit_code == 0  # another program may call its own so


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights otherwise")
def test_a_file_with_secrets_that_others_may_read_is_told(office: Office):
    path = office.folder / "danvan.toml"
    path.chmod(0o644)
    assert "Chú ý: tài khoản khác trên máy đọc được mã bí mật trong tệp này" in " ".join(office.run("settings").stdout.split())
    path.chmod(0o600)
    assert "Chú ý" not in office.run("settings").stdout


def test_the_example_is_printed_or_written_and_nothing_is_overwritten(office: Office, tmp_path: Path):
    printed = office.run("settings", "--example")
    assert printed.exit_code == 0
    path = tmp_path / "mau.toml"
    assert office.run("settings", "--example", "--out", path).exit_code == 0
    assert path.read_text(encoding="utf-8") == printed.stdout
    assert load_settings({"DANVAN_SETTINGS": str(path)}) == load_settings({})
    again = office.run("settings", "--example", "--out", path)
    assert again.exit_code == 2
    assert "thêm --force để ghi đè" in again.stderr
    assert "--out chỉ đi cùng --example" in office.run("settings", "--out", path).stderr
