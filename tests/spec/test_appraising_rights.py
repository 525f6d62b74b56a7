"""Who may organise appraisals, judge, take them a step on and have their papers (many.md, “A shared office”)."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text

from danvan_metrics.access.actor import AccessRole, sit_at_laptop
from danvan_metrics.access.acts import Act
from danvan_metrics.access.policies import Nameless, NotAllowed
from danvan_metrics.appraising.desk import load_desk
from danvan_metrics.appraising.handed_sheets import load_handed_sheet, write_marked_sheet
from danvan_metrics.appraising.minute_out import make_minute
from danvan_metrics.appraising.sheet_in import receive_sheets
from danvan_metrics.appraising.sheet_out import write_sheet
from danvan_metrics.appraising.stage_acts import (
    Opinion,
    assign,
    conclude,
    record_opinion,
    reopen,
    send_to_school,
    submit_for_signature,
)
from danvan_metrics.appraising.team_acts import dissolve_team, list_appraised, list_teams, name_team
from danvan_metrics.appraising.verdict_acts import Change, accept_evidenced, save_verdict, save_verdicts, tick_evidence
from danvan_metrics.errors import UserError
from danvan_metrics.intake.archive import HandedIn
from danvan_metrics.plan.verdicts import Outcome, Role, Verdict
from danvan_metrics.store.appraising.appraisal_records import Member
from danvan_metrics.store.failures import StoreError
from danvan_metrics.store.people.people_records import AttemptDeed
from tests.builders_access import GUEST, LEADER, OFFICE, OFFICER, build_actor
from tests.builders_appraisal import build_conclusion
from tests.builders_appraiser import HEAD, MEMBER, SCHOOL, SECRETARY, TEAM, assign_team, build_key, hand_in
from tests.builders_sheet import DONE, INFO, OUTCOME, PERSON, REASON, download, fill, hand_back, list_codes, open_office

ELSEWHERE = "MN-DONDAC"
KEY = build_key()
CONFIRMED = Change(Verdict(line="HP1.2", outcome=Outcome.CONFIRMED), 0)


@pytest.fixture
def office(tmp_path):
    """A school's return, given to a team of three; HP1.3 judged already, by a phiếu that was handed in."""
    return begin(tmp_path)


@pytest.fixture(scope="module")
def untouched(tmp_path_factory):
    """The same, for what writes nothing."""
    return begin(tmp_path_factory.mktemp("office"))


def begin(folder):
    district = open_office(folder)
    hand_in(district)
    assign_team(district)
    assert hand_back(district, fill(download(district, KEY, HEAD), {"HP1.3": {OUTCOME: "xn"}})).saved == 1
    return district


def sign_in(name, *schools, role=AccessRole.APPRAISER, refused=None):
    """Somebody of the team who signed in, with the schools given to them."""
    return build_actor(role, *(schools or (SCHOOL,)), name=name, refused=refused)


def find_sheet(district):
    """The phiếu handed in for the fixture's line."""
    return next(one.sheet_sha256 for one in load_desk(district, KEY).record.verdicts)


def hand_in_wrong(district, actor=OFFICE):
    """A phiếu with an error, handed in; what came of it."""
    return hand_back(district, fill(download(district, KEY, HEAD), {"HP1.1": {DONE: "tạm được"}}), actor=actor)


# Acts that are refused before anything is looked at

ORGANISE = {
    "name_team": lambda office, actor: name_team(office, "to-phong", "Tổ 9", TEAM, actor=actor),
    "dissolve_team": lambda office, actor: dissolve_team(office, list_teams(office)[0].id, actor=actor),
    "assign": lambda office, actor: assign(office, build_key(ELSEWHERE), list_teams(office)[0].id, actor=actor),
}
STEP = {
    "send_to_school": lambda office, actor, key=KEY: send_to_school(office, key, actor=actor),
    "record_opinion": lambda office, actor, key=KEY: record_opinion(office, key, Opinion(agrees=True), actor=actor),
    "submit_for_signature": lambda office, actor, key=KEY: submit_for_signature(office, key, actor=actor),
    "conclude": lambda office, actor, key=KEY: conclude(office, key, build_conclusion(), actor=actor),
    "reopen": lambda office, actor, key=KEY: reopen(office, key, "Xem lại", actor=actor),
}
JUDGE = {
    "save_verdict": lambda office, actor: save_verdict(office, KEY, CONFIRMED, actor=actor),
    "save_verdicts": lambda office, actor: save_verdicts(office, KEY, [CONFIRMED], actor=actor),
    "accept_evidenced": lambda office, actor: accept_evidenced(office, KEY, actor=actor),
    "tick_evidence": lambda office, actor: tick_evidence(office, KEY, "MC-CT1.1-01", seen=True, actor=actor),
}
TAKE = {
    "write_sheet": (Act.SEE_APPRAISING, lambda office, actor: write_sheet(office, KEY, actor=actor)),
    "load_handed_sheet": (
        Act.GET_ORIGINALS,
        lambda office, actor: load_handed_sheet(office, load_desk(office, KEY), find_sheet(office), actor=actor),
    ),
    "write_marked_sheet": (
        Act.SEE_APPRAISING,
        lambda office, actor: write_marked_sheet(office, hand_in_wrong(office), actor=actor),
    ),
    "make_minute": (Act.EXPORT_PAPERS, lambda office, actor: make_minute(office, KEY, actor=actor)),
}
OF_THE_DISTRICT = {AccessRole.LEADER, AccessRole.ADMIN, AccessRole.GUEST, AccessRole.SCHOOL, AccessRole.APPRAISER}


def list_cases():
    """Every act with a role that has no right to it; an appraiser has the rights of their own schools, not of this one."""
    for acts, act, school, roles in (
        (ORGANISE, Act.ORGANISE_APPRAISAL, "", OF_THE_DISTRICT),
        (STEP, Act.STEP_APPRAISAL, SCHOOL, OF_THE_DISTRICT),
        (JUDGE, Act.JUDGE, SCHOOL, {*OF_THE_DISTRICT, AccessRole.OFFICER}),
    ):
        for name, do in acts.items():
            yield from (pytest.param(do, act, school, role, id=f"{name}-{role}") for role in sorted(roles))
    for name, (act, do) in TAKE.items():
        for role in (AccessRole.ADMIN, AccessRole.GUEST, AccessRole.APPRAISER, AccessRole.SCHOOL):
            yield pytest.param(do, act, SCHOOL, role, id=f"{name}-{role}")


@pytest.mark.parametrize(("do", "act", "school", "role"), list(list_cases()))
def test_who_has_no_right_is_refused_nothing_is_written_and_the_witness_hears_of_it(untouched, do, act, school, role):
    refused = []
    before = untouched.repository.version()
    with pytest.raises(NotAllowed):
        do(untouched, build_actor(role, ELSEWHERE, refused=refused))
    assert untouched.repository.version() == before
    assert [(one.act, one.school) for one in refused] == [(act, school)]
    assert not [one for one in untouched.repository.people.list_attempts() if one.actor == f"Người {role}"]


@pytest.mark.parametrize("do", [*ORGANISE.values(), *STEP.values(), *JUDGE.values()], ids=[*ORGANISE, *STEP, *JUDGE])
def test_nothing_is_written_that_carries_no_name(untouched, do):
    before = untouched.repository.version()
    with pytest.raises(Nameless):
        do(untouched, sit_at_laptop(" "))
    assert untouched.repository.version() == before


def test_a_phieu_of_a_school_one_may_not_judge_is_an_outcome_and_the_others_are_taken(office):
    hand_in(office, school=ELSEWHERE)
    assign_team(office, school=ELSEWHERE)
    refused = []
    contents = [fill(download(office, key, HEAD), {"HP1.1": {OUTCOME: "xn"}}) for key in (KEY, build_key(ELSEWHERE))]
    handed = [HandedIn(f"{number}.xlsx", content) for number, content in enumerate(contents)]
    first, second = receive_sheets(office, handed, actor=sign_in(HEAD, ELSEWHERE, refused=refused))
    assert (list_codes(first), first.saved, second.saved) == (["appraisal_refused"], 0, 1)
    assert f"{HEAD} không có quyền chấm thẩm định của trường “{SCHOOL}”" in first.issues[0].message
    assert [(one.act, one.school) for one in refused] == [(Act.JUDGE, SCHOOL)]


# What each role does in a shared office


def test_an_appraiser_judges_the_schools_given_to_their_team_in_their_own_name(office):
    kept = save_verdict(office, KEY, CONFIRMED, actor=sign_in(SECRETARY))
    assert kept.verdict.appraiser == SECRETARY
    assert office.repository.list_events(action="lines_judged")[-1].actor == SECRETARY


def test_the_right_alone_makes_nobody_a_member_of_the_team(office):
    with pytest.raises(UserError, match="Vi Thị Hoa không thuộc “Tổ thẩm định số 1”; hãy để người trong tổ chấm"):
        save_verdict(office, KEY, CONFIRMED, actor=sign_in("Vi Thị Hoa"))


def test_an_officer_takes_it_a_step_on_under_their_own_name_and_judges_nothing(office):
    send_to_school(office, KEY, actor=OFFICER)
    assert load_desk(office, KEY).record.steps[-1].actor == OFFICER.name
    with pytest.raises(NotAllowed, match="không có quyền chấm thẩm định"):
        accept_evidenced(office, KEY, actor=OFFICER)


@pytest.mark.parametrize("step", STEP.values(), ids=STEP)
def test_an_appraiser_takes_only_the_round_of_their_own_team_a_step_on(office, step):
    """The school is theirs, the other round's team is not."""
    others = tuple(replace(one, name=f"{one.name} B") for one in TEAM)
    key = assign_team(office, round_="lien-nganh", members=others)
    before = office.repository.version()
    with pytest.raises(UserError, match=f"{HEAD} không thẩm định Trường Mầm non Đạp Thanh trong “Đoàn thẩm định liên ngành”"):
        step(office, sign_in(HEAD), key)
    assert office.repository.version() == before


def test_an_appraiser_of_the_team_takes_it_a_step_on(office):
    send_to_school(office, KEY, actor=sign_in(HEAD))
    assert load_desk(office, KEY).record.steps[-1].actor == HEAD


# An appraiser's schools


def test_an_appraisers_schools_are_those_given_to_the_teams_they_sit_in(office):
    hand_in(office, school=ELSEWHERE)
    assign_team(office, school=ELSEWHERE, period="9m")
    assert list_appraised(office, "hoàng thị MAI") == {SCHOOL, ELSEWHERE}
    assert list_appraised(office, "Vi Thị Hoa") == frozenset()
    assert list_appraised(office, " ") == frozenset()


def test_who_left_the_team_has_its_schools_no_more_and_who_joined_has(office):
    hoa = Member("Vi Thị Hoa", Role.MEMBER)
    name_team(office, "to-phong", "Tổ thẩm định số 1", (*TEAM[:1], TEAM[2], hoa), actor=OFFICE)
    assert (list_appraised(office, SECRETARY), list_appraised(office, "Vi Thị Hoa")) == (frozenset(), {SCHOOL})


def test_a_school_given_to_another_team_leaves_the_first_and_a_dissolved_team_has_none(office):
    others = tuple(replace(one, name=f"{one.name} B") for one in TEAM)
    number = name_team(office, "to-phong", "Tổ số 2", others, actor=OFFICE)
    assign(office, KEY, number, actor=OFFICE)
    assert (list_appraised(office, HEAD), list_appraised(office, f"{HEAD} B")) == (frozenset(), {SCHOOL})
    dissolve_team(office, number, actor=OFFICE)
    assert list_appraised(office, f"{HEAD} B") == frozenset()


def test_the_school_one_works_in_is_not_among_them(office):
    hand_in(office, school="TH-MINHCAM")
    assign_team(office, school="TH-MINHCAM")
    assert list_appraised(office, MEMBER) == {SCHOOL}  # MEMBER works at TH-MINHCAM
    assert list_appraised(office, HEAD) == {SCHOOL, "TH-MINHCAM"}


# The phiếu: nobody signs as somebody else


def test_who_signed_in_hands_in_their_own_word_only(office):
    sheet = download(office, KEY, HEAD)
    as_secretary = hand_back(office, fill(sheet, {"HP1.1": {OUTCOME: "xn"}}, person=SECRETARY), actor=sign_in(HEAD))
    assert (list_codes(as_secretary), as_secretary.saved) == (["appraiser_is_another"], 0)
    [issue] = as_secretary.issues
    assert (issue.place.sheet, issue.message) == (INFO, f"Phiếu do {HEAD} nộp nhưng ghi người thẩm định là {SECRETARY}.")
    assert f"hãy để {SECRETARY} đăng nhập rồi nộp" in issue.remedy
    in_a_line = hand_back(office, fill(sheet, {"HP1.1": {OUTCOME: "xn", PERSON: SECRETARY}}), actor=sign_in(HEAD))
    assert (list_codes(in_a_line), in_a_line.saved) == (["appraiser_is_another"], 0)
    assert hand_back(office, fill(sheet, {"HP1.1": {OUTCOME: "xn"}}), actor=sign_in(HEAD)).saved == 1


def test_a_line_somebody_else_judged_before_stays_theirs(office):
    """HP1.3 went out with HEAD's name in it: that is no word of whoever hands the phiếu in."""
    sheet = download(office, KEY, SECRETARY)
    done = hand_back(office, fill(sheet, {"HP1.1": {OUTCOME: "xn"}}, person=SECRETARY), actor=sign_in(SECRETARY))
    assert (list_codes(done), done.saved) == ([], 1)
    lines = {line.code: line.verdict.appraiser for line in load_desk(office, KEY).lines if line.verdict}
    assert lines == {"HP1.1": SECRETARY, "HP1.3": HEAD}


def test_at_a_laptop_the_word_is_of_whom_the_phieu_names(office):
    sheet = fill(download(office, KEY, HEAD), {"HP1.1": {OUTCOME: "xn"}}, person=SECRETARY)
    assert hand_back(office, sheet, actor=sit_at_laptop(HEAD)).saved == 1
    assert {line.code: line.verdict.appraiser for line in load_desk(office, KEY).lines if line.verdict}["HP1.1"] == SECRETARY


def test_of_two_who_judge_alone_neither_gets_the_phieu_of_the_other(office):
    key = assign_team(office, round_="lien-nganh", appraisers=(SECRETARY, MEMBER))
    refused = []
    secretary = sign_in(SECRETARY, refused=refused)
    with pytest.raises(NotAllowed, match="không có quyền lập tổ, phân công thẩm định"):
        write_sheet(office, key, actor=secretary, appraiser=MEMBER)
    assert [one.act for one in refused] == [Act.ORGANISE_APPRAISAL]
    assert write_sheet(office, key, actor=secretary, appraiser="Trần văn lợi")[1] == download(office, key, SECRETARY)


def test_nor_does_handing_in_the_others_phieu_tell_what_they_found(office):
    key = assign_team(office, round_="lien-nganh", appraisers=(SECRETARY, MEMBER))
    theirs = download(office, key, MEMBER)
    found = Verdict(line="HP1.1", outcome=Outcome.LOWERED, choice="doing", reason="bí mật")
    save_verdict(office, key, Change(found, 0), actor=sign_in(MEMBER))
    stale = fill(theirs, {"HP1.1": {DONE: "Chưa thực hiện", REASON: "a"}}, person=MEMBER)
    outcome = hand_back(office, stale, actor=sign_in(SECRETARY))
    assert (list_codes(outcome), outcome.saved) == (["sheet_of_other_lane"], 0)
    assert "bí mật" not in repr(outcome)


# What leaves the office is noted


@pytest.mark.parametrize(("name", "act", "target"), [
    ("write_sheet", Act.SEE_APPRAISING, "phieu-tham-dinh-dan-van-2020_6-thang_to-phong_MN-DAPTHANH.xlsx"),
    ("load_handed_sheet", Act.GET_ORIGINALS, "phieu.xlsx"),
    ("write_marked_sheet", Act.SEE_APPRAISING, "phieu.xlsx"),
    ("make_minute", Act.EXPORT_PAPERS, ".docx"),
])  # fmt: skip
def test_what_was_handed_out_is_kept_with_who_and_which(office, name, act, target):
    mai = sign_in(HEAD)
    TAKE[name][1](office, mai)
    [taken] = [one for one in office.repository.people.list_attempts() if one.subject == mai.subject]
    assert (taken.deed, taken.actor, taken.act, taken.school) == (AttemptDeed.DOWNLOADED, HEAD, act.value, SCHOOL)
    assert taken.target.endswith(target)


@pytest.mark.parametrize("name", ["write_sheet", "load_handed_sheet", "make_minute"])
def test_of_the_sample_nothing_is_noted(office, name):
    mai = sign_in(HEAD)
    TAKE[name][1](replace(office, sample=True), mai)
    assert [one for one in office.repository.people.list_attempts() if one.subject == mai.subject] == []


def test_leaders_have_the_phieu_and_the_minutes_and_guests_nothing(office):
    for name in ("write_sheet", "load_handed_sheet", "make_minute"):
        assert TAKE[name][1](office, LEADER)
        with pytest.raises(NotAllowed):
            TAKE[name][1](office, GUEST)


def test_a_phieu_whose_bytes_have_changed_in_the_store_is_not_handed_out(office, tmp_path):
    digest = find_sheet(office)
    engine = create_engine(f"sqlite:///{tmp_path / 'kho.sqlite3'}")
    with engine.begin() as connection:  # as a failing disk would: the store itself never changes a row
        for (trigger,) in connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            connection.execute(text(f"DROP TRIGGER {trigger}"))
        connection.execute(text("UPDATE files SET content = x'00' WHERE sha256 = :digest"), {"digest": digest})
    engine.dispose()
    with pytest.raises(StoreError, match=r"Phiếu phieu\.xlsx trong kho dữ liệu không còn như khi nhận"):
        load_handed_sheet(office, load_desk(office, KEY), digest, actor=OFFICE)
