"""Some schools' rows alone: the same rows as among everybody's, and no others are read."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from sqlalchemy import event

from danvan_metrics.plan.kinds import Source
from danvan_metrics.store.rewarding.reward_records import NewProposal
from danvan_metrics.workbook.answers import Answer, State
from tests.builders_store import (
    PLAN_CODE,
    build_action,
    build_count,
    build_model,
    build_refusal,
    build_return,
    build_submission,
    open_store,
)

SOURCES = {"NV8.1": Source.MODELS_WITH_RESULTS}


def fill(store, schools):
    """Two revisions of each school, the first put in force again for every third, and a file sent back by every fourth."""
    for number, school in enumerate(schools):
        for revision in (1, 2):
            answers = [build_count("NV2.3", number), Answer("NV7.1", State.NOT_REPORTED)]
            returned = build_return(school, answers=answers, models=[build_model(evidence_count=1)])
            saved = store.save(build_submission(returned, content=f"{school} {revision}".encode()))
        if number % 3 == 0:
            store.put_in_force(saved.submission - 1, reason="Bản sau gửi nhầm")
        if number % 4 == 0:
            store.refuse(build_refusal(school, "9m", sha256=f"{number:064}"))
        store.meetings.agree(build_action(school=school))


def test_they_are_the_rows_that_stand_among_everybodys(store):
    schools = [f"MN-{number}" for number in range(8)]
    fill(store, schools)
    wanted = {"MN-0", "MN-3", "MN-4", "MN-9"}
    some, all_of_it = store.load_frames(PLAN_CODE, SOURCES, schools=wanted), store.load_frames(PLAN_CODE, SOURCES)
    for name in some._fields:
        among = getattr(all_of_it, name)
        pd.testing.assert_frame_equal(getattr(some, name), among[among["school"].isin(wanted)].reset_index(drop=True))
    assert set(some.sent_back["school"]) == {"MN-0", "MN-4"}
    assert [one.school for one in store.meetings.list_actions(PLAN_CODE, wanted)] == ["MN-0", "MN-3", "MN-4"]


def test_of_no_school_there_is_nothing_and_its_columns_are_the_same(store):
    fill(store, ["MN-0"])
    nothing, something = store.load_frames(PLAN_CODE, SOURCES, schools=()), store.load_frames(PLAN_CODE, SOURCES)
    assert all(frame.empty for frame in nothing)
    assert [frame.dtypes.tolist() for frame in nothing] == [frame.dtypes.tolist() for frame in something]


def test_a_version_grows_with_what_is_about_these_schools_or_about_none(store):
    def versions():
        return store.version_of({"MN-1"}), store.version_of({"MN-2"}), store.version_of({"MN-1", "MN-2"}), store.version()

    before = versions()
    store.save(build_submission(build_return("MN-1"), content=b"1"))
    assert versions() == (before[0] + 1, before[1], before[2] + 1, before[3] + 1)
    number = store.version()
    store.save(build_submission(build_return("MN-2"), content=b"2"))
    assert versions() == (number, number + 1, number + 1, number + 1)
    store.refuse(build_refusal(None, None, sha256="f" * 64))  # a file of nobody knows whom
    assert set(versions()) == {number + 2}


def test_rewards_are_those_of_these_schools(store):
    parts = dict.fromkeys(("title", "model", "form", "summary"), "x")
    for school in ("MN-1", "MN-2"):
        named = {"plan": PLAN_CODE, "period": "6m", "owner": "collective", "school": school, "name": school}
        store.rewards.propose(NewProposal(**named, **parts))
    assert [one.school for one in store.rewards.load_history(PLAN_CODE, {"MN-2"}).proposals] == ["MN-2"]


LOOK_UPS = {
    "frames": lambda store: store.load_frames(PLAN_CODE, SOURCES, schools={"MN-1", "MN-2"}),
    "version": lambda store: store.version_of({"MN-1", "MN-2"}),
    "actions": lambda store: store.meetings.list_actions(PLAN_CODE, {"MN-1", "MN-2"}),
    "rewards": lambda store: store.rewards.load_history(PLAN_CODE, {"MN-1"}).recognitions,
}
GROWING = (
    "submissions", "answers", "models", "evidence_items", "refusals", "events", "verdicts", "appraisal_steps", "actions",
    "recognitions", "proposals",
)  # fmt: skip
THROUGH = re.compile(rf"(SCAN|SEARCH) ({'|'.join(GROWING)})\b(?!.*\b(school|submission|rowid)=)")


@pytest.mark.parametrize("name", LOOK_UPS)
def test_no_table_that_grows_with_the_schools_is_read_through(tmp_path, name):
    store = open_store(tmp_path)
    fill(store, [f"MN-{number}" for number in range(3)])
    assert list(filter(THROUGH.match, explain(store, LOOK_UPS[name]))) == []
    assert any(filter(THROUGH.match, explain(store, lambda one: one.load_frames(PLAN_CODE))))  # of everybody it is
    store.close()


def explain(store, look_up):
    """How SQLite finds the rows of every query that is asked."""
    asked = []

    @event.listens_for(store._engine, "before_cursor_execute")
    def note(_connection, _cursor, statement, parameters, _context, _many):
        asked.append((statement, parameters))

    look_up(store)
    event.remove(store._engine, "before_cursor_execute", note)
    steps = []
    with store._engine.connect() as connection:
        for statement, parameters in asked:
            if statement.lstrip().upper().startswith(("SELECT", "WITH")):
                steps += [row[-1] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)]
    return steps
