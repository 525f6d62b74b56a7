"""Nothing is lost: copies of a store at work, a store out of a copy, and whether all of it is there."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from danvan_metrics.district import open_district
from danvan_metrics.folders import SHIPPED
from danvan_metrics.settings import load_settings
from danvan_metrics.store.engine import open_engine
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.repository import Repository, open_repository
from danvan_metrics.store.safekeeping.refilling import check_copy, restore_store
from tests.builders_safekeeping import IMPORTER, change_file, fill_store, make_outdated, name_url, read_all_rows
from tests.builders_store import build_submission

STORE = "kho.sqlite3"
UNLOCK_FILES = "DROP TRIGGER files_refuse_update; DROP TRIGGER files_refuse_delete"


@pytest.fixture
def store(tmp_path: Path) -> Repository:
    store = open_repository(name_url(tmp_path / STORE))
    fill_store(store)
    return store


# ── backup ───────────────────────────────────────────────────────────────────


def test_a_copy_holds_every_row_of_the_store(store: Repository, tmp_path: Path):
    copy, checked = store.safekeeper.back_up(tmp_path / "sao-luu.sqlite3")
    assert checked is not None
    assert checked.flaws == ()
    assert checked.files == 2  # that of the file sent back was not kept
    assert read_all_rows(name_url(copy)) == read_all_rows(name_url(tmp_path / STORE))


def test_a_copy_without_an_ending_gets_that_of_its_kind(store: Repository, tmp_path: Path):
    copy, _ = store.safekeeper.back_up(tmp_path / "kho-20201130")
    assert copy == tmp_path / "kho-20201130.sqlite3"
    assert copy.stat().st_mode & 0o777 == 0o600


def test_a_copy_never_takes_the_place_of_a_file(store: Repository, tmp_path: Path):
    (tmp_path / "co-roi.sqlite3").write_bytes(b"cua ai do")
    with pytest.raises(StoreError, match=r"Đã có “.*co-roi\.sqlite3”; bản sao lưu không ghi đè"):
        store.safekeeper.back_up(tmp_path / "co-roi.sqlite3")
    assert (tmp_path / "co-roi.sqlite3").read_bytes() == b"cua ai do"


def test_of_a_store_that_could_not_be_restored_there_is_no_copy(store: Repository, tmp_path: Path):
    store.close()
    change_file(tmp_path / STORE, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match=r"“.*/sao-luu\.sqlite3” bị hỏng nên không dùng được: Các bảng thuộc phiên bản 9999"):
        store.safekeeper.back_up(tmp_path / "sao-luu")
    assert [one.name for one in tmp_path.iterdir()] == [STORE]


def test_a_copy_that_cannot_be_written_is_told_and_leaves_nothing(store: Repository, tmp_path: Path):
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StoreError, match="thư mục không có hoặc không ghi được"):
        store.safekeeper.back_up(tmp_path / "khong-co" / "sao-luu.sqlite3")
    assert sorted(tmp_path.iterdir()) == before


def test_a_copy_taken_while_a_process_imports_is_a_store_of_one_moment(tmp_path: Path):
    """The importer keeps a file, 20 answers and an event with every hand-in, and nothing else."""
    store = open_repository(name_url(tmp_path / STORE))
    importing = subprocess.Popen([sys.executable, "-c", IMPORTER, name_url(tmp_path / STORE)], cwd=SHIPPED)
    try:
        wait_for_events(store, 5)
        copies = [store.safekeeper.back_up(tmp_path / f"luc-{number}")[0] for number in range(3)]
        wait_for_events(store, store.version() + 3)  # the importer was not stopped by it
    finally:
        importing.kill()
        importing.wait()
    whole = read_all_rows(name_url(tmp_path / STORE))
    for number, copy in enumerate(copies):
        restored = name_url(tmp_path / f"khoi-phuc-{number}.sqlite3")
        assert restore_store(restored, copy).flaws == ()
        rows = read_all_rows(restored)
        count = len(rows["submissions"])
        assert rows == read_all_rows(name_url(copy))
        assert len(rows["events"]) == len(rows["files"]) == count
        assert len(rows["answers"]) == count * 20
        assert {name for name, those in rows.items() if not set(those) <= set(whole[name])} == set()


def wait_for_events(store: Repository, number: int) -> None:
    until = time.monotonic() + 60
    while store.version() < number:
        assert time.monotonic() < until
        time.sleep(0.05)


# ── restore ──────────────────────────────────────────────────────────────────


def test_a_store_is_restored_row_for_row_and_can_be_worked_with(store: Repository, tmp_path: Path):
    copy, _ = store.safekeeper.back_up(tmp_path / "sao-luu")
    url = name_url(tmp_path / "moi" / "kho.sqlite3")
    assert restore_store(url, copy).flaws == ()
    assert read_all_rows(url) == read_all_rows(name_url(tmp_path / STORE))
    assert open_repository(url, create=False).save(build_submission(content=b"sau khi khoi phuc")).revision == 3


def test_a_store_is_never_restored_over_another(store: Repository, tmp_path: Path):
    copy, _ = store.safekeeper.back_up(tmp_path / "sao-luu")
    store.save(build_submission(content=b"nhan sau khi sao luu"))
    before = read_all_rows(name_url(tmp_path / STORE))
    with pytest.raises(StoreError, match="đã có dữ liệu; chỉ khôi phục vào chỗ trống"):
        restore_store(name_url(tmp_path / STORE), copy)
    assert read_all_rows(name_url(tmp_path / STORE)) == before


@pytest.mark.parametrize("content", [b"", b"PGDMP", b"khong phai kho"])
def test_what_is_no_copy_is_not_restored(tmp_path: Path, content: bytes):
    (tmp_path / "gi-do").write_bytes(content)
    with pytest.raises(StoreError, match="không phải bản sao lưu do lệnh backup ghi"):
        restore_store(name_url(tmp_path / STORE), tmp_path / "gi-do")
    assert not (tmp_path / STORE).exists()


def test_a_damaged_copy_is_not_restored_and_leaves_nothing(store: Repository, tmp_path: Path):
    copy, _ = store.safekeeper.back_up(tmp_path / "sao-luu")
    content = bytearray(copy.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 4096] = bytes(4096)
    copy.write_bytes(content)
    with pytest.raises(StoreError, match=r"sao-luu\.sqlite3” bị hỏng"):
        restore_store(name_url(tmp_path / "moi.sqlite3"), copy)
    assert not (tmp_path / "moi.sqlite3").exists()


def test_a_copy_of_an_earlier_version_is_restored_as_it_is(tmp_path: Path):
    (tmp_path / "cu.sqlite3").touch()
    make_outdated(open_engine(name_url(tmp_path / "cu.sqlite3")))
    checked = restore_store(name_url(tmp_path / STORE), tmp_path / "cu.sqlite3")
    assert (checked.version, checked.outdated, checked.flaws) == ("0008", True, ())


# ── verify ───────────────────────────────────────────────────────────────────


def test_a_store_in_which_all_is_well(store: Repository):
    checked = store.safekeeper.check()
    assert (checked.flaws, checked.usable, checked.outdated) == ((), True, False)
    # 2 files, 2 hand-ins, 2 answers, 1 refusal, 1 action, 4 events
    assert (checked.files, checked.rows) == (2, 12)


def test_a_file_that_was_changed_behind_the_program_is_named(store: Repository, tmp_path: Path):
    store.close()
    change_file(tmp_path / STORE, UNLOCK_FILES, "UPDATE files SET content = 'khác' WHERE rowid = 1")
    flaws = store.safekeeper.check().flaws
    assert flaws[0] == "Bảng files không còn khóa chống sửa, xóa (files_refuse_delete, files_refuse_update)."
    assert flaws[1].endswith("không còn đúng như lúc nhận.")
    assert len(flaws) == 2
    assert store.safekeeper.check().usable


def test_a_file_that_was_removed_behind_the_program_is_noticed(store: Repository, tmp_path: Path):
    store.close()
    change_file(tmp_path / STORE, UNLOCK_FILES, "DELETE FROM files WHERE rowid = 1")
    checked = store.safekeeper.check()
    assert checked.flaws == ("Bảng submissions, dòng 1: dòng của bảng files mà nó dẫn tới không còn.",)


def test_a_store_of_a_newer_program_is_told(store: Repository, tmp_path: Path):
    store.close()
    change_file(tmp_path / STORE, "UPDATE alembic_version SET version_num = '9999'")
    checked = store.safekeeper.check()
    assert checked.flaws == ("Các bảng thuộc phiên bản 9999 mà chương trình này chưa biết; hãy cập nhật chương trình.",)
    assert not checked.usable


def test_another_programs_database_is_no_copy(tmp_path: Path):
    change_file(tmp_path / "khac.sqlite3", "CREATE TABLE hang (ten TEXT)")
    checked = check_copy(tmp_path / "khac.sqlite3")
    assert checked is not None
    assert checked.flaws == ("Không có số phiên bản của các bảng: đây không phải kho dữ liệu của chương trình này.",)


# ── a copy before every migration ────────────────────────────────────────────


def test_a_store_is_copied_before_it_is_upgraded(tmp_path: Path):
    (tmp_path / STORE).touch()
    make_outdated(open_engine(name_url(tmp_path / STORE)))
    assert open_repository(name_url(tmp_path / STORE)).safekeeper.check().outdated is False
    [copy] = tmp_path.glob("kho-truoc-nang-cap-0008-*.sqlite3")
    checked = check_copy(copy)
    assert checked is not None
    assert (checked.version, checked.flaws) == ("0008", ())


def test_the_copy_goes_into_the_folder_of_the_settings(tmp_path: Path):
    (tmp_path / STORE).touch()
    make_outdated(open_engine(name_url(tmp_path / STORE)))
    folder = str(tmp_path / "sao-luu")
    open_district(load_settings({"DANVAN_DATABASE_URL": name_url(tmp_path / STORE), "DANVAN_BACKUP_FOLDER": folder}))
    assert len(list((tmp_path / "sao-luu").glob("kho-truoc-nang-cap-0008-*.sqlite3"))) == 1


def test_without_a_copy_there_is_no_upgrade(tmp_path: Path):
    (tmp_path / STORE).touch()
    (tmp_path / "sao-luu").write_bytes(b"mot tep, khong phai thu muc")
    make_outdated(open_engine(name_url(tmp_path / STORE)))
    with pytest.raises(StoreError, match=r"Chưa nâng cấp kho dữ liệu .* vì không sao lưu được trước"):
        open_repository(name_url(tmp_path / STORE), copies=tmp_path / "sao-luu")
    checked = check_copy(tmp_path / STORE)
    assert checked is not None
    assert checked.version == "0008"


def test_a_new_store_needs_no_copy(store: Repository, tmp_path: Path):
    assert [one.name for one in tmp_path.iterdir()] == [STORE]
