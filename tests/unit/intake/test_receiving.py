"""Receiving returns: what becomes of each file, what is kept, and what is left as a trace."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from danvan_metrics.correspondence.mending import describe_mended
from danvan_metrics.district import District, open_district
from danvan_metrics.errors import UserError
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.receiving import Receiving, receive_file, receive_files
from danvan_metrics.plan.model import Plan
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import TIME_ZONE, load_settings
from danvan_metrics.store.repository import open_repository
from danvan_metrics.workbook.layout import SHEET_TASKS
from tests.builders_access import OFFICE
from tests.builders_officer import PLAN, ROSTER, fill_workbook

SCHOOL = "MN-DONDAC"
OTHER = "MN-DAPTHANH"
TODAY = date(2020, 6, 12)
PLAINLY = Receiving(actor=OFFICE)
ONLY_CHECKED = Receiving(store=False, actor=OFFICE)


@pytest.fixture(scope="module")
def good() -> bytes:
    return fill_workbook(SCHOOL, "6m")


@pytest.fixture(scope="module")
def wrong() -> bytes:
    return fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): "hai cuộc"})


@pytest.fixture
def district(tmp_path) -> District:
    return open_district(
        load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / 'kho.sqlite3'}", "DANVAN_TODAY": f"{TODAY}"})
    )


# One file


def test_a_file_without_error_is_accepted_and_kept(district, good):
    outcome = receive_file(district, "bao-cao.xlsx", good, Receiving(sender="Cô Lan", actor=OFFICE))
    assert (outcome.status, outcome.school, outcome.period) == ("accepted", SCHOOL, "6m")
    assert (outcome.stored, outcome.revision) == (True, 1)
    assert district.repository.load_file(outcome.submission) == good
    (record,) = list_records(district)
    assert (record.file_name, record.sender, record.id) == ("bao-cao.xlsx", "Cô Lan", outcome.submission)


def test_what_was_read_is_what_figures_are_computed_from(district, good):
    receive_file(district, "bao-cao.xlsx", good, PLAINLY)
    dataset = district.load_dataset()
    assert dataset.answers.set_index("line").loc["NV2.3", "done"] == PLAN.indicator_by_code["NV2.3"].target
    assert dataset.receipts[["school", "period", "received_on"]].values.tolist() == [[SCHOOL, "6m", TODAY]]
    assert len(dataset.models) == 1


def test_a_file_with_an_error_is_returned_with_its_cell_and_not_kept(district, wrong):
    outcome = receive_file(district, "sai.xlsx", wrong, PLAINLY)
    assert (outcome.status, outcome.school, outcome.stored, outcome.revision) == ("returned", SCHOOL, False, None)
    (issue,) = [issue for issue in outcome.issues if issue.code == "not_a_number"]
    assert (issue.place.sheet, issue.found) == (SHEET_TASKS, "hai cuộc")
    assert list_records(district) == ()


def test_the_same_bytes_again_are_a_duplicate(district, good):
    first = receive_file(district, "bao-cao.xlsx", good, PLAINLY)
    again = receive_file(district, "doi-ten.xlsx", good, PLAINLY)
    assert (again.status, again.stored, again.revision, again.submission) == ("duplicate", False, 1, first.submission)
    assert len(list_records(district)) == 1


def test_another_workbook_of_the_same_return_is_the_next_revision(district, good):
    receive_file(district, "lan-1.xlsx", good, PLAINLY)
    outcome = receive_file(district, "lan-2.xlsx", fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): 5}), PLAINLY)
    assert (outcome.status, outcome.revision) == ("accepted", 2)


def test_checking_alone_keeps_nothing_and_leaves_no_trace(district, good, wrong):
    statuses = [receive_file(district, "tep.xlsx", content, ONLY_CHECKED).status for content in (good, wrong, b"")]
    assert statuses == ["accepted", "returned", "unreadable"]
    assert district.repository.version() == 0


def test_the_return_before_is_looked_up_in_the_store(district, good):
    """2 dialogues at six months, then 1 at nine: counts are cumulative, so this is a warning."""
    receive_file(district, "6-thang.xlsx", good, PLAINLY)
    fewer = fill_workbook(SCHOOL, "9m", {("NV2.3", Field.DONE): 1})
    outcome = receive_file(district, "9-thang.xlsx", fewer, PLAINLY)
    assert "count_below_previous" in {issue.code for issue in outcome.issues}
    assert outcome.status == "accepted"
    assert "count_below_previous" not in {
        issue.code for issue in receive_file(open_empty(district), "9-thang.xlsx", fewer, PLAINLY).issues
    }


# Received and uploaded


def test_received_today_unless_said_otherwise(district, good):
    receive_file(district, "bao-cao.xlsx", good, PLAINLY)
    (record,) = list_records(district)
    assert record.received_on == TODAY
    assert datetime.now(UTC) - record.uploaded_at < timedelta(minutes=5)


def test_today_is_the_day_in_viet_nam(tmp_path, good):
    district = open_district(load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{tmp_path / 'kho.sqlite3'}"}))
    before = datetime.now(TIME_ZONE).date()
    receive_file(district, "bao-cao.xlsx", good, PLAINLY)
    assert list_records(district)[0].received_on in {before, datetime.now(TIME_ZONE).date()}


def test_the_day_of_the_e_mail_is_taken(district, good):
    receive_file(district, "bao-cao.xlsx", good, Receiving(date(2020, 6, 9), actor=OFFICE))
    assert list_records(district)[0].received_on == date(2020, 6, 9)


@pytest.mark.parametrize("said_of", ["batch", "file"])
def test_nothing_can_be_received_tomorrow(district, good, said_of):
    tomorrow = TODAY + timedelta(days=1)
    batch, file = (tomorrow, None) if said_of == "batch" else (None, tomorrow)
    with pytest.raises(UserError, match=r"13/06/2020 sau hôm nay.*hãy"):
        receive_files(district, [HandedIn("bao-cao.xlsx", good, received_on=file)], Receiving(batch, actor=OFFICE))
    assert district.repository.version() == 0


# Hostile files


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00" * 100,
        b"PK\x03\x04 and no more",
        b"%PDF-1.7 a letter",
        b"Ma;Noi dung\n",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 600,
    ],
    ids=["empty", "zeros", "cut zip", "pdf", "text", "old office"],
)
def test_what_is_no_workbook_is_unreadable_with_a_sentence(district, content):
    outcome = receive_file(district, "tep.xlsx", content, PLAINLY)
    assert (outcome.status, outcome.school, outcome.period, outcome.stored) == ("unreadable", None, None, False)
    assert [bool(issue.message and issue.remedy) for issue in outcome.issues] == [True]
    assert list_records(district) == ()


def test_a_workbook_cut_anywhere_never_raises(district, good):
    statuses = {
        receive_file(district, "cut.xlsx", good[:length], PLAINLY).status for length in range(0, len(good), len(good) // 12)
    }
    assert statuses == {"unreadable"}


def test_a_workbook_with_one_byte_changed_anywhere_never_raises(district, good):
    for position in range(0, len(good), len(good) // 40):
        changed = good[:position] + bytes([good[position] ^ 0xFF]) + good[position + 1 :]
        assert receive_file(district, "changed.xlsx", changed, ONLY_CHECKED).status in {
            "accepted",
            "returned",
            "unreadable",
        }


def test_a_path_that_cannot_be_read_is_unreadable(district, tmp_path):
    outcome = receive_file(district, "mat.xlsx", tmp_path / "mat.xlsx", PLAINLY)
    assert outcome.status == "unreadable"
    assert "không có tệp này" in outcome.issues[0].message


def test_a_mistake_of_our_own_ends_as_a_sentence_and_is_logged(district, good, caplog):
    hollow = District(Plan.model_construct(code=PLAN.code), ROSTER, district.repository, district.settings)
    outcome = receive_file(hollow, "bao-cao.xlsx", good, PLAINLY)
    assert outcome.status == "unreadable"
    assert "ngoài dự kiến" in outcome.issues[0].message
    assert "bao-cao.xlsx" in caplog.text


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), SystemExit(1)])
def test_a_person_may_still_stop_the_program(district, stop):
    with pytest.raises(type(stop)):
        receive_file(district, "tep.xlsx", RaisingPath(stop), PLAINLY)
    assert district.repository.list_events() == ()


def test_a_name_that_no_encoding_takes_is_spelt_out(district, good):
    outcome = receive_file(district, "b\udce1o c\udce1o\x00.xlsx", good, PLAINLY)
    assert outcome.status == "accepted"
    assert list_records(district)[0].file_name == "b\\udce1o c\\udce1o\\x00.xlsx"


def test_a_store_that_fails_is_not_blamed_on_the_file(tmp_path, good):
    url = f"sqlite:///{tmp_path / 'kho.sqlite3'}"
    open_repository(url).close()
    settings = load_settings({"DANVAN_DATABASE_URL": f"sqlite:///file:{tmp_path / 'kho.sqlite3'}?mode=ro&uri=true"})
    with pytest.raises(UserError, match="không ghi được"):
        receive_file(open_district(settings), "bao-cao.xlsx", good, PLAINLY)


# Many files


def test_one_bad_file_never_stops_the_rest(district, good, wrong, tmp_path):
    (tmp_path / "tu-dia.xlsx").write_bytes(fill_workbook(OTHER, "6m"))
    files = [("rac.xlsx", b"rac"), ("sai.xlsx", wrong), ("tot.xlsx", good), ("mat.xlsx", tmp_path / "mat.xlsx")]
    files += [("tu-dia.xlsx", tmp_path / "tu-dia.xlsx"), ("lai.xlsx", good)]
    outcomes = list(receive_files(district, [HandedIn(*file) for file in files], PLAINLY))
    assert [outcome.file for outcome in outcomes] == [name for name, _ in files]
    assert [outcome.status for outcome in outcomes] == [
        "unreadable",
        "returned",
        "accepted",
        "unreadable",
        "accepted",
        "duplicate",
    ]
    assert [record.school for record in list_records(district)] == [SCHOOL, OTHER]


def test_progress_is_told_after_each_file(district):
    told = []
    files = [HandedIn("1.xlsx", b"1"), HandedIn("2.xlsx", b"2")]
    assert len(list(receive_files(district, files, ONLY_CHECKED, lambda *step: told.append(step)))) == 2
    assert told == [(1, 2, "1.xlsx"), (2, 2, "2.xlsx")]


# The trace


def test_every_outcome_but_a_duplicate_leaves_an_event_with_codes_and_counts(district, good, wrong):
    files = [("tot.xlsx", good), ("sai.xlsx", wrong), ("lai.xlsx", good), ("rac.xlsx", b"rac")]
    list(receive_files(district, [HandedIn(*file) for file in files], Receiving(sender="Cô Lan", actor=OFFICE)))
    events = district.repository.list_events()
    assert [(event.action, event.school, event.submission) for event in events] == [
        ("accepted", SCHOOL, 1),
        ("returned", SCHOOL, None),
        ("unreadable", "", None),
    ]
    assert events[1].detail["codes"]["not_a_number"] == 1
    assert events[2].detail["codes"] == {"not_a_workbook": 1}
    assert {event.detail["file"] for event in events} == {"tot.xlsx", "sai.xlsx", "rac.xlsx"}
    assert {event.actor for event in events} == {OFFICE.name}, "who handed it in here, not who sent it"
    assert [one.sender for one in district.repository.list_submissions(PLAN.code)] == ["Cô Lan"]


def test_the_same_batch_again_changes_nothing(district, good, wrong):
    files = [HandedIn(*file) for file in (("tot.xlsx", good), ("sai.xlsx", wrong), ("rac.xlsx", b"rac"), ("rong.xlsx", b""))]
    list(receive_files(district, files, PLAINLY))
    version = district.repository.version()
    assert [outcome.status for outcome in receive_files(district, files, PLAINLY)] == [
        "duplicate",
        "returned",
        "unreadable",
        "unreadable",
    ]
    assert district.repository.version() == version


# Sent back, and in again


def test_a_file_handed_in_again_says_what_was_mended(district, good):
    """Two lines wrong, then one of them and another: 1 of 2 mended, NV2.3 left, NV7.1 new."""
    twice = {("NV2.3", Field.DONE): "hai cuộc", ("NV1.2", Field.DONE): "nhiều"}
    receive_file(district, "lan-1.xlsx", fill_workbook(SCHOOL, "6m", twice), PLAINLY)
    again = fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): "vài cuộc", ("NV7.1", Field.DONE): "đủ"})
    mended = receive_file(district, "lan-2.xlsx", again, PLAINLY).mended
    assert describe_mended(mended) == "Đã sửa 1/2 lỗi của lần trước, còn 1 (NV2.3). Có 1 lỗi mới (NV7.1)."
    assert describe_mended(receive_file(district, "lan-3.xlsx", good, PLAINLY).mended) == "Đã sửa đủ 2/2 lỗi của lần trước."
    later = receive_file(district, "lan-4.xlsx", fill_workbook(SCHOOL, "6m", {("NV2.3", Field.DONE): 5}), PLAINLY)
    assert later.mended is None, "a sound return has come since"


def test_a_file_sent_back_counts_as_handed_in_on_its_day(district, wrong, good):
    receive_file(district, "sai.xlsx", wrong, Receiving(date(2020, 6, 10), actor=OFFICE))
    receive_file(district, "tot.xlsx", good, Receiving(date(2020, 6, 12), actor=OFFICE))
    assert district.load_dataset().receipts["received_on"].tolist() == [date(2020, 6, 10)]


# JSON


def test_json_of_a_check(district, wrong):
    told = receive_file(district, "sai.xlsx", wrong, ONLY_CHECKED).to_json()
    assert list(told) == [
        "file", "school", "period", "status", "recognised_by", "complete", "answered", "normalised", "issues",
    ]  # fmt: skip
    assert (told["file"], told["school"], told["period"], told["status"]) == ("sai.xlsx", SCHOOL, "6m", "returned")
    (issue,) = [issue for issue in told["issues"] if issue["code"] == "not_a_number"]
    assert list(issue) == ["code", "severity", "sheet", "cell", "line", "found", "message"]
    assert (issue["severity"], issue["sheet"], issue["found"]) == ("error", SHEET_TASKS, "hai cuộc")
    assert "Hãy" in issue["message"]
    assert json.loads(json.dumps(told)) == told


def test_json_of_an_import_says_what_was_stored(district, good, wrong):
    told = [receive_file(district, "tep.xlsx", content, PLAINLY).to_json() for content in (good, wrong, good)]
    assert [(each["status"], each["stored"], each["revision"]) for each in told] == [
        ("accepted", True, 1),
        ("returned", False, None),
        ("duplicate", False, 1),
    ]


def test_json_of_an_unreadable_file(district):
    told = receive_file(district, "rac.xlsx", b"rac", PLAINLY).to_json()
    assert {key: told[key] for key in ("school", "period", "status", "stored", "revision")} == {
        "school": None,
        "period": None,
        "status": "unreadable",
        "stored": False,
        "revision": None,
    }


def list_records(district: District):
    """What is kept, in the order it came."""
    return district.repository.list_submissions(district.plan.code)


def open_empty(district: District) -> District:
    """The same district with an empty store beside the first."""
    url = district.settings.database_url.replace("kho.sqlite3", "kho-khac.sqlite3")
    return District(district.plan, district.roster, open_repository(url), district.settings)


class RaisingPath(type(Path())):
    """A file whose reading ends in the exception given."""

    def __new__(cls, failure: BaseException):
        path = super().__new__(cls, "tep.xlsx")
        path.failure = failure
        return path

    def open(self, *_):
        raise self.failure
