"""How SQLite is opened: durable, with references checked, one writer at a time, readers free."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.exc import IntegrityError

from danvan_metrics.store.engine import BUSY_SECONDS, reading, writing
from tests.builders_store import PLAN_CODE, build_submission, open_empty, open_store


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 2),  # FULL
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("busy_timeout", BUSY_SECONDS * 1000),
    ],
)
def test_every_connection_is_opened_safely(tmp_path, pragma, value):
    with reading(open_empty(tmp_path)) as connection:
        assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_a_writer_holds_the_lock_from_its_first_moment(tmp_path):
    engine = open_empty(tmp_path)
    other = sqlite3.connect(tmp_path / "kho.sqlite3", timeout=0)
    with closing(other), writing(engine), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")


def test_readers_do_not_wait_for_a_writer(tmp_path):
    store = open_store(tmp_path)
    store.save(build_submission())
    with closing(sqlite3.connect(tmp_path / "kho.sqlite3")) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert len(store.list_submissions(PLAN_CODE)) == 1
        assert store.version() == 1


def test_the_connection_after_a_write_is_a_reader_again(tmp_path):
    store = open_store(tmp_path)
    store.save(build_submission())  # its connection goes back to the pool …
    with closing(sqlite3.connect(tmp_path / "kho.sqlite3", timeout=0)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        assert len(store.load_frames(PLAN_CODE).receipts) == 1  # … and this read would be refused if it still asked for the lock


def test_references_are_checked(tmp_path):
    store = open_store(tmp_path)
    with pytest.raises(IntegrityError, match="FOREIGN KEY"):
        store.record_event("returned", submission=99)
    assert store.list_events() == ()


def test_a_missing_folder_is_made(tmp_path):
    assert open_store(tmp_path / "a" / "b").version() == 0
    assert (tmp_path / "a" / "b" / "kho.sqlite3").is_file()
