"""Files of several schools are kept in one transaction, and everything is told and kept as if each had one of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlalchemy.exc import IntegrityError

from danvan_metrics.district import District, open_district
from danvan_metrics.errors import UserError
from danvan_metrics.intake import receiving
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.outcome import FileOutcome
from danvan_metrics.intake.receiving import Receiving, receive_files
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.spreadsheets.reader import read_ahead
from tests.builders_access import OFFICE
from tests.builders_officer import PLAN, ROSTER, fill_workbook

SCHOOLS = tuple(school.code for school in ROSTER.schools)
FIRST, SECOND, THIRD = SCHOOLS[:3]
TODAY = date(2020, 12, 12)


@pytest.fixture
def store(tmp_path) -> Path:
    return tmp_path / "kho.sqlite3"


@pytest.fixture
def district(store) -> District:
    return open_district(load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{store}", "DANVAN_TODAY": f"{TODAY}"}))


def receive(district: District, *contents: bytes, **how: object) -> Iterator[FileOutcome]:
    files = [HandedIn(f"{number}.xlsx", content) for number, content in enumerate(contents)]
    return receive_files(district, files, Receiving(accept=True, actor=OFFICE, **how))


def list_kept(district: District) -> list[tuple[str, str, int]]:
    return [(one.school, one.period, one.revision) for one in district.repository.list_submissions(PLAN.code)]


def test_nineteen_schools_take_two_transactions_and_are_told_in_their_order(district):
    """16 at once, then the 3 that are left."""
    assert len(SCHOOLS) == 19
    begun: list[str] = []
    engine = district.repository._engine
    event.listen(engine, "before_cursor_execute", lambda *told: begun.append(told[2]))
    outcomes = list(receive(district, *(fill_workbook(school, "6m") for school in SCHOOLS)))
    assert [(one.school, one.status, one.revision) for one in outcomes] == [(school, "accepted", 1) for school in SCHOOLS]
    assert list_kept(district) == [(school, "6m", 1) for school in SCHOOLS]
    # a file that takes long lets those before it go first: more transactions then, but never one for each
    assert 2 <= begun.count("BEGIN IMMEDIATE") < len(SCHOOLS) / 2


def test_a_file_is_told_only_when_it_is_kept(district):
    outcomes = receive(district, *(fill_workbook(school, "6m") for school in (FIRST, SECOND)))
    told = next(outcomes)
    assert district.repository.load_return(told.submission).identity.school == FIRST
    outcomes.close()


def test_what_a_school_sent_before_in_the_same_batch_counts(district):
    """2 dialogues at six months, then 1 at nine, with another school's file between: fewer than before, told of the later one."""
    files = fill_workbook(FIRST, "6m"), fill_workbook(SECOND, "6m"), fill_workbook(FIRST, "9m", {("NV2.3", Field.DONE): 1})
    outcomes = list(receive(district, *files))
    assert ["count_below_previous" in {issue.code for issue in one.issues} for one in outcomes] == [False, False, True]
    assert list_kept(district) == [(FIRST, "6m", 1), (SECOND, "6m", 1), (FIRST, "9m", 1)]


def test_a_school_mends_its_file_in_the_same_batch(district):
    wrong = fill_workbook(FIRST, "6m", {("NV2.3", Field.DONE): "hai cuộc"})
    better = fill_workbook(FIRST, "6m", {("NV2.3", Field.DONE): 5})
    files = wrong, fill_workbook(SECOND, "6m"), fill_workbook(FIRST, "6m"), better
    sent_back, other, mended, again = receive(district, *files)
    assert [one.status for one in (sent_back, other, mended, again)] == ["returned", "accepted", "accepted", "accepted"]
    assert mended.mended is not None, "held against the file sent back two files before"
    assert (mended.revision, again.revision) == (1, 2)


def test_what_was_kept_before_the_store_failed_is_kept_and_told(district, store):
    """The third of four cannot be written: the two before it are there, it and the one after it are not."""
    files = [fill_workbook(school, "6m") for school in SCHOOLS[:4]]
    _refuse_submissions_of(THIRD, store)
    outcomes = receive(district, *files)
    assert [next(outcomes).school, next(outcomes).school] == [FIRST, SECOND]
    with pytest.raises(IntegrityError):
        next(outcomes)
    assert list_kept(district) == [(FIRST, "6m", 1), (SECOND, "6m", 1)]


def test_nothing_is_kept_where_files_are_only_checked(district):
    outcomes = list(receive(district, *(fill_workbook(school, "6m") for school in (FIRST, SECOND)), store=False))
    assert [one.status for one in outcomes] == ["accepted", "accepted"]
    assert district.repository.version() == 0


def _refuse_submissions_of(school: str, store: Path) -> None:
    """Let the database itself fail over one school's row."""
    with closing(sqlite3.connect(store)) as connection, connection:
        connection.execute(
            f"CREATE TRIGGER fails BEFORE INSERT ON submissions WHEN NEW.school = '{school}' BEGIN SELECT RAISE(ABORT, 'no'); END"
        )


def test_files_checked_before_the_readers_fail_are_kept_and_told(district, monkeypatch):
    """Two files wait to be kept together when no reader can be started for the third."""

    def fail_after_two(contents):
        for number, sheets in enumerate(read_ahead(contents)):
            if number == 2:
                raise UserError("Không khởi động được chương trình đọc tệp")
            yield sheets

    monkeypatch.setattr(receiving, "read_ahead", fail_after_two)
    told: list[FileOutcome] = []
    with pytest.raises(UserError, match="Không khởi động được"):
        told.extend(receive(district, *(fill_workbook(school, "6m") for school in (FIRST, SECOND, THIRD))))
    assert list_kept(district) == [(FIRST, "6m", 1), (SECOND, "6m", 1)]
