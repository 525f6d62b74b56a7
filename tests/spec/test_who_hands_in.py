"""Who may hand in, answer, be handed out: the office everything, a school its own, nobody else anything (many.md)."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text

from danvan_metrics.access.actor import AccessRole, sit_at_laptop
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import Nameless, NotAllowed
from danvan_metrics.appraising.evidence_acts import name_evidence_file, withdraw_evidence_file
from danvan_metrics.district import District, open_district
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.intake.kept_files import load_kept_file
from danvan_metrics.intake.mark_again import mark_refused
from danvan_metrics.intake.marked import mark_file
from danvan_metrics.intake.outcome import Status
from danvan_metrics.intake.own_work import OwnEntries, load_own_report, save_own_report
from danvan_metrics.intake.receiving import Receiving, receive_file, receive_files
from danvan_metrics.plan.rules import Field
from danvan_metrics.settings import load_settings
from danvan_metrics.spreadsheets.reader import read_workbook
from danvan_metrics.store.appraising.evidence_keeping import NewEvidenceFile
from danvan_metrics.store.engine import open_engine, writing
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.people.people_records import AttemptDeed
from danvan_metrics.web.officer.handed_in import list_unmended, load_marked
from danvan_metrics.workbook.layout import SHEET_FIXES
from danvan_metrics.workbook.recognising.recognise import Told
from tests.builders_access import ADMIN, GUEST, LEADER, OFFICER, build_actor
from tests.builders_officer import PLAN, fill_workbook

OWN, OTHER = "MN-DONDAC", "MN-DAPTHANH"
TODAY = date(2020, 6, 12)
WRONG = {("NV2.3", Field.DONE): "hai cuộc"}


@pytest.fixture(scope="module")
def own() -> bytes:
    return fill_workbook(OWN, "6m")


@pytest.fixture(scope="module")
def others() -> bytes:
    return fill_workbook(OTHER, "6m")


@pytest.fixture
def district(tmp_path) -> District:
    return open_district(load_settings({"DANVAN_DATABASE_URL": url_in(tmp_path), "DANVAN_TODAY": f"{TODAY}"}))


@pytest.fixture
def refused() -> list:
    """What the witness of the school's person heard."""
    return []


@pytest.fixture
def school(refused):
    return build_actor(AccessRole.SCHOOL, OWN, name="Cô Mai", refused=refused)


class TestHandingIn:
    def test_a_school_hands_in_its_own_in_its_person_s_name(self, district, school, own):
        outcome = hand_in(district, own, school)
        assert (outcome.status, outcome.school, outcome.stored) == (Status.ACCEPTED, OWN, True)
        assert [event.actor for event in district.repository.list_events()] == ["Cô Mai"]

    def test_a_file_of_another_school_is_told_as_that_and_leaves_nothing(self, district, school, refused, others):
        hand_in(district, fill_workbook(OTHER, "6m", WRONG), OFFICER)
        before = count_rows(district)
        outcome = hand_in(district, others, school)
        assert (outcome.status, outcome.school, outcome.period, outcome.mended) == (Status.NOT_ALLOWED, None, None, None)
        assert (outcome.answered, outcome.normalised, outcome.questions) == (0, (), ())
        assert [issue.message for issue in outcome.issues] == [
            "Tệp này là báo cáo của Mầm non Đạp Thanh, còn bạn chỉ nộp được báo cáo của MN Đồn Đạc."
        ]
        assert count_rows(district) == before
        assert [(denial.act, denial.school) for denial in refused] == [(Act.RECEIVE, OTHER)]

    def test_nor_do_the_files_beside_it(self, district, school, others):
        file = HandedIn("a.xlsx", others, beside=(HandedIn("bien ban.pdf", b"%PDF"),))
        [outcome] = receive_files(district, [file], Receiving(actor=school))
        assert (outcome.status, outcome.beside) == (Status.NOT_ALLOWED, None)
        assert district.repository.evidence.list_files(PLAN.code, OTHER, "6m") == ()

    def test_the_rest_of_the_batch_goes_on(self, district, school, own, others):
        outcomes = receive_files(
            district, [HandedIn("a.xlsx", others), HandedIn("b.xlsx", own), HandedIn("c.xlsx", b"rac")], Receiving(actor=school)
        )
        assert [one.status for one in outcomes] == [Status.NOT_ALLOWED, Status.ACCEPTED, Status.UNREADABLE]

    def test_what_only_looks_finds_no_other_school_either(self, district, school, others):
        outcome = receive_file(district, "a.xlsx", others, Receiving(store=False, actor=school))
        assert (outcome.status, outcome.answered, len(outcome.issues)) == (Status.NOT_ALLOWED, 0, 1)

    @pytest.mark.parametrize("somebody", [LEADER, ADMIN, GUEST, build_actor(AccessRole.APPRAISER, OWN)], ids=str)
    def test_whoever_hands_in_for_nobody_is_refused_at_once(self, district, somebody, own):
        with pytest.raises(NotAllowed, match="tiếp nhận báo cáo"):
            hand_in(district, own, somebody)
        assert count_rows(district) == 0

    def test_nobody_hands_in_without_a_name(self, district, own):
        with pytest.raises(Nameless, match="họ tên"):
            hand_in(district, own, sit_at_laptop(""))
        assert count_rows(district) == 0


class TestDeciding:
    """What the program asks, and on which day something came, the office decides."""

    @pytest.mark.parametrize(
        ("file", "reception"),
        [
            ({}, {"accept": True}),
            ({"accepted": frozenset({"fewer_answers/1"})}, {}),
            ({"told": Told(OWN, "6m")}, {}),
        ],
        ids=["every question", "one question", "whose it is"],
    )
    def test_a_school_answers_no_question(self, district, school, refused, own, file, reception):
        with pytest.raises(NotAllowed, match="quyết định điều phần mềm hỏi"):
            receive_files(district, [HandedIn("a.xlsx", own, **file)], Receiving(actor=school, **reception))
        assert (count_rows(district), [denial.act for denial in refused]) == (0, [Act.ANSWER_QUESTIONS])

    @pytest.mark.parametrize("of_file", [True, False])
    def test_a_school_hands_in_today(self, district, school, refused, own, of_file):
        day = date(2020, 6, 1)
        with pytest.raises(NotAllowed, match="ngày nhận"):
            receive_files(
                district,
                [HandedIn("a.xlsx", own, received_on=day if of_file else None)],
                Receiving(None if of_file else day, actor=school),
            )
        assert (count_rows(district), [denial.act for denial in refused]) == (0, [Act.DECIDE])

    def test_saying_today_decides_nothing(self, district, school, own):
        assert receive_file(district, "a.xlsx", own, Receiving(TODAY, actor=school)).stored

    def test_the_office_decides_both(self, district, own):
        reception = Receiving(date(2020, 6, 1), accept=True, actor=OFFICER)
        assert receive_file(district, "a.xlsx", own, reception).received_on == date(2020, 6, 1)

    def test_a_question_keeps_a_school_s_file_waiting_for_the_office(self, district, school, own):
        hand_in(district, own, school)
        fewer = hand_in(district, fill_workbook(OWN, "6m", {("NV2.3", Field.DONE): None, ("NV7.1", Field.DONE): None}), school)
        assert (fewer.status, [one.code for one in fewer.questions]) == (Status.ASKED, ["fewer_answers"])


class TestTheOfficesOwnWork:
    @pytest.mark.parametrize("somebody", [LEADER, ADMIN, build_actor(AccessRole.SCHOOL, OWN)], ids=str)
    def test_only_the_officer_reports_it(self, district, somebody):
        with pytest.raises(NotAllowed, match="việc của Phòng"):
            save_own_report(district, load_own_report(district, "6m"), OwnEntries({}, {}), actor=somebody)
        assert count_rows(district) == 0


class TestMarkedCopies:
    def test_a_school_gets_its_own_and_that_is_noted(self, district, school):
        content = fill_workbook(OWN, "6m", WRONG)
        outcome = hand_in(district, content, school)
        assert read_workbook(mark_file(district, content, outcome, actor=school)).names[0] == SHEET_FIXES
        assert list_taken(district) == [("Cô Mai", "get_marked", OWN, "bao-cao_can-sua.xlsx")]

    def test_days_later_too(self, district, school):
        hand_in(district, fill_workbook(OWN, "6m", WRONG), school)
        [refusal] = district.repository.list_refusals(PLAN.code)
        assert read_workbook(load_marked(district, refusal, actor=school)).names[0] == SHEET_FIXES

    def test_of_another_school_it_gets_none(self, district, school, refused):
        content = fill_workbook(OTHER, "6m", WRONG)
        outcome = hand_in(district, content, OFFICER)
        [refusal] = district.repository.list_refusals(PLAN.code)
        with pytest.raises(NotAllowed, match="bản đánh dấu"):
            mark_file(district, content, outcome, actor=school)
        with pytest.raises(NotAllowed, match="bản đánh dấu"):
            mark_refused(district, refusal, actor=school)
        assert [(denial.act, denial.school) for denial in refused] == [(Act.GET_MARKED, OTHER)] * 2
        assert list_taken(district) == []

    def test_what_is_to_be_mended_is_the_last_of_a_period_till_a_sound_one_comes(self, district, school, own):
        hand_in(district, fill_workbook(OWN, "6m", WRONG), school)
        hand_in(district, fill_workbook(OWN, "6m", {("NV7.1", Field.DONE): "ba"}), school)
        assert [one.id for one in unmended(district)] == [2]
        hand_in(district, own, school)
        assert unmended(district) == []


class TestOriginals:
    def test_a_school_its_own_the_office_any_and_each_time_it_is_noted(self, district, school, own, others):
        hand_in(district, own, OFFICER)
        hand_in(district, others, OFFICER)
        mine, theirs = district.repository.list_submissions(PLAN.code)
        assert load_kept_file(district, mine, actor=school) == own
        assert load_kept_file(district, theirs, actor=LEADER) == others
        assert list_taken(district) == [
            ("Cô Mai", "get_originals", OWN, "bao-cao.xlsx"),
            (LEADER.name, "get_originals", OTHER, "bao-cao.xlsx"),
        ]

    def test_of_another_school_none(self, district, school, refused, others):
        hand_in(district, others, OFFICER)
        [theirs] = district.repository.list_submissions(PLAN.code)
        with pytest.raises(NotAllowed, match=f"tải tệp gốc.*{OTHER}"):
            load_kept_file(district, theirs, actor=school)
        assert ([denial.school for denial in refused], list_taken(district)) == ([OTHER], [])

    def test_bytes_that_are_not_what_was_handed_in_are_not_handed_out(self, district, tmp_path, own):
        hand_in(district, own, OFFICER)
        hand_in(district, fill_workbook(OTHER, "6m", WRONG), OFFICER)
        keep_evidence(district)
        [record], [refusal] = district.repository.list_submissions(PLAN.code), district.repository.list_refusals(PLAN.code)
        [file] = district.repository.evidence.list_files(PLAN.code, OWN, "6m")
        spoil(tmp_path)
        for load in (
            lambda: load_kept_file(district, record, actor=OFFICER),
            lambda: mark_refused(district, refusal, actor=OFFICER),
            lambda: district.repository.evidence.load_content(file.sha256),
        ):
            with pytest.raises(StoreError, match=r"không còn giống bản đã nhận.*; hãy báo người quản trị"):
                load()
        assert list_taken(district) == []


class TestEvidence:
    @pytest.mark.parametrize("role", [AccessRole.LEADER, AccessRole.APPRAISER, AccessRole.SCHOOL, AccessRole.ADMIN])
    def test_only_the_officer_names_and_withdraws_it(self, district, refused, role):
        keep_evidence(district)
        [file] = district.repository.evidence.list_files(PLAN.code, OWN, "6m")
        somebody = build_actor(role, OWN, refused=refused)
        for act in (
            lambda: name_evidence_file(district, file.id, "MC-HP1.3-01", actor=somebody),
            lambda: withdraw_evidence_file(district, file.id, "gửi nhầm", actor=somebody),
        ):
            with pytest.raises(NotAllowed, match="minh chứng"):
                act()
        assert district.repository.evidence.list_files(PLAN.code, OWN, "6m") == (file,)
        assert [denial.act for denial in refused] == [Act.KEEP_EVIDENCE] * 2

    def test_whoever_did_it_stands_with_it(self, district):
        keep_evidence(district)
        [file] = district.repository.evidence.list_files(PLAN.code, OWN, "6m")
        withdraw_evidence_file(district, file.id, "gửi nhầm", actor=OFFICER)
        assert [one.actor for one in district.repository.evidence.list_files(PLAN.code, OWN, "6m")] == [OFFICER.name]


# ── Builders ─────────────────────────────────────────────────────────────────────────────────────────


def url_in(folder):
    return f"sqlite:///{folder / 'kho.sqlite3'}"


def hand_in(district, content, actor):
    return receive_file(district, "bao-cao.xlsx", content, Receiving(actor=actor))


def count_rows(district):
    """Everything a hand-in leaves has its event."""
    return district.repository.version()


def unmended(district):
    repository = district.repository
    return list(list_unmended(repository.list_submissions(PLAN.code, OWN), repository.list_refusals(PLAN.code, school=OWN)))


def list_taken(district):
    attempts = district.repository.people.list_attempts()
    return [(one.actor, one.act, one.school, one.target) for one in attempts if one.deed is AttemptDeed.DOWNLOADED]


def keep_evidence(district):
    new = NewEvidenceFile(plan=PLAN.code, school=OWN, period="6m", file_name="bien ban.pdf", content=b"%PDF", actor="Cô Mai")
    assert district.repository.evidence.keep(new, most=10)


def spoil(folder):
    """A disk that forgets: other bytes under the same SHA-256; the store's own triggers would not let it happen."""
    engine = open_engine(url_in(folder))
    with writing(engine) as connection:
        for name in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).scalars().all():
            connection.execute(text(f"DROP TRIGGER {name}"))
        connection.execute(text("UPDATE files SET content = X'504B'"))
    engine.dispose()
