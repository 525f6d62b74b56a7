"""Where the store's file stands: a new one only where it is asked for, another program's never touched, the office's alone."""

from __future__ import annotations

import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import insert

from danvan_metrics.district import open_district
from danvan_metrics.errors import UserError
from danvan_metrics.folders import DATA
from danvan_metrics.settings import load_settings
from danvan_metrics.store import founding
from danvan_metrics.store.engine import writing
from danvan_metrics.store.repository import open_repository
from danvan_metrics.store.tables import events
from tests.builders_cli import Office
from tests.builders_store import UPLOADED_AT, build_submission, open_store

needs_permissions = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


# A new store is asked for


def test_the_default_place_needs_no_asking_and_any_other_does():
    assert load_settings({}).create_store
    assert load_settings({"DANVAN_DATABASE_URL": ""}).create_store
    assert not load_settings({"DANVAN_DATABASE_URL": "sqlite:///kho.sqlite3"}).create_store
    assert not load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{DATA / 'danvan.sqllite3'}"}).create_store
    assert load_settings({"DANVAN_DATABASE_URL": "sqlite:///kho.sqlite3", "DANVAN_CREATE": "1"}).create_store


def test_a_word_that_is_neither_yes_nor_no_is_told_with_its_variable():
    with pytest.raises(UserError, match="DANVAN_CREATE đang là “có lẽ”; hãy ghi 1, hoặc để trống"):
        load_settings({"DANVAN_CREATE": "có lẽ"})


def test_a_mistyped_path_is_told_and_nothing_is_made(tmp_path):
    open_store(tmp_path).close()
    with pytest.raises(
        UserError, match=r"Không có kho dữ liệu “.*khoo\.sqlite3”; hãy kiểm tra lại đường dẫn ở DANVAN_DATABASE_URL"
    ):
        open_repository(address(tmp_path / "thang-6" / "khoo.sqlite3"), create=False)
    assert [path.name for path in tmp_path.iterdir()] == ["kho.sqlite3"]


def test_a_command_makes_a_store_only_with_create_and_then_goes_on_with_it(tmp_path, monkeypatch):
    office = Office(tmp_path)
    monkeypatch.setattr(
        Office, "environment", {name: said for name, said in office.environment.items() if name != "DANVAN_CREATE"}
    )
    refused = office.run("summary", "--period", "6m")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "--create" in refused.stderr
    assert list(tmp_path.iterdir()) == []
    assert office.run("--create", "summary", "--period", "6m").exit_code == 0
    assert office.run("summary", "--period", "6m").exit_code == 0


def test_the_sample_s_store_needs_no_asking(tmp_path, monkeypatch):
    office = Office(tmp_path, today="2022-12-01", small=True)
    monkeypatch.setattr(
        Office, "environment", {name: said for name, said in office.environment.items() if name != "DANVAN_CREATE"}
    )
    assert office.run("--sample", "summary", "--period", "hk1").exit_code == 0
    assert not (tmp_path / "kho.sqlite3").exists()


def test_the_sample_is_never_filled_into_the_real_store(tmp_path):
    """The sample's store is begun anew where it holds something else: the real one would be lost."""
    store = open_store(tmp_path)
    store.save(build_submission())
    for other in (address(tmp_path / "kho.sqlite3"), address(tmp_path / "thang-6" / ".." / "kho.sqlite3")):
        settings = load_settings({"DANVAN_DATABASE_URL": address(tmp_path / "kho.sqlite3"), "DANVAN_SAMPLE_DATABASE_URL": other})
        with pytest.raises(UserError, match="đang chỉ cùng một kho dữ liệu; hãy ghi một tệp khác"):
            open_district(settings, sample=True)
    assert store.version() == 1


def test_a_store_taken_away_while_the_program_runs_is_not_silently_begun_anew(tmp_path):
    store = open_store(tmp_path)
    store.close()
    (tmp_path / "kho.sqlite3").unlink()
    with pytest.raises(UserError, match="Không mở được"):
        store.save(build_submission())
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_cannot_be_finished_leaves_nothing_in_its_place(tmp_path, monkeypatch):
    def fail(_engine):
        raise UserError("Ổ đĩa đầy.")

    monkeypatch.setattr(founding, "prepare_schema", fail)
    with pytest.raises(UserError, match="đầy"):
        open_store(tmp_path)
    assert list(tmp_path.iterdir()) == []


# What stands there and is no store


def test_another_program_s_database_is_refused_and_left_to_the_byte(tmp_path):
    """In WAL mode too, which opening it as a store would have turned off."""
    file = tmp_path / "kho.sqlite3"
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("CREATE TABLE contacts (name TEXT)")
        other.execute("CREATE TABLE alembic_version (version_num TEXT)")  # many programs keep one of this name
        other.execute("INSERT INTO alembic_version VALUES ('0001')")
        other.commit()
    before = file.read_bytes()
    for create in (False, True):
        with pytest.raises(UserError, match=r"là cơ sở dữ liệu của chương trình khác nên không mở và không sửa; hãy chọn đúng"):
            open_repository(address(file), create=create)
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["kho.sqlite3"]


def test_another_program_s_database_in_the_middle_of_a_write_is_refused_too(tmp_path):
    file = tmp_path / "kho.sqlite3"
    with closing(sqlite3.connect(file)) as other:
        other.execute("CREATE TABLE contacts (name TEXT)")
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO contacts VALUES ('Lan')")
        assert (tmp_path / "kho.sqlite3-journal").exists()
        with pytest.raises(UserError, match="của chương trình khác"):
            open_store(tmp_path)
        other.commit()
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("contacts",)]


@pytest.mark.parametrize("create", [False, True])
def test_an_empty_file_is_not_taken_for_a_store(tmp_path, create):
    """It may be all that a full disk left of a store: whoever wants a new one removes it."""
    (tmp_path / "kho.sqlite3").touch()
    with pytest.raises(UserError, match=r"trống, chưa phải kho dữ liệu; hãy khôi phục từ bản sao lưu.*hoặc xóa tệp trống này"):
        open_repository(address(tmp_path / "kho.sqlite3"), create=create)
    assert (tmp_path / "kho.sqlite3").read_bytes() == b""


def test_a_text_or_a_folder_in_its_place(tmp_path):
    (tmp_path / "thu.txt").write_text("Kính gửi Phòng,")
    with pytest.raises(UserError, match=r"không phải kho dữ liệu của chương trình này; hãy giữ nguyên"):
        open_repository(address(tmp_path / "thu.txt"))
    with pytest.raises(UserError, match=r"vì đó là một thư mục; hãy ghi cả tên tệp"):
        open_repository(address(tmp_path))
    assert (tmp_path / "thu.txt").read_text() == "Kính gửi Phòng,"


def test_a_path_with_every_sign_that_means_something_in_an_address(tmp_path):
    folder = tmp_path / "kho #1 100% – tháng 6"
    open_store(folder).save(build_submission())
    assert open_store(folder).version() == 1
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]


# For the office's eyes alone


@needs_permissions
def test_a_new_store_and_its_journal_are_the_office_s_alone(tmp_path):
    """The journal holds rows of the store while a transaction lasts."""
    store = open_store(tmp_path)
    assert permissions(tmp_path / "kho.sqlite3") == 0o600
    with writing(store._engine) as connection:
        connection.execute(insert(events).values(build_event()))
        assert permissions(tmp_path / "kho.sqlite3-journal") == 0o600


@needs_permissions
def test_a_store_that_stands_keeps_the_permissions_it_was_given(tmp_path):
    open_store(tmp_path).close()
    (tmp_path / "kho.sqlite3").chmod(0o640)
    open_store(tmp_path).save(build_submission())
    assert permissions(tmp_path / "kho.sqlite3") == 0o640


def address(path: Path) -> str:
    return f"sqlite:///{path}"


def permissions(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def build_event() -> dict[str, object]:

    return {"action": "note", "school": "", "period": "", "submission": None, "actor": "", "detail": {}, "at": UPLOADED_AT}
