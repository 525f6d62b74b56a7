"""What the store cannot do is told in a Vietnamese sentence that says what to do."""

from __future__ import annotations

import logging
import re
import sqlite3
import traceback
from contextlib import closing
from dataclasses import replace
from typing import Final

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from danvan_metrics.errors import UserError
from danvan_metrics.store.engine import writing
from danvan_metrics.store.repository import open_repository
from tests.builders_store import PLAN_CODE, build_count, build_return, build_submission, open_store

WRITTEN: Final = "Nguyễn Thị Bí Mật 0912 345 678"


def test_a_locked_store(tmp_path):
    store = open_store(tmp_path)
    with closing(sqlite3.connect(tmp_path / "kho.sqlite3")) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match=r"đang bận.*hãy đợi"):
            store.save(build_submission())
    assert store.save(build_submission()).revision == 1


def test_a_file_that_is_no_store_is_left_as_it_is(tmp_path):
    (tmp_path / "kho.sqlite3").write_bytes(b"This is a letter, not a database. " * 100)
    with pytest.raises(UserError, match=r"hỏng.*hãy"):
        open_store(tmp_path)
    assert (tmp_path / "kho.sqlite3").read_bytes().startswith(b"This is a letter")


def test_a_store_damaged_in_the_middle(tmp_path):
    store = open_store(tmp_path)
    for number in range(30):
        store.save(build_submission(content=bytes([number]) * 5000))
    store.close()
    file = tmp_path / "kho.sqlite3"
    content = bytearray(file.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    file.write_bytes(content)
    with pytest.raises(UserError, match=r"hỏng.*hãy"):
        open_store(tmp_path).load_frames(PLAN_CODE)


def test_a_folder_that_cannot_be_made(tmp_path):
    (tmp_path / "tep").write_text("a file where a folder should be")
    with pytest.raises(UserError, match=r"Không tạo được thư mục.*hãy"):
        open_repository(f"sqlite:///{tmp_path / 'tep' / 'kho.sqlite3'}")


def test_a_folder_where_the_file_should_be(tmp_path):
    (tmp_path / "kho.sqlite3").mkdir()
    with pytest.raises(UserError, match=r"Không mở được.*hãy"):
        open_store(tmp_path)


def test_a_store_that_may_only_be_read(tmp_path):
    open_store(tmp_path).save(build_submission())
    store = open_repository(f"sqlite:///file:{tmp_path / 'kho.sqlite3'}?mode=ro&uri=true")
    assert len(store.list_submissions(PLAN_CODE)) == 1
    with pytest.raises(UserError, match=r"không ghi được.*hãy"):
        store.save(build_submission(content=b"new"))


def test_an_address_in_the_form_of_a_uri_makes_no_folder_of_its_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    open_store(tmp_path).close()
    open_repository("sqlite:///file:kho.sqlite3?mode=ro&uri=true")
    assert [entry.name for entry in tmp_path.iterdir()] == ["kho.sqlite3"]


def test_a_store_written_by_a_newer_program(store, store_url):
    with writing(store._engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UserError, match=r"bản mới hơn.*hãy cập nhật"):
        open_store(store_url)


@pytest.mark.parametrize("url", ["khong phai dia chi", "sqlite://", "sqlite:///:memory:", "kho-la://may/kho"])
def test_an_address_that_cannot_work(url):
    with pytest.raises(UserError, match="hãy"):
        open_repository(url)


def test_a_server_out_of_reach_or_without_its_driver_keeps_the_password_to_itself():
    with pytest.raises(UserError, match="hãy") as caught:
        open_repository("postgresql://office:bi-mat@127.0.0.1:1/kho")
    assert "bi-mat" not in str(caught.value)


def test_what_a_return_says_stands_in_no_error_no_log_and_no_traceback(store, caplog):
    """A line given twice breaks a rule of the tables; the answers beside it hold what a school wrote."""
    answers = [replace(build_count("NV2.3", 1), evidence=WRITTEN) for _ in range(2)]
    with caplog.at_level(logging.DEBUG), pytest.raises(IntegrityError) as caught:
        store.save(build_submission(build_return(answers=answers), sender=WRITTEN, content=WRITTEN.encode()))
    logging.getLogger("danvan_metrics").error("saving", exc_info=caught.value)
    told = caplog.text + "".join(traceback.format_exception(caught.value)) + repr(caught.value)
    assert re.search("answers.submission, answers.line|uq_answers_submission", told), "what is wrong is still told"
    assert WRITTEN not in told
