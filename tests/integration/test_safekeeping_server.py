"""On PostgreSQL too: copies by pg_dump while a process imports, a store out of a copy, and whether all is there."""

from __future__ import annotations

import logging
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from danvan_metrics.folders import SHIPPED
from danvan_metrics.store.copying import server_dump
from danvan_metrics.store.engine import open_engine, writing
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.repository import Repository, open_repository
from danvan_metrics.store.safekeeping.refilling import check_copy, restore_store
from tests.both_stores import lend_database
from tests.builders_safekeeping import IMPORTER, fill_store, make_outdated, read_all_rows
from tests.builders_store import build_submission


@pytest.fixture
def filled(postgresql_url: str):
    """A store with a few rows."""
    store = open_repository(postgresql_url)
    fill_store(store)
    yield store
    store.close()


@pytest.fixture
def empty_url(postgresql: str):
    """A database without a table."""
    with lend_database(postgresql) as url:
        yield url


def test_a_dump_holds_every_row_and_becomes_a_store_again(
    filled: Repository, postgresql_url: str, empty_url: str, tmp_path: Path
):
    copy, checked = filled.safekeeper.back_up(tmp_path / "kho-20201130")
    assert copy == tmp_path / "kho-20201130.dump"
    assert copy.stat().st_mode & 0o777 == 0o600
    assert checked is None  # a dump is read to its end, and looked into once it is restored
    assert restore_store(empty_url, copy).flaws == ()
    assert read_all_rows(empty_url) == read_all_rows(postgresql_url)
    restored = open_repository(empty_url, create=False)
    assert restored.save(build_submission(content=b"sau khi khoi phuc")).revision == 3
    restored.close()


def test_a_dump_taken_while_a_process_imports_is_a_store_of_one_moment(postgresql_url: str, postgresql: str, tmp_path: Path):
    """The importer keeps a file, 20 answers and an event with every hand-in, and nothing else."""
    store = open_repository(postgresql_url)
    importing = subprocess.Popen([sys.executable, "-c", IMPORTER, postgresql_url], cwd=SHIPPED)
    try:
        wait_for_events(store, 5)
        copies = [store.safekeeper.back_up(tmp_path / f"luc-{number}")[0] for number in range(2)]
        wait_for_events(store, store.version() + 3)  # the importer was not stopped by it
    finally:
        importing.kill()
        importing.wait()
    whole = read_all_rows(postgresql_url)
    for copy in copies:
        with lend_database(postgresql) as restored:
            assert restore_store(restored, copy).flaws == ()
            rows = read_all_rows(restored)
        count = len(rows["submissions"])
        assert len(rows["events"]) == len(rows["files"]) == count
        assert len(rows["answers"]) == count * 20
        assert {name for name, those in rows.items() if not set(those) <= set(whole[name])} == set()
    store.close()


def wait_for_events(store: Repository, number: int) -> None:
    until = time.monotonic() + 60
    while store.version() < number:
        assert time.monotonic() < until
        time.sleep(0.05)


def test_a_dump_is_never_restored_over_a_store(filled: Repository, postgresql_url: str, tmp_path: Path):
    copy, _ = filled.safekeeper.back_up(tmp_path / "kho")
    before = read_all_rows(postgresql_url)
    with pytest.raises(StoreError, match="đã có dữ liệu; chỉ khôi phục vào chỗ trống"):
        restore_store(postgresql_url, copy)
    assert read_all_rows(postgresql_url) == before


def test_half_a_dump_is_not_restored(filled: Repository, empty_url: str, tmp_path: Path):
    copy, _ = filled.safekeeper.back_up(tmp_path / "kho")
    content = copy.read_bytes()
    copy.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreError, match="bị hỏng, pg_restore không đọc được"):
        restore_store(empty_url, copy)
    assert list_tables(empty_url) == []


def test_a_copy_of_the_other_kind_is_told(filled: Repository, empty_url: str, tmp_path: Path):
    file = open_repository(f"sqlite:///{tmp_path / 'kho.sqlite3'}")
    copy, _ = file.safekeeper.back_up(tmp_path / "may")
    with pytest.raises(StoreError, match="không phải bản sao lưu PostgreSQL"):
        restore_store(empty_url, copy)
    dump, _ = filled.safekeeper.back_up(tmp_path / "may-chu")
    with pytest.raises(StoreError, match="không phải bản sao lưu do lệnh backup ghi"):
        restore_store(f"sqlite:///{tmp_path / 'moi.sqlite3'}", dump)


def test_a_dump_that_can_be_read_to_its_end_is_sound_as_far_as_can_be_seen(filled: Repository, tmp_path: Path):
    copy, _ = filled.safekeeper.back_up(tmp_path / "kho")
    assert check_copy(copy) is None


def test_a_lock_taken_off_and_a_file_changed_are_named(filled: Repository, postgresql_url: str):
    assert filled.safekeeper.check().flaws == ()
    with changing(postgresql_url) as connection:
        connection.execute(text("ALTER TABLE files DISABLE TRIGGER files_refuse_change"))
        connection.execute(text("UPDATE files SET content = 'khac' WHERE sha256 = (SELECT min(sha256) FROM files)"))
        connection.execute(text("DROP TRIGGER facts_refuse_update ON facts"))
    flaws = filled.safekeeper.check().flaws
    assert sorted(flaws)[:2] == [
        "Bảng facts không còn khóa chống sửa, xóa (facts_refuse_update).",
        "Bảng files không còn khóa chống sửa, xóa (files_refuse_change).",
    ]
    assert len(flaws) == 3
    assert "không còn đúng như lúc nhận" in sorted(flaws)[2]


def test_a_store_on_a_server_is_dumped_before_it_is_upgraded(empty_url: str, postgresql: str, tmp_path: Path):
    make_outdated(open_engine(empty_url))
    open_repository(empty_url, copies=tmp_path / "sao-luu").close()
    [copy] = (tmp_path / "sao-luu").glob("*-truoc-nang-cap-0008-*.dump")
    with lend_database(postgresql) as restored:
        assert restore_store(restored, copy).version == "0008"


@pytest.mark.parametrize("missing", ["folder", "tool"])
def test_where_no_dump_can_be_made_the_upgrade_goes_on_and_the_log_says_so(
    empty_url: str, tmp_path: Path, monkeypatch, caplog, missing: str
):
    make_outdated(open_engine(empty_url))
    if missing == "tool":
        monkeypatch.setattr(server_dump, "_INSTALLED", tmp_path / "nothing")
        monkeypatch.setenv("PATH", str(tmp_path))
    with caplog.at_level(logging.WARNING):
        store = open_repository(empty_url, copies=None if missing == "folder" else tmp_path / "sao-luu")
    assert store.safekeeper.check().outdated is False
    assert [record.message for record in caplog.records if "upgraded without a copy" in record.message]
    store.close()


def test_the_password_stands_in_no_command(filled: Repository, postgresql_url: str, tmp_path: Path, monkeypatch):
    commands = []
    run = subprocess.run

    def note(command, **options):
        commands.append(command)
        return run(command, **options)

    monkeypatch.setattr(server_dump.subprocess, "run", note)
    filled.safekeeper.back_up(tmp_path / "kho")
    assert len(commands) == 2  # pg_dump, and pg_restore that reads it
    password = make_url(postgresql_url).password
    assert password
    assert not any(password in part for command in commands for part in command)


def list_tables(url: str) -> list[str]:
    with changing(url) as connection:
        return list(connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars())


@contextmanager
def changing(url: str):
    engine = open_engine(url)
    try:
        with writing(engine) as connection:
            yield connection
    finally:
        engine.dispose()
