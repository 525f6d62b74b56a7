"""Files that leave the office: refused to whom they are not before anything is made; what is taken is kept (issue 14)."""

import io
import shutil
import zipfile
from datetime import date
from functools import partial

import openpyxl
import pytest

from danvan_metrics.access.actor import AccessRole
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import NotAllowed, check_still_shown
from danvan_metrics.access.rights import WHOLE, Sight, find_sight
from danvan_metrics.appraising.evidence_acts import load_evidence
from danvan_metrics.district import open_district
from danvan_metrics.exports.making import ExportKind, make_export
from danvan_metrics.handing_out import (
    hand_out_evidence,
    hand_out_export,
    hand_out_school_paper,
    hand_out_templates,
    make_template,
)
from danvan_metrics.intake.outcome import Status
from danvan_metrics.intake.receiving import Receiving, receive_file
from danvan_metrics.metrics.dataset import Scope
from danvan_metrics.settings import load_settings
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.workbook.layout import IDENTITY_KEYS, SHEET_IDENTITY
from tests.builders_access import ADMIN, GUEST, LEADER, OFFICE, OFFICER, build_actor
from tests.builders_cli import Office
from tests.builders_officer import PLAN, ROSTER, fill_workbook

SCHOOL, OTHER = "MN-DONDAC", "MN-NAMSON"
PERIOD, SCOPE = PLAN.find_period("6m"), Scope("6m")
EVERY = frozenset(AccessRole)
OFFICES = {AccessRole.LEADER, AccessRole.OFFICER}
THEIRS = OFFICES | {AccessRole.APPRAISER, AccessRole.SCHOOL}  # of the two last: for their own schools


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A folder with a store in which one preschool has handed in its return for 6 months."""
    folder = tmp_path_factory.mktemp("da-nop")
    opened = open_store(folder)
    outcome = receive_file(opened, "mn.xlsx", fill_workbook(SCHOOL, "6m"), Receiving(date(2020, 6, 12), actor=OFFICE))
    assert outcome.status is Status.ACCEPTED
    opened.repository.close()
    return folder


@pytest.fixture
def folder(handed_in, tmp_path):
    """The same to write in."""
    shutil.copytree(handed_in, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def district(folder):
    opened = open_store(folder)
    yield opened
    opened.repository.close()


def open_store(folder):
    return open_district(
        load_settings({"DANVAN_DATABASE_URL": f"sqlite:///{folder / 'kho.sqlite3'}", "DANVAN_TODAY": "2020-06-20"})
    )


def take_export(district, actor):
    make = partial(make_export, ExportKind.WORKBOOK, district.load_dataset(), SCOPE, ())
    return hand_out_export(district, make, actor=actor)


def take_school_paper(district, actor):
    return hand_out_school_paper(district, district.load_dataset(), SCOPE, SCHOOL, actor=actor)


def take_evidence(district, actor):
    dataset = district.load_dataset()
    record = load_evidence(district, dataset, SCHOOL, "6m")
    return hand_out_evidence(district, dataset, record, include_pictures=False, actor=actor)


def take_template(district, actor):
    made = make_template(district, ROSTER.by_code[SCHOOL], PERIOD, actor=actor)
    return made[0], hand_out_templates(district, made, [SCHOOL], actor=actor)


# What is taken, by which right and of which school that is kept, and whose it is.
FILES = {
    take_export: (Act.EXPORT, "", OFFICES),
    take_school_paper: (Act.EXPORT_PAPERS, SCHOOL, THEIRS),
    take_evidence: (Act.GET_ORIGINALS, SCHOOL, THEIRS),
    take_template: (Act.MAKE_TEMPLATES, SCHOOL, {AccessRole.OFFICER, AccessRole.SCHOOL}),
}
REFUSED = [(take, role) for take, (_, _, whose) in FILES.items() for role in sorted(EVERY - whose)]
GIVEN = [(take, role) for take, (_, _, whose) in FILES.items() for role in sorted(whose)]


@pytest.mark.parametrize(("take", "role"), REFUSED)
def test_whose_it_is_not_gets_nothing_and_the_office_hears_of_it(district, take, role):
    refused = []
    with pytest.raises(NotAllowed, match="không có quyền"):
        take(district, build_actor(role, SCHOOL, refused=refused))
    act, school, _ = FILES[take]
    assert [(one.act, one.school) for one in refused] == [(act, school)]
    assert district.repository.people.list_attempts() == ()


@pytest.mark.parametrize(("take", "role"), GIVEN)
def test_whose_it_is_gets_the_file_and_that_is_kept(district, take, role):
    actor = build_actor(role, SCHOOL)
    name, content = take(district, actor)
    assert zipfile.is_zipfile(io.BytesIO(content))  # XLSX, DOCX and ZIP alike
    [kept] = district.repository.people.list_attempts()
    act, school, _ = FILES[take]
    assert (kept.deed, kept.actor, kept.subject) == (AttemptDeed.DOWNLOADED, actor.name, actor.subject)
    assert (kept.act, kept.school, kept.target) == (act, school, name)


@pytest.mark.parametrize("take", [take_school_paper, take_evidence, take_template])
@pytest.mark.parametrize("role", [AccessRole.SCHOOL, AccessRole.APPRAISER])
def test_another_school_s_people_get_nothing_of_this_one(district, take, role):
    with pytest.raises(NotAllowed, match=f"của trường “{SCHOOL}”"):
        take(district, build_actor(role, OTHER))
    assert district.repository.people.list_attempts() == ()


def test_templates_of_several_schools_are_refused_whole_where_one_is_another_s(district):
    made = ("bieu-mau.zip", b"PK")
    with pytest.raises(NotAllowed):
        hand_out_templates(district, made, [SCHOOL, OTHER], actor=build_actor(AccessRole.SCHOOL, SCHOOL))
    assert hand_out_templates(district, made, [SCHOOL, OTHER], actor=OFFICER) == b"PK"
    [kept] = district.repository.people.list_attempts()
    assert (kept.school, kept.target) == ("", "bieu-mau.zip")  # of no one school


def test_what_is_taken_of_the_sample_is_nobody_s_business(filled_sample):
    settings = load_settings({"DANVAN_SAMPLE_DATABASE_URL": f"sqlite:///{filled_sample / 'minh-hoa.sqlite3'}"})
    sample = open_district(settings, sample=True)
    take_export(sample, OFFICER)
    assert sample.repository.people.list_attempts() == ()
    with pytest.raises(NotAllowed):
        take_export(sample, GUEST)


class TestFiguresBehindAPage:
    """What was drawn for somebody is theirs to download as long as they are shown the same."""

    @pytest.mark.parametrize("actor", [LEADER, OFFICER, GUEST, build_actor(AccessRole.SCHOOL, SCHOOL)])
    def test_whoever_is_shown_them_may_have_them(self, actor):
        check_still_shown(actor, find_sight(actor))

    @pytest.mark.parametrize(
        ("actor", "drawn"),
        [
            (build_actor(AccessRole.SCHOOL, SCHOOL), WHOLE),  # an officer yesterday
            (build_actor(AccessRole.SCHOOL, SCHOOL), Sight(frozenset({SCHOOL, OTHER}))),
            (GUEST, WHOLE),  # in which people are named
            (ADMIN, WHOLE),
        ],
    )
    def test_whoever_is_shown_less_by_now_may_not(self, actor, drawn):
        with pytest.raises(NotAllowed):
            check_still_shown(actor, drawn)


class TestCommands:
    """In a shared office DANVAN_ACTOR names who runs a command, and their rights are the same as on the pages."""

    @pytest.fixture
    def office(self, folder, monkeypatch):
        office = Office(folder)
        monkeypatch.setenv("DANVAN_SIGN_IN", "oidc")
        monkeypatch.setenv("DANVAN_ADMINS", "sep@example.vn")
        monkeypatch.setenv("DANVAN_ACTOR", "sep@example.vn")
        for role, *schools in (("officer",), ("guest",), ("school", "--school", SCHOOL)):
            added = office.run("people", "add", f"{role}@example.vn", f"Người {role}", "--role", role, *schools)
            assert added.exit_code == 0, added.output
        return office

    @pytest.mark.parametrize(
        ("who", "command"),
        [
            ("guest", ["export", "pptx", "--period", "6m"]),
            ("school", ["export", "xlsx", "--period", "6m"]),
            ("sep", ["export", "charts", "--period", "6m"]),
            ("guest", ["export", "school-paper", "--period", "6m", "--school", SCHOOL]),
            ("school", ["export", "school-paper", "--period", "6m", "--school", OTHER]),
            ("school", ["export", "evidence", "--school", OTHER]),
            ("school", ["export", "rewards", "--period", "6m"]),
            ("guest", ["export", "conclusions"]),
            ("school", ["template", "--all", "--period", "9m"]),
            ("school", ["template", "--school", OTHER, "--period", "9m"]),
        ],
    )
    def test_what_is_not_theirs_is_refused_in_one_sentence_and_no_file_is_written(self, office, monkeypatch, who, command):
        monkeypatch.setenv("DANVAN_ACTOR", f"{who}@example.vn")
        ending = {"pptx": "pptx", "xlsx": "xlsx", "charts": "zip", "evidence": "zip", "--all": "zip"}.get(command[1], "docx")
        out = office.folder / f"ra.{ending}"
        result = office.run(*command, "--out", out)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "không có quyền" in result.stderr
        assert len(result.stderr.splitlines()) == 1
        assert not out.exists()
        assert list_attempts(office)[-1].deed is AttemptDeed.REFUSED

    def test_a_school_s_people_get_their_own_template_and_paper(self, office, monkeypatch):
        monkeypatch.setenv("DANVAN_ACTOR", "school@example.vn")
        template, paper = office.folder / "bm.xlsx", office.folder / "phieu.docx"
        assert office.run("template", "--school", SCHOOL, "--period", "9m", "--out", template).exit_code == 0
        assert openpyxl.load_workbook(template)[SHEET_IDENTITY].cell(IDENTITY_KEYS.index("school") + 1, 2).value == SCHOOL
        assert office.run("export", "school-paper", "--school", SCHOOL, "--period", "6m", "--out", paper).exit_code == 0
        taken = [one for one in list_attempts(office) if one.deed is AttemptDeed.DOWNLOADED]
        assert [(one.subject, one.act, one.school) for one in taken] == [
            ("school@example.vn", Act.MAKE_TEMPLATES, SCHOOL),
            ("school@example.vn", Act.EXPORT_PAPERS, SCHOOL),
        ]

    def test_the_summary_is_not_a_school_s(self, office, monkeypatch):
        monkeypatch.setenv("DANVAN_ACTOR", "school@example.vn")
        result = office.run("summary", "--period", "6m")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "không có quyền xem số liệu tổng hợp" in result.stderr
        monkeypatch.setenv("DANVAN_ACTOR", "guest@example.vn")
        assert office.run("summary", "--period", "6m").exit_code == 0

    def test_an_appraiser_s_summary_is_of_their_schools(self, office, monkeypatch):
        added = office.run("people", "add", "nam@example.vn", "Thầy Nam", "--role", "appraiser", "--appraise", OTHER)
        assert added.exit_code == 0, added.output
        monkeypatch.setenv("DANVAN_ACTOR", "nam@example.vn")
        figures = office.run_json("summary", "--period", "6m")
        assert [one["school"] for one in figures["schools"]] == [OTHER]
        assert (figures["received"]["n"], figures["received"]["N"]) == (0, 1)  # the other school's return is not counted


def list_attempts(office):
    district = open_district(load_settings(office.environment))
    attempts = district.repository.people.list_attempts()
    district.repository.close()
    return attempts
