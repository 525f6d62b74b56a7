"""Whether a store can be worked with, told without touching it."""

from __future__ import annotations

from typing import NamedTuple

import pytest
from sqlalchemy import text

from danvan_metrics.store.engine import open_engine, writing
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.people.people_records import AttemptDeed, NewAttempt
from danvan_metrics.store.watching.store_watch import LEAST_ROOM, StoreWatch
from tests.builders_store import build_submission, open_empty, open_store


class Usage(NamedTuple):
    """What a system tells of a disk, in bytes."""

    total: int
    used: int
    free: int


def set_version(url, version):
    with writing(open_engine(url)) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = :version"), {"version": version})


def test_a_store_that_stands_is_ready_and_is_not_written_to(tmp_path):
    repository = open_store(tmp_path)
    before = (tmp_path / "kho.sqlite3").read_bytes()
    repository.watch.check_ready()
    assert (tmp_path / "kho.sqlite3").read_bytes() == before


def test_a_store_whose_tables_are_older_is_not_ready(store, store_url):
    set_version(store_url, "0008")
    with pytest.raises(StoreError, match="chưa được nâng cấp xong"):
        store.watch.check_ready()


def test_a_store_that_a_newer_program_has_taken_over_is_not_ready(store, store_url):
    set_version(store_url, "9999")
    with pytest.raises(StoreError, match="do một bản mới hơn của chương trình ghi"):
        store.watch.check_ready()


def test_an_empty_file_is_not_ready_and_stays_empty(tmp_path):
    with pytest.raises(StoreError, match="chưa được nâng cấp xong"):
        StoreWatch(open_empty(tmp_path)).check_ready()
    assert (tmp_path / "kho.sqlite3").stat().st_size == 0


def test_a_store_that_is_gone_is_not_ready_and_is_not_made_anew(tmp_path):
    watch = StoreWatch(open_empty(tmp_path))
    (tmp_path / "kho.sqlite3").unlink()
    with pytest.raises(StoreError, match="Không còn kho dữ liệu"):
        watch.check_ready()
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_was_moved_away_under_open_connections_is_not_ready(tmp_path):
    """They go on reading and writing the file where it is now, and nobody who looks at its old place finds that."""
    repository = open_store(tmp_path)
    (tmp_path / "kho.sqlite3").rename(tmp_path / "cu.sqlite3")
    assert repository.version() == 0
    with pytest.raises(StoreError, match="Không còn kho dữ liệu"):
        repository.watch.check_ready()


@pytest.mark.parametrize(("free", "ready"), [(LEAST_ROOM, True), (LEAST_ROOM - 1, False)])
def test_a_disk_that_is_almost_full_is_not_ready(tmp_path, monkeypatch: pytest.MonkeyPatch, free, ready):
    repository = open_store(tmp_path)
    monkeypatch.setattr("shutil.disk_usage", lambda _path: Usage(10**12, 10**12 - free, free))
    if ready:
        repository.watch.check_ready()
        return
    with pytest.raises(StoreError, match=r"sắp đầy \(còn 199 MB\)"):
        repository.watch.check_ready()


def test_what_was_done_is_counted_by_kind(store):
    store.save(build_submission(content=b"1"))
    store.save(build_submission(content=b"2"))
    store.people.attempt(NewAttempt(AttemptDeed.NAMED, "Nguyễn Thị Lan"))
    assert store.watch.count_events() == {"accepted": 2}
    assert store.watch.count_attempts() == {"named": 1}
