"""danvan.toml: what an office chooses stands in one file; a variable of the environment stands over it, the default under it."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path

import pytest

from danvan_metrics.errors import UserError
from danvan_metrics.settings import Settings, load_limits, load_serving, load_settings, load_sign_in, name_browser
from danvan_metrics.settings.gathering import gather
from danvan_metrics.settings.settings_file import pin_settings_file
from danvan_metrics.settings.settings_reference import write_example
from tests.builders_settings import SAID, write_settings

DEFAULTS = load_settings({})


# ── environment over file over default ───────────────────────────────────────


def test_without_a_word_the_defaults_hold(tmp_path: Path):
    assert load_settings({"DANVAN_SETTINGS": str(write_settings(tmp_path, ""))}) == DEFAULTS
    assert load_settings({"DANVAN_SETTINGS": os.devnull}) == DEFAULTS


@pytest.mark.parametrize("said", SAID, ids=lambda said: str(said.key))
def test_every_setting_may_be_said_in_either_place_and_means_the_same(said, tmp_path: Path):
    """All there are: tests.builders_settings.SAID is held against what is declared."""
    in_file = {"DANVAN_SETTINGS": str(write_settings(tmp_path, said.lines))}
    assert said.read(in_file) == said.read({said.variable: said.text}) == said.meaning
    assert said.meaning != said.read({})


def test_a_variable_stands_over_the_file_and_only_for_itself(tmp_path: Path):
    path = write_settings(tmp_path, "[limits]\nread_seconds = 10\nread_workers = 4\n")
    limits = load_limits({"DANVAN_SETTINGS": str(path), "DANVAN_READ_SECONDS": "60"})
    assert (limits.seconds, limits.workers, limits.most_files) == (60, 4, 2000)


@pytest.mark.parametrize("said", SAID, ids=lambda said: str(said.key))
def test_every_setting_said_in_both_places_is_the_variable_s(said, tmp_path: Path):
    path = write_settings(tmp_path, f"[{said.section}]\n{said.name} = {said.other}\n")
    assert said.read({"DANVAN_SETTINGS": str(path)}) != said.meaning
    assert said.read({"DANVAN_SETTINGS": str(path), said.variable: said.text}) == said.meaning


def test_an_empty_variable_and_an_empty_key_say_nothing(tmp_path: Path):
    path = write_settings(tmp_path, '[sign_in]\nactor = "Cô Mai"\nclaim = ""\n[plan]\ntoday = " "\nunits = ""\n')
    settings = load_settings({"DANVAN_SETTINGS": str(path), "DANVAN_ACTOR": " "})
    assert (settings.sign_in.name, settings.sign_in.claim) == ("Cô Mai", "email")
    assert (settings.fixed_today, settings.units_path) == (None, None)


def test_what_follows_from_a_setting_follows_from_one_in_the_file(tmp_path: Path):
    settings = load_at(
        tmp_path, "[plan]\nplan = 'ke-hoach'\n[store]\ndatabase_url = 'sqlite:///kho.sqlite3'\n[sample]\nkind = 'tinh'\n"
    )
    assert settings.plans_path is None  # whoever names a plan of their own is offered no other
    assert not settings.create_store  # elsewhere than at the default place it must be asked for
    assert settings.sample_database_url.endswith("minh-hoa-tinh.sqlite3")


# ── where it is, and what a place in it means ────────────────────────────────


@pytest.fixture
def places(tmp_path: Path, monkeypatch) -> dict[str, Path]:
    """Every place a settings file may stand at, with no file yet: named, beside the program, the user's, where one stands."""
    monkeypatch.delenv("DANVAN_SETTINGS")
    monkeypatch.delenv("DANVAN_ACTOR")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nguoi-dung"))
    monkeypatch.setattr("danvan_metrics.settings.settings_file.SHIPPED", tmp_path / "chuong-trinh")
    found = {
        "named": tmp_path / "noi-khac" / "phong.toml",
        "beside": tmp_path / "chuong-trinh" / "danvan.toml",
        "own": tmp_path / "nguoi-dung" / "danvan" / "danvan.toml",
        "here": tmp_path / "dang-dung" / "danvan.toml",
    }
    for path in found.values():
        path.parent.mkdir(parents=True)
    monkeypatch.chdir(found["here"].parent)
    return found


def test_one_file_counts_the_first_that_is_there(places: dict[str, Path], monkeypatch):
    for place, path in places.items():
        path.write_text(f'[sign_in]\nactor = "{place}"\n', encoding="utf-8")
    assert load_sign_in().name == "beside"
    places["beside"].unlink()
    assert load_sign_in().name == "own"
    monkeypatch.setenv("DANVAN_SETTINGS", str(places["named"]))
    assert load_sign_in().name == "named"


def test_the_folder_one_stands_in_chooses_nothing(places: dict[str, Path]):
    """It may be unpacked from a stranger's archive: its file would choose where returns go and which program draws pictures."""
    places["here"].write_text(
        "[pictures]\nchromium = '/tmp/la'\n[store]\ndatabase_url = 'sqlite:///la.sqlite3'\n", encoding="utf-8"
    )
    assert name_browser() == ""
    assert load_settings().database_url == DEFAULTS.database_url


def test_a_given_environment_reads_no_file_but_the_one_it_names(places: dict[str, Path]):
    places["own"].write_text('[sign_in]\nactor = "own"\n', encoding="utf-8")
    assert load_sign_in({}).name == ""
    assert load_sign_in().name == "own"


def test_a_file_that_is_named_must_be_there(tmp_path: Path):
    with pytest.raises(UserError, match=r"Không thấy tệp cài đặt “.*khong-co\.toml” ghi ở DANVAN_SETTINGS; hãy sửa đường dẫn"):
        load_settings({"DANVAN_SETTINGS": str(tmp_path / "khong-co.toml")})


def test_a_named_file_stays_the_same_when_the_server_goes_to_its_own_folder(places: dict[str, Path], monkeypatch):
    places["named"].write_text('[sign_in]\nactor = "named"\n', encoding="utf-8")
    monkeypatch.setenv("DANVAN_SETTINGS", "../noi-khac/phong.toml")
    pin_settings_file()
    monkeypatch.chdir(places["own"].parent)
    assert load_sign_in().name == "named"


def test_what_changes_in_the_file_holds_at_once(tmp_path: Path):
    path = write_settings(tmp_path, "[limits]\nread_seconds = 10\n")
    said = {"DANVAN_SETTINGS": str(path)}
    assert load_limits(said).seconds == 10
    write_settings(tmp_path, "[limits]\nread_seconds = 100\n")
    assert load_limits(said).seconds == 100
    path.write_text("[limits", encoding="utf-8")
    with pytest.raises(UserError, match="sai cú pháp TOML"):
        load_limits(said)


def test_places_in_the_file_are_meant_from_its_folder_and_those_of_variables_from_where_one_stands(tmp_path: Path):
    lines = "[plan]\nroster = 'ds/truong.csv'\nunits = '/co/dinh.csv'\n[store]\ndatabase_url = 'sqlite:///kho/a.sqlite3?x=1'\n"
    path = write_settings(tmp_path, lines)
    settings = load_settings({"DANVAN_SETTINGS": str(path), "DANVAN_COMMUNES": "xa.geojson"})
    assert (settings.roster_path, settings.units_path) == (tmp_path / "ds" / "truong.csv", Path("/co/dinh.csv"))
    assert settings.communes_path == Path("xa.geojson")
    assert settings.database_url == f"sqlite:///{tmp_path}/kho/a.sqlite3?x=1"


@pytest.mark.parametrize("address", ["sqlite:////co/dinh.sqlite3", "sqlite:///:memory:", "postgresql+psycopg://a@b/c"])
def test_an_address_that_stands_for_itself_stays_as_it_is(address: str, tmp_path: Path):
    assert load_at(tmp_path, f"[store]\ndatabase_url = '{address}'\n").database_url == address


@pytest.mark.parametrize("content", ["[sign_in]\nactor='Đỗ Thị Ánh'\n", "[sign_in]\r\nactor='Đỗ Thị Ánh'\r\n"])
def test_a_file_as_notepad_writes_it_is_read(content: str, tmp_path: Path):
    path = tmp_path / "danvan.toml"
    path.write_bytes(b"\xef\xbb\xbf" + content.encode())
    assert load_sign_in({"DANVAN_SETTINGS": str(path)}).name == "Đỗ Thị Ánh"


# ── what is wrong is told with its place and its remedy ──────────────────────


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ("[limits]\nlarges_file_mb = 3", "không có khóa [limits] larges_file_mb; có phải largest_file_mb? Hãy sửa lại"),
        ("[store]\ntoday = 2020-09-17", "không có khóa [store] today; có phải today ở phần [plan]? Hãy sửa lại"),
        ("[plan]\nDANVAN_ROSTER = 'a'", "không có khóa [plan] DANVAN_ROSTER; có phải roster? Hãy sửa lại"),
        ("roster = 'a'", "khóa roster đứng ngoài mọi phần; có phải roster ở phần [plan]? Hãy sửa lại"),
        ("[plan]\nzzz = 1", "không có khóa [plan] zzz; hãy xóa dòng đó (danvan settings --example liệt kê mọi khóa)."),
        ("[limit]\nread_seconds = 1", "không có phần [limit]; có phải [limits]? Hãy sửa tên phần"),
        ("[zzz]\na = 1", "không có phần [zzz]; hãy xóa phần ấy"),
        ("limits = 5", "limits phải là một phần; hãy ghi một dòng [limits] rồi các khóa của phần ấy ở dưới."),
        ("[[limits]]\nread_seconds = 1", "limits phải là một phần; hãy ghi một dòng [limits]"),
        (
            "[limits]\nread_workers = '2'",
            "[limits] read_workers đang là “2”; hãy ghi một số nguyên từ 1 trở lên, không có dấu nháy.",
        ),
        ("[limits]\nread_workers = 0", "[limits] read_workers đang là “0”; hãy ghi một số nguyên từ 1 trở lên"),
        ("[limits]\nread_workers = true", "[limits] read_workers đang là “true”; hãy ghi một số nguyên từ 1 trở lên"),
        ("[limits]\nread_workers = 1.5", "[limits] read_workers đang là “1.5”; hãy ghi một số nguyên từ 1 trở lên"),
        ("[store]\ncreate = 1", "[store] create đang là “1”; hãy ghi true hoặc false, không có dấu nháy."),
        ("[plan]\nroster = 7", "[plan] roster đang là “7”; hãy ghi đường dẫn trong dấu nháy đơn, ví dụ 'truong.csv'."),
        ("[plan]\ntoday = '17/9/2020'", "[plan] today đang là “17/9/2020”; hãy ghi ngày dạng 2020-09-17."),
        ("[plan]\ntoday = 2020-09-17T08:00:00", "[plan] today đang là “2020-09-17 08:00:00”; hãy ghi ngày dạng 2020-09-17."),
        ("[sign_in]\nadmins = 'a@b.vn'", "[sign_in] admins đang là “a@b.vn”; hãy ghi danh sách dạng ["),
        ("[sign_in]\nadmins = ['a@b.vn', 5]", '[sign_in] admins đang là “["a@b.vn", 5]”; hãy ghi danh sách dạng ['),
        ("[sign_in]\nclaim = 'tên'", "[sign_in] claim đang là “tên”; hãy ghi một trong: email, sub, preferred_username, oid"),
        ("[serving]\nsite = 'a.vn'", "[serving] site đang là “a.vn”; hãy ghi địa chỉ mọi người mở chương trình"),
        ('[plan]\nroster = "a\\nb"', "[plan] roster có xuống dòng hoặc ký tự điều khiển (trong"),
        ("[plan]\nroster = 'a'\nroster = 'b'\n[limits]", "ghi hai lần cùng một khóa hoặc một phần [ ] ở dòng 3, cột "),
        ("[plan]\n[plan]", "ghi hai lần cùng một khóa hoặc một phần [ ] ở dòng 2, cột "),
        ('[plan]\nroster = "D:\\truong"', "(trong dấu nháy kép, \\ là ký hiệu riêng); hãy ghi đường dẫn trong dấu nháy đơn"),
        ("[plan]\nroster = truong.csv", "sai cú pháp TOML ở dòng 2, cột 10; hãy xem lại dấu nháy, dấu ngoặc, dấu = ở chỗ đó."),
        ("[plan]\nroster = 'a", "sai cú pháp TOML"),
        ("[plan", "sai cú pháp TOML ở cuối tệp; hãy xem lại dấu nháy"),
        (f"[limits]\nread_seconds = {'9' * 5000}", "sai cú pháp TOML vì có một số quá dài"),
        (f"[plan]\nroster = {'[' * 5000}", "có quá nhiều dấu ngoặc lồng nhau; hãy bỏ bớt."),
        ("#" * 66_000, "lớn quá 64 KB, không phải tệp cài đặt; hãy chọn đúng tệp ở DANVAN_SETTINGS."),
    ],
    ids=lambda value: value[:40],
)
def test_what_is_wrong_is_one_sentence_with_file_place_and_remedy(lines: str, sentence: str, tmp_path: Path):
    path = write_settings(tmp_path, lines)
    with pytest.raises(UserError) as told:
        load_settings({"DANVAN_SETTINGS": str(path)})
    assert str(told.value).startswith(f"Tệp cài đặt “{path}”")
    assert sentence in str(told.value)
    assert str(told.value).endswith(".")
    assert "\n" not in str(told.value)


def test_a_path_of_windows_in_double_quotes_is_known_as_such(tmp_path: Path):
    with pytest.raises(UserError, match="hãy ghi đường dẫn của Windows trong dấu nháy đơn, ví dụ 'D:"):
        load_at(tmp_path, '[plan]\nroster = "D:\\Users\\truong.csv"\n')


@pytest.mark.parametrize("content", ["[plan]\nroster = 'Đỗ'".encode("utf-16"), b"[plan]\nroster = '\xd0\xe0'"])
def test_a_file_in_other_letters_is_told(content: bytes, tmp_path: Path):
    path = tmp_path / "danvan.toml"
    path.write_bytes(content)
    with pytest.raises(UserError, match="không phải mã UTF-8; hãy lưu lại tệp bằng mã UTF-8"):
        load_settings({"DANVAN_SETTINGS": str(path)})


def test_a_folder_is_no_settings_file(tmp_path: Path):
    with pytest.raises(UserError, match=r"không phải là tệp; hãy trỏ DANVAN_SETTINGS tới một tệp danvan\.toml"):
        load_settings({"DANVAN_SETTINGS": str(tmp_path)})


def test_a_wrong_variable_is_not_passed_over_for_what_the_file_says(tmp_path: Path):
    path = write_settings(tmp_path, "[limits]\nread_seconds = 10\n")
    with pytest.raises(UserError, match=r"^DANVAN_READ_SECONDS đang là “x”; hãy ghi một số nguyên từ 1 trở lên\.$"):
        load_limits({"DANVAN_SETTINGS": str(path), "DANVAN_READ_SECONDS": "x"})


def test_who_asks_for_one_part_is_not_stopped_by_another(tmp_path: Path):
    said = {"DANVAN_SETTINGS": str(write_settings(tmp_path, "[limits]\nread_seconds = 0\n")), "DANVAN_LOG_FORM": "xml"}
    assert load_sign_in(said).claim == "email"
    assert name_browser(said) == ""
    with pytest.raises(UserError, match="read_seconds"):
        load_limits(said)
    with pytest.raises(UserError, match="DANVAN_LOG_FORM"):
        load_serving(said)


# ── secrets ──────────────────────────────────────────────────────────────────


SECRETS = """
[store]
database_url = "postgresql+psycopg://danvan:bi-mat-1@may/kho?password=bi-mat-2"
[serving]
metrics_token = "bi-mat-3"
data_token = "bi-mat-4-du-muoi-sau"
"""


def test_no_secret_is_in_what_settings_look_like(tmp_path: Path):
    settings = load_at(tmp_path, SECRETS)
    assert "bi-mat-1" in settings.database_url
    assert (settings.serving.token, settings.serving.data_token) == ("bi-mat-3", "bi-mat-4-du-muoi-sau")
    assert "bi-mat" not in repr(settings) + repr(
        gather({"DANVAN_SETTINGS": str(tmp_path / "danvan.toml"), "DANVAN_METRICS_TOKEN": "bi-mat"})
    )


@pytest.mark.parametrize(
    "lines",
    [
        "[serving]\ndata_token = 'bi-mat'",
        "[serving]\nmetrics_token = ['bi-mat']",
        "[store]\ndatabase_url = {a = 'bi-mat'}",
        "[serving]\nmetrics_token = 'bi-mat",
        "[serving]\nmetrics_token = 'bi-mat'\nmetrics_token = 'bi-mat'",
        '[serving]\nmetrics_token = "bi-mat\\n1"',
    ],
)
def test_no_secret_is_in_what_is_told(lines: str, tmp_path: Path):
    with pytest.raises(UserError) as told:
        load_at(tmp_path, lines)
    assert "bi-mat" not in str(told.value)
    with pytest.raises(UserError, match="DANVAN_DATA_TOKEN ghi không đúng; hãy ghi một mã bí mật dài ít nhất 16 ký tự") as told:
        load_settings({"DANVAN_DATA_TOKEN": "bi-mat"})
    assert "bi-mat" not in str(told.value)


# ── tables for spreadsheets, read over the network ───────────────────────────


@pytest.mark.parametrize(
    ("lines", "answers"),
    [
        ("", True),
        ("[serving]\ndata_out = false", False),
        ("[sign_in]\nkind = 'oidc'", False),
        ("[sign_in]\nkind = 'oidc'\n[serving]\ndata_out = true", True),
    ],
)
def test_tables_answer_on_a_laptop_and_elsewhere_only_when_asked_for(lines: str, answers, tmp_path: Path):
    assert load_at(tmp_path, lines).serving.data_out is answers


# ── the shipped example ──────────────────────────────────────────────────────


def test_the_example_says_nothing_until_a_line_is_uncommented(tmp_path: Path):
    example = write_example()
    assert load_at(tmp_path, example) == DEFAULTS
    assert max(map(len, example.splitlines())) <= 80
    uncommented = "\n".join(
        line[1:] if line.startswith("#") and not line.startswith(("# ", "#\n")) else line for line in example.split("\n")
    )
    keys = {(section, name) for section, held in tomllib.loads(uncommented).items() for name in held}
    assert keys == {tuple(said.key) for said in SAID}
    assert load_at(tmp_path, uncommented) == DEFAULTS


def load_at(folder: Path, lines: str) -> Settings:
    return load_settings({"DANVAN_SETTINGS": str(write_settings(folder, lines))})
