"""The log: what happened and where, and nothing of what people handed in, typed or are called."""

from __future__ import annotations

import json
import logging
from contextlib import suppress

import pytest

from danvan_metrics.errors import UserError
from danvan_metrics.settings import Serving
from danvan_metrics.web.serving.discreet_log import gather_logs, keep_log

LOG = logging.getLogger("danvan_metrics.intake.receiving")
SECRETS = ("Triệu Thị Hằng", "hang@example.vn", "0203 000 000", "bao-cao-cua-Hang.xlsx", "203.0.113.9", "dự án kín")


class UnforeseenError(Exception):
    """What quotes a cell in its own words."""


def read_log(folder):
    return (folder / "danvan-8501.log").read_text(encoding="utf-8")


def fail(cell):
    """As deep code does: an error that quotes a cell, raised from one that quotes another."""
    try:
        int(cell)
    except ValueError as error:
        raise UnforeseenError(cell) from error


@pytest.mark.parametrize("as_json", [False, True])
def test_no_name_address_file_or_cell_stands_in_the_log(tmp_path, as_json):
    with keep_log(Serving(log_folder=tmp_path, log_json=as_json), 8501):
        for secret in SECRETS:
            LOG.warning("receiving %r from %s", secret, secret)
            LOG.warning("receiving %(file)s", {"file": secret})
            logging.getLogger("uvicorn.error").error(f"{secret} - “WebSocket” [accepted]")  # noqa: G004 - as libraries do
            logging.getLogger("a.library").error("%s", secret)
            try:
                fail(secret)
            except UnforeseenError:
                LOG.exception("receiving %r", secret)
    told = read_log(tmp_path)
    assert [secret for secret in SECRETS if secret in told or json.dumps(secret)[1:-1] in told] == []
    assert told.count("UnforeseenError") == told.count("ValueError") == len(SECRETS)
    assert "receiving '…' from …" in told


def test_a_line_tells_the_sentence_the_numbers_and_the_kind_of_error(tmp_path):
    with keep_log(Serving(log_folder=tmp_path), 8501):
        LOG.info("%d of %d files, %.1f s: %s", 3, 24, 1.25, UserError)
    assert read_log(tmp_path).strip().endswith("3 of 24 files, 1.2 s: UserError")


def test_an_error_is_told_by_the_places_it_passed(tmp_path):
    with keep_log(Serving(log_folder=tmp_path, log_json=True), 8501):
        try:
            fail("mười hai")
        except UnforeseenError:
            LOG.exception("a page failed")
    told = json.loads(read_log(tmp_path))
    assert (told["level"], told["logger"], told["message"]) == ("ERROR", LOG.name, "a page failed")
    kind, *places = told["error"]
    assert kind == "UnforeseenError"
    assert places[1].endswith(f"test_discreet_log.py:{fail.__code__.co_firstlineno + 5} fail")  # its raise
    assert places[2] == "ValueError"


def test_libraries_warnings_reach_the_log_and_their_chatter_does_not(tmp_path):
    """They write to the console by writers of their own, and hand nothing on."""
    library = logging.getLogger("uvicorn.error")
    library.propagate = False
    library.addHandler(logging.NullHandler())
    with keep_log(Serving(log_folder=tmp_path), 8501):
        gather_logs()
        library.info("Started server process")
        library.warning("Invalid HTTP request received.")
    assert [line.split()[2] for line in read_log(tmp_path).splitlines()] == ["WARNING"]
    assert library.handlers == []


def test_a_word_where_a_number_is_meant_spoils_nothing(tmp_path):
    with keep_log(Serving(log_folder=tmp_path), 8501):
        LOG.warning("%d files", "Hằng")
    assert read_log(tmp_path).strip().endswith("%d files")


def test_the_log_turns_over_at_five_megabytes(tmp_path):
    """12 MB are two full files and a third that has begun."""
    with keep_log(Serving(log_folder=tmp_path), 8501):
        for _ in range(1_200):
            LOG.info("x" * 10_000)
    sizes = sorted((path.stat().st_size for path in tmp_path.iterdir()), reverse=True)
    assert len(sizes) == 3
    assert sizes[0] <= 5_000_000


def test_afterwards_logs_are_as_before(tmp_path):
    handlers, factory = list(logging.getLogger().handlers), logging.getLogRecordFactory()
    with suppress(UnforeseenError), keep_log(Serving(log_folder=tmp_path), 8501):
        raise UnforeseenError
    assert (logging.getLogger().handlers, logging.getLogRecordFactory()) == (handlers, factory)


def test_without_a_folder_nothing_is_kept(tmp_path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    with keep_log(Serving(), 8501):
        LOG.warning("a line")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(UserError, match=r"Không ghi được nhật ký vào “.*file”; hãy kiểm tra DANVAN_LOG_FOLDER"):
        keep_log(Serving(log_folder=tmp_path / "file"), 8501).__enter__()
