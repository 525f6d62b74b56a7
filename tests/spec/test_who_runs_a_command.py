"""Who runs a command: at a laptop whoever sits there, in a shared office the person whose sign-in DANVAN_ACTOR names."""

from __future__ import annotations

import getpass
from pathlib import Path

import pytest

from danvan_metrics.access.actor import AccessRole, Actor
from danvan_metrics.access.people_acts import grant_roles
from danvan_metrics.district import District, open_district
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from tests.builders_access import ADMIN
from tests.builders_cli import PLAN, Office, fill_template

OWN, OTHER = "MN-DONDAC", "MN-DAPTHANH"
MAI = "mai@example.vn"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def shared(office: Office, monkeypatch) -> Office:
    """An office where people sign in; a school's person is known, and runs the commands."""
    monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
    monkeypatch.setenv("DANVAN_ACTOR", "Mai@Example.vn ")
    let_in(office, "Cô Mai", MAI, AccessRole.SCHOOL, OWN)
    return office


class TestAtALaptop:
    def test_it_is_the_name_said(self, office, monkeypatch):
        monkeypatch.setenv("DANVAN_ACTOR", "Trần Văn Minh")
        assert import_file(office, OWN).exit_code == 0
        assert list_actors(office) == ["Trần Văn Minh"]

    def test_else_the_account_s(self, office, monkeypatch):
        monkeypatch.setenv("DANVAN_ACTOR", "")
        assert import_file(office, OWN).exit_code == 0
        assert list_actors(office) == [getpass.getuser()]


class TestInASharedOffice:
    def test_it_is_the_person_of_the_sign_in_however_it_is_written(self, shared):
        assert import_file(shared, OWN).exit_code == 0
        assert list_actors(shared) == ["Cô Mai"]

    @pytest.mark.parametrize(("said", "told"), [("", "hãy ghi địa chỉ đăng nhập"), ("ai@example.vn", "“ai@example.vn”")])
    def test_nobody_is_let_in_by_a_name(self, shared, monkeypatch, said, told):
        monkeypatch.setenv("DANVAN_ACTOR", said)
        result = import_file(shared, OWN)
        assert (result.exit_code, told in result.stderr, list_actors(shared)) == (2, True, [])

    def test_a_school_s_person_imports_its_own_alone(self, shared):
        result = import_file(shared, OTHER)
        assert result.exit_code == 1
        assert "không được nộp" in result.stdout
        assert "bạn chỉ nộp được báo cáo của MN Đồn Đạc." in result.stdout
        assert list_actors(shared) == []
        assert list_refused(shared) == [("Cô Mai", MAI, "receive", OTHER)]

    def test_and_answers_no_question(self, shared):
        result = import_file(shared, OWN, "--accept")
        assert (result.exit_code, "không có quyền quyết định điều phần mềm hỏi" in result.stderr) == (2, True)
        assert list_refused(shared) == [("Cô Mai", MAI, "answer_questions", "")]

    @pytest.mark.parametrize("command", ["check", "mark"])
    def test_whoever_receives_nothing_looks_into_no_file(self, shared, monkeypatch, command):
        let_in(shared, ADMIN.name, ADMIN.subject, AccessRole.ADMIN)
        monkeypatch.setenv("DANVAN_ACTOR", ADMIN.subject)
        file = fill_template(shared.folder / "a.xlsx", OWN, lines={"NV2.3": {Field.DONE: "hai"}})
        out = ["--out", shared.folder / "b.xlsx"] if command == "mark" else []
        result = shared.run(command, file, *out)
        assert (result.exit_code, "không có quyền" in result.stderr) == (2, True)
        assert not (shared.folder / "b.xlsx").exists()

    def test_the_sample_is_for_the_same_people(self, shared, monkeypatch):
        monkeypatch.setenv("DANVAN_ACTOR", "ai@example.vn")
        file = fill_template(shared.folder / "a.xlsx", OWN)
        result = shared.run("--sample", "check", file)
        assert (result.exit_code, "“ai@example.vn”" in result.stderr) == (2, True)


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def open_store(office: Office) -> District:
    return open_district(load_settings(office.environment), create=True)


def let_in(office: Office, name: str, subject: str, role: AccessRole, *schools: str) -> None:
    district = open_store(office)
    known = [one.code for one in district.roster.schools]
    person = Actor(name, {role: frozenset(schools) if role.is_for_units else None}, subject)
    grant_roles(district.repository.people, person.subject, person.name, person.grants, known=known, actor=ADMIN)
    district.repository.close()


def import_file(office: Office, school: str, *options: str):
    return office.run(
        "import", fill_template(office.folder / f"{school}.xlsx", school, lines={"NV2.3": {Field.DONE: 2}}), *options
    )


def list_actors(office: Office) -> list[str]:
    """In whose name hand-ins were kept."""
    district = open_store(office)
    kept = [event.actor for event in district.repository.list_events() if event.action == "accepted"]
    assert len(kept) == len(district.repository.list_submissions(PLAN.code))
    district.repository.close()
    return kept


def list_refused(office: Office) -> list[tuple[str, str, str, str]]:
    district = open_store(office)
    kept = district.repository.people.list_attempts()
    district.repository.close()
    return [(one.actor, one.subject, one.act, one.school) for one in kept if one.deed is AttemptDeed.REFUSED]
