"""Builders of returns and submissions for tests of the store; no plan is needed to keep a return."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import Engine, make_url

from danvan_metrics.plan.rules import Field
from danvan_metrics.store.engine import open_engine
from danvan_metrics.store.records import NewAction, NewRefusal, NewSnapshot, NewSubmission
from danvan_metrics.store.repository import Repository, open_repository
from danvan_metrics.workbook.answers import Answer, Identity, ModelEntry, Place, Return, State

PLAN_CODE = "KH-2020"
TASKS = "Chỉ tiêu – Nhiệm vụ"
UPLOADED_AT = datetime(2020, 6, 15, 2, 30, tzinfo=UTC)


def open_store(place: Path | str) -> Repository:
    """The store at an address, or SQLite's in a folder; gives up after a second where another writer holds it."""
    return open_repository(place if isinstance(place, str) else f"sqlite:///{place / 'kho.sqlite3'}", busy_seconds=1)


def open_empty(place: Path | str) -> Engine:
    """Connections to an empty file (SQLite's, in a folder too) or database, as the store's is before it has its tables."""
    url = make_url(place if isinstance(place, str) else f"sqlite:///{place / 'kho.sqlite3'}")
    if url.get_backend_name() == "sqlite":
        Path(str(url.database)).touch()
    return open_engine(url)


def build_return(school="MN-1", period="6m", *, answers=(), models=(), models_declared=None, plan=PLAN_CODE) -> Return:
    """A return with nothing on the sheet Thông tin."""
    identity = Identity(plan, plan_version="1", school=school, period=period, template_version="1")
    return Return(identity, (), tuple(answers), tuple(models), models_declared, ())


def build_submission(
    returned: Return | None = None, *, content=b"bytes of a workbook", received_on=date(2020, 6, 12), **more
) -> NewSubmission:
    """A submission uploaded on 15/6/2020, 9:30 in Viet Nam."""
    parts = {"file_name": "bao-cao.xlsx", "uploaded_at": UPLOADED_AT, **more}
    return NewSubmission(content=content, returned=returned or build_return(), received_on=received_on, **parts)


def build_refusal(school: str | None = "MN-1", period: str | None = "6m", *, errors: int = 1, **more) -> NewRefusal:
    """A file sent back with errors, each on a line of its own, received on 12/6/2020."""
    issue = {"code": "not_a_number", "severity": "error", "sheet": TASKS, "cell": "F10"}
    parts = {
        "plan": PLAN_CODE,
        "sha256": "0" * 64,
        "file_name": "sai.xlsx",
        "status": "returned",
        "received_on": date(2020, 6, 12),
        "uploaded_at": UPLOADED_AT,
        "issues": tuple({**issue, "line": f"NV2.{number}"} for number in range(1, errors + 1)),
    }
    return NewRefusal(school=school, period=period, **(parts | more))


def build_count(line: str, done: float | None, *, row: int = 10) -> Answer:
    """A line that holds a number in F<row>; None is a blank line."""
    state = State.NOT_REPORTED if done is None else State.VALUE
    return Answer(line, state, done=done, cells={Field.DONE: Place(TASKS, f"F{row}")})


def build_model(name: str = "Cổng trường an toàn", **more) -> ModelEntry:
    """A registered model in the first row of its sheet."""
    return ModelEntry(Place("Mô hình", "A8"), name, **more)


def build_action(**more) -> NewAction:
    """Something agreed on 20/6/2020 about a school's first task, due on 30/6/2020."""
    parts = {
        "plan": PLAN_CODE, "period": "6m", "school": "MN-1", "subject": "NV2.3", "task": "Họp phụ huynh", "person": "Cô Lan",
        "due": date(2020, 6, 30), "agreed_on": date(2020, 6, 20),
    }  # fmt: skip
    return NewAction(**(parts | more))


def build_snapshot(received, name: str = "Họp tháng 6", **more) -> NewSnapshot:
    """A snapshot of these submissions (number: day received), its documents left empty."""
    parts = {
        "plan": PLAN_CODE, "period": "6m", "meeting_on": date(2020, 6, 20), "as_of": date(2020, 6, 18), "plan_document": "{}",
        "roster_document": "{}", "actions_document": "[]", "figures_sha256": "f" * 64,
    }  # fmt: skip
    return NewSnapshot(name=name, received=received, **(parts | more))
