"""A batch that stops on its way: the sentence says why and what to do, and the cards of what was done stand below it."""

import sqlite3
import sys

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool as ConnectionPool

from danvan_metrics.intake import receiving
from danvan_metrics.settings import load_limits
from danvan_metrics.spreadsheets import reader
from danvan_metrics.spreadsheets.pool import Pool
from tests.builders_officer import XLSX, fill_workbook, read_sentences, read_tables
from tests.builders_web import open_app

SCHOOLS = ("MN-DONDAC", "MN-NAMSON", "TH-THITRAN")


def fill_disk(connection, _store):
    connection.execute("PRAGMA max_page_count = 1")  # no page more than there are


def set_read_only(connection, _store):
    connection.execute("PRAGMA query_only = 1")


def lock(connection, store):
    connection.execute("PRAGMA busy_timeout = 50")
    lock.held = sqlite3.connect(store, isolation_level=None, check_same_thread=False)
    lock.held.execute("PRAGMA busy_timeout = 50")
    lock.held.execute("BEGIN IMMEDIATE")


def damage(_connection, store):
    store.write_bytes(b"no database any more" * 5_000)


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (fill_disk, "đã đầy; hãy giải phóng dung lượng"),
        (set_read_only, "không ghi được kho dữ liệu"),
        (lock, "đang bận vì có chương trình khác đang ghi"),
        (damage, "bị hỏng hoặc không phải kho dữ liệu"),
    ],
)
def test_a_store_that_fails_after_the_first_file(page, monkeypatch, tmp_path, breaks, said):
    monkeypatch.setattr(receiving, "_KEPT_TOGETHER", 1)  # else the three of them are kept at once, and nothing is left to fail
    with broken_after_first(tmp_path / "danvan.sqlite3", breaks):
        hand_in(page)

    sentences = read_sentences(page)
    assert not page.exception
    assert "Có lỗi ngoài dự kiến" not in sentences
    assert said in sentences
    assert "Đã xong 1/3 tệp" in sentences
    assert "✔ Đã nhận lần 1" in sentences, "the card of what was done"
    [unread] = [table for table in read_tables(page) if table and set(table[0]) == {"Tệp", "Kết quả"}]
    assert [row["Tệp"] for row in unread] == ["MN-NAMSON.xlsx", "TH-THITRAN.xlsx"]


def test_a_reader_that_does_not_start(page, monkeypatch):
    broken = Pool(load_limits(), command=(sys.executable, "-c", "raise SystemExit"))
    monkeypatch.setattr(reader, "_open_pool", lambda: broken)
    hand_in(page)

    sentences = read_sentences(page)
    assert not page.exception
    assert "Không khởi động được chương trình đọc tệp" in sentences
    assert "Đã xong 0/3 tệp" in sentences
    assert "Có lỗi ngoài dự kiến" not in sentences


class broken_after_first:  # noqa: N801 - reads as a sentence
    """The store breaks in earnest as soon as it holds one return, whichever connection is used next."""

    def __init__(self, store, breaks):
        self.store, self.breaks, self.broken = store, breaks, False

    def __enter__(self):
        event.listen(ConnectionPool, "checkout", self.check)

    def __exit__(self, *_):
        event.remove(ConnectionPool, "checkout", self.check)
        if held := getattr(lock, "held", None):
            held.close()
            del lock.held

    def check(self, connection, *_):
        once = self.breaks in {lock, damage}
        if self.broken and once:
            if self.breaks is lock:
                connection.execute("PRAGMA busy_timeout = 50")
            return
        if self.broken or connection.execute("SELECT count(*) FROM submissions").fetchone()[0] == 1:
            self.broken = True
            self.breaks(connection, self.store)


@pytest.fixture
def page(monkeypatch):
    monkeypatch.setenv("DANVAN_TODAY", "2020-06-12")
    return open_app("upload")


def hand_in(page):
    page.file_uploader[0].set_value([(f"{school}.xlsx", fill_workbook(school, "6m"), XLSX) for school in SCHOOLS])
    page.run()
    page.button(key="upload_start").click().run()
