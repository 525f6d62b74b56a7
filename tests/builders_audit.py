"""A district in which a few things were done and tried, for tests of the trail."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from danvan_metrics.access.actor import Denial
from danvan_metrics.access.acts import Act
from danvan_metrics.district import District, open_district
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed, NewAttempt, NewPerson
from danvan_metrics.topics.audit.trace import Trace
from tests.builders_store import build_action, build_return, build_submission

SCHOOL = "MN-DAPTHANH"


def open_office(folder: Path) -> District:
    """A new store of the shipped plan."""
    return open_district(load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{folder / 'kho.sqlite3'}", "DANVAN_CREATE": "1"}))


def hand_in(district: District, content: bytes, actor: str = "Cô Lan") -> int:
    """A return of one school kept; its number."""
    returned = build_return(SCHOOL, plan=district.plan.code)
    return district.repository.save(build_submission(returned, content=content, actor=actor)).submission


def agree(district: District, actor: str = "Anh Minh") -> int:
    """An action about that school; its number."""
    return district.repository.meetings.agree(build_action(plan=district.plan.code, school=SCHOOL, actor=actor))


def let_in(district: District, name: str, grants, **more) -> None:
    """Somebody let in, or as they stand from now on."""
    subject = f"{len(name)}@example.vn"
    district.repository.people.keep(NewPerson(subject, name, grants, actor="Quản trị", **more))


def try_out(district: District, deed: AttemptDeed, actor: str = "", **more) -> None:
    """Something tried or taken."""
    district.repository.people.attempt(NewAttempt(deed, actor, **more))


def keep_denials(district: District):
    """A witness as pages and commands have one: every refusal is kept."""

    def keep(denial: Denial) -> None:
        try_out(district, AttemptDeed.REFUSED, denial.actor.name, act=Act(denial.act).value, school=denial.school)

    return keep


def build_trace(act: str = "accepted", *, day: int = 1, hour: int = 3, **more) -> Trace:
    """A line of June 2020, at an hour of UTC (seven hours before Viet Nam)."""
    return Trace(datetime(2020, 6, day, hour, tzinfo=UTC), more.pop("actor", "Cô Lan"), act, **more)
