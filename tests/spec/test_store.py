"""What the store promises: every hand-in is kept as it came, nothing is overwritten, and what is in force is a query."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from hashlib import sha256

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.exc import DatabaseError, IntegrityError, StatementError

from danvan_metrics.errors import UserError
from danvan_metrics.plan.rules import Refusal
from danvan_metrics.store.engine import reading, writing
from danvan_metrics.store.people.people_records import AttemptDeed, NewAttempt, NewPerson
from danvan_metrics.store.scoring.score_tables import DERIVED
from danvan_metrics.store.tables import METADATA
from danvan_metrics.workbook.answers import FactAnswer, Normalised, Place, Rejected, Return
from tests.builders_store import (
    PLAN_CODE,
    UPLOADED_AT,
    build_action,
    build_count,
    build_model,
    build_refusal,
    build_return,
    build_snapshot,
    build_submission,
    open_store,
)


def find_numbers(store):
    with store.view() as view:
        return view.find_numbers(PLAN_CODE, "MN-1", "6m")


def find_unanswered(store):
    with store.view() as view:
        return view.find_unanswered(PLAN_CODE, "MN-1", "6m")


# Revisions


def test_hand_ins_of_a_school_and_period_are_numbered_from_one(store):
    saved = [store.save(build_submission(content=content)) for content in (b"first", b"second", b"third")]
    assert [(each.revision, each.stored) for each in saved] == [(1, True), (2, True), (3, True)]


def test_each_school_period_and_plan_has_its_own_numbering(store):
    store.save(build_submission(build_return("MN-1", "6m"), content=b"a"))
    others = [build_return("MN-2", "6m"), build_return("MN-1", "9m"), build_return("MN-1", "6m", plan="KH-2021")]
    assert [store.save(build_submission(other, content=b"b")).revision for other in others] == [1, 1, 1]


def test_the_same_bytes_again_are_recognised_and_not_stored_twice(store):
    first = store.save(build_submission(content=b"first"))
    store.save(build_submission(content=b"second"))
    again = store.save(build_submission(content=b"first", file_name="doi-ten.xlsx", received_on=date(2020, 6, 30)))
    assert (again.stored, again.submission, again.revision) == (False, first.submission, 1)
    assert [record.revision for record in store.list_submissions(PLAN_CODE)] == [1, 2]


def test_the_same_bytes_for_another_school_are_another_hand_in(store):
    store.save(build_submission(build_return("MN-1"), content=b"same"))
    assert store.save(build_submission(build_return("MN-2"), content=b"same")).stored
    assert len(store.list_submissions(PLAN_CODE)) == 2


# In force


def test_the_highest_revision_is_in_force(store):
    store.save(build_submission(build_return(answers=[build_count("NV2.3", 1)]), content=b"first"))
    latest = store.save(build_submission(build_return(answers=[build_count("NV2.3", 2)]), content=b"second"))
    assert store.load_frames(PLAN_CODE).answers["done"].tolist() == [2]
    assert store.load_frames(PLAN_CODE).receipts[["revision", "submission"]].values.tolist() == [[2, latest.submission]]
    assert [record.in_force for record in store.list_submissions(PLAN_CODE)] == [False, True]
    assert store.find_return(PLAN_CODE, "MN-1", "6m").answers[0].done == 2
    assert find_numbers(store) == {"NV2.3": 2}


def test_a_line_or_model_left_out_of_the_new_revision_is_no_longer_in_force(store):
    first = build_return(answers=[build_count("NV2.3", 1), build_count("NV7.1", 6)], models=[build_model()])
    store.save(build_submission(first, content=b"first"))
    store.save(build_submission(build_return(answers=[build_count("NV2.3", 1)]), content=b"second"))
    assert store.load_frames(PLAN_CODE).answers["line"].tolist() == ["NV2.3"]
    assert store.load_frames(PLAN_CODE).models.empty


def test_other_plans_in_the_same_store_do_not_mix(store):
    store.save(build_submission(build_return(answers=[build_count("NV2.3", 1)], plan="KH-2021")))
    assert store.load_frames(PLAN_CODE).answers.empty
    assert store.list_submissions(PLAN_CODE) == ()
    assert store.find_return(PLAN_CODE, "MN-1", "6m") is None
    assert find_numbers(store) is None


def test_a_blank_line_has_no_number(store):
    store.save(build_submission(build_return(answers=[build_count("NV2.3", None), build_count("NV7.1", 0)])))
    assert find_numbers(store) == {"NV2.3": None, "NV7.1": 0}


# Received and uploaded


def test_the_day_received_stands_beside_the_moment_uploaded(store):
    in_viet_nam = datetime(2020, 6, 16, 1, 0, tzinfo=timezone(timedelta(hours=7)))
    store.save(build_submission(received_on=date(2020, 6, 13), uploaded_at=in_viet_nam, sender="Cô Lan"))
    (record,) = store.list_submissions(PLAN_CODE)
    assert record.received_on == date(2020, 6, 13)
    assert record.uploaded_at == datetime(2020, 6, 15, 18, 0, tzinfo=UTC)
    assert record.uploaded_at.utcoffset() == timedelta(0)
    assert record.sender == "Cô Lan"


def test_on_time_is_judged_by_the_first_hand_in_though_a_later_one_is_in_force(store):
    store.save(build_submission(content=b"first", received_on=date(2020, 6, 12)))
    store.save(build_submission(content=b"corrected", received_on=date(2020, 6, 20)))
    receipt = store.load_frames(PLAN_CODE).receipts.iloc[0]
    assert (receipt["received_on"], receipt["revision"]) == (date(2020, 6, 12), 2)


def test_the_first_hand_in_is_the_first_received_even_when_uploaded_last(store):
    store.save(build_submission(content=b"received late", received_on=date(2020, 6, 20)))
    store.save(build_submission(content=b"found in the mailbox afterwards", received_on=date(2020, 6, 10)))
    assert store.load_frames(PLAN_CODE).receipts["received_on"].tolist() == [date(2020, 6, 10)]


def test_a_moment_without_time_zone_is_refused(store):
    with pytest.raises(StatementError, match="time zone"):
        store.save(build_submission(uploaded_at=UPLOADED_AT.replace(tzinfo=None)))
    assert store.list_submissions(PLAN_CODE) == ()


# Which revision is in force is the office's to say


def test_an_earlier_revision_put_in_force_is_what_figures_come_from(store):
    first = store.save(build_submission(build_return(answers=[build_count("NV2.3", 1)]), content=b"first"))
    store.save(build_submission(build_return(answers=[build_count("NV2.3", 2)]), content=b"second"))
    store.put_in_force(first.submission, reason="Bản sau gửi nhầm của năm trước", actor="Cô Lan")
    assert [record.in_force for record in store.list_submissions(PLAN_CODE)] == [True, False]
    assert find_numbers(store) == {"NV2.3": 1}
    assert store.find_return(PLAN_CODE, "MN-1", "6m").answers[0].done == 1
    assert store.load_frames(PLAN_CODE).answers["done"].tolist() == [1]
    (event,) = store.list_events(action="put_in_force")
    assert (event.submission, event.actor, event.detail["reason"]) == (1, "Cô Lan", "Bản sau gửi nhầm của năm trước")


def test_a_return_that_comes_later_is_in_force_again_and_the_choice_may_be_changed(store):
    for content in (b"first", b"second"):
        store.save(build_submission(content=content))
    store.put_in_force(1, reason="thử")
    store.save(build_submission(content=b"third"))
    assert in_force(store) == [3]
    store.put_in_force(1, reason="thử")
    store.put_in_force(2, reason="thử lại")
    assert in_force(store) == [2]


@pytest.mark.parametrize(
    ("submission", "reason", "told"),
    [(1, "  ", "Chưa ghi lý do"), (9, "thử", "Không có lần nộp số 9"), (2, "thử", "đang có hiệu lực rồi")],
)
def test_what_cannot_be_put_in_force_is_said_and_nothing_is_written(store, submission, reason, told):
    for content in (b"first", b"second"):
        store.save(build_submission(content=content))
    before = store.version()
    with pytest.raises(UserError, match=told):
        store.put_in_force(submission, reason=reason)
    assert (store.version(), in_force(store)) == (before, [2])


# The day something was received


def test_a_corrected_day_counts_from_then_on_and_the_first_stays_readable(store):
    store.save(build_submission(received_on=date(2020, 6, 16)))
    store.correct_received(1, date(2020, 6, 11), reason="Thư đến ngày 11", actor="Cô Lan")
    store.correct_received(1, date(2020, 6, 12), reason="Nhìn nhầm, ngày 12")
    (record,) = store.list_submissions(PLAN_CODE)
    assert (record.received_on, record.received_as_entered) == (date(2020, 6, 12), date(2020, 6, 16))
    assert [(one.received_on.day, one.reason) for one in record.corrections] == [
        (11, "Thư đến ngày 11"),
        (12, "Nhìn nhầm, ngày 12"),
    ]
    assert store.load_frames(PLAN_CODE).receipts["received_on"].tolist() == [date(2020, 6, 12)]
    assert [event.detail["before"] for event in store.list_events(action="received_corrected")] == ["2020-06-16", "2020-06-11"]


def test_the_day_of_a_return_is_the_first_that_anything_of_it_came(store):
    """Sent back on 10/6 although on time, put right on 16/6: handed in on 10/6. Another period's files do not count."""
    store.refuse(build_refusal(received_on=date(2020, 6, 10)))
    store.refuse(build_refusal(period="9m", received_on=date(2020, 6, 1)))
    store.refuse(build_refusal(status="unreadable", sha256="1" * 64, received_on=date(2020, 6, 2)))
    store.save(build_submission(received_on=date(2020, 6, 16)))
    assert store.load_frames(PLAN_CODE).receipts["received_on"].tolist() == [date(2020, 6, 10)]


@pytest.mark.parametrize(
    ("submission", "day", "reason", "told"),
    [
        (1, 11, "", "Chưa ghi lý do"),
        (9, 11, "thử", "Không có lần nộp số 9"),
        (1, 12, "thử", "đang ghi đúng là 12/06/2020"),
    ],
)
def test_what_cannot_be_corrected_is_said_and_nothing_is_written(store, submission, day, reason, told):
    store.save(build_submission(received_on=date(2020, 6, 12)))
    before = store.version()
    with pytest.raises(UserError, match=told):
        store.correct_received(submission, date(2020, 6, day), reason=reason)
    assert store.version() == before


# Files that were not taken


def test_a_refused_file_is_remembered_with_its_issues_and_leaves_an_event(store):
    assert store.refuse(build_refusal(errors=2, sender="Cô Lan", answered=3, askable=9))
    (record,) = store.list_refusals(PLAN_CODE)
    assert (record.school, record.errors, [issue["line"] for issue in record.issues]) == ("MN-1", 2, ["NV2.1", "NV2.2"])
    assert (record.answered, record.askable, record.sender) == (3, 9, "Cô Lan")
    (event,) = store.list_events()
    assert (event.action, event.school, event.detail["codes"]) == ("returned", "MN-1", {"not_a_number": 2})


def test_the_same_file_refused_alike_again_writes_nothing(store):
    store.refuse(build_refusal(None, None, status="unreadable"))
    before = store.version()
    assert not store.refuse(build_refusal(None, None, status="unreadable", file_name="doi-ten.xlsx"))
    assert store.version() == before
    assert store.refuse(build_refusal(None, None, status="unreadable", errors=2)), "other issues: something has changed"
    assert store.refuse(build_refusal(None, None, status="unreadable", sha256="1" * 64))


def test_refusals_are_found_by_school(store):
    for school, period in (("MN-1", "6m"), ("MN-2", "6m"), ("MN-1", "9m")):
        store.refuse(build_refusal(school, period))
    assert [one.id for one in store.list_refusals(PLAN_CODE, school="MN-1")] == [1, 3]
    assert store.list_refusals("KH-2021") == ()


def test_the_file_a_school_still_has_to_mend_is_the_last_one_sent_back_until_a_sound_one_comes(store):
    assert find_unanswered(store) is None
    store.refuse(build_refusal(errors=3))
    store.refuse(build_refusal(errors=2, sha256="1" * 64))
    store.refuse(build_refusal("MN-2", errors=1))
    assert find_unanswered(store).errors == 2
    store.save(build_submission(uploaded_at=UPLOADED_AT + timedelta(minutes=1)))
    assert find_unanswered(store) is None
    store.refuse(build_refusal(errors=4, sha256="2" * 64, uploaded_at=UPLOADED_AT + timedelta(minutes=2)))
    assert find_unanswered(store).errors == 4


def test_what_was_sent_back_counts_from_its_first_day_until_a_sound_return_comes(store):
    """Two files of one school, received on the 12th and the 10th: the first day is the 10th; errors and lines are the last's."""
    store.refuse(build_refusal(errors=3, answered=5, askable=9))
    store.refuse(build_refusal(errors=2, sha256="1" * 64, received_on=date(2020, 6, 10), answered=7, askable=9))
    store.refuse(build_refusal("MN-2", status="unreadable"))
    [row] = store.load_frames(PLAN_CODE).sent_back.itertuples(index=False)
    assert tuple(row) == ("MN-1", "6m", date(2020, 6, 10), date(2020, 6, 10), 2, 7, 9)
    store.save(build_submission())
    assert store.load_frames(PLAN_CODE).sent_back.empty


def in_force(store) -> list[int]:
    """The revisions in force."""
    return [record.revision for record in store.list_submissions(PLAN_CODE) if record.in_force]


def test_what_was_read_otherwise_than_written_comes_back(store):
    reading = Normalised("NV2.3", Place("Nhiệm vụ", "F9"), "hai mươi", "20")
    returned = Return(build_return().identity, (), (), (), None, (), normalised=(reading,))
    saved = store.save(build_submission(returned, recognised_by="theo sheet Thông tin"))
    assert store.load_return(saved.submission) == returned
    assert store.list_submissions(PLAN_CODE)[0].recognised_by == "theo sheet Thông tin"


# Withdrawn


def test_a_return_withdrawn_counts_as_if_it_had_not_come_and_can_be_taken_back(store):
    only = store.save(build_submission(build_return(answers=[build_count("NV2.3", 1)]))).submission
    store.withdraw(only, reason="Gửi nhầm của năm trước", actor="Cô Lan")
    frames = store.load_frames(PLAN_CODE)
    assert (len(frames.answers), len(frames.receipts), find_numbers(store), in_force(store)) == (0, 0, None, [])
    (record,) = store.list_submissions(PLAN_CODE)
    assert record.withdrawn
    assert [(one.withdrawn, one.reason, one.actor) for one in record.withdrawals] == [(True, "Gửi nhầm của năm trước", "Cô Lan")]
    (event,) = store.list_events(action="withdrawn")
    assert (event.submission, event.detail["revision"], event.actor) == (only, 1, "Cô Lan")
    store.put_in_force(only, reason="Không nhầm")
    assert (find_numbers(store), in_force(store)) == ({"NV2.3": 1}, [1])
    assert not store.list_submissions(PLAN_CODE)[0].withdrawn


def test_the_revision_before_a_withdrawn_one_is_in_force_again_with_its_own_first_day(store):
    """Received on the 5th, withdrawn: the first day left is the second file's, the 12th."""
    early = store.save(build_submission(content=b"1", received_on=date(2020, 6, 5)))
    last = store.save(build_submission(content=b"2", received_on=date(2020, 6, 12)))
    store.withdraw(last.submission, reason="nhầm")
    assert in_force(store) == [1]
    store.put_in_force(last.submission, reason="không nhầm")
    store.withdraw(early.submission, reason="nhầm")
    assert in_force(store) == [2]
    assert store.load_frames(PLAN_CODE).receipts["received_on"].tolist() == [date(2020, 6, 12)]
    with pytest.raises(UserError, match="đã được rút rồi"):
        store.withdraw(early.submission, reason="lần nữa")


def test_a_choice_of_the_office_stands_again_when_what_came_after_it_is_withdrawn(store):
    numbers = [store.save(build_submission(content=content)).submission for content in (b"1", b"2")]
    store.put_in_force(numbers[0], reason="Bản sau gửi nhầm")
    third = store.save(build_submission(content=b"3"))
    assert in_force(store) == [3]
    store.withdraw(third.submission, reason="nhầm")
    assert in_force(store) == [1]


def test_a_file_sent_back_waits_again_when_the_sound_one_after_it_is_withdrawn(store):
    store.refuse(build_refusal(errors=2))
    sound = store.save(build_submission(uploaded_at=UPLOADED_AT + timedelta(minutes=1)))
    assert (find_unanswered(store), len(store.load_frames(PLAN_CODE).sent_back)) == (None, 0)
    store.withdraw(sound.submission, reason="của trường khác")
    assert (find_unanswered(store).errors, len(store.load_frames(PLAN_CODE).sent_back)) == (2, 1)


def test_a_snapshot_keeps_what_was_withdrawn_later(store):
    kept = store.save(build_submission(build_return(answers=[build_count("NV2.3", 1)]))).submission
    number = store.meetings.fix(build_snapshot({kept: date(2020, 6, 12)}))
    store.withdraw(kept, reason="nhầm")
    assert store.meetings.load_frames(number, []).answers["done"].tolist() == [1]


# Nothing is lost, nothing is overwritten


def test_the_workbook_comes_back_byte_for_byte(store):
    content = bytes(range(256)) * 100
    saved = store.save(build_submission(content=content))
    assert store.load_file(saved.submission) == content
    assert store.list_submissions(PLAN_CODE)[0].size == 25_600


def test_earlier_revisions_stay_readable(store):
    returned = build_return(answers=[build_count("NV2.3", 1)], models=[build_model()], models_declared=True)
    first = store.save(build_submission(returned, content=b"first"))
    store.save(build_submission(content=b"second"))
    assert store.load_return(first.submission) == returned


def test_an_unknown_submission_is_said_in_a_sentence(store):
    for load in (store.load_return, store.load_file):
        with pytest.raises(UserError, match="Không có lần nộp số 12"):
            load(12)


def test_no_program_can_change_or_remove_what_is_written(store):
    fill_every_table(store)
    taken = [
        (table.name, type(statement).__name__)
        for table in METADATA.sorted_tables
        if table.name not in DERIVED
        for statement in (update(table).values({column: column for column in table.columns}), delete(table))
        if not is_refused(store, statement)
    ]
    assert taken == []


def test_no_table_is_emptied_where_one_statement_can_do_that(postgresql_url):
    store = open_store(postgresql_url)
    kept = (name for name in METADATA.tables if name not in DERIVED)
    assert [name for name in kept if not is_refused(store, text(f"TRUNCATE {name} CASCADE"))] == []
    store.close()


@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        ("UPDATE facts SET number = NULL, dated = NULL, words = NULL", True),
        ("UPDATE facts SET words = 'Cô Lan'", False),
        ("UPDATE facts SET number = 25, dated = NULL, words = NULL", False),
        ("UPDATE facts SET number = NULL, dated = NULL, words = NULL, key = 'pupils'", False),
    ],
)
def test_a_fact_may_be_blanked_and_nothing_else_of_it_be_changed(store, change, allowed):
    """Contact data goes after the time the office set (appraisal.md, “Privacy”): the one change to what is written."""
    fill_every_table(store)
    if not allowed:
        with pytest.raises(DatabaseError, match="rows are only added"), writing(store._engine) as connection:
            connection.execute(text(change))
        return
    with writing(store._engine) as connection:
        connection.execute(text(change))
        left = connection.execute(text("SELECT key, number, dated, words, cell FROM facts")).all()
    assert left == [("staff", None, None, None, "C5")]


def test_a_hand_in_that_fails_half_way_leaves_nothing(store):
    twice = build_return(answers=[build_count("NV2.3", 1), build_count("NV2.3", 2)])
    with pytest.raises(IntegrityError, match=r"answers\.submission, answers\.line|uq_answers_submission"):
        store.save(build_submission(twice))
    with reading(store._engine) as connection:
        assert [name for name, table in METADATA.tables.items() if connection.execute(select(table)).all()] == []
    assert store.save(build_submission()).revision == 1


# Audit and version


def test_a_hand_in_leaves_its_event_in_the_same_transaction(store):
    saved = store.save(build_submission(sender="Cô Lan", detail={"codes": {"met_without_evidence": 2}}))
    (event,) = store.list_events()
    assert (event.action, event.school, event.period, event.submission) == ("accepted", "MN-1", "6m", saved.submission)
    assert event.detail == {"codes": {"met_without_evidence": 2}, "file": "bao-cao.xlsx", "revision": 1}
    assert (event.at, event.actor) == (UPLOADED_AT, "Cô Lan")


def test_the_audit_trail_is_read_in_order_and_by_school_or_action(store):
    store.record_event("returned", school="MN-1", period="6m", detail={"codes": {"not_whole": 1}})
    store.record_event("unreadable", detail={"file": "ảnh.png"})
    store.record_event("returned", school="MN-2", period="6m")
    assert [event.action for event in store.list_events()] == ["returned", "unreadable", "returned"]
    assert [event.school for event in store.list_events(action="returned")] == ["MN-1", "MN-2"]
    assert [event.detail for event in store.list_events(school="MN-1")] == [{"codes": {"not_whole": 1}}]


def test_the_version_grows_with_every_write_and_with_nothing_else(store):
    versions = [store.version()]
    store.save(build_submission(content=b"first"))
    versions.append(store.version())
    store.save(build_submission(content=b"first"))  # recognised: nothing written
    store.load_frames(PLAN_CODE)
    versions.append(store.version())
    store.record_event("returned", school="MN-1")
    versions.append(store.version())
    assert versions[0] < versions[1] == versions[2] < versions[3]


def is_refused(store, statement):
    try:
        with writing(store._engine) as connection:
            connection.execute(statement)
    except DatabaseError as error:
        return "rows are only added" in str(error)
    return False


def fill_every_table(store):
    """A row in every table, so that each trigger has something to protect."""
    place = Place("Thông tin", "C5")
    identity = build_return().identity
    fact, rejected = FactAnswer("staff", 24.0, place), Rejected("NV2.3", place, Refusal("not_whole", "1,5", "số nguyên"))
    reading = Normalised("NV2.3", place, "một cuộc", "1")
    parts = (fact,), (build_count("NV2.3", 1),), (build_model(),), True, (rejected,)
    first = store.save(build_submission(Return(identity, *parts, normalised=(reading,))))
    store.save(build_submission(content=b"second"))
    store.refuse(build_refusal())
    store.put_in_force(first.submission, reason="Bản sau gửi nhầm")
    store.withdraw(first.submission, reason="Gửi nhầm")
    store.correct_received(first.submission, date(2020, 6, 11), reason="Thư đến ngày 11")
    number = store.meetings.agree(build_action())
    store.meetings.change(number, build_action(person="Cô Mai"), date(2020, 6, 25), reason="Cô Lan nghỉ")
    store.meetings.step(number, "done", date(2020, 7, 1))
    store.meetings.fix(build_snapshot({first.submission: date(2020, 6, 11)}))
    store.people.keep(NewPerson("lan@example.vn", "Cô Lan", {}, actor="Cô Mai"))
    store.people.attempt(NewAttempt(AttemptDeed.NAMED, "Cô Lan"))
    with writing(store._engine) as connection:
        for table, row in describe_rows(first.submission).items():
            connection.execute(insert(METADATA.tables[table]), row)


def describe_rows(submission):
    """A plain row for each table of appraisal and reward, in the order they refer to one another."""
    made = {"actor": "Cô Lan", "at": UPLOADED_AT}
    about = {"plan": PLAN_CODE, "school": "MN-1", "period": "6m"}
    appraisal = about | {"round": "to-phong"}
    judged = {"appraiser": "Cô Mai", "at": UPLOADED_AT}
    words = dict.fromkeys(("code", "title", "kind", "number", "issuer", "location", "used_for", "sheet", "cell"), "x")
    meeting = {"plan": PLAN_CODE, "period": "6m", "held_on": date(2020, 6, 20), "place": "P", "chair": "C", "secretary": "S"}
    proposal = dict.fromkeys(("name", "title", "model", "form", "summary"), "x")
    return {
        "teams": {"plan": PLAN_CODE, "round": "to-phong", "name": "Tổ 1", "dissolved": False, **made},
        "team_members": {"team": 1, "position": 0, "name": "Cô Mai", "role": "head", "workplace": "", "title": ""},
        "appraisal_steps": {**appraisal, "stage": "assigned", "version": 1, "team": 1, "reason": "", "detail": {}, **made},
        "verdicts": {
            **appraisal, "lane": "team", "line": "NV2.3", "revision": 1, "version": 1, "submission": submission,
            "outcome": "confirmed", "reason": "", "judged_on": date(2020, 6, 20), **judged,
        },
        "evidence_seen": {**appraisal, "code": "MC-01", "seen": True, **judged},
        "evidence_items": {"submission": submission, "position": 0, **words},
        "evidence_files": {
            **about, "sha256": sha256(b"bytes of a workbook").hexdigest(), "file_name": "a.pdf", "code": "", "withdrawn": False,
            "reason": "", **made,
        },
        "recognitions": {
            **about, "model": "M", "level": "Cấp trường", "exemplary": False, "decision": "1/QĐ", "decided_on": date(2020, 6, 20),
            "withdrawn": False, "reason": "", **made,
        },
        "roster_changes": {"deed": "close", "code": "MN-1", "on_day": date(2020, 6, 20), "detail": {}, "decision": "1/QĐ",
                           "reason": "", **made},
        "conclusions": {**meeting, **dict.fromkeys(("name", "present", "opening", "reason"), "x"), **made},
        "conclusion_lines": {"conclusion": 1, "position": 1, "text": "x", **dict.fromkeys(("school", "subject", "person"), "")},
        "council_meetings": {**meeting, "members": 7, "attendance": [], "conclusion": "", **made},
        "proposals": {**about, "owner": "collective", **proposal, "figures": {}, **made},
        "proposal_steps": {"proposal": 1, "step": "considered", "meeting": 1, "decision": "", "reason": "", "detail": {}, **made},
    }  # fmt: skip
